"""Incident records of muc4 (terrorist acts in Latin America, 1989-90) made from claims of an ordinary run.

An incident is one or more claims of an attack or an abduction that happened, of one kind, at one place and day as far
as each says. Acts of the state and against rebels are left out, as the set does. Weapons by name, which the record does
not hold, are taken from the words of the claim.
"""

from __future__ import annotations

import csv
import json
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from demarche.model import Claim, Entity, Interval, Place
from demarche.pipeline import Coder, Traces

Row = dict[str, Any]

# The kind of incident that a mode makes of an ASSAULT, the first that fits; else it is an attack.
KINDS = (("explosives", "BOMBING"), ("suicide-attack", "BOMBING"), ("abduct", "KIDNAPPING"))
LEFT_OUT = frozenset({"crowd-control", "torture", "beat", "sexual", "aerial", "heavy-weapons", "drone"})
ARSON = re.compile(r"\b(?:burn|burnt|burned|torch|set fire|set on fire|set ablaze|arson)", re.IGNORECASE)
WEAPONS = re.compile(
    r"\b(?:(?:car|time|letter|fire|hand|dynamite|machine|submachine|anti-?tank|rpg-?\d*) )?"
    r"(?:bombs?|dynamite|explosives?|grenades?|mines?|mortars?|rifles?|guns?|pistols?|rockets?|missiles?|machetes?"
    r"|revolvers?|explosive (?:charge|device)s?|molotov cocktails?)\b",
    re.IGNORECASE,
)
PEOPLE = frozenset({"REB", "UAF", "UNK", "CRM"})
FILLED = ("date", "place", "toll")  # beside what the scorer reads
EFFECTS = {"dead": "DEATH", "injured": "INJURY"}
STATE = (("MIL",), ("COP",), ("GOV",))
OUTER = re.compile(r"^(?:the|a|an|some|several|about|at least|more than|approximately)\s+", re.IGNORECASE)
COUNT = re.compile(
    r"^(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens? of)\s+", re.IGNORECASE
)


def find_incidents(row: Row, traces: Traces, coder: Coder) -> Row:
    """Return the incidents of one document in the form that score_muc4.py reads."""
    incidents: list[Row] = []
    claims = coder.reading(traces).claims
    speech = {claim.id: claim.type for claim in claims}
    for claim in claims:
        kind = _kind(claim)
        if kind is None:
            continue
        made = _incident(claim, kind, traces.document.text, accused=speech.get(claim.under or "") == "ACCUSE")
        same = next((other for other in incidents if _is_same(other, made)), None)
        if same is None:
            incidents.append(made)
        else:
            _join(same, made)
    return {"id": row["id"], "events": incidents}


def filled(predictions: Path) -> dict[str, float]:
    """Return the share of the incidents in a file of predictions that have a day, a place, a number of dead or hurt."""
    rows = [json.loads(line) for line in predictions.read_text(encoding="utf-8").splitlines()]
    incidents = [incident for row in rows for incident in row["events"]]
    return {
        f"with {name}": sum(bool(incident[name]) for incident in incidents) / len(incidents) if incidents else 0.0
        for name in FILLED
    }


def _kind(claim: Claim) -> str | None:
    """Return the kind of incident that a claim tells of, None where it tells of none that the set asks for."""
    modes = set(claim.modes)
    if set(claim.aux) - {"historical"} or claim.type != "ASSAULT" or modes & LEFT_OUT:
        return None
    if any(actor.sectors[:1] in STATE for actor in claim.actors):
        return None  # acts of the state are no terrorist incidents
    if any(victim.sectors[:1] == ("REB",) for victim in claim.recipients):
        return None
    for mode, kind in KINDS:
        if mode in modes:
            return kind
    return "ATTACK"


def _incident(claim: Claim, kind: str, text: str, *, accused: bool) -> Row:
    place = claim.place if isinstance(claim.place, Place) else None
    date = claim.date if isinstance(claim.date, Interval) else None
    effects = [EFFECTS[entry.field] for entry in claim.toll if entry.field in EFFECTS]
    effect = effects[0] if len(effects) == 1 else ""
    words = claim.evidence.text(text)
    if kind == "ATTACK" and ARSON.search(words):
        kind = "ARSON"
    actors = [actor for actor in claim.actors if actor.text]
    victims = [victim for victim in claim.recipients if victim.text and not _is_state(victim)]
    # The set gives an incident a country even where its report leaves the place open: that of those who were hit.
    countries = (place.country if place else "", *(party.country for party in (*claim.recipients, *claim.actors)))
    confidence = _confidence(claim, accused=accused)
    return {
        "type": kind,
        "stage": "ACCOMPLISHED",
        "country": next(filter(None, map(country_name, countries)), ""),
        "place": (place.name or place.text) if place else None,
        "date": date.start.isoformat() if date and date.start == date.end else None,
        "perp_ind": [_bare(a.text) for a in actors if not _is_body(a) and set(a.sectors) & PEOPLE],
        "perp_org": [{"name": _bare(a.text), "confidence": confidence} for a in actors if _is_body(a)],
        "toll": [[entry.field, entry.count.low, entry.count.high] for entry in claim.toll if entry.field in EFFECTS],
        "instrument": list(dict.fromkeys(_bare(found.group()) for found in WEAPONS.finditer(words))),
        "hum": [{"name": _bare(v.text), "effect": effect} for v in victims if v.kind == "party"],
        "phys": [_bare(v.text) for v in victims if v.kind == "possession"],
    }


def _confidence(claim: Claim, *, accused: bool) -> str:
    """Return the set's word for the standing of whoever is said to have done it."""
    voice = claim.attribution[0].source if claim.attribution else None
    if voice is not None and voice.id in {actor.id for actor in claim.actors} - {None}:
        return "CLAIMED OR ADMITTED"
    if accused:
        official = voice is not None and voice.sectors[:1] in STATE
        return "SUSPECTED OR ACCUSED BY AUTHORITIES" if official else "SUSPECTED OR ACCUSED"
    return "REPORTED AS FACT"


def _is_state(party: Entity) -> bool:
    return bool(party.id) and str(party.id).startswith(("country:", "city:"))


def _is_body(party: Entity) -> bool:
    return bool(party.id) and str(party.id).startswith(("org:", "name:"))


def _bare(words: str) -> str:
    """Return a phrase without article and number: as the templates have it."""
    words = " ".join(words.split())
    before = None
    while words != before:
        before = words
        words = COUNT.sub("", OUTER.sub("", words))
    return words


def _is_same(one: Row, other: Row) -> bool:
    """Say whether two records can be one incident: one kind, and neither place nor day is another."""
    fits = one["type"] == other["type"] or "ATTACK" in (one["type"], other["type"])
    return fits and all(not one[k] or not other[k] or one[k] == other[k] for k in ("place", "date", "country"))


def _join(one: Row, other: Row) -> None:
    if one["type"] == "ATTACK":
        one["type"] = other["type"]
    for key in ("place", "date", "country"):
        one[key] = one[key] or other[key]
    for key in ("perp_ind", "perp_org", "instrument", "hum", "phys"):
        one[key] += [item for item in other[key] if item not in one[key]]


@cache
def _names() -> dict[str, str]:
    text = (files("demarche") / "data" / "reference" / "countries.csv").read_text(encoding="utf-8")
    return {row["code"]: row["name"].upper() for row in csv.DictReader(text.splitlines())}


def country_name(code: str) -> str:
    """Return the English name of a country in capitals, as the set has it, «» where the code is of none."""
    return _names().get(code, "")
