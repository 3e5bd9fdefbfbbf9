"""From one document to its claims, in the order of the stages.

`read_analysis` is the whole pipeline on one screen; `Coder` loads model, codebook and reference data once and feeds it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from itertools import tee
from pathlib import Path

import msgspec
from msgspec.structs import replace

from demarche.codebook.loading import load_codebook
from demarche.codebook.matching import Attempt, Matcher
from demarche.codebook.schema import Codebook
from demarche.language.analyzer import Analyzer
from demarche.language.capitals import Spellings, capitalize_names, gather_spellings, restore_capitals
from demarche.language.english import EnglishAnalyzer
from demarche.language.letters import judge_letters
from demarche.language.propositions import find_propositions
from demarche.language.quotes import find_quotes
from demarche.language.sentences import split_sentences
from demarche.language.timex import find_timexes
from demarche.model import (
    Analysis,
    Attribution,
    Aux,
    Claim,
    Document,
    Entity,
    Event,
    Interval,
    Mention,
    Place,
    Proposition,
    Reading,
    Sentence,
    Span,
    Timex,
    TollEntry,
    Unresolved,
)
from demarche.records import claim_id, document_version
from demarche.records.rewording import reworded
from demarche.reference import Reference, extend_reference, load_reference
from demarche.reference.confidence import Weights, load_weights
from demarche.reference.cues import Cues, load_cues
from demarche.reference.places import fold, load_gazetteer
from demarche.reference.spellings import load_spellings
from demarche.stages.attributions import carry_on, find_attributions, speakers_of
from demarche.stages.claims import Told, make_claims
from demarche.stages.confidence import rate_events
from demarche.stages.entities import resolve_entities
from demarche.stages.events import find_events, kinds_reader
from demarche.stages.mentions import find_mentions
from demarche.stages.places import find_places, locate_events
from demarche.stages.standing import assess_standing
from demarche.stages.times import find_dates, inherit_dates, tense_reader
from demarche.stages.tolls import assign_tolls, find_quantities, find_tolls, part_by_voice, retell_tolls
from demarche.stages.voices import Word, find_voices


class Traces(msgspec.Struct, frozen=True):
    """All that the stages found for one document, for `explain` and for measuring single stages.

    `analysis.document` is the document as it was read: with restored capitals where it has lost its own.
    """

    document: Document
    analysis: Analysis
    mentions: dict[tuple[int, int], Mention]
    entities: dict[tuple[int, int], Entity]
    attributions: tuple[Attribution, ...]
    timexes: tuple[Timex, ...]
    places: tuple[Place, ...]
    events: tuple[Event, ...]
    words: tuple[tuple[Word, ...], ...]  # by event: on whose word it is told
    dates: tuple[Interval | Unresolved, ...]
    locations: tuple[Place | Unresolved, ...]
    tolls: dict[int, tuple[TollEntry, ...]]
    told: tuple[Told, ...]
    claims: tuple[Claim, ...]


class Coder:
    """Reads documents with one model, one codebook and one set of reference data, loaded once.

    `codebook` is the folder of a codebook or the name of a bundled one (default: PLOVER), `analyzer` the language
    analyzer (default: English), `entities` CSV files of entities of your own (docs/entities.md). Raises CodebookError,
    ReferenceDataError, ModelMissing where these cannot be loaded.
    """

    def __init__(
        self, *, codebook: Path | str | None = None, analyzer: Analyzer | None = None, entities: Iterable[Path] = ()
    ) -> None:
        self.codebook: Codebook = load_codebook(codebook)
        self.analyzer: Analyzer = analyzer or EnglishAnalyzer()
        self.matcher = Matcher(self.codebook)
        own = tuple(entities)
        self.reference: Reference = extend_reference(own) if own else load_reference()
        self.cues: Cues = load_cues()
        self.weights: Weights = load_weights()
        self.software = f"demarche {version('demarche')}"
        self._spellings: Spellings | None = None

    def read(self, document: Document) -> Reading:
        """Return all that is concluded about the document."""
        return next(self.read_all([document]))

    def read_all(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """Yield the reading of each document, in the order given; sentences of several documents share a batch.

        A document on which a stage breaks does not stop the others: its reading has no claims and says what broke.
        """
        for document, cased, sentences in self.analyzed(documents):
            yield self.read_analyzed(document, cased, sentences)

    def read_analyzed(self, document: Document, cased: Document, sentences: tuple[Sentence, ...]) -> Reading:
        """Return the reading of one document that `analyzed` gave, this coder's or another's with its analyzer."""
        try:
            return self.reading(self.read_analysis(document, sentences, cased))
        except Exception as error:
            return self._reading(document, (), f"reading broke ({type(error).__name__}: {error}). Report it.")

    def reading(self, traces: Traces) -> Reading:
        """Return the reading that the traces of a document amount to."""
        words = any(sentence.tokens for sentence in traces.analysis.sentences)
        problem = None if words else "no sentence in the text: nothing to read. Check that the text is prose."
        return self._reading(traces.document, traces.claims, problem)

    def _reading(self, document: Document, claims: tuple[Claim, ...], problem: str | None) -> Reading:
        return Reading(
            document=document,
            claims=claims,
            software=self.software,
            codebook=self.codebook.label,
            model=self.analyzer.model,
            problem=problem,
            entities=tuple(table.label for table in self.reference.own),
        )

    def attempts(self, traces: Traces, proposition: Proposition) -> tuple[Attempt, ...]:
        """Return the frames that were tried on a proposition, with the reason why each did not fire."""
        kinds = kinds_reader(traces.analysis, traces.entities, self.matcher)
        return self.matcher.attempts(traces.analysis.sentences[proposition.sentence], proposition, kinds)

    def trace_all(self, documents: Iterable[Document]) -> Iterator[Traces]:
        """Yield what every stage finds for each document, in the order given."""
        for document, cased, sentences in self.analyzed(documents):
            yield self.read_analysis(document, sentences, cased)

    def analyzed(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Document, tuple[Sentence, ...]]]:
        """Yield each document, the same with its capitals restored, and the sentences of the latter."""
        kept, split = tee(map(self._split, documents))
        analyses = self.analyzer.analyze((cased.text, spans) for _, cased, spans in split)
        for (document, cased, _), sentences in zip(kept, analyses, strict=True):
            yield document, cased, sentences

    def _split(self, document: Document) -> tuple[Document, Document, tuple[Span, ...]]:
        letters = judge_letters(document.text)
        spans = split_sentences(document.text, letters)
        if letters == "mixed":
            return document, document, spans
        if self._spellings is None:
            self._spellings = gather_spellings(load_spellings())
        text = restore_capitals(document.text, letters, spans, self._spellings)
        places = load_gazetteer()
        text = capitalize_names(
            text, next(self.analyzer.analyze([(text, spans)])), lambda word: bool(places.find(fold(word)))
        )
        return document, replace(document, text=text), spans

    def read_analysis(
        self, document: Document, sentences: tuple[Sentence, ...], cased: Document | None = None
    ) -> Traces:
        """Return what every stage finds for one document whose sentences are analyzed.

        `cased` is the document with its capitals restored, where the sentences are those of that text.

        1. propositions and quotations; 2. who says what; 3. who is who; 4. events; 5. on whose word; 6. when;
        7. where; 8. with what toll and amounts; 9. in what standing, and when, by other tellings; 10. how sure;
        11. claims, repeats merged.
        """
        # 1.
        cased = cased or document
        spans = tuple(sentence.span for sentence in sentences)
        propositions: list[Proposition] = []
        for sentence in sentences:
            propositions += find_propositions(sentence, len(propositions))
        analysis = Analysis(cased, sentences, tuple(propositions), find_quotes(cased.text, spans))
        # 2.
        attributions = find_attributions(analysis, self.cues)
        # 3.
        found = find_mentions(analysis)
        mentions = {(mention.sentence, mention.head): mention for mention in found}
        speaking = frozenset((a.source.sentence, a.source.head) for a in attributions if a.source and a.kind == "say")
        speakers = speakers_of(analysis, attributions)
        entities = resolve_entities(analysis, found, self.reference, speakers, speaking)
        # 4.
        events = find_events(analysis, mentions, entities, self.matcher)
        tolls = assign_tolls(analysis, events, find_tolls(analysis) if events else ())
        retold = retell_tolls(analysis, events, tolls, mentions)
        # 5.
        running = carry_on(analysis, attributions, entities, events, self.cues)
        words = find_voices(analysis, (*events, *(telling.event for telling in retold)), running, entities)
        chains = [[word.voices for word in told_on] for told_on in words]
        tolls, retold = part_by_voice(tolls, retold, chains)
        # 6.
        timexes = find_timexes(cased.text, spans, document.published, tense_reader(analysis))
        dates = find_dates(analysis, events, timexes)
        # 7.
        places = find_places(analysis) if events else ()
        locations = locate_events(analysis, events, places)
        # 8.
        quantities = find_quantities(analysis, events, tuple(entry for given in tolls.values() for entry in given))
        # 9.
        telling = [
            (replace(event, aux=word.aux, under=-1 if word.beside else event.under), word)
            for event in sorted((*events, *(telling.event for telling in retold)), key=lambda event: event.sentence)
            for word in words[event.index]
        ]
        tolls |= {telling.event.index: telling.entries for telling in retold}
        stands = {telling.event.index: telling.of for telling in retold}  # dated, placed and rated as what it retells
        standings = assess_standing(
            analysis,
            tuple(event for event, _ in telling),
            tuple(word.voices for _, word in telling),
            tuple(dates[stands.get(event.index, event.index)] for event, _ in telling),
            timexes,
            attributions,
        )
        modes: dict[int, set[Aux]] = {}
        for (event, _), standing in zip(telling, standings, strict=True):
            modes.setdefault(event.index, set()).update(standing.aux)
        dates = inherit_dates(analysis, events, dates, modes, timexes)
        # 10.
        ratings = rate_events(analysis, events, entities, self.weights)
        told = tuple(
            Told(
                event=event,
                voices=word.voices,
                aux=standing.aux,
                standing=standing.standing,
                factuality=word.factuality,
                date=dates[stands.get(event.index, event.index)],
                place=locations[stands.get(event.index, event.index)],
                toll=tolls.get(event.index, ()),
                confidence=ratings[stands.get(event.index, event.index)],
                quantities=quantities.get(event.index, ()),
            )
            for (event, word), standing in zip(telling, standings, strict=True)
        )
        # 11.
        digest = document_version(document)
        claims = make_claims(
            analysis, told, entities, self.codebook, lambda **claim: claim_id(document.id, digest, **claim)
        )
        if cased is not document:
            claims = tuple(reworded(claim, document.text) for claim in claims)
        return Traces(
            document=document,
            analysis=analysis,
            mentions=mentions,
            entities=entities,
            attributions=attributions,
            timexes=timexes,
            places=places,
            events=events,
            words=words,
            dates=dates,
            locations=locations,
            tolls=tolls,
            told=told,
            claims=claims,
        )


def read(document: Document | str, *, published: dt.date | None = None) -> Reading:
    """Return all that is concluded about a document or a text; `published` is the day of a text, if known.

    Loads model and codebook at each call: for many documents make one `Coder`.
    """
    if isinstance(document, str):
        document = Document(id="text", text=document, published=published)
    return Coder().read(document)
