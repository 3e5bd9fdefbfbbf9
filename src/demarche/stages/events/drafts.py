"""An event in the making, between the frame that fired and the event that is told."""

from __future__ import annotations

import msgspec

from demarche.codebook.composition import Modality
from demarche.codebook.matching import Match
from demarche.model import Mention, Proposition


class Draft(msgspec.Struct):
    """An event in the making: what the frame gave, before speech acts have taken their content."""

    match: Match
    proposition: Proposition
    type: str
    modes: tuple[str, ...]
    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]
    modality: Modality
    aux: tuple[str, ...] = ()
    under: int = -1
    stance: str | None = None
    dropped: bool = False
    taken: bool = False  # its content has been taken
    granted: bool = False  # the act above judges it and does not tell of it: «condemned the raid»
    answered: bool = False  # another's words that the act above answers: «rejected a demand»
