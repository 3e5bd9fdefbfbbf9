"""Give the tolls of a document to its events."""

from __future__ import annotations

from demarche.model import Analysis, Event, TollEntry
from demarche.stages.tolls.words import toll_words


def assign_tolls(
    analysis: Analysis, events: tuple[Event, ...], entries: tuple[TollEntry, ...]
) -> dict[int, tuple[TollEntry, ...]]:
    """Give each entry to one event; the result maps the index of an event to its entries.

    In this order: the event of the entry's own proposition; one that governs it («…, killing 12») or that it governs
    («killed when a drone struck»); the nearest of a fitting type in the sentence; the first of one in the sentence
    before. Never a speech act.
    """
    words = toll_words().words
    by_sentence: dict[int, list[Event]] = {}
    for event in events:
        if event.known_as not in words["speech_acts"]:
            by_sentence.setdefault(event.sentence, []).append(event)
    given: dict[int, list[TollEntry]] = {}
    for entry in entries:
        event_found = _event_for(analysis, by_sentence, entry, words)
        if event_found is not None:
            kept = given.setdefault(event_found.index, [])
            if all(known.field != entry.field or known.count.span != entry.count.span for known in kept):
                kept.append(entry)
    return {index: tuple(kept) for index, kept in given.items()}


def _event_for(
    analysis: Analysis, by_sentence: dict[int, list[Event]], entry: TollEntry, words: dict[str, frozenset[str]]
) -> Event | None:
    here = by_sentence.get(entry.sentence, [])
    fitting = words["types_held"] if entry.field in {"arrested", "captured"} else words["types_dead"]
    candidates = [event for event in here if event.known_as in fitting]
    own = next((event for event in here if event.proposition == entry.proposition), None)
    if own is not None:
        return _act_behind(analysis, candidates, own)
    chain = _ancestors(analysis, entry.proposition)
    for event in candidates:
        if event.proposition in chain or entry.proposition in _ancestors(analysis, event.proposition):
            return event
    if candidates:
        act = "COERCE" if entry.field == "arrested" else "ASSAULT"
        main = [event for event in candidates if event.known_as == act]
        start = entry.count.span.start
        return min(main or candidates, key=lambda event: (abs(event.trigger.start - start), event.index))
    earlier = [event for event in by_sentence.get(entry.sentence - 1, []) if event.known_as in fitting]
    return earlier[0] if earlier else None


def _act_behind(analysis: Analysis, candidates: list[Event], own: Event) -> Event:
    """Give the act of force whose outcome an event tells, else the event itself.

    «bombed a camp, killing ten»: the act governs; «were killed when a drone struck»: it stands in the clause of time.
    """
    proposition = analysis.propositions[own.proposition]
    for event in candidates:
        if event.known_as != own.known_as or event.proposition < 0:
            continue
        act = analysis.propositions[event.proposition]
        if proposition.relation in {"adverbial", "parataxis"} and event.proposition == proposition.parent:
            return event
        if act.relation == "time" and act.parent == own.proposition and act.marker in {"when", "as", "after", "while"}:
            return event
    return own


def _ancestors(analysis: Analysis, index: int) -> list[int]:
    chain: list[int] = []
    while 0 <= index < len(analysis.propositions) and index not in chain:
        chain.append(index)
        index = analysis.propositions[index].parent
    return chain
