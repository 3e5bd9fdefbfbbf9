"""A codebook made from another: which events of its base each of its types takes, by rules that are data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

import msgspec

from demarche.codebook.building import Builder, joined_by_id
from demarche.codebook.schema import Codebook, Context, EventType, Frame, Rule
from demarche.codebook.sources import Source, listed
from demarche.model import NamedBy

Part = TypeVar("Part", Context, EventType)
RULE_KEYS = frozenset({"of", "mode", "words", "actor", "recipient", "aux", "was"})


class Found(msgspec.Struct, frozen=True):
    """An event as the frames of the base tell it: what the rules look at."""

    type: str
    modes: tuple[str, ...]
    frame: Frame
    word: str  # the predicate as the frame lists it: «call on»
    aux: tuple[str, ...] = ()
    actor: frozenset[str] = frozenset()  # sectors of the parties
    recipient: frozenset[str] = frozenset()


class Name(msgspec.Struct, frozen=True):
    """Type and modes of an event in the codebook itself, and what of the event in the base has decided them."""

    type: str
    modes: tuple[str, ...]
    by: NamedBy = ""


def outcome(codebook: Codebook, found: Found) -> Name | None:
    """Return what the event is in the codebook itself, None where a rule leaves it out.

    Without a rule the event is what its frame says. Of several rules the most special holds: 1. one with words; 2. one
    for a frame; 3. one for a mode, the frame's own mode first; 4. one for the type; of two alike the one with more
    conditions, then the first in the order of the files.
    """
    best: tuple[tuple[bool, bool, int, int], Rule] | None = None
    for rule in codebook.rules:
        if (rank := _rank(rule, found)) is not None and (best is None or rank < best[0]):
            best = rank, rule
    if best is None:
        return Name(found.type, found.modes, "type")
    rule = best[1]
    if not rule.target:
        return None
    name, _, mode = rule.target.partition("/")
    by: NamedBy = "mode" if rule.conditions or rule.of != found.type else "type"
    if rule.words or rule.of == found.frame.id:
        by = "words"
    return Name(name, (mode,) if mode else (), by)


def _rank(rule: Rule, found: Found) -> tuple[bool, bool, int, int] | None:
    """Return how special the rule is, the smaller the more, or None where it does not hold of the event."""
    by_frame = rule.of == found.frame.id and found.type == found.frame.type
    name, _, mode = rule.of.partition("/")
    if not by_frame and (name != found.type or (mode and mode not in found.modes)):
        return None
    if (
        (rule.words and found.word not in rule.words)
        or (rule.actor and rule.actor.isdisjoint(found.actor))
        or (rule.recipient and rule.recipient.isdisjoint(found.recipient))
        or (rule.aux and rule.aux.isdisjoint(found.aux))
        or (rule.was and found.frame.type not in rule.was)
    ):
        return None
    place = found.modes.index(mode) if mode and not by_frame else len(found.modes)
    return not rule.words, not by_frame, place, -rule.conditions


def _alike(rule: Rule, other: Rule) -> bool:
    """Say whether two rules take the same events for different types, neither more special than the other."""
    return (
        rule.of == other.of
        and rule.target != other.target
        and (rule.actor, rule.recipient, rule.aux, rule.was) == (other.actor, other.recipient, other.aux, other.was)
        and (bool(rule.words & other.words) or rule.words == other.words)
    )


def possible_types(codebook: Codebook, frame: Frame) -> tuple[str, ...]:
    """Return the types of the codebook that an event of the frame may come to, before `becomes`, in their order."""
    modes = {(frame.mode,)} if frame.mode else {(), *_later_modes(codebook, frame)}
    words = {pattern.text for pattern in frame.patterns}
    told = {word for rule in codebook.rules for word in rule.words & words} | {""}
    some = [rule for rule in codebook.rules if rule.of.partition("/")[0] == frame.type and rule.conditions]
    cases: list[tuple[frozenset[str], frozenset[str], frozenset[str]]] = [(frozenset(),) * 3]
    cases += [(rule.aux, rule.actor, rule.recipient) for rule in some if not rule.was or frame.type in rule.was]
    found = {
        named.type
        for word in told
        for mode in modes
        for aux, actor, recipient in cases
        if (named := outcome(codebook, Found(frame.type, mode, frame, word, tuple(aux), actor, recipient)))
    }
    return tuple(t.name for t in codebook.types if t.name in found)


def _later_modes(codebook: Codebook, frame: Frame) -> set[tuple[str, ...]]:
    """Return the modes that words of the clause, or the content, may give to an event of a frame without a mode."""
    event_type = next(t for t in codebook.matched_types if t.name == frame.type)
    return {(cue.mode,) for cue in event_type.mode_cues} | {
        (mode,) for name, table in codebook.compose if name == frame.mode_from for _, mode in table if mode
    }


class Derivation:
    """Makes a codebook's types from those of its base, noting faults."""

    def __init__(self, base: Codebook, main: Source, sources: Iterable[Source], builder: Builder) -> None:
        self.base = base
        self.main = main
        self.sources = tuple(sources)
        self.builder = builder
        self.types = listed(t.name for t in base.types)
        self.of = {
            entry
            for t in base.types
            for entry in (t.name, *(f"{t.name}/{m.name}" for m in t.modes), *(frame.id for frame in t.frames))
        }

    def kept(self) -> tuple[EventType, ...]:
        """Return the types of the base that the codebook keeps as they are."""
        wanted = self._names("keep")
        return self.base.types if "*" in wanted else tuple(t for t in self.base.types if t.name in wanted)

    def rules(self, own: tuple[EventType, ...]) -> tuple[Rule, ...]:
        """Return the rules of all files; every type of the base must be taken, kept or left out."""
        found: list[Rule] = []
        for source, event_type in zip(self.sources, own, strict=True):
            found += [Rule(frame.id, event_type.name) for frame in event_type.frames if frame.type != event_type.name]
            for i, row in enumerate(source.table.get("from", [])):
                rules = tuple(self._rules(source, event_type.name, i, row))
                for rule, other in ((rule, other) for rule in rules for other in found if _alike(rule, other)):
                    source.fault(
                        f"{rule.of} goes to {rule.target} here and to {other.target} elsewhere, alike. Take one away,"
                        " or give one a condition.",
                        "from",
                        i,
                    )
                found += rules
        left_out = self._names("leave_out")
        found += [Rule(name, "") for name in left_out]
        taken = {rule.of for rule in found if not rule.words and not rule.conditions}
        missing = [t.name for t in self.base.types if t.name not in taken and t not in self.kept()]
        if missing:
            self.main.fault(
                f"no type takes {listed(missing)} of {self.base.label}. Name each under [[from]] in the file of a"
                " type, or under 'keep' or 'leave_out' here.",
                key="base",
            )
        return tuple(found)

    def derive(self, own: Codebook, rules: tuple[Rule, ...]) -> Codebook:
        """Return the codebook with what it takes over from its base: operators, contexts, subjects, types."""
        offset = self.builder.order
        operators = tuple(msgspec.structs.replace(o, order=o.order + offset) for o in self.base.operators)
        return msgspec.structs.replace(
            own,
            types=(*own.types, *map(untested, self.kept())),
            operators=joined_by_id(operators, own.operators),
            forms=joined_by_id(self.base.forms, own.forms),
            contexts=own.contexts or tuple(untested(context) for context in self.base.contexts),
            subjects=own.subjects or self.base.subjects,
            base=self.base.label,
            rules=rules,
            matched=self._matched(own.types),
        )

    def _matched(self, own: tuple[EventType, ...]) -> tuple[EventType, ...]:
        """Return the types by which events are found: those of the base with the codebook's own frames, and its own.

        Own frames come before those of the base, so that of two that fit alike the own one holds.
        """
        offset = self.builder.order
        frames = [frame for event_type in own for frame in event_type.frames]
        types = [
            msgspec.structs.replace(
                t,
                frames=(
                    *(frame for frame in frames if frame.type == t.name),
                    *(msgspec.structs.replace(frame, order=frame.order + offset) for frame in t.frames),
                ),
            )
            for t in self.base.types
        ]
        names = {t.name for t in self.base.types}
        types += [
            msgspec.structs.replace(t, frames=tuple(frame for frame in t.frames if frame.type == t.name))
            for t in own
            if t.name not in names
        ]
        return tuple(types)

    def _names(self, key: str) -> tuple[str, ...]:
        """Return the types of the base that a key of codebook.toml lists."""
        names: Any = self.main.table.get(key, [])
        known = {"*"} if key == "keep" else set()
        known |= {t.name for t in self.base.types}
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            self.main.fault(f"'{key}' must be a list of types of {self.base.label}.", key=key)
            return ()
        for name in names:
            if name not in known:
                self.main.fault(
                    f"'{key}' names '{name}', which is no type of {self.base.label}. Types: {listed(known)}.", key=key
                )
        return tuple(names)

    def _rules(self, source: Source, type_name: str, i: int, row: Mapping[str, Any]) -> Iterator[Rule]:
        for key in row.keys() - RULE_KEYS:
            source.fault(f"[[from]] has the unknown key '{key}'. Known: {listed(RULE_KEYS)}.", "from", i, key)
        lists = {
            key: self.builder.strings(source, row.get(key, []), "from", i, key) for key in RULE_KEYS - {"mode", "words"}
        }
        words = self.builder.words(source, row.get("words", []), "from", i, "words")
        classes = [word for word in row.get("words", ()) if str(word).startswith("@")]
        if not lists["of"]:
            source.fault("[[from]] names nothing in 'of'. List types, modes or frames of the base.", "from", i)
        mode = row.get("mode", "")
        if mode:
            self.builder.mode_known(source, type_name, mode, "from", i)
        for name in lists["was"]:
            if name not in self.of or "/" in name:
                source.fault(f"'was' names '{name}'. Types: {self.types}.", "from", i, "was")
        for entry in lists["of"]:
            if entry not in self.of:
                source.fault(self._unknown(entry), "from", i, "of")
        known = frozenset(word for entry in lists["of"] for word in self._patterns(entry))
        for word in sorted(words - known - self.builder.words(source, classes, "from", i, "words")):
            source.fault(
                f"no frame of {listed(lists['of'])} lists '{word}'. `demarche codebook explain --word '{word}'` says"
                " which frames do.",
                "from",
                i,
                "words",
            )
        for entry in lists["of"]:
            yield Rule(
                of=entry,
                target=f"{type_name}/{mode}" if mode else type_name,
                words=words,
                actor=frozenset(lists["actor"]),
                recipient=frozenset(lists["recipient"]),
                aux=frozenset(lists["aux"]),
                was=frozenset(lists["was"]),
            )

    def _patterns(self, entry: str) -> frozenset[str]:
        """Return the words of the frames that an entry of `of` covers."""
        name = entry.partition("/")[0]
        return frozenset(
            pattern.text
            for t in self.base.types
            for frame in t.frames
            if t.name == name or frame.id == entry
            for pattern in frame.patterns
        )

    def _unknown(self, entry: str) -> str:
        """Say what an entry of `of` could have meant."""
        name = entry.partition("/")[0]
        for t in self.base.types:
            if t.name == name:
                return f"{name} has no mode '{entry.partition('/')[2]}'. Modes: {listed(m.name for m in t.modes)}."
            if entry.startswith(f"{t.name.lower()}-"):
                return (
                    f"{self.base.label} has no frame '{entry}'. `demarche codebook explain {t.name}` lists the frames"
                    f" of {t.name}; name one of them, or {t.name} with 'words'."
                )
        return f"'{entry}' is no type, mode or frame of {self.base.label}. Types: {self.types}."


def untested(part: Part) -> Part:
    """Return a type or a context of the base without its tests, which are run where it is defined."""
    return msgspec.structs.replace(part, examples=(), near_misses=())
