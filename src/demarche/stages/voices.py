"""Put each event under the voices on whose word it rests, innermost first."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping

from demarche.model import Analysis, Attribution, Entity, Event, Mention, Span, Stance, Voice

Entities = Mapping[tuple[int, int], Entity]

# Attributions that tell of a mind or a topic and give no word for what happened: «condemned the attack».
NO_WORD = frozenset({"promise", "judge", "about"})
# What a voice commits itself to by its stance, for an event without auxiliary modes (FactBank's values).
FACTUALITY: Mapping[str, str] = {"affirm": "CT+", "deny": "CT-", "doubt": "PS+", "ask": "Uu"}


def find_voices(
    analysis: Analysis, events: tuple[Event, ...], attributions: tuple[Attribution, ...], entities: Entities
) -> tuple[tuple[Voice, ...], ...]:
    """Return the chain of voices of each event.

    An attribution holds for an event if its content covers the event's trigger and its cue is not the trigger itself.
    An event below a speech act stands in the voice of the act's speaker with the stance that the act's frame gives,
    and below that in the voices of the act.
    """
    nearby = _by_sentence(analysis, attributions)
    chains: list[tuple[Voice, ...]] = []
    for event in events:
        # 1. The attributions around the trigger, the smallest content first.
        around = [attribution for attribution in nearby.get(event.sentence, ()) if _holds(attribution, event.trigger)]
        chain = [_voice(attribution, entities, analysis.document.text) for attribution in around]
        # 2. Whoever gives their word by the trigger itself.
        if event.voice is not None:
            chain.insert(0, _speaker(event.trigger, event.voice, "affirm", event.evidence, entities))
        # 3. The speaker of the speech act above, unless an attribution with the same cue has been found.
        if event.under >= 0 and event.stance is not None:
            above = events[event.under]
            place = next((k for k, a in enumerate(around) if a.cue.overlaps(above.trigger)), None)
            if place is not None:
                chain[place] = _with_stance(chain[place], event.stance)
            elif above.actors:
                chain.insert(0, _speaker(above.trigger, above.actors[0], event.stance, event.evidence, entities))
        chains.append(tuple(chain))
    return tuple(chains)


def _by_sentence(analysis: Analysis, attributions: tuple[Attribution, ...]) -> dict[int, list[Attribution]]:
    """Return, for each sentence, the attributions whose content reaches into it, the smallest content first."""
    starts = [sentence.span.start for sentence in analysis.sentences]
    found: dict[int, list[Attribution]] = {}
    for attribution in sorted(attributions, key=lambda a: (_size(a), a.nested < 0)):
        if attribution.kind in NO_WORD:
            continue
        reached: dict[int, None] = {}
        for span in attribution.content:
            first = max(bisect_right(starts, span.start) - 1, 0)
            reached |= dict.fromkeys(range(first, bisect_left(starts, span.end)))
        for index in reached:
            found.setdefault(index, []).append(attribution)
    return found


def _size(attribution: Attribution) -> int:
    return sum(span.end - span.start for span in attribution.content)


def _covers(attribution: Attribution, span: Span) -> bool:
    return any(content.contains(span) for content in attribution.content)


def _holds(attribution: Attribution, trigger: Span) -> bool:
    cues = attribution.cue_spans or (attribution.cue,)
    return _covers(attribution, trigger) and not any(cue.overlaps(trigger) for cue in cues)


def _voice(attribution: Attribution, entities: Entities, text: str) -> Voice:
    source = attribution.source
    entity = entities.get((source.sentence, source.head)) if source is not None else None
    if entity is None:
        # A hedge («reportedly») stands for the source that it leaves unnamed.
        span = attribution.source_span or attribution.cue
        entity = Entity(country="", sectors=(), span=span, text=span.text(text), why="no resolved source")
    return Voice(
        source=entity,
        cue=attribution.cue,
        content=Span(attribution.content[0].start, attribution.content[-1].end),
        manner=attribution.manner,
        stance=attribution.stance,
        factuality=attribution.factuality or FACTUALITY[attribution.stance],
    )


def _with_stance(voice: Voice, stance: Stance) -> Voice:
    return Voice(voice.source, voice.cue, voice.content, voice.manner, stance, FACTUALITY[stance])


def _speaker(cue: Span, actor: Mention, stance: Stance, content: Span, entities: Entities) -> Voice:
    entity = entities.get((actor.sentence, actor.head)) or Entity(
        country="", sectors=(), span=actor.span, text="", why="unresolved speaker"
    )
    return Voice(entity, cue, content, "indirect", stance, FACTUALITY[stance])
