"""Turn the tables of a codebook into its frozen form, noting every fault."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

from demarche.codebook.schema import (
    Constraint,
    EventType,
    Example,
    Form,
    Frame,
    Mode,
    ModeCue,
    Only,
    Pattern,
    Subjects,
    parse_pattern,
)
from demarche.codebook.sources import Source, listed
from demarche.model import Aux, Stance

KINDS = frozenset({"@PARTY", "@COUNTRY", "@PERSON", "@PLACE", "@NUMBER", "@SEVERAL", "@ANY"})
BECOMES = ("future", "negation", "refusal")
FRAME_KEYS = frozenset(
    [
        "id",
        "verbs",
        "nouns",
        "adjectives",
        "actor",
        "recipient",
        "mode",
        "where",
        "unless",
        "needs",
        "party",
        "mutual",
        "content",
        "needs_content",
        "mode_from",
        "stance",
        "below",
        "granted",
        "content_aux",
        "own_act",
        "content_recipient",
        "voice",
        "aux",
        "refusal",
        "open_aux",
        "left_open",
        "only",
        "within",
        "also",
        "answers",
        "content_actor",
        "content_modal",
        "follows",
        "bare_state",
        "like",
    ]
)
TYPE_KEYS = frozenset(
    [
        "type",
        "quad",
        "intensity",
        "requires_recipient",
        "definition",
        "ambiguities",
        "modes",
        "mode_cues",
        "becomes",
        "frames",
        "examples",
        "near_misses",
        "bare_state",
        "foreign_places",
        "from",
    ]
)
FORM_KEYS = frozenset(Form.__struct_fields__)
SUBJECT_KEYS = frozenset(["sectors", "plain", "hard", "quiet"])
EXAMPLE_KEYS = frozenset(["id", "text", "yields", "none", "aux", "pending", "why"])
MARK = re.compile(r"\[(actor|recipient|trigger): ([^\[\]]*)\]")

Named = TypeVar("Named", bound=Form | Frame)


class Builder:
    """Turns the tables of a codebook into its frozen form, noting faults."""

    def __init__(self, faults: list[str], classes: dict[str, frozenset[str]]) -> None:
        self.faults = faults
        self.classes = classes
        self.compose: dict[str, dict[str, str]] = {}
        self.types: dict[str, frozenset[str]] = {}  # with their modes: what examples yield
        self.base_types: dict[str, frozenset[str]] = {}  # those of the codebook that this one is made from
        self.order = 0

    @property
    def frame_types(self) -> dict[str, frozenset[str]]:
        """The types, with their modes, by which frames find events: those of the base go before the own."""
        return {**self.types, **self.base_types}

    def event_type(self, source: Source) -> EventType:
        """Return the event type that a file describes."""
        table = source.table
        for key in table.keys() - TYPE_KEYS:
            source.fault(f"unknown key '{key}'. Known: {listed(TYPE_KEYS)}.", "", 0, key)
        name = table.get("type")
        if not isinstance(name, str) or not name:
            source.fault("'type' is missing. Name the event type in capitals.", "", 0, "type")
            name = "?"
        if table.get("quad") not in (1, 2, 3, 4):
            source.fault(
                "'quad' must be 1, 2, 3 or 4 (verbal, material cooperation; verbal, material conflict).", "", 0, "quad"
            )
        if not isinstance(table.get("intensity"), int | float):
            source.fault("'intensity' is missing or no number. Give one from -10 to 10.", "", 0, "intensity")
        if not str(table.get("definition", "")).strip():
            source.fault("'definition' is missing. Say in a sentence what the type is.", "", 0, "definition")
        becomes = []
        for key, target in table.get("becomes", {}).items():
            form, _, mode = key.partition("/")
            if form not in BECOMES or (mode and mode not in self.types.get(name, ())):
                source.fault(
                    f"becomes.{key} is unknown. Known: {listed(BECOMES)}, alone or as FORM/mode.", "becomes", 0, key
                )
            elif self._yield_known(source, str(target), "becomes", 0, key, self.frame_types):
                becomes.append((key, str(target)))
        cues = []
        for i, row in enumerate(table.get("mode_cues", [])):
            self.mode_known(source, name, row.get("mode"), "mode_cues", i)
            words = self._constraint(source, "*", row.get("words", []), "mode_cues", i)
            cues.append(ModeCue(str(row.get("mode")), words, bool(row.get("alone", False))))
        frames = tuple(self.frame(source, "frames", i, row, name) for i, row in enumerate(table.get("frames", [])))
        if table.get("from") and not self.base_types:
            source.fault('[[from]] needs a base. Name it in codebook.toml, as in: base = "plover".', "from")
        if not frames and not table.get("from"):
            source.fault("no [[frames]]. A type without a frame can never be found.")
        check_unique(source, "frames", [frame.id for frame in frames])
        examples = tuple(
            self.example(source, "examples", i, row, name) for i, row in enumerate(table.get("examples", []))
        )
        misses = tuple(
            self.example(source, "near_misses", i, row, name) for i, row in enumerate(table.get("near_misses", []))
        )
        check_unique(source, "examples", [example.id for example in examples])
        check_unique(source, "near_misses", [example.id for example in misses])
        for i, miss in enumerate(misses):
            if any(example.id == miss.id for example in examples):
                source.fault(f"the id '{miss.id}' is that of an example too. Rename one.", "near_misses", i, "id")
        if not examples:
            source.fault("no [[examples]]. No rule without an example: add at least one.")
        if not misses:
            source.fault("no [[near_misses]]. No event type without a near miss: add a text that must yield nothing.")
        return EventType(
            name=name,
            quad=int(table.get("quad", 0)),
            intensity=float(table.get("intensity", 0.0)),
            requires_recipient=bool(table.get("requires_recipient", False)),
            definition=str(table.get("definition", "")).strip(),
            ambiguities=tuple(table.get("ambiguities", ())),
            modes=tuple(
                Mode(mode, str(row.get("gloss", "")), float(row.get("intensity", table.get("intensity", 0.0))))
                for mode, row in table.get("modes", {}).items()
            ),
            mode_cues=tuple(cues),
            becomes=tuple(becomes),
            frames=frames,
            examples=examples,
            near_misses=misses,
            foreign_places=bool(table.get("foreign_places", False)),
            bare_state=str(table.get("bare_state", "")),
        )

    def operators(self, source: Source) -> tuple[Frame, ...]:
        """Return the operators that a file describes."""
        rows = source.table.get("operators", [])
        found = tuple(self.frame(source, "operators", i, row, "") for i, row in enumerate(rows))
        check_unique(source, "operators", [frame.id for frame in found])
        return found

    def forms(self, source: Source) -> tuple[Form, ...]:
        """Return the forms that a file describes."""
        found = tuple(self._form(source, i, row) for i, row in enumerate(source.table.get("forms", [])))
        check_unique(source, "forms", [form.id for form in found])
        return found

    def _form(self, source: Source, i: int, row: Mapping[str, Any]) -> Form:
        for key in row.keys() - FORM_KEYS:
            source.fault(f"form '{row.get('id')}' has the unknown key '{key}'. Known: {listed(FORM_KEYS)}.", "forms", i)
        if not isinstance(row.get("id"), str):
            source.fault("a form without 'id'. Name it.", "forms", i)
        lists = {
            key: frozenset(self.strings(source, row.get(key, []), "forms", i, key))
            for key in ("tenses", "modals", "relations", "unless_relations", "markers", "kinds", "words")
        }
        return Form(
            id=str(row.get("id")),
            **lists,
            negated=self._flag(source, row, "forms", i, "negated"),
            question=self._flag(source, row, "forms", i, "question"),
            perfect=self._flag(source, row, "forms", i, "perfect"),
            conditioned=self._flag(source, row, "forms", i, "conditioned"),
            aux=self._aux(source, row, "forms", i),
            refused=bool(self._flag(source, row, "forms", i, "refused")),
            obliged=bool(self._flag(source, row, "forms", i, "obliged")),
            left_open=bool(self._flag(source, row, "forms", i, "left_open")),
            denies=bool(self._flag(source, row, "forms", i, "denies")),
            done=bool(self._flag(source, row, "forms", i, "done")),
        )

    def _flag(self, source: Source, row: Mapping[str, Any], table: str, i: int, key: str) -> bool | None:
        value = row.get(key)
        if value is not None and not isinstance(value, bool):
            source.fault(f"'{key}' must be true or false.", table, i, key)
            return None
        return value

    def _aux(self, source: Source, row: Mapping[str, Any], table: str, i: int, key: str = "aux") -> tuple[Aux, ...]:
        words = self.strings(source, row.get(key, []), table, i, key)
        if bad := [word for word in words if word not in get_args(Aux)]:
            source.fault(f"{key} '{bad[0]}' is unknown. Known: {listed(get_args(Aux))}.", table, i, key)
        return tuple(word for word in get_args(Aux) if word in words)

    def subjects(self, folder: Path) -> Subjects | None:
        """Return what `subjects.toml`, which a codebook may have, says of subjects that are not its own."""
        if not (folder / "subjects.toml").exists():
            return None
        source = Source(folder / "subjects.toml", folder, self.faults)
        for key in source.table.keys() - SUBJECT_KEYS:
            source.fault(f"unknown key '{key}'. Known: {listed(SUBJECT_KEYS)}.", "", 0, key)
        plain = self.strings(source, source.table.get("plain", []), "", 0, "plain")
        for name in plain:
            self._yield_known(source, name, "", 0, "plain", self.frame_types)
        quiet = source.table.get("quiet", {})
        if not quiet:
            source.fault("no subject under [quiet]. Name at least one with its words.", "quiet")
        return Subjects(
            quiet=tuple(
                (name, self._constraint(source, "*", words, "quiet", 0, name)) for name, words in quiet.items()
            ),
            hard=self._constraint(source, "*", source.table.get("hard", []), "", 0, "hard"),
            sectors=frozenset(self.strings(source, source.table.get("sectors", []), "", 0, "sectors")),
            plain=frozenset(plain),
        )

    def frame(self, source: Source, table: str, i: int, row: Mapping[str, Any], type_name: str) -> Frame:
        """Return the frame, or with an empty `type_name` the operator, that a row describes."""
        for key in row.keys() - FRAME_KEYS:
            source.fault(
                f"frame '{row.get('id')}' has the unknown key '{key}'. Known: {listed(FRAME_KEYS)}.", table, i, key
            )
        if not isinstance(row.get("id"), str):
            source.fault("a frame without 'id'. Name it.", table, i)
        patterns: list[Pattern] = []
        kinds: tuple[tuple[str, Literal["verb", "noun", "adjective"]], ...] = (
            ("verbs", "verb"),
            ("nouns", "noun"),
            ("adjectives", "adjective"),
        )
        for key, kind in kinds:
            words = self.words(source, row.get(key, []), table, i, key)
            patterns += [parse_pattern(word, kind) for word in sorted(words)]
        if not patterns:
            source.fault(f"frame '{row.get('id')}' names no verb, noun or adjective.", table, i)
        found_as = type_name
        if "like" in row:
            found_as = str(row["like"])
            if found_as not in self.base_types:
                source.fault(
                    f"'like' names '{found_as}', which is no type of the base. Types: {listed(self.base_types)}.",
                    table,
                    i,
                    "like",
                )
        mode = str(row.get("mode", ""))
        if mode:
            self.mode_known(source, found_as, mode, table, i)
        mode_from = str(row.get("mode_from", ""))
        if mode_from and mode_from not in self.compose:
            source.fault(
                f"mode_from names '{mode_from}'. Tables [compose.…]: {listed(self.compose)}.", table, i, "mode_from"
            )
        stance = row.get("stance")
        if stance is not None and stance not in get_args(Stance):
            source.fault(f"stance '{stance}' is unknown. Known: {listed(get_args(Stance))}.", table, i, "stance")
        below = row.get("below", "hang")
        if below not in ("hang", "drop"):
            source.fault(f"below '{below}' is unknown. Known: hang, drop.", table, i, "below")
        if also := str(row.get("also", "")):
            self._yield_known(source, also, table, i, "also", self.frame_types)
        self.order += 1
        return Frame(
            id=f"{type_name.lower()}-{row.get('id')}" if type_name else str(row.get("id")),
            type=found_as,
            patterns=tuple(patterns),
            order=self.order,
            actor=self.strings(source, row.get("actor", ["agent"]), table, i, "actor"),
            recipient=self.strings(source, row.get("recipient", ["patient"]), table, i, "recipient"),
            mode=mode,
            where=self._constraints(source, row.get("where", {}), table, i),
            unless=self._constraints(source, row.get("unless", {}), table, i),
            needs=self.strings(source, row.get("needs", []), table, i, "needs"),
            party=self.strings(source, row.get("party", []), table, i, "party"),
            mutual=bool(row.get("mutual", False)),
            content=self.strings(source, row.get("content", []), table, i, "content"),
            needs_content=bool(row.get("needs_content", False)),
            mode_from=mode_from,
            stance=stance,
            below=below,
            granted=self.strings(source, row.get("granted", []), table, i, "granted"),
            content_aux=self._aux(source, row, table, i, "content_aux"),
            own_act=bool(row.get("own_act", False)),
            content_recipient=bool(row.get("content_recipient", False)),
            voice=self.strings(source, row.get("voice", []), table, i, "voice"),
            content_actor=bool(row.get("content_actor", False)),
            aux=self._aux(source, row, table, i),
            open_aux=self._aux(source, row, table, i, "open_aux") if "open_aux" in row else None,
            refusal=bool(row.get("refusal", False)),
            left_open=bool(row.get("left_open", False)),
            answers=bool(row.get("answers", False)),
            also=str(row.get("also", "")),
            follows=bool(row.get("follows", False)),
            content_modal=self.strings(source, row.get("content_modal", []), table, i, "content_modal"),
            within=self.strings(source, row.get("within", []), table, i, "within"),
            only=self._only(source, row.get("only", ""), table, i),
            bare_state=str(row.get("bare_state", "")),
        )

    def example(self, source: Source, table: str, i: int, row: Mapping[str, Any], type_name: str) -> Example:
        """Return the example or near miss that a row describes."""
        for key in row.keys() - EXAMPLE_KEYS:
            source.fault(f"'{key}' is unknown here. Known: {listed(EXAMPLE_KEYS)}.", table, i, key)
        text = row.get("text")
        if not isinstance(row.get("id"), str) or not isinstance(text, str) or not text.strip():
            source.fault("needs an 'id' and a 'text'.", table, i)
            text = ""
        yields = self.strings(source, row.get("yields", []), table, i, "yields")
        for name in yields:
            self._yield_known(source, name, table, i, "yields", self.types)
        if table == "examples" and not yields and not row.get("none"):
            source.fault(
                f"example '{row.get('id')}' yields nothing. Name what it must yield, or make it a near miss.", table, i
            )
        if table == "near_misses" and not row.get("why"):
            source.fault(f"near miss '{row.get('id')}' has no 'why'. Say why it is none.", table, i)
        plain, marks = read_marks(text)
        return Example(
            id=str(row.get("id")),
            type=type_name,
            text=plain,
            marks=marks,
            yields=yields,
            none=(
                *self.strings(source, row.get("none", []), table, i, "none"),
                *((type_name,) if table == "near_misses" else ()),
            ),
            aux=self.strings(source, row["aux"], table, i, "aux") if "aux" in row else None,
            pending=row.get("pending"),
            why=row.get("why"),
            file=source.name,
            line=source.line(table, i),
        )

    def _only(self, source: Source, form: Any, table: str, i: int) -> Only:
        if form in get_args(Only):
            return form  # type: ignore[no-any-return]
        source.fault(f"only '{form}' is unknown. Known: affirmed, future, negated, refusal.", table, i, "only")
        return ""

    def words(self, source: Source, words: Any, table: str, i: int, key: str) -> frozenset[str]:
        result: set[str] = set()
        for word in self.strings(source, words, table, i, key):
            if not word.startswith("@"):
                result.add(word.lower())
            elif word[1:] in self.classes:
                result |= self.classes[word[1:]]
            else:
                source.fault(f"'{word}' is no class. Classes: {listed(self.classes)}.", table, i, key)
        return frozenset(result)

    def _constraint(self, source: Source, slot: str, words: Any, table: str, i: int, key: str = "") -> Constraint:
        listed = self.strings(source, words, table, i, key)
        kinds = frozenset(word for word in listed if word in KINDS)
        plain = self.words(source, [word for word in listed if word not in KINDS], table, i, key)
        return Constraint(
            slot=slot,
            words=frozenset(word for word in plain if " " not in word),
            phrases=frozenset(tuple(word.split()) for word in plain if " " in word),
            kinds=kinds,
        )

    def _constraints(self, source: Source, rows: Any, table: str, i: int) -> tuple[Constraint, ...]:
        if not isinstance(rows, dict):
            source.fault("'where' and 'unless' are tables: { patient = [\"@weapon\"] }.", table, i)
            return ()
        return tuple(self._constraint(source, slot, words, table, i) for slot, words in rows.items())

    def strings(self, source: Source, words: Any, table: str, i: int, key: str) -> tuple[str, ...]:
        if isinstance(words, str) or not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            source.fault(f"'{key}' must be a list of strings, for example {key} = [\"…\"].", table, i, key)
            return ()
        return tuple(words)

    def mode_known(self, source: Source, type_name: str, mode: Any, table: str, i: int) -> None:
        known = self.frame_types.get(type_name, frozenset())
        if mode not in known:
            source.fault(f"mode '{mode}' is not declared by {type_name}. Declared: {listed(known)}.", table, i, "mode")

    def _yield_known(
        self, source: Source, name: str, table: str, i: int, key: str, types: Mapping[str, frozenset[str]]
    ) -> bool:
        type_name, _, mode = name.partition("/")
        if type_name not in types:
            source.fault(f"'{type_name}' is no event type. Types: {listed(types)}.", table, i, key)
        elif mode and mode not in types[type_name]:
            source.fault(f"{type_name} has no mode '{mode}'. Declared: {listed(types[type_name])}.", table, i, key)
        else:
            return True
        return False


def read_marks(text: str) -> tuple[str, tuple[tuple[str, int, int], ...]]:
    """Take the marks out of marked text: (plain text, ((kind, start, end), …) in the plain text)."""
    plain, marks, last = "", [], 0
    for mark in MARK.finditer(text):
        plain += text[last : mark.start()]
        marks.append((mark[1], len(plain), len(plain) + len(mark[2])))
        plain += mark[2]
        last = mark.end()
    return plain + text[last:], tuple(marks)


def joined_by_id(shared: tuple[Named, ...], own: tuple[Named, ...]) -> tuple[Named, ...]:
    """Return the shared rows and a codebook's own, which take the place of a shared one with the same id."""
    replaced = {row.id for row in own}
    return (*(row for row in shared if row.id not in replaced), *own)


def check_unique(source: Source, table: str, names: list[str]) -> None:
    """Note a fault for every id that is used twice."""
    for i, name in enumerate(names):
        if name in names[:i]:
            source.fault(f"the id '{name}' is used twice. Rename one.", table, i, "id")
