"""Give the tolls of a document to its events."""

from __future__ import annotations

from itertools import pairwise

from demarche.language.numbers import find_numbers
from demarche.model import Analysis, Event, TollEntry
from demarche.stages.tolls.words import toll_words

_LONG = frozenset({"year", "decade", "century", "annually", "yearly"})
REACH = 3  # sentences from an act to a toll told without one


def assign_tolls(
    analysis: Analysis, events: tuple[Event, ...], entries: tuple[TollEntry, ...]
) -> dict[int, tuple[TollEntry, ...]]:
    """Give each entry to one event; the result maps the index of an event to its entries.

    In this order: the event of the entry's own proposition; one that governs it («…, killing 12») or that it governs
    («killed when a drone struck»); the nearest of a fitting type in the sentence; the first of one in the sentences
    before, the nearest first, else behind. Never a speech act. What counts a part of the victims stands last.
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
    return {index: tuple(sorted(kept, key=_rank)) for index, kept in given.items()}


def _rank(entry: TollEntry) -> int:
    """Put a number that sets others right first, and last those that count no more than a part or nothing exactly."""
    if entry.kind == "corrected":
        return 0
    return 2 if entry.kind in {"share", "more"} or (entry.count.low, entry.count.high) == (1, None) else 1


def _event_for(
    analysis: Analysis, by_sentence: dict[int, list[Event]], entry: TollEntry, words: dict[str, frozenset[str]]
) -> Event | None:
    here = [event for event in by_sentence.get(entry.sentence, []) if event.known_as not in words["harmless"]]
    fitting = words["types_dead"] if entry.field in {"dead", "injured", "missing"} else words["types_held"]
    candidates = [event for event in here if event.known_as in fitting]
    own = next(
        (e for e in here if e.proposition == entry.proposition and e.known_as in fitting | words["types_own"]), None
    )
    if own is not None:
        return _act_behind(analysis, candidates, own)
    if _is_of_accident(analysis, entry):
        return None
    for index in _ancestors(analysis, entry.proposition):
        governing = next((event for event in candidates if event.proposition == index), None)
        if governing is not None:
            return governing
    for event in candidates:
        if entry.proposition in _ancestors(analysis, event.proposition):
            return event
    candidates = [event for event in candidates if _happened(analysis, event)]
    if candidates:
        act = "COERCE" if entry.field == "arrested" else "ASSAULT"
        main = [event for event in candidates if event.known_as == act]
        start = entry.count.span.start
        return min(main or candidates, key=lambda event: (abs(event.trigger.start - start), event.index))
    if _is_of_a_time(analysis, entry):
        return None
    single = (entry.count.low, entry.count.high) == (1, 1)
    counted = entry.count.low == 0 or bool(find_numbers(analysis.document.text, entry.count.span))
    reach = REACH if entry.field in {"dead", "injured", "missing"} and counted and entry.count.low != 1 else 1
    for index in (*range(entry.sentence - 1, entry.sentence - 1 - reach, -1), entry.sentence + 1):
        near = [
            event
            for event in by_sentence.get(index, [])
            if (event.known_as == "ASSAULT" or (event.known_as in fitting and not single))
            and _happened(analysis, event)
        ]
        if near:
            return near[0]
    return None


def _is_of_accident(analysis: Analysis, entry: TollEntry) -> bool:
    """Say whether a toll is that of what was told to go before and is no event: «marched after a flood killed nine»."""
    if entry.proposition < 0:
        return False
    proposition = analysis.propositions[entry.proposition]
    before = proposition.relation in {"time", "cause"} and proposition.marker in {"after", "since", "because"}
    agent = proposition.get("agent")
    return (
        before and proposition.kind == "verb" and not proposition.passive and agent is not None and not agent.implicit
    )


def _happened(analysis: Analysis, event: Event) -> bool:
    """Say whether an event is told as one: a toll beside a denied act is that of another."""
    return event.stance != "deny" and not analysis.propositions[event.proposition].negated


def _is_of_a_time(analysis: Analysis, entry: TollEntry) -> bool:
    """Say whether a toll is that of a stretch of time and no incident's: «in ten years of war», «since the weekend»."""
    tokens = analysis.sentences[entry.sentence].tokens
    return any(
        (token.lemma in _LONG and following.lemma != "old" and following.text != "-")
        or (token.lemma == "since" and token.upos == "ADP" and following.lemma != "then")
        for token, following in pairwise(tokens)
    )


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
