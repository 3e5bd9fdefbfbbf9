"""Events across documents in ecbplus: `python -m benchmarks ecbplus --data DIR --out OUT`.

Scored are the gold mentions whose head word has a lemma of `ecbplus_lemmas.txt`, with the chains as they stand. With
gold mentions, each gets what our reading of its article says of it and all are linked; from raw text, the mentions are
our own, and a gold mention that we do not find stands alone. The baseline makes all mentions of one lemma one cluster
within a topic, as is usual, within a sub-topic (where the set tells apart what a reader of news must tell himself), or
over all articles of the part; the links know no more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.ecbplus_ledger import link_incidents
from benchmarks.ecbplus_linking import Link, Telling, link_lemmas, link_plainly
from benchmarks.ecbplus_stories import link_stories
from benchmarks.ecbplus_texts import Article, load_articles, read_rows
from benchmarks.scoring import run_scorer
from benchmarks.sets import MissingData
from demarche.model import Claim, Event, Interval, Mention, Proposition, Span, Token, Unresolved
from demarche.pipeline import Coder, Traces
from demarche.stages.claims import Told, make_claims
from demarche.stages.places import locate_events
from demarche.stages.times import find_dates

LEMMAS = Path(__file__).with_name("ecbplus_lemmas.txt")
LINKS: Mapping[str, Link] = {
    "same lemma": link_lemmas,
    "plain link": link_plainly,
    "story link": link_stories,
    "demarche link": link_incidents,
}
SCOPES = ("topic", "subtopic", "all")
STANDING, FACTUALITY = "reported", "CT+"  # of what no event of ours tells
SIDES = {"agent": "actors", "patient": "recipients", "recipient": "recipients"}


class Tellings(NamedTuple):
    """What is linked: the given mentions of the subset, and the mentions that we find ourselves."""

    given: list[Telling]
    own: list[Telling]


def measure_ecbplus(data: Path, part: str, out: Path, scorers: Path) -> str:
    """Return a table of B³ and CoNLL F1 by scope, mentions and link; predictions and gold subset stand under `out`.

    Raises:
        MissingData: the set or its scorer is not there.
    """
    scorer = scorers / "score_coref.py"
    if not scorer.is_file():
        raise MissingData(f"{scorer}: no such scorer. Name the folder of the scorers with --scorers DIR.")
    folder = out / "ecbplus"
    folder.mkdir(parents=True, exist_ok=True)
    articles = {scope: list(load_articles(data, part, scope)) for scope in SCOPES}
    coder = Coder()
    traces = list(coder.trace_all(article.document for article in articles[SCOPES[0]]))
    lemmas = load_lemmas()
    lines: list[str] = []
    for scope in SCOPES:
        found = find_tellings(zip(articles[scope], traces, strict=True), coder, lemmas)
        gold = folder / f"{part}.gold.jsonl"
        write_gold(data / "data" / "ecbplus" / f"{part}.jsonl", found.given, gold)
        if not lines:
            lines.append(_coverage(part, found))
        for name, tellings in (("gold mentions", found.given), ("raw text", found.own)):
            for label, link in LINKS.items():
                target = folder / f"{part}.{scope}.{name.split()[0]}.{label.replace(' ', '-')}.jsonl"
                write_predictions(tellings, link(tellings), target)
                figures = json.loads(run_scorer(scorer, gold, target, "--json"))
                lines.append(f"{scope}, {name}, {label}: {_shown(figures)}")
    return "\n".join(lines)


def load_lemmas(path: Path = LEMMAS) -> dict[str, str]:
    """Return the event lemmas of the subset with the type that each tells of."""
    lemmas: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            type_, _, words = line.partition(":")
            lemmas |= dict.fromkeys(words.split(), type_)
    return lemmas


def find_tellings(read: Iterable[tuple[Article, Traces]], coder: Coder, lemmas: Mapping[str, str]) -> Tellings:
    """Return the tellings of the given mentions whose lemma is among `lemmas`, and those of our own mentions.

    A given mention that no event of ours tells has the type of its lemma, and what its own clause says where it is the
    predicate of one; the frame of its claim is «».
    """
    tellings = Tellings([], [])
    for article, traces in read:
        reader = _Reader(traces, coder)
        for span in article.gold_spans:
            there = article.there(span)
            head = _head(traces, there)
            lemma = head[1].lemma.lower() if head else ""
            if head is None or lemma not in lemmas:
                continue
            type_ = lemmas[lemma]
            claim = reader.told_at(there, type_) or reader.worded(head[0], head[1], type_)
            tellings.given.append(Telling(article.document, article.scope, span, lemma, claim))
        seen: set[Span] = set()
        for claim, token in reader.told():
            back = article.back(token.span)
            if back is not None and back not in seen:
                seen.add(back)
                tellings.own.append(Telling(article.document, article.scope, back, token.lemma.lower(), claim))
    return tellings


def write_gold(source: Path, given: Sequence[Telling], target: Path) -> None:
    """Write the gold of the subset: of each document the mentions that are among the tellings, chains as they are."""
    wanted = {(telling.document.id, telling.span) for telling in given}
    with target.open("w", encoding="utf-8") as file:
        for row in read_rows(source):
            kept = [
                mention
                for mention in row["gold"]
                if mention["kind"] == "event" and (row["id"], Span(mention["start"], mention["end"])) in wanted
            ]
            file.write(json.dumps({"id": row["id"], "gold": kept}) + "\n")


def write_predictions(tellings: Sequence[Telling], numbers: Sequence[int], target: Path) -> None:
    """Write the clusters in the form that score_coref.py reads."""
    rows: dict[str, list[dict[str, int | str]]] = {}
    for telling, number in zip(tellings, numbers, strict=True):
        mention: dict[str, int | str] = {"start": telling.span.start, "end": telling.span.end, "chain": str(number)}
        rows.setdefault(telling.document.id, []).append(mention)
    lines = (json.dumps({"id": name, "mentions": mentions}) for name, mentions in rows.items())
    target.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


class _Reader:
    """Our reading of one article, asked for what it tells at a place."""

    def __init__(self, traces: Traces, coder: Coder) -> None:
        self.traces = traces
        self.coder = coder
        first: dict[int, Told] = {}
        for told in traces.told:
            first.setdefault(told.event.index, told)
        self.events = tuple(first.values())

    def told(self) -> Iterable[tuple[Claim, Token]]:
        """Yield each telling of an event with the word that tells it."""
        for told in self.events:
            yield self._claim(told), self._word(told.event)

    def told_at(self, span: Span, type_: str) -> Claim | None:
        """Return the telling of an event whose trigger overlaps the span: of the type, of the word, if there is one."""
        found = [told for told in self.events if told.event.trigger.overlaps(span)]
        if not found:
            return None
        best = max(found, key=lambda t: (self._word(t.event).span.overlaps(span), t.event.known_as == type_))
        return self._claim(best)

    def worded(self, sentence: int, word: Token, type_: str) -> Claim:
        """Return what the clause of a word says, taken for an event of the type; the bare type where it heads none."""
        analysis = self.traces.analysis
        for proposition in analysis.propositions:
            if (proposition.sentence, proposition.head) == (sentence, word.i):
                event = self._event(proposition, type_)
                (date,) = find_dates(analysis, (event,), self.traces.timexes)
                (place,) = locate_events(analysis, (event,), self.traces.places)
                return self._claim(Told(event, (), (), STANDING, FACTUALITY, date, place, (), proposition.confidence))
        nothing = Unresolved("no clause of its own")
        known = self.coder.codebook.type(type_)
        return Claim(
            id=f"{self.traces.document.id}:{word.start}:{type_}",
            type=type_,
            modes=(),
            contexts=(),
            quad=known.quad,
            intensity=known.intensity,
            actors=(),
            recipients=(),
            trigger=word.span,
            evidence=analysis.sentences[sentence].span,
            attribution=(),
            aux=(),
            standing=STANDING,
            factuality=FACTUALITY,
            under=None,
            date=nothing,
            place=nothing,
            toll=(),
            by_side=(),
            confidence=None,
            frame="",
        )

    def _event(self, proposition: Proposition, type_: str) -> Event:
        sides: dict[str, list[Mention]] = {"actors": [], "recipients": []}
        for argument in proposition.arguments:
            mention = self.traces.mentions.get((proposition.sentence, argument.head))
            if (
                mention is not None
                and argument.role in SIDES
                and (mention.sentence, mention.head) in self.traces.entities
            ):
                sides[SIDES[argument.role]].append(mention)
        return Event(
            index=0,
            type=type_,
            modes=(),
            actors=tuple(sides["actors"]),
            recipients=tuple(sides["recipients"]),
            trigger=proposition.span,
            evidence=self.traces.analysis.sentences[proposition.sentence].span,
            sentence=proposition.sentence,
            proposition=proposition.index,
            frame="",
        )

    def _word(self, event: Event) -> Token:
        proposition = self.traces.analysis.propositions[event.proposition]
        return self.traces.analysis.sentences[proposition.sentence].tokens[proposition.head]

    def _claim(self, told: Told) -> Claim:
        name = f"{self.traces.document.id}:{told.event.trigger.start}:{told.event.type}"
        traces = self.traces
        (claim,) = make_claims(traces.analysis, (told,), traces.entities, self.coder.codebook, lambda **_: name)
        return claim


def _head(traces: Traces, span: Span) -> tuple[int, Token] | None:
    """Return the sentence and the head word of a span: the first of its words that hangs on none of the others."""
    for sentence in traces.analysis.sentences:
        inside = [token for token in sentence.tokens if token.span.overlaps(span)]
        words = {token.i for token in inside}
        for token in inside:
            if token.head not in words:
                return sentence.index, token
    return None


def _coverage(part: str, found: Tellings) -> str:
    own = {(telling.document.id, telling.span) for telling in found.own}
    met = sum((telling.document.id, telling.span) in own for telling in found.given)
    dated = sum(t.claim is not None and isinstance(t.claim.date, Interval) for t in found.given)
    placed = sum(t.claim is not None and not isinstance(t.claim.place, Unresolved) for t in found.given)
    told = sum(t.claim is not None and bool(t.claim.frame) for t in found.given)
    return (
        f"ecbplus {part}: {len(found.given)} gold mentions of the lemmas, {told} of them told by an event of ours,"
        f" {dated} with a day, {placed} with a place; {len(found.own)} mentions of our own, {met} of them gold"
    )


def _shown(figures: Mapping[str, Mapping[str, float] | float]) -> str:
    b_cubed, conll = figures["B3"], figures["CoNLL_F1"]
    assert isinstance(b_cubed, Mapping)
    return (
        f"B³ {b_cubed['F1']:.3f} (P {b_cubed['P']:.3f}, R {b_cubed['R']:.3f})  CoNLL F1 {conll:.3f}"
        f"  ({figures['gold_groups']} gold clusters, {figures['pred_groups']} ours)"
    )
