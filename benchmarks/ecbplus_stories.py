"""Link tellings of one story: articles that share their rare words, then mentions of one stem that do not contradict.

What the project's linking takes from the setting of a report is taken here from its words: this shows how far plain
means reach. `ALIKE` was set on the train part; words of one kind of act are common knowledge, looked over on that part.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from benchmarks.ecbplus_linking import Telling
from demarche.model import Place

ALIKE = 0.12  # mean likeness of the articles of two stories that are one
WORD = re.compile(r"[^\W\d_]{3,}")
ENDINGS = ("ation", "ate", "ing", "ion", "ment", "al", "ed", "es", "s", "e")
# Words for one kind of act, a line each: in one story they tell one event.
KIN = {
    word: line.split()[0]
    for line in """
kill killing murder slay slaying assassinate assassination homicide manslaughter slaughter massacre bloodbath
shoot shooting shoot-out shootout gunfire gunfight gunbattle gun-down
injure wound wounding hurt maim
arrest detain detention apprehend apprehension nab custody
attack assault onslaught offensive
explode explosion blast detonate detonation
bomb bombing bombard bombardment
abduct abduction kidnap kidnapping
jail imprison imprisonment incarcerate incarceration
convict conviction
sentence sentencing
accuse accusation allege allegation
charge indict indictment arraign arraignment
investigate investigation probe inquiry enquiry inquest
sue lawsuit suit
agree agreement deal accord pact treaty
talk negotiate negotiation dialogue
protest demonstrate demonstration rally march
riot rioting unrest disturbance turmoil disorder
fight fighting battle clash combat skirmish firefight
rob robbery steal theft burgle burglary
loot looting plunder pillage
destroy destruction demolish raze
strike walkout walk-out stoppage
invade invasion incursion
overthrow topple oust ouster coup putsch
withdraw withdrawal pullout pull-out
ceasefire cease-fire truce armistice
release free
help aid assist assistance relief
sack sacking dismiss dismissal
appoint appointment
nominate nomination
expel expulsion deport deportation
threat threaten
warn warning
apologise apologize apology
recognise recognize recognition
criticise criticize criticism condemn condemnation denounce denunciation
deploy deployment
deny denial
refuse refusal reject rejection
""".splitlines()
    for word in line.split()
}
Vector = Mapping[str, float]


def link_stories(tellings: Sequence[Telling], alike: float = ALIKE) -> list[int]:
    """Link tellings of one story and one kind of act whose places are not of different countries."""
    texts = {telling.document.id: telling.document.text for telling in tellings}
    scopes = {telling.document.id: telling.scope for telling in tellings}
    stories = find_stories(texts, scopes, alike)
    clusters: dict[tuple[int, str], list[tuple[int, set[str]]]] = {}  # number and countries of each
    numbers: list[int] = []
    made = 0
    for telling in tellings:
        known = clusters.setdefault((stories[telling.document.id], kind_of_act(telling.lemma)), [])
        country = _country(telling)
        fitting = [cluster for cluster in known if not country or not cluster[1] or country <= cluster[1]]
        if not fitting:
            fitting = [(made, set())]
            known += fitting
            made += 1
        number, countries = fitting[0]
        countries |= country
        numbers.append(number)
    return numbers


def _country(telling: Telling) -> set[str]:
    place = telling.claim.place if telling.claim is not None else None
    return {place.country} - {""} if isinstance(place, Place) else set()


def kind_of_act(lemma: str) -> str:
    """Return what all words for one kind of act share: a word of their line in `KIN`, or their stem."""
    return KIN.get(lemma) or stem(lemma)


def stem(lemma: str) -> str:
    """Return what verb and noun of one act share: «kill» of «killing», «violat» of «violate» and «violation»."""
    for ending in ENDINGS:
        if lemma.endswith(ending) and len(lemma) - len(ending) >= 3:
            lemma = lemma[: -len(ending)]
            break
    return lemma[:-1] if len(lemma) > 3 and lemma[-1] == lemma[-2] and lemma[-1] not in "ls" else lemma


def find_stories(texts: Mapping[str, str], scopes: Mapping[str, str], alike: float) -> dict[str, int]:
    """Return the number of the story of each article: the two most alike of one scope are joined, on average, first."""
    vectors = _weigh({name: Counter(WORD.findall(text.lower())) for name, text in texts.items()})
    stories: dict[str, int] = {}
    for scope in dict.fromkeys(scopes.values()):
        groups = [[name] for name in texts if scopes[name] == scope]
        likeness = {(a, b): _likeness(vectors[a], vectors[b]) for (a,) in groups for (b,) in groups}
        while True:
            best, i, j = max(
                (
                    (sum(likeness[a, b] for a in one for b in other) / (len(one) * len(other)), i, j)
                    for i, one in enumerate(groups)
                    for j, other in enumerate(groups[:i])
                ),
                default=(0.0, 0, 0),
            )
            if best < alike:
                break
            groups[j] += groups.pop(i)
        start = len(set(stories.values()))
        stories |= {name: start + i for i, group in enumerate(groups) for name in group}
    return stories


def _weigh(counts: Mapping[str, Counter[str]]) -> dict[str, Vector]:
    """Return the words of each article weighted by how few articles hold them, as vectors of length 1."""
    holders = Counter(word for words in counts.values() for word in words)
    vectors: dict[str, Vector] = {}
    for name, words in counts.items():
        weights = {word: (1 + math.log(n)) * math.log(len(counts) / holders[word]) for word, n in words.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        vectors[name] = {word: weight / length for word, weight in weights.items()}
    return vectors


def _likeness(one: Vector, other: Vector) -> float:
    return sum(weight * other[word] for word, weight in one.items() if word in other)
