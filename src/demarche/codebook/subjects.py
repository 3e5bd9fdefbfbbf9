"""Tell whether a report is on a subject that the codebook is not for: sport, science, the arts, the weather."""

from __future__ import annotations

from collections.abc import Iterable

from demarche.codebook.schema import Constraint, Subjects
from demarche.model import Sentence, Token

# A report is on a subject where at least so many of its words stand in it, that share of all words, and so many times
# the hard words. On 2026-11-30, over 157 reports of Wikinews 2019, all 41 on sport, science and the arts were told from
# the rest, save four on storms, with ratios from 1.8 to 2.7 and shares from 0.010 to 0.019.
MIN_WORDS = 5
MIN_SHARE = 0.015
MIN_RATIO = 2.5

_Phrases = list[tuple[str, tuple[str, ...]]]


class SubjectFinder:
    """The words of a codebook's subjects, looked up by their last word."""

    def __init__(self, subjects: Subjects) -> None:
        self._phrases: dict[str, _Phrases] = {}
        self._add("", subjects.hard)  # first: a word that is hard counts for no subject
        for name, constraint in subjects.quiet:
            self._add(name, constraint)

    def _add(self, name: str, constraint: Constraint) -> None:
        for words in (*((word,) for word in constraint.words), *constraint.phrases):
            self._phrases.setdefault(words[-1], []).append((name, words))

    def subject(self, sentences: Iterable[Sentence]) -> str:
        """Return the quiet subject that a report is on, «» where it is on none."""
        counts: dict[str, int] = {}
        total = 0
        for sentence in sentences:
            for token in sentence.tokens:
                if token.text[:1].isalnum():
                    total += 1
                    for name in self._subjects(sentence.tokens, token):
                        counts[name] = counts.get(name, 0) + 1
        hard = counts.pop("", 0)
        best = max(counts, key=lambda name: counts[name], default="")
        count = counts.get(best, 0)
        return best if count >= max(MIN_WORDS, MIN_SHARE * total, MIN_RATIO * hard) else ""

    def _subjects(self, tokens: tuple[Token, ...], token: Token) -> set[str]:
        """Return the subjects that the word, or the phrase which it ends, speaks for; «» for the codebook's own."""
        lemma, text = token.lemma.lower(), token.text.lower()
        phrases = [*self._phrases.get(lemma, ()), *(self._phrases.get(text, ()) if text != lemma else ())]
        found = {name for name, words in phrases if len(words) == 1 or _ends(tokens, token.i, words)}
        return {""} if "" in found else found


def _ends(tokens: tuple[Token, ...], end: int, words: tuple[str, ...]) -> bool:
    start = end - len(words) + 1
    return start >= 0 and all(
        word in (tokens[start + k].lemma.lower(), tokens[start + k].text.lower()) for k, word in enumerate(words)
    )
