"""Description: the place of an event whose clause names none: «at the separation line», «the shoal», «the town»."""

from __future__ import annotations

from itertools import pairwise

from demarche.model import Analysis, Event, Place, Proposition, Sentence, Span, Token
from demarche.reference.places import load_gazetteer
from demarche.stages.places.carrying import Carrier, inside
from demarche.stages.places.precision import level, place_of
from demarche.stages.places.words import load_words


class Describer:
    """Reads the descriptions of one document; `located` gathers the places of the events before."""

    def __init__(self, analysis: Analysis, carrier: Carrier, country: str) -> None:
        self.analysis = analysis
        self.carrier = carrier
        self.country = country
        self.words = load_words()
        self.located: list[Place] = []

    def describe(self, event: Event) -> Place | None:
        """Return a place that the event's clause describes without a name: «at the separation line», «the shoal»."""
        leaving = event.known_as in self.words.leaving
        if event.known_as in self.words.speech and not leaving:
            return self._site(event)
        proposition = self.analysis.propositions[event.proposition]
        sentence = self.analysis.sentences[proposition.sentence]
        tokens = sentence.tokens
        markers = self.words.scene | self.words.sources
        if event.known_as == "MOBILIZE":
            markers = markers | self.words.direction
        moved = any(argument.marker in self.words.sources for argument in proposition.arguments)
        for argument in proposition.arguments:
            head = tokens[argument.head]
            located = argument.role == "oblique" and argument.marker in markers
            left = argument.role == "patient" and leaving and not moved
            struck = argument.role == "patient" and event.known_as in self.words.striking
            way = head.lemma.lower() in self.words.ways and "restrict" in event.modes
            blocked = argument.role == "patient" and (way or "obstruct" in event.modes)
            if argument.implicit or not (located or left or struck):
                continue
            noun = head.lemma.lower()
            determined = any(t.head == head.i and (t.rel == "det" or t.deprel == "nmod:poss") for t in tokens)
            text = argument.span.text(self.analysis.document.text)
            if blocked and head.upos == "PROPN" and any(t.head == head.i and t.lemma == "the" for t in tokens):
                return Place(span=argument.span, text=text, name=None, country=self.country, acled=2, ucdp=2)
            if head.upos != "NOUN" or noun not in self.words.described or not (determined or head.text.lower() != noun):
                continue
            named = self._included(sentence, argument.span) or self._called(tokens, head, argument.span)
            if named is None and not any(t.head == head.i and t.lemma.lower() == "other" for t in tokens):
                named = self._part_of_called(tokens, head)
            if named is not None:
                return named
            if struck and not (left or blocked):
                continue
            owned = any(t.head == head.i and t.deprel == "nmod:poss" and t.upos == "PRON" for t in tokens)
            country = self._agent_country(proposition) if owned else ""
            return Place(span=argument.span, text=text, name=None, country=country or self.country, acled=2, ucdp=2)
        return None

    def _included(self, sentence: Sentence, span: Span) -> Place | None:
        """Return the first place that a description names as one of several: «four towns, including Malakal»."""
        inner = [t for t in sentence.tokens if span.contains(t.span)]
        opening = next(
            (
                t
                for before, t in pairwise([*inner[:1], *inner])
                if t.text.lower() in self.words.examples
                or f"{before.text} {t.text}".lower() in ("such as", "among them", "among which")
            ),
            None,
        )
        if opening is None:
            return None
        places = (p for p in self.carrier.named.get(sentence.index, ()) if span.contains(p.span))
        return next((p for p in places if p.span.start > opening.start), None)

    def _site(self, event: Event) -> Place | None:
        """Return the place of a site that is the object of a sanction or a promise: «shut the consulate in Basra»."""
        proposition = self.analysis.propositions[event.proposition]
        patient = proposition.get("patient")
        if event.known_as not in self.words.sited or patient is None or patient.implicit:
            return None
        tokens = self.analysis.sentences[proposition.sentence].tokens
        if tokens[patient.head].lemma.lower() not in self.words.described:
            return None
        for place in self.carrier.named.get(proposition.sentence, ()):
            inner = next(t for t in tokens if inside(t, place.span))
            if (
                patient.span.contains(place.span)
                and inner.i
                and tokens[inner.i - 1].text.lower() in self.words.locative
            ):
                return place
        return None

    def _part_of_called(self, tokens: tuple[Token, ...], head: Token) -> Place | None:
        """Return the place that a description is a part of by its own words: «two districts of the city»."""
        for noun in tokens:
            inside_of = any(t.head == noun.i and t.text.lower() in ("of", "in") and t.rel == "case" for t in tokens)
            if noun.head == head.i and noun.rel == "nmod" and inside_of:
                return self._called(tokens, noun, noun.span)
        return None

    def _called(self, tokens: tuple[Token, ...], head: Token, span: Span) -> Place | None:
        """Return the named place that a description stands for.

        1. «the shoal», «the base»: the place last named so; 2. «the town», «the city»: the town last named as the
        scene of something; 3. «the country».
        """
        # 1.
        own = [t for t in tokens if t.head == head.i and t.rel not in ("case", "punct")]
        own = [t for t in own if t.lemma.lower() not in self.words.emphatic]
        if len(own) != 1 or own[0].lemma.lower() not in ("the", "this", "that"):
            return None
        noun = head.lemma.lower()
        called = [p for p in self.carrier.kinds.get(noun, []) if p.span.start < span.start]
        if called:
            return called[-1]
        # 2.
        before = [
            p
            for p in self.carrier.scenes
            if p.span.start < span.start
            and (p.country == self.country or p in self.located or p.span.start >= tokens[0].start)
        ]
        if noun in self.words.settlements:
            towns = (p for p in reversed(before) if level(p) == 0)
            return next((p for p in towns if p.text.split()[-1].lower() not in self.words.features), None)
        # 3.
        if noun in self.words.countries and self.country:
            country = load_gazetteer().country(self.country)
            text = span.text(self.analysis.document.text)
            return place_of(span, text, country) if country is not None else None
        return None

    def _agent_country(self, proposition: Proposition) -> str:
        """Return the country that the agent's words name, if any: «North Korea moved missiles to its coast»."""
        agent = proposition.get("agent")
        if agent is None:
            return ""
        named = (p for p in self.carrier.named.get(proposition.sentence, ()) if agent.span.contains(p.span))
        return next((place.country for place in named), "")


def is_capital(place: Place) -> bool:
    """Say whether the place is the capital of its country."""
    capital = load_gazetteer().capital(place.country)
    return capital is not None and capital.geonameid == place.geonameid


def find_capitals(analysis: Analysis, country: str) -> tuple[Place, ...]:
    """Return the capitals that the document describes: «the Syrian capital», «the capital city», in its order."""
    gazetteer = load_gazetteer()
    found = []
    for sentence in analysis.sentences:
        for head in sentence.tokens:
            own = [t for t in sentence.tokens if t.head == head.i and t.rel not in ("case", "punct")]
            lemma = head.lemma.lower()
            capital = lemma == "capital" or (lemma == "city" and any(t.lemma == "capital" for t in own))
            if not capital or head.upos != "NOUN" or head.rel == "appos" or not own or own[-1].i > head.i:
                continue  # «the capital of the province», «Gitega, the capital»
            if own[0].lemma.lower() not in ("the", "its"):
                continue
            code = next((code for t in own if (code := gazetteer.demonym(t.text))), country)
            if (town := gazetteer.capital(code)) is not None:
                span = Span(own[0].start, head.end)
                found.append(place_of(span, span.text(analysis.document.text), town))
    return tuple(found)
