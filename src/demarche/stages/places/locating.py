"""Which of the places of a document an event took place at."""

from __future__ import annotations

from demarche.model import Analysis, Event, Place, Proposition, Sentence, Span, Token, Unresolved
from demarche.stages.places.precision import level
from demarche.stages.places.words import load_words


def locate_events(
    analysis: Analysis, events: tuple[Event, ...], places: tuple[Place, ...]
) -> tuple[Place | Unresolved, ...]:
    """Return the place of each event: the narrowest that its own clause, then a governing one, names as its place."""
    locator = _Locator(analysis, places)
    return tuple(locator.locate(event) for event in events)


class _Locator:
    """The places of one document by sentence, with the word that each hangs on."""

    def __init__(self, analysis: Analysis, places: tuple[Place, ...]) -> None:
        self.analysis = analysis
        self.here: dict[int, list[tuple[Place, int, str]]] = {}
        self.main = ""  # the country that the document names most
        counts: dict[str, int] = {}
        starts = iter(analysis.sentences)
        sentence = next(starts, None)
        for place in places:
            counts[place.country] = counts.get(place.country, 0) + 1
            while sentence is not None and place.span.start >= sentence.span.end:
                sentence = next(starts, None)
            if sentence is not None:
                head, marker = _governed(sentence, place.span)
                self.here.setdefault(sentence.index, []).append((place, head, marker))
        if counts:
            self.main = max(counts.items(), key=lambda item: item[1])[0]

    def locate(self, event: Event) -> Place | Unresolved:
        """Return the place of one event, or why there is none."""
        words = load_words()
        proposition: Proposition | None = self.analysis.propositions[event.proposition]
        speech = event.type in words.speech
        steps = 0
        while proposition is not None and proposition.sentence == event.sentence and steps < 4:
            found = self.of_clause(proposition)
            if found is not None:
                return found
            if (
                speech
                or proposition.parent < 0
                or proposition.relation in ("clause", "parataxis")
                and proposition.marker != "to"
            ):
                break
            proposition = self.analysis.propositions[proposition.parent]
            steps += 1
        return Unresolved("no place in its clause")

    def of_clause(self, proposition: Proposition) -> Place | None:
        """Return the narrowest place that the clause of a proposition names, else one that it describes."""
        words = load_words()
        sentence = self.analysis.sentences[proposition.sentence]
        candidates: list[tuple[int, int, Place]] = []
        for place, head, marker in self.here.get(proposition.sentence, ()):
            for argument in proposition.arguments:
                if argument.implicit or argument.role == "clause" or not argument.span.contains(place.span):
                    continue
                itself = head in argument.heads
                located = marker in words.locative or (argument.role == "oblique" and argument.marker in words.locative)
                struck = argument.role == "patient" and itself and place.feature != "PCLI"
                modifier = argument.role == "patient" and not itself and place.feature != "PCLI" and not marker
                if located and not (itself and argument.role == "agent") or struck or modifier:
                    candidates.append((level(place.feature), place.span.start, place))
        if candidates:
            return min(candidates, key=lambda item: item[:2])[2]
        for argument in proposition.arguments:
            if argument.role == "oblique" and argument.marker in words.locative and not argument.implicit:
                head_token = sentence.tokens[argument.head]
                if head_token.lemma.lower() in words.described and head_token.upos == "NOUN":
                    text = argument.span.text(self.analysis.document.text)
                    return Place(span=argument.span, text=text, name=None, country=self.main, acled=2, ucdp=5)
        return None


def _governed(sentence: Sentence, span: Span) -> tuple[int, str]:
    """Return the head word of the phrase that a place heads, and the preposition before it («the town of X» looks on)."""
    tokens = sentence.tokens
    inside = [token for token in tokens if span.start < token.end and token.start < span.end]
    head = next((token for token in inside if not span.start <= _start(tokens, token.head) < span.end), inside[-1])
    for _ in range(3):
        marker = next((t.lemma.lower() for t in tokens if t.head == head.i and t.rel == "case"), "")
        above = tokens[head.head] if head.head >= 0 else None
        if (
            above is None
            or above.lemma.lower() not in load_words().kinds
            or head.rel not in ("nmod", "compound", "appos", "flat")
        ):
            break
        if marker not in ("of", ""):
            break
        head = above
    return head.i, marker


def _start(tokens: tuple[Token, ...], index: int) -> int:
    return tokens[index].start if index >= 0 else -1
