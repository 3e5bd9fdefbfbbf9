"""What the readers of attributions share: extents of phrases in a sentence, and attributions in the making."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from demarche.model import Analysis, Argument, Attribution, Manner, Mention, Quote, Sentence, Span
from demarche.reference.cues import Cue, Sense

QUOTE_MARKS = frozenset('"“”„‟«»‹›') | {"``", "''"}
TOPICS = frozenset(
    {"about", "on", "upon", "over", "to", "at", "against", "noun's on", "noun's about", "noun's regarding"}
)
EDGES = frozenset(" ,;\n\t\u00a0")
GROUPED = frozenset({"aux", "cop", "advmod"})
BEFORE_A_PHRASE = frozenset({"case", "fixed", "punct", "cc", "mark"})


class Board:
    """One sentence with children and full extents of the subtree below each token, as parsed."""

    __slots__ = ("children", "high", "index", "low", "sentence", "tokens", "words")

    def __init__(self, sentence: Sentence) -> None:
        tokens = sentence.tokens
        self.sentence = sentence
        self.index = sentence.index
        self.tokens = tokens
        self.words = [token.text.lower() for token in tokens]
        self.children: list[list[int]] = [[] for _ in tokens]
        order: list[int] = []
        for token in tokens:
            if 0 <= token.head < len(tokens) and token.head != token.i:
                self.children[token.head].append(token.i)
            else:
                order.append(token.i)
        for i in order:
            order.extend(self.children[i])
        self.low = list(range(len(tokens)))
        self.high = list(range(len(tokens)))
        for i in reversed(order):
            above = tokens[i].head
            if 0 <= above != i:
                self.low[above] = min(self.low[above], self.low[i])
                self.high[above] = max(self.high[above], self.high[i])

    def below(self, i: int, above: int) -> bool:
        """Say whether token `i` is `above` or stands below it in the tree."""
        steps = 0
        while i >= 0 and steps <= len(self.tokens):
            if i == above:
                return True
            i = self.tokens[i].head
            steps += 1
        return False

    def clause_end(self, i: int) -> int:
        """Return the last token before the next semicolon outside of quotation marks, or of the sentence."""
        quoted = False
        for k in range(i + 1, len(self.tokens)):
            text = self.tokens[k].text
            if text in QUOTE_MARKS:
                quoted = not quoted
            elif text == ";" and not quoted:
                return k - 1
        return len(self.tokens) - 1

    def child_towards(self, above: int, i: int) -> int:
        """Return the child of `above` that token `i` stands at or below."""
        while self.tokens[i].head not in (above, -1):
            i = self.tokens[i].head
        return i

    def after_case(self, low: int, head: int) -> int:
        """Return the first token of a phrase that begins at `low`, after its preposition and punctuation.

        A quotation mark that opens the phrase belongs to it.
        """
        while low < head and self.tokens[low].rel in BEFORE_A_PHRASE and self.tokens[low].text not in QUOTE_MARKS:
            low += 1
        return low

    def span(self, low: int, high: int, *, keep_quotes: bool = True) -> Span | None:
        """Return the characters of tokens `low` to `high` without punctuation at the edges; None where nothing is left.

        Quotation marks at the edges are kept, and with them a full stop inside them.
        """
        tokens = self.tokens
        while low <= high and tokens[low].upos == "PUNCT" and not (keep_quotes and tokens[low].text in QUOTE_MARKS):
            low += 1
        while high >= low and tokens[high].upos == "PUNCT" and not (keep_quotes and tokens[high].text in QUOTE_MARKS):
            high -= 1
        while low <= high and tokens[low].text in QUOTE_MARKS and low == high:
            return None
        return Span(tokens[low].start, tokens[high].end) if low <= high else None

    def pieces(self, low: int, high: int, cut: list[tuple[int, int]]) -> list[Span]:
        """Return the tokens `low` to `high` without the ranges of `cut`, as spans in order of the text."""
        found: list[Span] = []
        at = low
        for first, last in [*sorted(cut), (high + 1, high + 1)]:
            if first > at:
                span = self.span(at, min(first - 1, high))
                if span is not None:
                    found.append(span)
            at = max(at, last + 1)
        return found

    def verb_group(self, head: int) -> tuple[int, int]:
        """Return the ends of a verb or adjective with the auxiliaries, copula, negation and adverbs beside it."""
        low = high = head
        while low and self.tokens[low - 1].head in (head, low) and self.tokens[low - 1].rel in GROUPED:
            low -= 1
        if self.tokens[low].rel == "advmod" and low < head:
            while low < head and self.tokens[low].rel == "advmod" and self.tokens[low].xpos.startswith("W"):
                low += 1
        while (
            high + 1 < len(self.tokens)
            and self.tokens[high + 1].head == head
            and (self.tokens[high + 1].deprel == "compound:prt")
        ):
            high += 1
        return low, high


def joined(spans: list[Span]) -> list[Span]:
    """Return the spans in order; those that overlap are one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def without(span: Span, other: Span) -> list[Span]:
    """Return what is left of a span without the characters of another; a scrap of one or two characters is dropped."""
    if not span.overlaps(other):
        return [span]
    parts = [Span(span.start, min(span.end, other.start)), Span(max(span.start, other.end), span.end)]
    return [part for part in parts if part.end - part.start > 2]


@dataclass
class Draft:
    """An attribution in the making; `content` may still be empty, then a quotation is looked for."""

    sentence: int
    head: int
    cue: Span
    cue_lemma: str
    sense: Sense
    form: str
    entry: Cue
    source: Mention | None = None
    source_span: Span | None = None
    content: list[Span] = field(default_factory=list)
    cue_spans: list[Span] = field(default_factory=list)
    bearer: int = -1
    source_words: str = ""
    within: Draft | None = None
    bare: bool = False
    beside: bool = False  # a voice next to others rather than within or around them

    @property
    def is_topic(self) -> bool:
        """Say whether the content is what is spoken about rather than what is said: «commented on the strike»."""
        if self.sense.kind != "say":
            return False
        if self.form == "np":
            return "that" not in self.entry.takes
        return self.form in TOPICS and not any(span.end < self.cue.start for span in self.content)

    @property
    def takes_quote(self) -> bool:
        """Say whether a quotation can be the content."""
        return "quote" in self.entry.takes


class Sheet:
    """The boards of a document, made when first asked for, and its quotations."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.text = analysis.document.text
        self.propositions = {(p.sentence, p.head): p for p in analysis.propositions}
        self.boards: dict[int, Board] = {}
        self.sentence_starts = [sentence.span.start for sentence in analysis.sentences]
        self.goes_on: dict[tuple[int, int], Argument] = {}  # whose speech goes on with a verb: «says X and calls it Y»
        self.quotes: list[Quote] = []
        self.starts: list[int] = []
        end = -1
        for quote in analysis.quotes:  # outermost quotations only
            if quote.span.start >= end:
                self.quotes.append(quote)
                self.starts.append(quote.span.start)
                end = quote.span.end

    def quotes_near(self, span: Span) -> list[Quote]:
        """Return the outermost quotations that share a character with the span."""
        first = max(bisect_right(self.starts, span.start) - 1, 0)
        found = []
        for quote in self.quotes[first:]:
            if quote.span.start >= span.end:
                break
            if quote.span.end > span.start:
                found.append(quote)
        return found

    def trim(self, span: Span) -> Span:
        """Return the span without blanks and commas at its edges."""
        start, end = span.start, span.end
        while start < end and self.text[start] in EDGES:
            start += 1
        while end > start and self.text[end - 1] in EDGES:
            end -= 1
        return Span(start, end)

    def starts_line(self, start: int) -> bool:
        """Say whether a line begins at the character."""
        return start == 0 or self.text[start - 1] == "\n"

    def line_end(self, start: int) -> int:
        """Return where the line of the character ends, without trailing blanks."""
        end = self.text.find("\n", start)
        end = len(self.text) if end < 0 else end
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return end

    def inside_quote(self, span: Span) -> bool:
        """Say whether the span stands in a quotation."""
        return any(quote.span.contains(span) for quote in self.quotes_near(span))

    def is_quoted(self, at: int) -> bool:
        """Say whether the character stands in a quotation."""
        return any(quote.span.start <= at < quote.span.end for quote in self.quotes_near(Span(at, at + 1)))

    def sentence_of(self, span: Span) -> int:
        """Return the place of the sentence in which the span begins."""
        return max(bisect_right(self.sentence_starts, span.start) - 1, 0)

    def board(self, sentence: int) -> Board:
        """Return the board of a sentence."""
        found = self.boards.get(sentence)
        if found is None:
            found = self.boards[sentence] = Board(self.analysis.sentences[sentence])
        return found


def freeze(draft: Draft, manner: Manner, nested: int) -> Attribution:
    """Return the finished attribution."""
    spans = tuple(draft.cue_spans or [draft.cue])
    return Attribution(
        source=draft.source,
        source_span=draft.source_span,
        cue=draft.cue,
        cue_lemma=draft.cue_lemma,
        content=tuple(draft.content),
        manner=manner,
        stance=draft.sense.stance,
        nested=nested,
        cue_spans=spans,
        factuality=draft.sense.factuality,
        beside=draft.beside,
        kind="about" if draft.is_topic else draft.sense.kind,
    )
