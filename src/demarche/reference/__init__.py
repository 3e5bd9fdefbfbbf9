"""Reference data: who the names and nouns of news stand for."""

from demarche.reference.names import Entry, Match, NameTable, Pieces
from demarche.reference.tables import Agent, Agents, Reference, load_reference

__all__ = ["Agent", "Agents", "Entry", "Match", "NameTable", "Pieces", "Reference", "load_reference"]
