"""The words that signal who says, thinks or shows what: data/reference/cues.toml, loaded and compiled once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from demarche.errors import ReferenceDataError
from demarche.model import Stance

FILE = "data/reference/cues.toml"
STANCES = frozenset(get_args(Stance))


@dataclass(frozen=True)
class Sense:
    """What a cue makes of its content: the kind of act, the source's stance, and its commitment where it is fixed."""

    kind: str
    stance: Stance
    factuality: str


@dataclass(frozen=True)
class Cue:
    """One cue word or phrase: its sense for each form of content that it takes, and for each preposition.

    `takes` is keyed by «that», «whether», «to», «ing», «np», «as», «quote», «words» (an object that is a noun of
    speech), «figure» (a count put at a number) and «hearsay» (infinitive of the passive); `addressee` says that the
    object is spoken to; `sense` is the first sense of the table.
    """

    sense: Sense
    takes: dict[str, Sense] = field(default_factory=dict)
    prepositions: dict[str, Sense] = field(default_factory=dict)
    addressee: bool = False


Phrases = Mapping[str, tuple[tuple[tuple[str, ...], Cue], ...]]


@dataclass(frozen=True)
class Cues:
    """All cues by lemma; phrases by their first word, the longest first, with the words that follow it.

    `hedges` are adjectives before a noun; `figures` the nouns of what is counted («put the toll at 31»); `bearers` the
    verbs whose subject is the source of their object («made a claim»), `signing` those that are so for writings only;
    `hearsay` the nouns that tell of a thing though nobody is named («reports of»); `writings` nouns of what is written
    and issued, `same` the first of those that can name the same; `channels` nouns of what words are given in («said in
    a statement»); `absolute` the verbs of «Considering the rain, …»; `commenting` the verbs of «as Chad claimed»,
    `alleging` those of them that contradict negated words, `blaming` those whose passive is hearsay, `remarks` the
    verbs of «a charge that Chad denied», `of_facts` those of «…, which Chad denied», `falsehood` and `truth` what words
    are said to be; `endorsing` those by which a speaker makes a claim their own; `speakers` the nouns that speak before
    a colon, `headings` the words that look like names there and do not. Of running attribution: `adding` the verbs by
    which a source speaks on, `also` the adverbs that add to what was said, `sequence` those that tell what came next,
    `resuming` the nouns that take it up («the attackers»), `breaks` the openings of a sentence that is told apart.
    """

    verbs: Mapping[str, Cue]
    verb_phrases: Phrases
    nouns: Mapping[str, Cue]
    adjectives: Mapping[str, Cue]
    adverbs: Mapping[str, Cue]
    prepositional: Phrases
    possessive: Phrases
    hedges: Mapping[str, Cue]
    figures: frozenset[str]
    bearers: frozenset[str]
    signing: frozenset[str]
    writings: frozenset[str]
    same: Mapping[str, str]
    channels: frozenset[str]
    absolute: frozenset[str]
    commenting: frozenset[str]
    alleging: frozenset[str]
    blaming: frozenset[str]
    endorsing: frozenset[str]
    hearsay: frozenset[str]
    remarks: frozenset[str]
    of_facts: frozenset[str]
    falsehood: frozenset[str]
    truth: frozenset[str]
    speakers: frozenset[str]
    headings: frozenset[str]
    adding: frozenset[str]
    also: frozenset[str]
    sequence: frozenset[str]
    resuming: frozenset[str]
    breaks: tuple[tuple[str, ...], ...]


@cache
def load_cues() -> Cues:
    """Return the cues that come with the package. Raises ReferenceDataError."""
    try:
        table = tomllib.loads((files("demarche") / FILE).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ReferenceDataError(f"{FILE}: cannot be read ({error}). Install demarche anew.") from error
    return compile_cues(table)


def compile_cues(table: Mapping[str, Any]) -> Cues:
    """Join the groups of the table word by word: for each form of content the first group that names it holds.

    Raises ReferenceDataError for a group without words or with an unknown stance.
    """
    labels = table.get("labels", {})
    running = table.get("running", {})
    verbs, verb_phrases = _part(_join(table, "verbs"))
    return Cues(
        verbs=verbs,
        verb_phrases=verb_phrases,
        nouns=_join(table, "nouns"),
        adjectives=_join(table, "adjectives"),
        adverbs=_join(table, "adverbs"),
        prepositional=_phrases(_join(table, "prepositional")),
        possessive=_part(_join(table, "possessive"))[1],
        hedges=_join(table, "hedges"),
        figures=frozenset(table.get("figures", {}).get("words", ())),
        bearers=frozenset(table.get("bearers", {}).get("words", ())),
        signing=frozenset(table.get("signing", {}).get("words", ())),
        writings=frozenset(table.get("writings", {}).get("words", ())),
        same={word: words[0] for words in table.get("writings", {}).get("same", ()) for word in words},
        channels=frozenset(table.get("channels", {}).get("words", ())),
        absolute=frozenset(table.get("absolute", {}).get("words", ())),
        commenting=frozenset(table.get("commenting", {}).get("words", ())),
        alleging=frozenset(table.get("commenting", {}).get("alleging", ())),
        blaming=frozenset(table.get("commenting", {}).get("blaming", ())),
        endorsing=frozenset(table.get("endorsing", {}).get("words", ())),
        hearsay=frozenset(table.get("hearsay", {}).get("words", ())),
        remarks=frozenset(table.get("remarks", {}).get("verbs", ())),
        of_facts=frozenset(table.get("remarks", {}).get("of_facts", ())),
        falsehood=frozenset(table.get("falsehood", {}).get("words", ())),
        truth=frozenset(table.get("falsehood", {}).get("truth", ())),
        speakers=frozenset(labels.get("speakers", ())),
        headings=frozenset(labels.get("headings", ())),
        adding=frozenset(running.get("adding", ())),
        also=frozenset(running.get("also", ())),
        sequence=frozenset(running.get("sequence", ())),
        resuming=frozenset(running.get("resuming", ())),
        breaks=tuple(tuple(words.split()) for words in running.get("breaks", ())),
    )


def _join(table: Mapping[str, Any], part: str) -> dict[str, Cue]:
    found: dict[str, Cue] = {}
    for number, group in enumerate(table.get(part, ()), 1):
        if group.get("stance") not in STANCES or not group.get("words"):
            raise ReferenceDataError(f"{FILE}: group {number} of {part} has no words or no known stance. Give both.")
        sense = Sense(group["kind"], group["stance"], group.get("factuality", ""))
        for word in group["words"]:
            cue = found.get(word, Cue(sense))
            for form in group.get("takes", ()):
                cue.takes.setdefault(form, sense)
            for preposition in group.get("prepositions", ()):
                cue.prepositions.setdefault(preposition, sense)
            addressee = cue.addressee or bool(group.get("addressee", False))
            found[word] = Cue(cue.sense, cue.takes, cue.prepositions, addressee)
    return found


def _phrases(cues: Mapping[str, Cue]) -> Phrases:
    """Return single words and phrases alike by their first word."""
    words, phrases = _part(cues)
    return {
        first: (*phrases.get(first, ()), *(((), words[w]) for w in words if w == first))
        for first in {**words, **phrases}
    }


def _part(cues: Mapping[str, Cue]) -> tuple[dict[str, Cue], Phrases]:
    """Part single words from phrases."""
    words: dict[str, Cue] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    for text, cue in cues.items():
        first, *rest = text.split()
        if rest:
            phrases.setdefault(first, []).append((tuple(rest), cue))
        else:
            words[first] = cue
    return words, {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in phrases.items()}
