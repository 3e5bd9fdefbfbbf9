"""Put each event under the voices on whose word it rests, innermost first."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace

import msgspec

from demarche.language.lexicon import load_lexicon
from demarche.model import Analysis, Attribution, Aux, Entity, Event, Mention, Proposition, Span, Stance, Token, Voice
from demarche.stages.voices.commitment import BY_STANCE, UNCOMMITTED, combine, own_value, told_aux, told_stance

Entities = Mapping[tuple[int, int], Entity]

# Attributions that tell of a mind or a topic and give no word for what happened: «condemned the attack».
NO_WORD = frozenset({"promise", "judge", "about"})
# What holds of a speech act that is not told as made.
NOT_MADE = frozenset({"future", "hypothetical", "negation"})
PAST_FORMS = frozenset({"VBD", "VBN"})
RELATIVES = frozenset({"who", "which", "whose", "whom", "where"})
COUNTED = frozenset({"after", "before"})
COUNTS = frozenset({"nummod", "det", "advmod"})
TIMES = frozenset({"minute", "hour", "day", "week", "month", "year", "shortly", "soon", "just"})
GRANTING = frozenset({"ask", "deny"})  # stances towards a deed, not towards what is told of its parties
# Kinds that are a further voice inside what another says.
FURTHER = frozenset({"say", "ask"})
# Who knows or sees a thing is told as being right: the publisher commits itself with them.
FACTIVE = frozenset({"know", "see"})


class Word(msgspec.Struct, frozen=True):
    """On whose word an event is told once: the chain of voices, its auxiliary modes there, the publisher's own value.

    `voices` is empty where it is the publisher's own word; `beside` says that a voice next to the main one gives it,
    which does not hang below the speech act that the main one does.
    """

    voices: tuple[Voice, ...]
    aux: tuple[Aux, ...]
    factuality: str
    beside: bool = False


@dataclass(frozen=True)
class _Link:
    """One voice in the making; `value` is what the cue commits it to, `factive` whether the publisher follows."""

    source: Entity
    cue: Span
    content: Span
    attribution: Attribution | None
    stance: Stance
    value: str
    cues: tuple[Span, ...] = ()  # of what the voice says of its own word: «said it denied»

    def has(self, trigger: Span) -> bool:
        """Say whether the words are a cue of the voice."""
        return any(cue.overlaps(trigger) for cue in (self.cue, *self.cues))

    @property
    def factive(self) -> bool:
        return self.attribution is not None and self.attribution.kind in FACTIVE and self.value == "CT+"


def find_voices(
    analysis: Analysis, events: tuple[Event, ...], attributions: tuple[Attribution, ...], entities: Entities
) -> tuple[tuple[Word, ...], ...]:
    """Return, for each event, the words on which it is told: one, or more where voices stand beside each other.

    An attribution holds for an event if its content covers the event's trigger and its cue is not the trigger itself.
    An event below a speech act stands in the voice of the act's speaker with the stance that the act's frame gives,
    and below that in the voices of the act. Sources that are joined («both A and B said»), and attributions that stand
    beside another («denied it, as C had claimed»), each give their word alone.
    """
    nearby = _by_sentence(analysis, attributions)
    found: list[tuple[Word, ...]] = []
    for event in events:
        around = [
            a
            for a in nearby.get(event.sentence, ())
            if _holds(a, event.trigger)
            and not (a.stance in GRANTING and _is_taken_for_granted(analysis, event, a))
            and not _is_aside(analysis, a, event)
        ]
        called_false = [a for a in around if a.kind == "false"]
        around = [a for a in around if a not in called_false]
        aux = told_aux("deny", event.aux) if called_false else event.aux  # «the claim that … is false»
        main, inner = _main_chain(analysis, event, events, around, entities)
        chains = [main, *([link] for link in inner)]
        beside = [attribution for attribution in around if attribution.beside]
        chains += [_beside_chain(analysis, a, around, attributions, entities) for a in beside]
        words = [
            _word(parted, event.aux if k else aux, beside=k > 0)
            for k, chain in enumerate(chains)
            if k == 0 or chain
            for parted in _parted(analysis, chain, entities)
        ]
        affirmed = all(a.stance == "affirm" for a in beside) and not called_false
        if len(words) > 1 and not words[0].voices and affirmed:
            del words[0]  # «as the ministry said, …» is the ministry's word alone
        found.append(tuple(words))
    return tuple(found)


def _is_taken_for_granted(analysis: Analysis, event: Event, attribution: Attribution) -> bool:
    """Say whether an event is only told of somebody, or beside what is asked or denied.

    «called for the release of those arrested», «denied arming the men who killed a judge», «urged calm as men burned».
    """
    p = analysis.propositions[event.proposition]
    while p.parent >= 0:
        tokens = analysis.sentences[p.sentence].tokens
        plain = attribution.stance == "ask" or any(t.head == p.head and t.text.lower() in RELATIVES for t in tokens)
        if p.relation == "relative" and plain and (p.passive or p.perfect or p.tense == "past"):
            return True
        if p.relation == "time" and p.tense == "past" and not p.modal and attribution.stance == "ask":
            return True
        p = analysis.propositions[p.parent]
        head = analysis.sentences[p.sentence].tokens[p.head].span
        if p.sentence != event.sentence or not _covers(attribution, head):
            return False
    return False


def _main_chain(
    analysis: Analysis, event: Event, events: tuple[Event, ...], around: list[Attribution], entities: Entities
) -> tuple[list[_Link], list[_Link]]:
    """Return the chain of the event, and the voices on whose word it stands where another denies their words."""
    # 1. The attributions around the trigger, the smallest content first.
    chain = _held(analysis, [attribution for attribution in around if not attribution.beside], entities)
    # 2. Whoever gives their word by the trigger itself.
    if event.voice is not None:
        chain.insert(0, _speaker(event.trigger, event.voice, "affirm", event.evidence, entities))
    # 3. The speaker of the speech act above, unless an attribution with the same cue has been found.
    inner: list[_Link] = []
    if event.under >= 0 and event.stance is not None:
        link = _stand_under(chain, event, events[event.under], event.stance, entities)
        if link is not None and event.stance == "deny":
            place = chain.index(link)
            inner = [other for other in chain[:place] if other.stance == "affirm" and other.source.country]
            del chain[:place]
    # 4. No word is given by acts that only take up what others say or do: «condemned the raid».
    chain = [link for link in chain if not _is_mute(link, event, events)]
    # 5. Who demands something takes for granted what it is demanded for: «demanded an apology for the raid».
    if any(link.stance == "ask" for link in chain) and _is_granted(analysis, event):
        chain = [_with_stance(link, "affirm") if link.stance == "ask" else link for link in chain]
    return chain, inner


def _stand_under(chain: list[_Link], event: Event, act: Event, stance: Stance, entities: Entities) -> _Link | None:
    """Put the event, in place, in the voice of the speaker of the act above it, and return that voice.

    An act that was not made commits nobody yet.
    """
    place = next((k for k, link in enumerate(chain) if link.has(act.trigger)), None)
    if place is not None and (chain[place].source.country or not act.actors):
        known = chain[place]
        # «rejected the accusation that …», «was blamed on rebels» by nobody in particular
        fixed = known.stance == "deny" or (known.stance == "doubt" and not known.source.country)
        link = known if fixed and stance == "affirm" else _with_stance(known, stance)
    elif act.actors:
        link = _speaker(act.trigger, act.actors[0], stance, event.evidence, entities)
    else:
        return None
    if NOT_MADE.intersection(act.aux):
        link = replace(link, value=UNCOMMITTED)
    if place is None:
        chain.insert(0, link)
    else:
        chain[place] = link
    return link


def _is_granted(analysis: Analysis, event: Event) -> bool:
    """Say whether what stands in a demand has happened: «demanded to know why it was shelled», «pay for the raid»."""
    if event.under >= 0 and event.stance is None and not event.aux:
        return True
    told = analysis.propositions[event.proposition]
    if told.relation == "clause" and told.tense == "past" and not told.modal and told.marker != "whether":
        return True
    above = analysis.propositions[told.parent] if told.parent >= 0 else None
    return above is not None and told.marker in ("for", "over") and above.lemma in load_lexicon().judgements


def _is_mute(link: _Link, event: Event, events: tuple[Event, ...]) -> bool:
    """Say whether the voice is that of an act which the event, or an act above it, hangs below without a stance.

    A speech act that is denied is all that is denied: «denied having threatened to strike» says nothing of the strike.
    """
    above = events[event.under].trigger if event.under >= 0 else None
    if any(link.cue.overlaps(span) for span in event.passed) and not (above and link.cue.overlaps(above)):
        return True
    stances: tuple[Stance | None, ...] = (None,)
    for _ in events:
        if event.under < 0:
            break
        act = events[event.under]
        if event.stance in stances and link.has(act.trigger):
            return True
        event, stances = act, (None, "deny")
    return False


def _held(analysis: Analysis, around: list[Attribution], entities: Entities) -> list[_Link]:
    """Return the links of the attributions, the innermost first.

    What speakers say of their own word, knowledge or doubt is one voice with the stance of that: «said it knew of no
    attack» doubts it. What they say that others know or doubt is the speakers' word alone.
    """
    found: list[_Link] = []
    for attribution in reversed(around):
        link = _link(attribution, entities, analysis.document.text)
        if found and _is_own(analysis, attribution, link, found[0]):
            told = found[0] if attribution.stance == "affirm" else link
            cues = (*found[0].cues, attribution.cue)
            found[0] = replace(found[0], stance=told.stance, value=told.value, cues=cues)
        elif not found or attribution.kind in FURTHER or (attribution.nested < 0 and attribution.source is not None):
            found.insert(0, link)
    return found


def _is_own(analysis: Analysis, attribution: Attribution, link: _Link, outer: _Link) -> bool:
    """Say whether the source of a voice is a pronoun for the voice around it."""
    mention = attribution.source
    if mention is None or analysis.sentences[mention.sentence].tokens[mention.head].upos != "PRON":
        return False
    if mention.span.overlaps(outer.source.span or outer.cue) or not outer.content.contains(attribution.cue):
        return False
    source = link.source
    known = source.country or source.sectors
    return not known or (source.country, source.id) == (outer.source.country, outer.source.id)


def _beside_chain(
    analysis: Analysis,
    attribution: Attribution,
    around: list[Attribution],
    attributions: tuple[Attribution, ...],
    entities: Entities,
) -> list[_Link]:
    """Return the chain of a voice that stands beside others: itself, and whose content its own cue stands in."""
    other = attributions[attribution.nested] if attribution.nested >= 0 else None
    outer = [a for a in around if a is not attribution and a is not other and _covers(a, attribution.cue)]
    if attribution.source is None:
        return []  # «denied a claim that …»: nobody's claim
    return [_link(a, entities, analysis.document.text) for a in (attribution, *outer)]


def _parted(analysis: Analysis, chain: list[_Link], entities: Entities) -> list[list[_Link]]:
    """Return the chain once for each party that the innermost source joins: «both Mali and Niger said»."""
    source = chain[0].attribution.source if chain and chain[0].attribution is not None else None
    if source is None:
        return [chain]
    tokens = analysis.sentences[source.sentence].tokens
    heads = [source.head]
    heads += [t.i for t in tokens if t.head == source.head and t.rel == "conj" and source.span.contains(t.span)]
    parties = [entities.get((source.sentence, head)) for head in heads]
    known = [party for party in parties if party is not None and party.kind == "party"]
    kinds = {(party.country, party.sectors) for party in known}
    if len(known) < len(heads) or len(kinds) < len(known) or len(known) < 2:
        return [chain]  # «the president and his minister» are one voice
    first, *outer = chain
    return [[replace(first, source=party), *outer] for party in known]


def _word(chain: list[_Link], aux: tuple[Aux, ...], *, beside: bool) -> Word:
    """Return the word that a chain gives: what each voice, and the publisher, commits itself to."""
    value = own_value(aux)
    if not chain:
        return Word((), aux, value)
    voices = []
    for k, link in enumerate(chain):
        value = UNCOMMITTED if link.stance == "ask" else combine(link.value, value)
        stance = told_stance(link.stance, aux) if k == 0 else link.stance
        manner = link.attribution.manner if link.attribution is not None else "indirect"
        voices.append(Voice(link.source, link.cue, link.content, manner, stance, value))
        if not link.factive:
            value = UNCOMMITTED  # who only passes on another's word stays uncommitted
    return Word(tuple(voices), told_aux(chain[0].stance, aux), value, beside)


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


def _is_aside(analysis: Analysis, attribution: Attribution, event: Event) -> bool:
    """Say whether an event stands in a clause that the publisher has put into the words of the source.

    The tenses tell: a clause behind a comma that keeps its own tense where what is said has moved into the past. «Talks
    would go on, the envoy said, hours after gunmen attacked …»; «told the king, who is backed by Oman, to …».
    """
    if attribution.manner == "direct" or event.proposition < 0:
        return False
    p = analysis.propositions[event.proposition]
    tokens = analysis.sentences[p.sentence].tokens
    if not analysis.sentences[p.sentence].span.contains(attribution.cue):
        return False
    cue = next((t for t in tokens if attribution.cue.contains(t.span) and t.xpos in PAST_FORMS), None)
    for _ in tokens:
        own = not p.perfect and not p.modal
        if own and _is_set_off(tokens, p):
            present = p.relation == "relative" and p.tense == "present" and cue is not None
            if present or (p.relation == "time" and p.tense == "past" and _is_moved_back(analysis, attribution, p)):
                return True
        if p.parent < 0 or not _covers(attribution, analysis.propositions[p.parent].span):
            return False
        p = analysis.propositions[p.parent]
    return False


def _is_set_off(tokens: tuple[Token, ...], p: Proposition) -> bool:
    """Say whether a comma stands before the relative pronoun, or before the time that a clause counts from."""
    openers = RELATIVES if p.relation == "relative" else COUNTED
    at = next((t.i for t in reversed(tokens[: p.head]) if t.text.lower() in openers), 0)
    while p.relation == "time" and at and (tokens[at - 1].lemma.lower() in TIMES or tokens[at - 1].rel in COUNTS):
        at -= 1
    return at > 0 and tokens[at - 1].text == ","


def _is_moved_back(analysis: Analysis, attribution: Attribution, clause: Proposition) -> bool:
    """Say whether what is said is told in the past perfect, or with «would»."""
    above = analysis.propositions[clause.parent] if clause.parent >= 0 else None
    return above is not None and ((above.perfect and above.tense == "past") or above.modal in ("would", "could"))


def _link(attribution: Attribution, entities: Entities, text: str) -> _Link:
    source = attribution.source
    entity = entities.get((source.sentence, source.head)) if source is not None else None
    if entity is None:
        # A hedge («reportedly») stands for the source that it leaves unnamed.
        span = attribution.source_span or attribution.cue
        entity = Entity(country="", sectors=(), span=span, text=span.text(text), why="no resolved source")
    return _Link(
        source=entity,
        cue=attribution.cue,
        content=Span(attribution.content[0].start, attribution.content[-1].end),
        attribution=attribution,
        stance=attribution.stance,
        value=attribution.factuality or BY_STANCE[attribution.stance],
    )


def _with_stance(link: _Link, stance: Stance) -> _Link:
    if stance == link.stance:
        return link
    return replace(link, stance=stance, value=BY_STANCE[stance])


def _speaker(cue: Span, actor: Mention, stance: Stance, content: Span, entities: Entities) -> _Link:
    entity = entities.get((actor.sentence, actor.head)) or Entity(
        country="", sectors=(), span=actor.span, text="", why="unresolved speaker"
    )
    return _Link(entity, cue, content, None, stance, BY_STANCE[stance])
