"""The home country of a report, the one that it names most, and who issues a statement."""

from __future__ import annotations

from collections.abc import Mapping

from demarche.model import Document
from demarche.reference import Description, Match, Pieces, Reference, View
from demarche.reference.names import OWN_CODES
from demarche.reference.phrases import STATES

ISSUED = (
    3  # words of a head line within which «statement by» stands; first sentences in which a body of state issues it
)
DASHES = frozenset({"-", "--", "–", "—"})
MEDIA = ("JRN",)  # an agency's country says nothing of where a report is set
HEADLINE, LEAD, BODY = (
    3.0,
    2.0,
    1.0,
)  # weight of a country's name in the title and the first sentence with any, the next two, the rest


def weigh_countries(views: list[View], title: str, reference: Reference) -> dict[str, float]:
    """Weigh the countries that a document names; persons, media and names of several senses do not count."""
    weights: dict[str, float] = {}
    unclear: list[tuple[Match, float]] = []  # «Congolese» is of either Congo

    def add(match: Match, weight: float) -> bool:
        country = match.entries[0].country
        clear = all(
            sense.country == country and sense.kind != "person" and sense.sectors != MEDIA and not sense.generic
            for sense in match.entries
        )
        if country and clear:
            weights[country] = weights.get(country, 0.0) + weight
        elif all(sense.kind in STATES and not sense.generic for sense in match.entries):
            unclear.append((match, weight))
        return bool(country) and clear

    for match in reference.names.find(Pieces(title.split())):
        add(match, HEADLINE)
    spoken = 0  # sentences so far that name a country
    for at, view in enumerate(views):
        aside = _is_outdone(views, at)
        weight = LEAD if aside else HEADLINE if spoken == 0 else LEAD if spoken < 3 else BODY
        named = [add(match, weight) for match in view.matches if not view.is_severed(match)]
        spoken += any(named) and not aside
    for match, weight in unclear:
        country = max((sense.country for sense in match.entries), key=lambda code: weights.get(code, 0.0))
        weights[country] = weights.get(country, 0.0) + weight
    return weights


def _is_outdone(views: list[View], at: int) -> bool:
    """Say whether a sentence is a dateline («DAKAR, May 2 (Agency) -») and the lead behind it names a country itself.

    The report may have been written abroad.
    """
    tokens = views[at].tokens
    if tokens[-1].text not in DASHES or any(token.upos in ("VERB", "AUX") for token in tokens):
        return False
    lead = views[at + 1] if at + 1 < len(views) else None
    return lead is not None and any(match.entries[0].country and not lead.is_severed(match) for match in lead.matches)


def sent_abroad(views: list[View], reference: Reference) -> dict[str, float]:
    """Weigh the countries that are only named by those whom they sent: «the French ambassador» is not in France."""
    away: dict[str, float] = {}
    sent = reference.words["sent"] | reference.words["posted"]
    spoken = 0
    for at, view in enumerate(views):
        weight = HEADLINE if spoken == 0 else LEAD if spoken < 3 else BODY
        for match in view.matches:
            after = match.end
            if after < len(view.tokens) and view.tokens[after].lemma.lower() in sent:
                country = match.entries[0].country
                away[country] = away.get(country, 0.0) + weight
        named = any(match.entries[0].country and not view.is_severed(match) for match in view.matches)
        spoken += named and not _is_outdone(views, at)
    return away


def home_of(weights: Mapping[str, float], away: Mapping[str, float]) -> str:
    """Return the country that the document names most, the first named of equals, or «» where it names none."""
    countries = (country for country in weights if country not in OWN_CODES)
    return max(countries, key=lambda country: weights[country] - away.get(country, 0.0), default="")


def issuer_of(document: Document, views: list[View], reference: Reference) -> Description | None:
    """Return who issues a text that says «we» in its own words, or None.

    1. The head line names one body or country behind «statement by». 2. In the first sentences a body of a state does
    something in the present tense: «The Ministry of Foreign Affairs of X expresses …».
    """
    lines = (document.title or "", next(iter(document.text.split("\n", 1)), ""))
    for line in lines:
        words = line.split()
        texts = [i for i, word in enumerate(words[:ISSUED]) if word.lower() in reference.words["texts"]]
        if not texts or not any(word.lower() in ("by", "of", "from") for word in words[texts[0] :][:2]):
            continue
        entries = [match.entries[0] for match in reference.names.find(Pieces(words))]
        named = [entry for entry in entries if entry.country and entry.kind != "city"]
        if named and len({entry.country for entry in named}) == 1:
            first = named[0]
            sectors = ("GOV",) if first.kind in STATES else first.sectors
            return Description(country=first.country, sectors=sectors, kind="party", sense=first.kind, why="issuer")
    for view in views[:ISSUED]:
        for token in view.tokens:
            if token.rel == "nsubj" and token.head >= 0 and view.tokens[token.head].rel == "root":
                found = view.describe(token.i)
                state = found.sectors[:1] == ("GOV",) and found.role in reference.words["bodies"]
                if view.tokens[token.head].xpos == "VBZ" and state and found.country:
                    return found
    return None
