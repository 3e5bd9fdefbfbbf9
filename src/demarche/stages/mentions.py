"""Find the mentions of a document: the heads of its noun phrases and its pronouns, each with the span of its phrase."""

from __future__ import annotations

from demarche.model import Analysis, Mention, Sentence, Span, Token
from demarche.reference import load_reference

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
INSIDE = frozenset({"amod", "compound", "flat", "fixed", "goeswith", "det", "expl", "nummod"})
CUT = frozenset(
    {
        "acl",
        "advcl",
        "parataxis",
        "ccomp",
        "csubj",
        "list",
        "dislocated",
        "case",
        "mark",
        "cop",
        "aux",
        "nsubj",
        "vocative",
        "discourse",
        "punct",
        "cc",
        "conj",
    }
)
TOLLS = frozenset({"toll", "count"})
HARM = frozenset({"death", "casualty", "body"})
ADJECTIVAL = frozenset({"nsubj", "obj", "iobj", "nmod:poss", "obl:agent"})


def find_mentions(analysis: Analysis) -> tuple[Mention, ...]:
    """Return one mention for each head of a noun phrase, in order of the text.

    Heads are those of arguments of propositions with their conjuncts, possessors, heads of names, and all other
    nouns and pronouns that are no mere part of a name. The span is the head's own phrase with its modifiers,
    of-phrases and appositions; relative clauses and sibling conjuncts are cut off.
    """
    asked: list[set[int]] = [set() for _ in analysis.sentences]
    read: dict[tuple[int, int], tuple[Span, Span]] = {}  # spans of an argument as read, and of its predicate
    for proposition in analysis.propositions:
        heads = asked[proposition.sentence]
        for argument in proposition.arguments:
            if argument.role != "clause":
                heads.update(argument.heads)
                if len(argument.heads) == 1 and not argument.implicit and proposition.kind == "verb":
                    read[proposition.sentence, argument.head] = (argument.span, proposition.span)
    found: list[Mention] = []
    for sentence in analysis.sentences:
        heads = asked[sentence.index]
        children = _children(sentence)
        for token in sentence.tokens:
            if token.i in heads or _is_head(token) or _is_counted(sentence, token):
                span = phrase_span(sentence, children, token.i)
                argument_span, predicate = read.get((sentence.index, token.i), (span, span))
                if span != argument_span and span.contains(predicate):
                    span = argument_span  # the parser took the predicate for a part of the phrase
                found.append(Mention(sentence.index, token.i, span))
    return tuple(found)


def phrase_span(sentence: Sentence, children: list[list[int]], head: int) -> Span:
    """Return the characters of the phrase of a head: no relative clause, no conjunct, no preposition, no day."""
    tokens = sentence.tokens
    low = high = head
    joined = min((c for c in children[head] if c > head and tokens[c].rel in ("conj", "cc")), default=len(tokens))
    stack = [c for c in children[head] if tokens[c].rel not in CUT and c < joined]
    times = load_reference().words["times"]
    while stack:
        i = stack.pop()
        if i > head and tokens[i].text.lower() in times:
            continue
        low, high = min(low, i), max(high, i)
        stack.extend(c for c in children[i] if tokens[c].rel not in ("acl", "advcl", "parataxis", "ccomp", "punct"))
    if high + 1 < len(tokens) and tokens[high + 1].text == ")" and any(t.text == "(" for t in tokens[low:high]):
        high += 1  # an acronym in brackets
    return Span(tokens[low].start, tokens[high].end)


def _children(sentence: Sentence) -> list[list[int]]:
    children: list[list[int]] = [[] for _ in sentence.tokens]
    for token in sentence.tokens:
        if 0 <= token.head < len(children) and token.head != token.i:
            children[token.head].append(token.i)
    return children


def _is_counted(sentence: Sentence, token: Token) -> bool:
    """Say whether a word before «death toll» says whose dead are counted: «the civilian death toll»."""
    if token.upos not in ("NOUN", "ADJ") or token.rel not in ("compound", "amod") or token.head < token.i + 2:
        return False
    toll, before = sentence.tokens[token.head], sentence.tokens[token.head - 1]
    return toll.lemma.lower() in TOLLS and before.lemma.lower() in HARM and token.i < before.i


def _is_head(token: Token) -> bool:
    if token.upos in NOMINAL:
        return token.rel not in INSIDE and not (
            token.upos == "NUM" and not token.name and token.rel in ("nummod", "obl")
        )
    return token.upos == "ADJ" and token.deprel in ADJECTIVAL
