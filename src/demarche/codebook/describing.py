"""Show a codebook to a reader, as text: its types, one type, one frame, or the frames of a word."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterable, Iterator

from demarche.codebook.mapping import possible_types
from demarche.codebook.schema import Codebook, Context, EventType, Example, Frame
from demarche.codebook.sources import listed
from demarche.codebook.wording import (
    CLASSES,
    FORMS,
    condition_words,
    filling_words,
    pattern_words,
    rule_words,
    shortened,
    yields_words,
)
from demarche.errors import CodebookError

CLOSE = 5  # how many names alike a message lists


def describe_codebook(codebook: Codebook, width: int) -> str:
    """Return the list of types with their counts and definitions, for a terminal of so many columns."""
    frames = [frame for event_type in codebook.matched_types for frame in event_type.frames]
    counts = (
        (len(codebook.types), "type", "types"),
        (len(frames), "frame", "frames"),
        (_patterns(frames), "word or phrase", "words and phrases"),
        (sum(len(t.examples) for t in codebook.types), "example", "examples"),
        (sum(len(t.near_misses) for t in codebook.types), "near miss", "near misses"),
    )
    types, told, words, *rows_run = (f"{n:,} {one if n == 1 else many}" for n, one, many in counts)
    head = f"{codebook.label}: {types}, {told} of {words}, {', '.join(rows_run)}."
    of = _frames_by_type(codebook)
    rows = [
        (
            t.name,
            str(len(of[t.name])),
            f"{_patterns(of[t.name]):,}",
            str(len(t.examples)),
            str(len(t.near_misses)),
            t.definition,
        )
        for t in codebook.types
    ]
    titles = ("type", "frames", "words", "examples", "near misses", "definition")
    lines = [*textwrap.wrap(head, width), "", *_table((titles, *rows), width)]
    if codebook.rules:
        note = "A frame of the base that may come to several types is counted at each."
        lines += ["", *textwrap.wrap(note, width)]
    if codebook.contexts:
        names = f"{len(codebook.contexts)} contexts: {', '.join(context.name for context in codebook.contexts)}."
        lines += ["", *textwrap.wrap(names, width)]
    lines += ["", "One of them: demarche codebook explain NAME"]
    return "\n".join(lines) + "\n"


def describe_name(codebook: Codebook, name: str, width: int) -> str:
    """Return all that the codebook says of one type or context. Raise CodebookError, listing all, where it has none."""
    for event_type in codebook.types:
        if event_type.name.upper() == name.upper():
            return _describe_type(codebook, event_type, width)
    for context in codebook.contexts:
        if context.name == name.lower():
            return _describe_context(context, width)
    names = [f"Types: {', '.join(t.name for t in codebook.types)}."]
    names += [f"Contexts: {listed(c.name for c in codebook.contexts)}."] if codebook.contexts else []
    raise CodebookError((f"{codebook.label} has no type or context '{name}'. {' '.join(names)}",))


def _describe_context(context: Context, width: int) -> str:
    """Return what a context is, and what speaks for it: the words that stand for it alone, parties and events."""
    lines = [f"{context.name}: a context", "", *_wrapped(context.definition, width)]
    lines += _section("Bounds", (line for text in context.bounds for line in _item(text, width)))
    pairs = [
        ("clause", ", ".join(shortened(sorted(context.clause.words | context.clause.verbs), 24))),
        ("sentence", ", ".join(shortened(sorted(context.sentence.words | context.sentence.verbs), 24))),
        ("actors", ", ".join(sector for sector, _ in context.actors)),
        ("recipients", ", ".join(sector for sector, _ in context.recipients)),
        ("events", ", ".join(sorted(context.events))),
        ("between", ", ".join(sorted(context.between))),
    ]
    lines += _section("What speaks for it", _table([pair for pair in pairs if pair[1]], width, indent=2))
    return "\n".join(lines) + "\n"


def _describe_type(codebook: Codebook, event_type: EventType, width: int) -> str:
    """Return all that the codebook says of one type."""
    facts = [f"quad class {event_type.quad} ({CLASSES[event_type.quad]})", f"intensity {event_type.intensity:g}"]
    if event_type.requires_recipient:
        facts.append("needs a recipient")
    lines = [f"{event_type.name}: {', '.join(facts)}", "", *_wrapped(event_type.definition, width)]
    lines += _section("Ambiguities", (line for text in event_type.ambiguities for line in _item(text, width)))
    modes = [(mode.name, f"{mode.intensity:g}", mode.gloss) for mode in event_type.modes]
    lines += _section("Modes", _table(modes, width, indent=2))
    becomes = [(_form(key), target) for key, target in event_type.becomes]
    lines += _section("What it becomes", _table(becomes, width, indent=2))
    rules = [rule_words(rule) for rule in codebook.rules if rule.target.partition("/")[0] == event_type.name]
    lines += _section(f"What it takes from {codebook.base}", (line for rule in rules for line in _item(rule, width)))
    frames = event_type.frames if codebook.rules and event_type.frames else _frames_by_type(codebook)[event_type.name]
    title = "Frames of its own" if codebook.rules and event_type.frames else "Frames"
    lines += _section(title, (line for frame in frames for line in _brief(codebook, frame, width)))
    lines += ["", "One frame with all its words and examples: demarche codebook explain --frame ID"]
    return "\n".join(lines) + "\n"


def find_frame(codebook: Codebook, name: str) -> Frame:
    """Return the frame or operator with this id. Raise CodebookError, listing names alike, where there is none."""
    frames = {frame.id: frame for t in codebook.matched_types for frame in t.frames}
    frames |= {operator.id: operator for operator in codebook.operators}
    if name in frames:
        return frames[name]
    near = difflib.get_close_matches(name, frames, CLOSE, 0.6)
    hint = f" Near: {', '.join(near)}." if near else ""
    raise CodebookError(
        (f"{codebook.label} has no frame '{name}'.{hint} `demarche codebook explain TYPE` lists the frames of a type.",)
    )


def describe_frame(codebook: Codebook, frame: Frame, examples: Iterable[Example], width: int) -> str:
    """Return one frame in plain words, with the examples that it fires on."""
    lines = [frame.id, "", *_wrapped(f"yields {yields_words(codebook, frame)}", width)]
    pairs = [
        *pattern_words(frame, whole=True),
        *condition_words(codebook, frame, whole=True),
        *filling_words(frame),
    ]
    lines += ["", *_table(pairs, width, indent=2)]
    told = [f"{example.text} [{example.type} {example.id}]" for example in examples]
    if frame.type:
        lines += _section("Examples that it fires on", (line for text in told for line in _item(text, width)))
        if not told:
            lines += ["", "No example of its type fires it."]
    return "\n".join(lines) + "\n"


def describe_word(codebook: Codebook, word: str, width: int) -> str:
    """Return which frames a verb, noun or phrase can fire. Raise CodebookError, with words alike, where none can."""
    wanted = " ".join(word.lower().split())
    frames = [*codebook.operators, *(frame for t in codebook.matched_types for frame in t.frames)]
    exact = [(p.text, frame) for frame in frames for p in frame.patterns if p.text == wanted]
    longer = [
        (p.text, frame) for frame in frames for p in frame.patterns if p.text != wanted and _within(wanted, p.text)
    ]
    if not exact and not longer:
        known = sorted({p.text for frame in frames for p in frame.patterns})
        near = difflib.get_close_matches(wanted, known, CLOSE, 0.7)
        hint = f" Near: {', '.join(near)}." if near else ""
        raise CodebookError(
            (f"no frame of {codebook.label} lists '{word}'. Write the form of the dictionary, as in «expel».{hint}",)
        )
    lines: list[str] = []
    for title, found in ((f"«{wanted}»", exact), (f"Phrases with «{wanted}»", longer)):
        if not found:
            continue
        lines += ["", title] if lines else [title]
        for frame in dict.fromkeys(frame for _, frame in found):
            texts = list(dict.fromkeys(text for text, other in found if other is frame))
            kinds = listed({p.kind for p in frame.patterns if p.text in texts})
            phrases = "" if texts == [wanted] else f", {', '.join(texts)}"
            lines += _item(f"{frame.id}: {kinds}{phrases}; yields {yields_words(codebook, frame)}", width)
            lines += _table(list(condition_words(codebook, frame)), width, indent=6)
    return "\n".join(lines) + "\n"


def _frames_by_type(codebook: Codebook) -> dict[str, tuple[Frame, ...]]:
    """Return the frames of each type; where the codebook is made from another, those that may come to it."""
    if not codebook.rules:
        return {t.name: t.frames for t in codebook.types}
    found: dict[str, list[Frame]] = {t.name: [] for t in codebook.types}
    for frame in (frame for t in codebook.matched_types for frame in t.frames):
        for name in possible_types(codebook, frame):
            found[name].append(frame)
    return {name: tuple(frames) for name, frames in found.items()}


def _brief(codebook: Codebook, frame: Frame, width: int) -> Iterator[str]:
    yield f"  {frame.id}: {yields_words(codebook, frame)}"
    yield from _table([*pattern_words(frame), *condition_words(codebook, frame)], width, indent=6)


def _form(key: str) -> str:
    form, _, mode = key.partition("/")
    return f"{FORMS[form]}, with {mode}" if mode else FORMS[form]


def _patterns(frames: Iterable[Frame]) -> int:
    return sum(len(frame.patterns) for frame in frames)


def _within(wanted: str, text: str) -> bool:
    """Say whether the words stand in the phrase, one after another."""
    return f" {wanted} " in f" {text} "


def _section(title: str, lines: Iterable[str]) -> list[str]:
    body = list(lines)
    return ["", title, *body] if body else []


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="  ")


def _item(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent="  - ", subsequent_indent="    ")


def _table(rows: Iterable[tuple[str, ...]], width: int, indent: int = 0) -> list[str]:
    """Return rows in columns, the last one wrapped; numbers stand to the right."""
    cells = list(rows)
    if not cells:
        return []
    sizes = [max(len(row[i]) for row in cells) for i in range(len(cells[0]) - 1)]
    numbers = [
        all(row[i].replace(",", "").lstrip("-").replace(".", "").isdigit() for row in cells[1:] or cells) and i > 0
        for i in range(len(sizes))
    ]
    lines = []
    for row in cells:
        head = "".join(
            f"{cell.rjust(size) if right else cell.ljust(size)}  "
            for cell, size, right in zip(row, sizes, numbers, strict=False)
        )
        start = " " * indent + head
        rest = max(24, width - len(start))
        body = textwrap.wrap(row[-1], rest) or [""]
        lines.append(f"{start}{body[0]}".rstrip())
        lines += [" " * len(start) + line for line in body[1:]]
    return lines
