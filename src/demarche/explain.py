"""Say in words how a text was read: propositions, entities, voices, frames tried and fired, and the claims."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

from demarche.language.propositions import format_proposition
from demarche.model import Claim, Document, Entity, Interval, Mention, Proposition, Unresolved
from demarche.pipeline import Coder, Traces
from demarche.stages.standing import REASONS

# How the reasons end that only say that the words of a frame are not there.
WORDS_MISSING = ("is missing", "does not modify it")


def explain(text: str, published: dt.date | None = None, coder: Coder | None = None) -> str:
    """Return how the text is read, sentence by sentence, then its claims; lines end with a line feed.

    Raises:
        CodebookError, ReferenceDataError, ModelMissing: something that reading needs cannot be loaded.
    """
    coder = coder or Coder()
    traces = next(coder.trace_all([Document(id="text", text=text, published=published)]))
    lines: list[str] = []
    for sentence in traces.analysis.sentences:
        lines += [f"«{sentence.span.text(text)}»", *_sentence(coder, traces, sentence.index), ""]
    lines.append("Claims" if traces.claims else "No claim.")
    for number, claim in enumerate(traces.claims, 1):
        lines += _claim(traces, number, claim)
    return "\n".join(lines) + "\n"


def list_entities(
    text: str, published: dt.date | None = None, coder: Coder | None = None, *, every: bool = False
) -> str:
    """Return who the words of a text refer to, mention by mention, then who is one and the same.

    A line for each mention: its words, PLOVER country and sectors, id, name, kind, and the rule that decided. With
    `every`, words that refer to no party and to nothing of one are listed too.

    Raises:
        CodebookError, ReferenceDataError, ModelMissing: something that reading needs cannot be loaded.
    """
    traces = next((coder or Coder()).trace_all([Document(id="text", text=text, published=published)]))
    lines: list[str] = []
    for sentence in traces.analysis.sentences:
        here = [(m, e) for m, e in _mentions(traces, every) if m.sentence == sentence.index]
        lines += [f"«{sentence.span.text(text)}»", *(_mention(m, e, text) for m, e in here)]
        lines += [] if here else ["  nobody"]
        lines.append("")
    same: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for mention, entity in _mentions(traces, every):
        if entity.id is not None:
            same.setdefault((entity.id, entity.country, entity.sectors), []).append(mention.span.text(text))
    lines.append("One and the same" if same else "Nobody is known by an id.")
    for (id_, country, sectors), words in same.items():
        codes = " ".join((country or "no country", *sectors))
        times = f" ({len(words)} times)" if len(words) > 1 else ""
        lines.append(f"  {id_} [{codes}]{times}: {'; '.join(dict.fromkeys(words))}")
    return "\n".join(lines) + "\n"


def entities_as_json(
    text: str, published: dt.date | None = None, coder: Coder | None = None, *, every: bool = False
) -> str:
    """Return the mentions of `list_entities` as JSON: a list of objects, with offsets in characters of the text.

    Raises:
        CodebookError, ReferenceDataError, ModelMissing: something that reading needs cannot be loaded.
    """
    traces = next((coder or Coder()).trace_all([Document(id="text", text=text, published=published)]))
    rows = [
        {
            "text": mention.span.text(text),
            "start": mention.span.start,
            "end": mention.span.end,
            "country": entity.country,
            "countries": list(entity.countries),
            "sectors": list(entity.sectors),
            "id": entity.id,
            "name": entity.name,
            "kind": entity.kind,
            "why": entity.why,
        }
        for mention, entity in _mentions(traces, every)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _mentions(traces: Traces, every: bool) -> Iterator[tuple[Mention, Entity]]:
    for key, mention in sorted(traces.mentions.items()):
        entity = traces.entities.get(key)
        if entity is not None and (every or entity.kind != "none"):
            yield mention, entity


def _mention(mention: Mention, entity: Entity, text: str) -> str:
    codes = " ".join((entity.country or "no country", *entity.sectors))
    also = f" and {', '.join(code for code in entity.countries if code != entity.country)}" if entity.countries else ""
    known = f" {entity.id} «{entity.name}»" if entity.name else f" {entity.id}" if entity.id else ""
    return f"  {mention.span.text(text)}: {codes}{also}{known} ({entity.kind}; {entity.why or 'by its own words'})"


def _sentence(coder: Coder, traces: Traces, index: int) -> list[str]:
    analysis = traces.analysis
    sentence = analysis.sentences[index]
    here = [p for p in analysis.propositions if p.sentence == index]
    lines = ["  propositions"] if here else ["  no proposition"]
    for proposition in here:
        lines.append(f"    {format_proposition(sentence, proposition)}")
        lines += [f"      doubt: {doubt}" for doubt in proposition.doubts]
    parties = [
        (mention, traces.entities[key])
        for key, mention in sorted(traces.mentions.items())
        if key[0] == index and key in traces.entities and traces.entities[key].kind != "none"
    ]
    if parties:
        lines.append("  entities")
    for mention, entity in parties:
        lines.append(
            f"    {mention.span.text(analysis.document.text)}: {_entity(entity)} ({entity.kind}; {entity.why})"
        )
    voices = [a for a in traces.attributions if sentence.span.contains(a.cue)]
    if voices:
        lines.append("  attributions")
    for attribution in voices:
        source = attribution.source_span.text(analysis.document.text) if attribution.source_span else "nobody named"
        content = " … ".join(span.text(analysis.document.text) for span in attribution.content)
        cue = attribution.cue.text(analysis.document.text)
        lines.append(f"    {source} · {cue} ({attribution.stance}, {attribution.manner}) · {content}")
    times = [t for t in traces.timexes if sentence.span.contains(t.span)]
    if times:
        lines.append("  times")
    for timex in times:
        days = f", {timex.start} to {timex.end}" if timex.start else ""
        lines.append(f"    {timex.span.text(analysis.document.text)}: {timex.type} {timex.value}{days}")
    lines += _frames(coder, traces, here)
    return lines


def _frames(coder: Coder, traces: Traces, propositions: list[Proposition]) -> list[str]:
    lines = []
    fired = {event.proposition: event for event in traces.events}
    for proposition in propositions:
        sentence = traces.analysis.sentences[proposition.sentence]
        event = fired.get(proposition.index)
        word = sentence.tokens[proposition.head].text
        tried: dict[str, str] = {}
        for attempt in coder.attempts(traces, proposition):
            # A frame of many patterns is told once: that it fits, else the reason that comes nearest to fitting.
            if not attempt.reason or attempt.frame not in tried or tried[attempt.frame].endswith(WORDS_MISSING):
                tried[attempt.frame] = attempt.reason
        for frame, reason in tried.items():
            if event is not None and event.frame == frame:
                aux = f" [{', '.join(event.aux)}]" if event.aux else ""
                lines.append(f"    {word}: {frame}: fired: {'/'.join((event.type, *event.modes))}{aux}")
            elif not reason:
                lines.append(f"    {word}: {frame}: fits, but another frame fits better or a party is missing")
            elif not reason.endswith(WORDS_MISSING):
                lines.append(f"    {word}: {frame}: {reason}")
        if missing := [frame for frame, reason in tried.items() if reason.endswith(WORDS_MISSING)]:
            lines.append(f"    {word}: words missing for {', '.join(missing)}")
    return ["  frames tried", *lines] if lines else []


def _entity(entity: Entity) -> str:
    codes = " ".join((entity.country or "no country", *entity.sectors))
    return f"{codes}, {entity.name}" if entity.name else codes


def _voices(traces: Traces, claim: Claim) -> list[str]:
    """Return the chain of voices, innermost first, with cue, stance and FactBank value, down to the publisher."""
    text = traces.analysis.document.text
    lines = [
        f"{voice.source.text or 'nobody named'} [{_entity(voice.source)}]"
        f" «{voice.cue.text(text)}»: {voice.stance}, {voice.factuality}"
        for voice in claim.attribution
    ]
    lines.append(f"{traces.document.publisher or 'the publisher'}: {claim.factuality}")
    label = "     voice: "
    return [(label if k == 0 else "       via: ") + line for k, line in enumerate(lines)]


def _claim(traces: Traces, number: int, claim: Claim) -> list[str]:
    text = traces.analysis.document.text
    below = next((k for k, other in enumerate(traces.claims, 1) if other.id == claim.under), None)
    side = {
        "actor": "; ".join(f"{e.text} [{_entity(e)}]" for e in claim.actors) or "none",
        "recipient": "; ".join(f"{e.text} [{_entity(e)}]" for e in claim.recipients) or "none",
    }
    date = claim.date
    when = f"{date.start} to {date.end} («{date.text}»)" if isinstance(date, Interval) else f"null: {date.reason}"
    place = claim.place
    where = (
        f"null: {place.reason}" if isinstance(place, Unresolved) else f"{place.text} ({place.country or 'no country'})"
    )
    toll = ", ".join(f"{entry.field} {entry.count.low} to {entry.count.high}" for entry in claim.toll)
    amounts = [
        " ".join(
            filter(
                None,
                (
                    f"{found.low:,.12g} to {'…' if found.high is None else f'{found.high:,.12g}'}",
                    "" if found.unit == "count" else f"{found.unit} of" if found.of else found.unit,
                    found.of,
                    f"(«{found.text}»)",
                ),
            )
        )
        for found in claim.quantities
    ]
    aux = f" ({', '.join(claim.aux)})" if claim.aux else ""
    return [
        f"  {number}. {'/'.join((claim.type, *claim.modes))}{aux}, by frame {claim.frame}",
        f"     standing: {claim.standing}: {REASONS[claim.standing]}",
        *_voices(traces, claim),
        *([f"     below: {below}"] if below is not None else []),
        *(f"     {name}: {words}" for name, words in side.items()),
        *([f"     about: {', '.join(claim.contexts)}"] if claim.contexts else []),
        f"     date: {when}",
        f"     place: {where}",
        *([f"     toll: {toll}"] if toll else []),
        *(f"     amount: {amount}" for amount in amounts),
        f"     words: «{claim.evidence.text(text)}»",
    ]
