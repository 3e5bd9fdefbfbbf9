"""Incidents as a store keeps them: their columns, their summary as JSON, and which claims are theirs."""

from __future__ import annotations

import msgspec


class MemberRow(msgspec.Struct, frozen=True):
    """A claim of an incident, by its key in the store; `why` is JSON."""

    key: int
    mention: str
    why: str | None


class IncidentRow(msgspec.Struct, frozen=True):
    """One incident; `summary` is JSON, `site` the key of the claim whose place is the incident's."""

    id: str
    label: str
    type: str
    quad: int
    first_day: str | None
    last_day: str | None
    site: int | None
    documents: int
    origins: int
    contested: bool
    summary: str
    members: tuple[MemberRow, ...]


class KeptMember(msgspec.Struct, frozen=True):
    """A claim of a kept incident: its id and label, its report, what it is to the incident, and why (JSON)."""

    claim: str
    label: str
    trigger: str | None
    document: str
    publisher: str | None
    published: str | None
    origin: str | None
    standing: str
    mention: str | None
    why: str | None


class KeptIncident(msgspec.Struct, frozen=True):
    """An incident as a store gives it back; `summary` is JSON."""

    id: str
    label: str
    summary: str
    members: tuple[KeptMember, ...]
