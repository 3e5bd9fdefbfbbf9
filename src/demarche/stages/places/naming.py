"""Recognition: which words of a sentence name a place, and how sure that is.

At each capitalized word the longest name of the gazetteer is taken. Names inside a person's or a street's name are
left out; names that are also words of English or names of persons need a preposition of place or a container; small
places need one too, or to be named so elsewhere in the document.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from demarche.model import Sentence, Span, Token
from demarche.reference.places import Gazetteer, Toponym, fold
from demarche.stages.places.words import Words, load_words

# A place that is only named, without a preposition of place, must have this many people. Tuned on TR-News and
# GeoWebNews in November 2026, flat from 50,000 to 150,000.
WELL_KNOWN = 100_000
# A name that is mostly a person's needs this many people to stand for a city without a preposition of place.
METROPOLIS = 1_000_000
LONGEST = 9  # tokens of a name, hyphens included
ARTICLES = ("al ", "el ", "")  # what the gazetteer may have for «ar-Raqqa», «as-Suwayda»
ALIKE = 4  # letters that a spelling of a place's own name shares with it: «Mekelle» for Mek'ele
CIVIC = 3_000  # people of a town that «Danbury police» is told of

NAMES = frozenset({"PROPN", "X", "NOUN", "ADJ"})  # what the tagger takes names for
PARTICLES = frozenset({"de", "del", "da", "do", "dos", "das", "di", "du"})  # «San Juan de Colón»
DATELINE = frozenset({",", "(", "-", "–", "—", "--"})  # after «KABUL»

# How sure a name is.
NEVER, WEAK, SURE = 0, 1, 2


class Named(msgspec.Struct, frozen=True):
    """A name of the gazetteer in a sentence: first and last token, its places, and how sure it is that it is one."""

    sentence: Sentence
    first: int
    last: int
    span: Span
    name: str  # folded
    found: tuple[Toponym, ...]
    grade: int
    located: bool  # a preposition of place stands before it
    inner: bool = False  # a street, square or quarter that the gazetteer lacks: somewhere in a town


def name_places(sentences: tuple[Sentence, ...], gazetteer: Gazetteer) -> list[Named]:
    """Return the place names of a document in the order of the text."""
    reader = _Reader(gazetteer)
    candidates = [named for sentence in sentences for named in reader.read(sentence)]
    sure = {named.name for named in candidates if named.grade == SURE}
    kept = []
    for named in candidates:
        borne = named.name in reader.people and not _is_country(named.found)
        personal = named.sentence.tokens[named.last].name == "PERSON"
        if borne and (personal or not (named.located and named.found)):
            continue
        if named.grade == SURE or (named.grade == WEAK and named.name in sure):
            kept.append(named)
    return kept


class _Reader:
    """Reads one document; `people` gathers the names that some person of the document bears."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.words: Words = load_words()
        self.people: set[str] = set()
        self.before: Named | None = None  # the name before in the sentence

    def read(self, sentence: Sentence) -> Iterator[Named]:
        """Yield the names of a sentence that may be places."""
        tokens = sentence.tokens
        shouted = sum(token.text.isupper() for token in tokens) > 0.7 * len(tokens) > 2
        self.before = None
        i = 0
        while i < len(tokens):
            step = 1
            if tokens[i].text[:1].isupper() or self._article(tokens, i):
                named = self._at(sentence, i, shouted=shouted)
                if named is not None:
                    step = named.last - i + 1
                    if named.grade != NEVER:
                        self.before = named
                        yield named
            i += step

    def _at(self, sentence: Sentence, i: int, *, shouted: bool) -> Named | None:
        tokens = sentence.tokens
        short = self._abbreviation(sentence, i, shouted=shouted) or self._street(sentence, i)
        if short is not None:
            return short
        first = fold(tokens[i].text)
        longest = self.gazetteer.longest(first.partition(" ")[0])
        best: tuple[int, str, tuple[Toponym, ...]] | None = None
        words = first
        for last in range(i, min(i + LONGEST, len(tokens))):
            if last > i:
                words = f"{words} {fold(tokens[last].text)}".strip()
                if words.count(" ") >= longest:
                    break
            text = tokens[last].text
            if text[:1].isupper() or text[:1].isdigit():
                found = self.gazetteer.find(words)
                if not found and first in self.words.articles and last > i:
                    name = words.partition(" ")[2]
                    found = next((f for a in ARTICLES if (f := self.gazetteer.find(f"{a}{name}"))), ())
                if found:
                    best = (last, words, found)
        if best is None and i + 2 < len(tokens) and tokens[i + 1].text == "-" and _capital(tokens[i + 2]):
            name = first + fold(tokens[i + 2].text)  # «Petion-Ville»
            best = (i + 2, name, found) if (found := self.gazetteer.find(name)) else None
        if best is None:
            return self._unlisted(sentence, i)
        last, words, found = best
        after = tokens[last + 1] if last + 1 < len(tokens) else None
        end = _goes_on(tokens, last)
        if end > last and not _listed(found) and _people(found, words) < WELL_KNOWN:
            return self._unlisted(sentence, i, end)
        longer = after is not None and _capital(after) and after.text.lower() in self.words.features
        if longer and not _listed(found) and _people(found, words) < WELL_KNOWN:
            return self._unlisted(sentence, i)
        located, grade = self._grade(tokens, i, last, words, found, shouted=shouted)
        if grade == NEVER and after is not None and _capital(after) and not _listed(found):
            longer_name = self._unlisted(sentence, i)  # «at Bulo Marer», where there is a Bulo
            if longer_name is not None and longer_name.last > last and longer_name.grade == SURE:
                return longer_name
        return Named(sentence, i, last, Span(tokens[i].start, tokens[last].end), words, found, grade, located)

    def _article(self, tokens: tuple[Token, ...], i: int) -> bool:
        """Say whether an Arabic article opens a name: «al-Fashir»."""
        joined = tokens[i].text in self.words.articles and i + 2 < len(tokens) and tokens[i + 1].text == "-"
        return joined and tokens[i + 2].text[:1].isupper()

    def _abbreviation(self, sentence: Sentence, i: int, *, shouted: bool) -> Named | None:
        """Return a listed abbreviation («U.S.», «UAE»; «Calif.» after a comma), or the one that a compound opens."""
        tokens = sentence.tokens
        text = tokens[i].text
        opening, hyphen, rest = text.partition("-")
        joined = bool(hyphen) and rest[:1].islower()
        for count in (2, 1):
            if i + count > len(tokens):
                continue
            parts = [token.text for token in tokens[i : i + count]]
            written = opening if joined and count == 1 else "".join(parts)
            found = self.gazetteer.abbreviation(written)
            if not found:
                continue
            if i > 0 and tokens[i - 1].upos == "NUM":
                continue  # «100 B.C.»
            acronym = written.replace(".", "").isupper()
            after_comma = i > 0 and tokens[i - 1].text in (",", "(")
            if (acronym and not (shouted and "." not in written)) or after_comma:
                end = tokens[i].start + len(opening) if joined and count == 1 else tokens[i + count - 1].end
                name = f"={written}"
                return Named(sentence, i, i + count - 1, Span(tokens[i].start, end), name, found, SURE, False)
        name = fold(opening) if joined else ""
        found = self.gazetteer.find(name)
        known = bool(found) and (_listed(found) or _people(found, name) >= WELL_KNOWN)
        if known and name not in self.words.common and name not in self.words.persons:
            return Named(
                sentence, i, i, Span(tokens[i].start, tokens[i].start + len(opening)), name, found, SURE, False
            )
        return None

    def _street(self, sentence: Sentence, i: int) -> Named | None:
        """Return a street, square or park of a town: «on Republic Square», «in Hertford Road»."""
        tokens, words = sentence.tokens, self.words
        at = i - 2 if i > 1 and tokens[i - 1].lemma == "the" else i - 1
        if at < 0 or tokens[at].text.lower() not in words.locative | words.loose or tokens[at].text.lower() == "of":
            return None
        last = i
        while last + 1 < len(tokens) and tokens[last + 1].text[:1].isupper() and tokens[last + 1].upos in NAMES:
            last += 1
        name = fold(" ".join(token.text for token in tokens[i : last + 1]))
        if last == i or last - i > 4 or tokens[last].text.lower() not in words.inner or self.gazetteer.find(name):
            return None
        return Named(sentence, i, last, Span(tokens[i].start, tokens[last].end), name, (), SURE, True, inner=True)

    def _unlisted(self, sentence: Sentence, i: int, end: int = -1) -> Named | None:
        """Return the name of a place that the gazetteer lacks: «near Hombori», «the village of Khanasor».

        It ends at `end` where that is known: «Bajo de Masinloc».
        """
        tokens, words = sentence.tokens, self.words
        if i == 0 or tokens[i].upos != "PROPN" or not tokens[i].text[1:].islower():
            return None
        last = max(i, end)
        while last + 1 < len(tokens) and tokens[last + 1].upos == "PROPN" and _capital(tokens[last + 1]):
            last += 1
        ahead = tokens[i - 1].text.lower()
        kind = tokens[last + 1].text.lower() if last + 1 < len(tokens) else ""
        named = tokens[last].lemma.lower() if last > i else ""
        alone = tokens[last].rel not in ("compound", "amod") and tokens[last].deprel != "nmod:poss"
        seat = i > 1 and tokens[i - 2].lemma.lower() in words.described | words.kinds  # «the base at X»
        named_loc = tokens[last].name == "LOC"
        told = (
            (ahead == "of" and (self._kind_before(tokens, i - 1) or tokens[i - 2].lemma.lower() in words.sites_of))
            or (ahead in words.locative and alone and (ahead != "at" or kind in words.kinds or seat or named_loc))
            or kind in words.kinds - words.directions
            or named in words.kinds
            or self._is_inside(tokens, last)
            or (tokens[i - 1].lemma.lower() in words.taken_towns and tokens[last].name not in ("PERSON", "ORG"))
        )
        name = fold(" ".join(token.text for token in tokens[i : last + 1]))
        spoiled = any(
            fold(t.text) in words.common
            or fold(t.text) in words.persons
            or t.text.lower() in words.other
            or t.lemma.lower() in words.other
            or self.gazetteer.demonym(t.text)
            for t in tokens[i : last + (named not in words.kinds)]
            if t.text not in PARTICLES
        )
        compound = tokens[i - 1].text == "-" and tokens[i - 1].end == tokens[i].start  # «Haute-Garonne»
        if spoiled or compound or last - i > max(2, end - i):
            return None
        span = Span(tokens[i].start, tokens[last].end)
        quarter = kind in words.quarters or (ahead == "of" and i > 1 and tokens[i - 2].text.lower() in words.quarters)
        return Named(sentence, i, last, span, name, (), SURE if told else WEAK, told, inner=quarter)

    def _grade(
        self, tokens: tuple[Token, ...], first: int, last: int, name: str, found: tuple[Toponym, ...], *, shouted: bool
    ) -> tuple[bool, int]:
        """Return whether a preposition of place stands before the name, and how sure the name is.

        1. what stands around it; 2. parts of longer names; 3. words of English and names of persons; 4. well-known
        places, containers, datelines; 5. small places.
        """
        words = self.words
        head = tokens[last]
        before = tokens[first - 1] if first else None
        after = tokens[last + 1] if last + 1 < len(tokens) else None
        acronym = head.text.isupper() and len(head.text) < 4 and first == last and not shouted
        people_of = self.gazetteer.demonym(name) and not _listed(found)  # «Canadian» is no town in Texas
        if len(name) < 3 or acronym or people_of:
            return False, NEVER
        # 1.
        at = first - 1
        while at >= 0 and (tokens[at].text.lower() in words.directions or tokens[at].text == "the"):
            at -= 1
        if at > 1 and tokens[at].text in ("'s", "’s") and _capital(tokens[at - 1]):
            at -= 2  # «in Afghanistan's Khost»
        ahead = tokens[at].text.lower() if at >= 0 else ""
        strict = ahead in words.locative or self._kind_before(tokens, at) or self._listed_on(tokens, first, last)
        determined = before is not None and before.text.lower() in words.determiners and before.upos != "SCONJ"
        contained = self._contained(tokens, last)
        dateline = first <= 1 and head.text.isupper() and after is not None and after.text in DATELINE
        beside = after is not None and after.text.lower() in words.kinds
        listed = _listed(found)
        people = _people(found, name)
        # 2.
        hyphen = after is not None and after.text == "-" and after.start == head.end and last + 2 < len(tokens)
        if hyphen and _capital(tokens[last + 2]) and not listed:
            return strict, NEVER
        if not contained and before is not None and self._joined_before(tokens, first):
            personal = name in words.persons or head.name == "PERSON" or fold(before.text) in words.persons
            station = before.text.isupper() and len(before.text) < 5  # «CTV Edmonton»
            if (personal and not station) or not (listed or people >= WELL_KNOWN):
                self.people.add(name)
            return strict, NEVER
        if after is not None and not shouted and self._joined_after(head, after, known=listed or people >= WELL_KNOWN):
            return strict, NEVER
        # 3.
        if name in words.common:
            alone = strict and not determined and head.upos == "PROPN"
            sure = contained or (alone and head.name == "LOC" and not listed)
            return strict, SURE if sure else WEAK if alone else NEVER
        if name in words.persons:
            sure = contained or dateline or (strict and not determined)
            sure = sure or (people >= METROPOLIS and head.name != "PERSON")
            return strict, SURE if sure else WEAK if ahead in words.loose else NEVER
        # 4.
        nominal = head.upos in NAMES
        if last > first and head.text.lower() in words.kinds and not determined:
            return strict, SURE  # «Plymouth County»
        civic = after is not None and after.text.lower() in words.civic
        if civic and people >= CIVIC and head.name != "PERSON":
            return strict, SURE  # «Danbury police»
        if listed or contained or dateline or (beside and people >= 0 and nominal):
            return strict, SURE
        if determined and not beside and (after is None or after.upos not in NAMES):
            return strict, NEVER
        if people >= WELL_KNOWN:
            return strict, SURE if nominal or head.name == "LOC" or strict else WEAK
        # 5.
        written = head.upos in ("PROPN", "X") or (nominal and head.name == "LOC")
        if not written and not (strict and ahead in words.locative and people >= 0 and last > 0):
            return strict, WEAK
        moved = ahead in words.direction and head.name != "PERSON" and head.upos == "PROPN"
        moved = moved and head.rel != "compound"  # not «from Fano fighters»
        loose = (moved or (ahead in words.loose and head.name == "LOC")) and people >= 0
        return strict, SURE if strict or loose else WEAK

    def _listed_on(self, tokens: tuple[Token, ...], first: int, last: int) -> bool:
        """Say whether the name goes on a list of places told with a preposition: «in Djibo, Dori and Arbinda»."""
        if self.before is None or self.before.last != first - 2 or self.before.grade != SURE:
            return False
        if not self.before.located and (not self.before.found or tokens[last].name == "PERSON"):
            return False
        after = tokens[last + 1].text if last + 1 < len(tokens) else ""
        return tokens[first - 1].text in ("and", "or") or (tokens[first - 1].text == "," and after in (",", "and"))

    def _joined_after(self, head: Token, after: Token, *, known: bool) -> bool:
        """Say whether the word after takes the name away: «Dublin Road», «Jordan Miller», but not «Ottawa Mayor»."""
        words = self.words
        if not _capital(after) or after.start != head.end + 1:
            return False
        following = after.lemma.lower()
        if following in words.streets and after.text.lower() not in words.kinds:
            return True
        if following in words.offices or following in words.kinds or after.upos not in NAMES:
            return False
        name = fold(head.text)
        person = name in words.persons or name in words.common or (head.name == "PERSON" and after.name == "PERSON")
        return person or not known

    def _joined_before(self, tokens: tuple[Token, ...], first: int) -> bool:
        """Say whether the word before belongs to the same name, as in «Nicole Thompson» or «Mr Robinson»."""
        before = tokens[first - 1]
        text = before.text.lower().rstrip(".")
        if not _capital(before) or before.end + 1 < tokens[first].start:
            return False
        if text in self.words.titles:
            return True
        if text in self.words.directions or text in self.words.kinds or before.upos not in NAMES:
            return False
        if self.gazetteer.demonym(text) or text in self.words.calendar:
            return False
        return first > 1 or before.upos == "PROPN" or fold(before.text) in self.words.persons

    def _kind_before(self, tokens: tuple[Token, ...], at: int) -> bool:
        """Say whether a noun that says what a place is stands before: «the town of X», «port city X»."""
        if at < 0:
            return False
        if tokens[at].text.lower() == "of":
            at -= 1
        else:
            at = self._before_examples(tokens, at)
        if at < 0 or tokens[at].text == "Department":
            return False
        return tokens[at].lemma.lower() in self.words.kinds and tokens[at].upos in ("NOUN", "PROPN")

    def _before_examples(self, tokens: tuple[Token, ...], at: int) -> int:
        """Return the last word before «, including», «, among them», «such as»; else `at`."""
        word = tokens[at].text.lower()
        two = f"{tokens[at - 1].text.lower()} {word}" if at else word
        behind = at - 1 if word in self.words.examples else at - 2 if two in ("such as", "among them") else at
        return behind - 1 if behind != at and behind > 0 and tokens[behind].text in (",", "(", "–") else behind

    def _is_inside(self, tokens: tuple[Token, ...], last: int) -> bool:
        """Say whether a name is told to lie in a larger place: «Kfar Roummane in southern Lebanon», «Zira, Niger»."""
        if self._contained(tokens, last):
            return True
        at = last + 1
        if at >= len(tokens) or tokens[at].text != "in":
            return False
        at += 1
        while at < len(tokens) and (tokens[at].text.lower() in self.words.directions or tokens[at].text == "the"):
            at += 1
        if at >= len(tokens) or not tokens[at].text[:1].isupper():
            return False
        two = f"{tokens[at].text} {tokens[at + 1].text}" if at + 1 < len(tokens) else tokens[at].text
        found = self.gazetteer.find(fold(two)) or self.gazetteer.find(fold(tokens[at].text))
        return any(place.feature in ("PCLI", "ADM1") for place in found)

    def _contained(self, tokens: tuple[Token, ...], last: int) -> bool:
        """Say whether a larger place follows after a comma: «Nice, France», «Moore, Okla.»."""
        if last + 2 >= len(tokens) or tokens[last + 1].text not in (",", "("):
            return False
        text = tokens[last + 2].text
        if not text[:1].isupper():
            return False
        if self.gazetteer.abbreviation(text):
            return True
        two = f"{text} {tokens[last + 3].text}" if last + 3 < len(tokens) else text
        found = self.gazetteer.find(fold(two)) or self.gazetteer.find(fold(text))
        return any(place.feature in ("PCLI", "ADM1") for place in found)


def _is_country(found: tuple[Toponym, ...]) -> bool:
    return bool(found) and found[0].feature == "PCLI"


def _goes_on(tokens: tuple[Token, ...], last: int) -> int:
    """Return where a name ends that goes on behind a known one: «Bajo de Masinloc», «Pag-asa», not «Gao-based»."""
    if last + 2 >= len(tokens):
        return last
    link, following = tokens[last + 1], tokens[last + 2]
    if link.text in PARTICLES and _capital(following):
        return last + 2
    close = link.text == "-" and link.start == tokens[last].end and following.start == link.end
    part = close and following.text.isalpha() and following.text.islower() and following.upos in ("PROPN", "X")
    return last + 2 if part else last


def _capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.text[:1].isalpha()


def _listed(found: tuple[Toponym, ...]) -> bool:
    return found[0].listed


def _people(found: tuple[Toponym, ...], name: str) -> int:
    """Return how many people live in the largest place with the name or nearly so for its own, −1 if there is none."""
    return max((place.population for place in found if fold(place.name)[:ALIKE] == name[:ALIKE]), default=-1)
