"""Read what became of the counted from the words beside a number: «killed 12», «30 wounded», «12 people were hurt»."""

from __future__ import annotations

from demarche.language.counting import NumberedSentence
from demarche.model import Sentence
from demarche.reference import load_reference
from demarche.stages.tolls.words import Phrases, toll_words

# Words between a number and the word that says what became of the counted.
REACH = 8
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET"})
_SOLDIERS = frozenset(
    {"soldier", "man", "fighter", "troop", "policeman", "officer", "comrade", "martyr", "serviceman", "rebel"}
)


def single_field(phrases: Phrases, lemma: str) -> str:
    """Give the toll field of a word by itself, or «»."""
    return next((field for phrase, field in phrases.get(lemma, ()) if len(phrase) == 1), "")


class TollSentence:
    """A sentence with its numbers, and what the words beside each say."""

    def __init__(self, text: str, sentence: Sentence) -> None:
        self.text = text
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.lower = [token.text.lower() for token in sentence.tokens]
        self.tables = toll_words()
        self.words = self.tables.words
        self.numbered = NumberedSentence(text, sentence)
        self.used: set[int] = set()  # numbers that an entry rests on, or that only break another down

    def is_people(self, head: int) -> bool:
        """Say whether the noun may be a person's."""
        return self.tokens[head].lemma.lower() not in self.words["not_people"]

    def is_human(self, head: int) -> bool:
        """Say whether the noun is a person's, by name or by the tables of nouns of role."""
        token = self.tokens[head]
        lemma = token.lemma.lower()
        if token.name == "PERSON" or lemma in self.words["people"]:
            return True
        agent = load_reference().agents.get(lemma)
        return agent is not None and agent.kind == "person" and lemma not in self.words["groups"]

    def beside(self, index: int) -> tuple[str, int] | None:
        """Say what became of those that a number counts, by the words beside it; give the token that says so too."""
        covered = self.numbered.covered[index]
        if not covered:
            return None
        if self.numbered.is_whole(index):
            self.used.add(index)
            return None
        if self._is_detail(covered[0]):
            apart = self._of_casualties(covered)
            if apart is None:
                self.used.add(index)
            return apart
        return self._before(covered[0]) or self._behind(index, covered[-1])

    def _before(self, first: int) -> tuple[str, int] | None:
        k = first - 1
        while k >= 0 and first - k < 4 and self.lower[k] in self.words["additions"] | {'"', "“", "'"}:
            k -= 1
        if k < 0:
            return None
        token = self.tokens[k]
        field = single_field(self.tables.patient, token.lemma)
        if field and token.upos in {"VERB", "ADJ"} and not self._has_auxiliary(k):
            return None if self.is_sentence(k) else (field, k)
        if token.lemma == "of" or self.lower[k] == "to":
            noun = self.tokens[k - 1].lemma if k else ""
            if noun in self.tables.noun or (noun == "life" and self._is_lost(k - 1)):
                return self.tables.noun.get(noun, "dead"), k - 1
        return None

    def _behind(self, index: int, last: int) -> tuple[str, int] | None:
        head = self.numbered.head_of[index]
        lemma = self.tokens[head].lemma
        if head > last and lemma == "life":
            return ("dead", head) if self._is_lost(head) else None
        if head > last and lemma in self.tables.counted:
            freed = lemma in self.words["held"] and self.tokens[self.tokens[head].head].lemma in self.words["freed"]
            return None if freed else (self.tables.counted[lemma], head)
        j = last + 1
        stop = min(len(self.tokens), last + 1 + REACH)
        passive = False
        noun_seen = False
        while j < stop:
            token, lower = self.tokens[j], self.lower[j]
            field = self.tables.state.get(lower)
            if field and head > j == last + 1 and token.rel == "amod":  # «the seven wounded soldiers»
                freed = self.tokens[self.tokens[head].head].lemma in self.words["freed"]
                return None if freed and field in {"captured", "arrested"} else (field, j)
            if field and self.lower[j - 1] in {"the", "those"} and "of" in self.lower[last + 1 : j]:
                return None  # «400 of the displaced»: a share of victims that are told elsewhere
            if field and not (token.upos == "NOUN" and token.rel == "compound"):
                return None if self._is_active(j, passive) or self.is_sentence(j) else (field, j)
            if lower in self.words["captive"] and self.lower[j - 1] in self.words["kept"]:
                return "captured", j
            intransitive = single_field(self.tables.agent, token.lemma)
            if intransitive and token.upos == "VERB" and self._fits_agent(index, j):
                return intransitive, j
            following = self.lower[j + 1] if j + 1 < len(self.tokens) else ""
            if lower in {"including", "among"} or (lower == "," and following in self.words["aside"]):
                j, stop = self._behind_aside(j, stop)
                continue
            if lower in self.words["between"] or lower in self.words["kept"] or lower in self.words["others"]:
                passive = passive or token.lemma in {"be", "get"}
            elif token.upos in _NOMINAL or lower in {"of", "'s", "his", "her", "their", "our", "its", "them", "us"}:
                if passive:
                    return None
                noun_seen = noun_seen or token.upos in {"NOUN", "PROPN"}
            elif lower not in {'"', "”", "“"}:
                return None
            j += 1
        return None

    def _behind_aside(self, j: int, stop: int) -> tuple[int, int]:
        """Pass over «, including three children,»; give the index behind it and how far to read from there."""
        k = j + 1
        while k < min(len(self.tokens), j + 14):
            if self.lower[k] == ",":
                return k + 1, min(len(self.tokens), k + 1 + REACH)
            if self.tokens[k].lemma == "be":
                return k, min(len(self.tokens), k + REACH)
            k += 1
        return stop, stop

    def _is_active(self, j: int, passive: bool) -> bool:
        """Say whether the participle at `j` is a verb with an object of its own: «12 soldiers killed three rebels»."""
        if passive or self.tokens[j].upos != "VERB" or j + 1 >= len(self.tokens):
            return False
        following = self.tokens[j + 1]
        return following.upos in {"NUM", "DET", "NOUN", "PROPN", "PRON"} or following.rel == "nummod"

    def is_sentence(self, verb: int) -> bool:
        """Say whether the verb tells of a sentence, no arrest: «jailed 12 activists for six years»."""
        if self.tokens[verb].lemma not in self.words["terms"]:
            return False
        children = self.numbered.children
        cases = {self.lower[c] for child in children[verb] for c in children[child] if self.tokens[child].rel == "obl"}
        return bool(cases & {"for", "to"})

    def _is_lost(self, life: int) -> bool:
        """Say whether lives were lost: «claimed 12 lives», «the loss of 12 lives», no «saved 12 lives»."""
        governor = self.tokens[self.tokens[life].head].lemma
        return governor in self.words["life_takers"] or "loss" in self.lower[max(0, life - 4) : life]

    def is_share(self, at: int) -> bool:
        """Say whether the word of victims stands for more than the counted: «three children were among the dead»."""
        return "among" in self.lower[max(0, at - 2) : at]

    def _is_detail(self, first: int) -> bool:
        """Say whether a number breaks a sum down that is told beside it: «12 dead, among them six children»."""
        k = first - 1
        while k >= 0 and self.lower[k] in {"at", "least", "of"}:
            k -= 1
        before = self.lower[max(0, k - 1) : k + 1]
        return before[-1:] == ["including"] or before == ["among", "them"] or (before[-1:] == ["whom"])

    def _of_casualties(self, covered: tuple[int, ...]) -> tuple[str, int] | None:
        """Read a part of victims that are of several kinds: «20 casualties, including nine wounded»."""
        at = covered[-1] + 1
        field = self.tables.state.get(self.lower[at]) if at < len(self.tokens) else None
        before = {token.lemma for token in self.tokens[max(0, covered[0] - 6) : covered[0]]}
        return (field, at) if field and before & {"casualty", "victim"} else None

    def _fits_agent(self, index: int, j: int) -> bool:
        lemma = self.tokens[j].lemma
        noun = self.tokens[self.numbered.noun_behind(index)].lemma
        if lemma == "flee":
            return noun not in self.words["escapes"] and not set(self.lower[j : j + 4]) & self.words["escapes"]
        if lemma == "fall":
            closed = j + 1 >= len(self.tokens) or self.tokens[j + 1].upos in {"PUNCT", "CCONJ"}
            return noun in _SOLDIERS and closed
        return True

    def _has_auxiliary(self, k: int) -> bool:
        return any(self.tokens[child].deprel == "aux:pass" for child in self.numbered.children[k])
