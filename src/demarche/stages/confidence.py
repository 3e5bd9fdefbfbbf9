"""Rate how surely an event's type and parties are read right, from what is known to fail.

Method: a logistic model over the evidence that `evidence_of` names, fitted on annotated reports by
`python -m benchmarks calibrate`, which writes its weights (`data/reference/confidence.toml`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from demarche.model import Analysis, Entity, Event, Mention
from demarche.reference.confidence import Weights

Entities = Mapping[tuple[int, int], Entity]
FAR = 12  # tokens between trigger and actor from which distance counts no more


def rate_events(
    analysis: Analysis, events: tuple[Event, ...], entities: Entities, weights: Weights
) -> tuple[float, ...]:
    """Return for each event the share of such events that are read right, 0 to 1."""
    return tuple(weights.rate(event.known_as, evidence_of(analysis, event, entities)) for event in events)


def evidence_of(analysis: Analysis, event: Event, entities: Entities) -> dict[str, float]:
    """Return what speaks for or against the reading of an event, by name; numbers are about 0 to 1.

    - `doubt`: what the two readings of its proposition leave in doubt, as the logarithm of the doubled confidence
    - `fit`: how much its frame asks for; `bare_noun`, `light_noun`, `adjective`: what kind of word tells it
    - `no_actor`, `unknown_actor`, `no_recipient`, `unknown_recipient`: a side that is empty, or of no known country
    - `inferred_actor`, `inferred_recipient`: a side known by a pronoun or from another sentence
    - `distance`: tokens between trigger and actor; `length`: words of the sentence
    - `below`: it hangs below a speech act; `aux`: it is not told as done
    """
    proposition = analysis.propositions[event.proposition]
    sentence = analysis.sentences[event.sentence]
    found = {
        "doubt": -math.log2(event.confidence),
        "fit": math.log2(max(event.fit, 1)) / 3,
        "bare_noun": float(proposition.kind == "noun" and not proposition.light),
        "light_noun": float(proposition.kind == "noun" and bool(proposition.light)),
        "adjective": float(proposition.kind == "adjective"),
        "below": float(event.under >= 0),
        "aux": float(bool(event.aux)),
        "length": min(len(sentence.tokens), 60) / 60,
    }
    for side, mentions in (("actor", event.actors), ("recipient", event.recipients)):
        known = [entity for mention in mentions if (entity := entities.get((mention.sentence, mention.head)))]
        found[f"no_{side}"] = float(not mentions)
        found[f"unknown_{side}"] = float(bool(mentions) and not any(e.country or e.countries for e in known))
        found[f"inferred_{side}"] = float(any(_is_inferred(analysis, event, mention) for mention in mentions))
    own = [mention.head for mention in event.actors if mention.sentence == event.sentence]
    distance = min((abs(head - proposition.head) for head in own), default=0)
    found["distance"] = min(distance, FAR) / FAR
    return {name: value for name, value in found.items() if value}


def _is_inferred(analysis: Analysis, event: Event, mention: Mention) -> bool:
    token = analysis.sentences[mention.sentence].tokens[mention.head]
    return mention.sentence != event.sentence or token.upos == "PRON"
