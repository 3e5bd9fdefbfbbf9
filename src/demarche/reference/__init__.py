"""Reference data: who the names and nouns of news stand for."""

from demarche.reference.bodies import Body, Member, load_bodies
from demarche.reference.describing import View
from demarche.reference.names import Entry, Match, NameTable, Pieces
from demarche.reference.offices import Holder, Offices
from demarche.reference.phrases import Description
from demarche.reference.tables import Agent, Agents, Reference, extend_reference, load_reference

__all__ = [
    "Agent",
    "Agents",
    "Body",
    "Description",
    "Entry",
    "Holder",
    "Match",
    "Member",
    "NameTable",
    "Offices",
    "Pieces",
    "Reference",
    "View",
    "extend_reference",
    "load_bodies",
    "load_reference",
]
