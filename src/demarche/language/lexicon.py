"""The word tables that propositions are read with: light verbs, action nouns, control, markers."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

# What the subject of a light verb is to its noun: the doer, the one acted on, or the one who makes another suffer it.
AGENT, PATIENT, CAUSER = "agent", "patient", "causer"


@dataclass(frozen=True)
class Light:
    """One light verb: the nouns that it takes, and what its subject is to them."""

    nouns: frozenset[str]
    subject: str


@dataclass(frozen=True)
class Lexicon:
    """The tables of data/language, compiled once; all words are lower-case lemmas save where a field says forms."""

    light: dict[str, Light]  # «carry out», «come under»
    light_starts: frozenset[str]  # their first words
    occurrence: frozenset[str]
    targets: frozenset[str]
    acted_on_targets: frozenset[str]
    actions: frozenset[str]
    intransitive: frozenset[str]
    things: frozenset[str]  # lemmas and forms
    results: frozenset[str]
    set_phrases: dict[str, frozenset[str]]  # noun → prepositions
    acted_on_possessor: frozenset[str]
    with_content: frozenset[str]
    mutual: frozenset[str]
    deals: frozenset[str]
    doer_modifiers: frozenset[str]
    acted_on_modifiers: frozenset[str]
    endings: tuple[str, ...]
    no_action: frozenset[str]
    object_control: frozenset[str]
    subject_control: frozenset[str]
    raised_passive: frozenset[str]
    subject_over_object: frozenset[str]
    shares_with_noun: frozenset[str]
    control_nouns: frozenset[str]
    asking_nouns: frozenset[str]
    ranking: frozenset[str]
    continues: frozenset[str]
    object_prepositions: frozenset[str]
    charges: frozenset[str]
    two_objects: frozenset[str]
    handing: frozenset[str]
    catenative: dict[str, str]  # «go» → future
    speech: frozenset[str]
    closing: frozenset[str]
    tells: frozenset[str]
    settlements: frozenset[str]
    inverted: frozenset[str]
    intransitive_verbs: frozenset[str]
    stative: frozenset[str]
    without_object: frozenset[str]
    with_of: frozenset[str]
    governs: dict[str, frozenset[str]]  # preposition → verbs
    adjectival: frozenset[str]  # forms
    calls_for: frozenset[str]
    reproaches: frozenset[str]
    outcomes: frozenset[str]
    holding: frozenset[str]
    blaming: frozenset[str]
    takes_participle: frozenset[str]
    perceives: frozenset[str]
    needs_object: frozenset[str]
    takes_gerund: frozenset[str]
    subjunctive: frozenset[str]
    headline: frozenset[str]
    unchanging: frozenset[str]  # forms
    two_verbs: frozenset[str]  # forms
    judgements: frozenset[str]
    attributive: frozenset[str]
    relation_of: dict[str, str]  # marker → condition, cause, time, purpose, adverbial
    negative_gerund: frozenset[str]
    negators: frozenset[str]  # forms
    negative_heads: frozenset[str]  # forms
    negative_determiners: frozenset[str]  # forms
    never: tuple[tuple[str, ...], ...]  # phrases, by word
    not_negating: frozenset[str]  # forms
    times: frozenset[str]
    days: frozenset[str]
    approximate: frozenset[str]
    money: frozenset[str]
    compounds: frozenset[str]
    by_means: frozenset[str]
    relative_pronouns: frozenset[str]  # forms
    relative_adverbs: frozenset[str]  # forms
    particles: frozenset[str]
    phrasal: frozenset[str]
    loose: frozenset[str]


@cache
def load_lexicon() -> Lexicon:
    """Read the tables that ship with the package."""
    nouns = _read("action_nouns")
    lights = _read("light_verbs")
    control = _read("control")
    markers = _read("markers")
    speech = _read("speech")
    verbs = _read("verbs")
    actions = frozenset(nouns["transitive"] + nouns["intransitive"])
    classes = {name: frozenset(words) for name, words in lights["classes"].items()} | {"action": actions}
    light = {
        row["verb"]: Light(_spelled_out(row["nouns"], classes), row.get("subject", AGENT)) for row in lights["light"]
    }
    relation_of: dict[str, str] = {}
    for relation, key in (
        ("adverbial", "contrast"),
        ("cause", "cause"),
        ("time", "time"),
        ("condition", "condition"),
        ("purpose", "purpose"),
        ("adverbial", "negative_gerund"),
    ):
        for marker in markers[key]:
            relation_of.setdefault(marker, relation)
    return Lexicon(
        light=light,
        light_starts=frozenset(verb.partition(" ")[0] for verb in light),
        occurrence=frozenset(lights["occurrence"]["verbs"]),
        targets=frozenset(lights["target"]["nouns"]),
        acted_on_targets=frozenset(lights["target"]["acted_on"]),
        actions=actions,
        intransitive=frozenset(nouns["intransitive"]),
        things=frozenset(nouns["things"]),
        results=frozenset(nouns["results"]),
        set_phrases={noun: frozenset(words) for noun, words in nouns["set_phrases"].items()},
        acted_on_possessor=frozenset(nouns["acted_on_possessor"]),
        with_content=frozenset(nouns["with_content"]) - actions,
        mutual=frozenset(nouns["mutual"]),
        deals=frozenset(lights["classes"]["deal"]),
        doer_modifiers=frozenset(nouns["doer_modifiers"]),
        acted_on_modifiers=frozenset(nouns["acted_on_modifiers"]),
        endings=tuple(nouns["endings"]),
        no_action=frozenset(nouns["no_action"]) - actions,
        object_control=frozenset(control["object_control"]),
        subject_control=frozenset(control["subject_control"]),
        raised_passive=frozenset(control["raised_passive"]),
        subject_over_object=frozenset(control["subject_over_object"]),
        shares_with_noun=frozenset(control["shares_with_noun"]),
        control_nouns=frozenset(control["nouns"]),
        asking_nouns=frozenset(control["asking_nouns"]),
        ranking=frozenset(control["ranking"]),
        continues=frozenset(control["continues"]),
        object_prepositions=frozenset(control["object_prepositions"]),
        charges=frozenset(control["charges"]),
        two_objects=frozenset(control["two_objects"]),
        handing=frozenset(control["handing"]),
        catenative={verb: kind for kind, verbs in control["catenative"].items() for verb in verbs},
        speech=frozenset(speech["verbs"]),
        closing=frozenset(speech["closing"]),
        tells=frozenset(speech["tells"]),
        settlements=frozenset(markers["settlements"]),
        inverted=frozenset(speech["inverted"]),
        intransitive_verbs=frozenset(verbs["intransitive"]),
        stative=frozenset(verbs["stative"]),
        without_object=frozenset(verbs["without_object"]),
        with_of=frozenset(verbs["with_of"]),
        governs={preposition: frozenset(words) for preposition, words in verbs["governs"].items()},
        adjectival=frozenset(verbs["adjectival"]),
        calls_for=frozenset(verbs["calls_for"]),
        reproaches=frozenset(verbs["reproaches"]),
        outcomes=frozenset(verbs["outcomes"]),
        holding=frozenset(verbs["holding"]),
        blaming=frozenset(verbs["blaming"]),
        takes_participle=frozenset(verbs["takes_participle"]),
        perceives=frozenset(verbs["perceives"]),
        needs_object=frozenset(verbs["needs_object"]),
        takes_gerund=frozenset(verbs["takes_gerund"]),
        subjunctive=frozenset(verbs["subjunctive"]),
        headline=frozenset(verbs["headline"]),
        unchanging=frozenset(verbs["unchanging"]),
        two_verbs=frozenset(verbs["two_verbs"]),
        judgements=frozenset(verbs["judgements"]),
        attributive=frozenset(verbs["attributive"]),
        relation_of=relation_of,
        negative_gerund=frozenset(markers["negative_gerund"]),
        negators=frozenset(markers["negators"]),
        negative_heads=frozenset(markers["negative_heads"]),
        negative_determiners=frozenset(markers["negative_determiners"]),
        never=tuple(tuple(phrase.split()) for phrase in markers["never"]),
        not_negating=frozenset(markers["not_negating"]),
        times=frozenset(markers["weekdays_and_times"]),
        days=frozenset(markers["days"]),
        approximate=frozenset(markers["approximate"]),
        money=frozenset(markers["money"]),
        compounds=frozenset(markers["compounds"]),
        by_means=frozenset(markers["by_means"]),
        relative_pronouns=frozenset(markers["relative_pronouns"]),
        relative_adverbs=frozenset(markers["relative_adverbs"]),
        particles=frozenset(markers["particles"]),
        phrasal=frozenset(markers["phrasal"]),
        loose=frozenset(markers["loose"]),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("demarche") / "data" / "language" / f"{name}.toml").read_text(encoding="utf-8"))


def _spelled_out(words: list[str], classes: dict[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    for word in words:
        found.update(classes[word[1:]] if word.startswith("@") else (word,))
    return frozenset(found)
