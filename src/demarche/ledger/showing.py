"""Show a kept incident as text: its tellings, claim against counter-claim, its tolls, and why it is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from demarche.ledger.comparison import Summary, Word
from demarche.ledger.tolls import Toll
from demarche.ledger.updating import Why
from demarche.records.incidents import KeptIncident, KeptMember

WIDTH = 34  # characters of a cell
_SUMMARY = msgspec.json.Decoder(Summary).decode
_WHY = msgspec.json.Decoder(Why).decode


def show(incident: KeptIncident, *, why: bool = False) -> str:
    """Return an incident as lines of text."""
    summary = _SUMMARY(incident.summary)
    lines = [f"{incident.id}  {incident.label}", _count(incident, summary), ""]
    lines += _tellings(incident.members, why)
    lines += ["", "Claim against counter-claim", *_table(summary), "", *_words(summary)]
    if summary.tolls:
        lines += ["", "Tolls", *_tolls(summary.tolls)]
    return "\n".join(lines) + "\n"


def _count(incident: KeptIncident, summary: Summary) -> str:
    told = f"{len(incident.members)} claims in {summary.documents} reports"
    if summary.origins < summary.documents:
        told += f", of which {summary.documents - summary.origins} are copies"
    return told + (", contested" if summary.contested else "")


def _tellings(members: Sequence[KeptMember], why: bool) -> Iterator[str]:
    for member in members:
        copied = f", copy of {member.origin}" if member.origin not in (None, member.document) else ""
        trigger = f" «{member.trigger}»" if member.trigger else ""
        yield (
            f"  {member.published or 'no day':<10}  {member.mention or '?':<11}  {member.label}{trigger}"
            f"  [{member.publisher or member.document}, {member.document}{copied}]"
        )
        if why:
            yield from _why(member)


def _why(member: KeptMember) -> Iterator[str]:
    yield f"              claim {member.claim}"
    if member.why is None:
        yield "              nothing else is put to it by its own slots"
        return
    found = _WHY(member.why)
    yield f"              fits claim {found.fits} of {found.document}, {found.score / 1000:+.2f}:"
    for sign, words in ((1, "for"), (-1, "against")):
        reasons = [reason for reason in found.reasons if reason.weight * sign > 0]
        reasons.sort(key=lambda reason: (-abs(reason.weight), reason.slot))
        shown = ", ".join(f"{reason.slot} {reason.verdict} {reason.weight / 1000:+.2f}" for reason in reasons)
        yield f"                {words:<8}{shown or '–'}"


def _table(summary: Summary) -> Iterator[str]:
    words = summary.words
    head = ["", *(f"{word.voice}" for word in words), ""]
    rows = [["", *(word.stance for word in words), ""]]
    for slot in summary.slots:
        if slot.verdict != "silence":
            rows.append([slot.slot, *(_cell(word, slot.slot) for word in words), slot.verdict])
    table = [head, *rows]
    widths = [min(WIDTH, max(len(row[column]) for row in table)) for column in range(len(head))]
    for row in table:
        yield (
            "  " + "  ".join(f"{_cut(cell, width):<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
        )


def _cell(word: Word, slot: str) -> str:
    return "; ".join(word.slots.get(slot, ())) or "–"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _words(summary: Summary) -> Iterator[str]:
    day = f", {summary.first_published.isoformat()}" if summary.first_published is not None else ""
    yield f"first said by    {summary.first_said}{day}"
    yield f"denied by        {', '.join(summary.denied_by) or 'nobody'}"
    if summary.never_denied_by:
        yield f"never denied by  {', '.join(summary.never_denied_by)}"


def _tolls(tolls: Sequence[Toll]) -> Iterator[str]:
    yield f"  {'':<24}{'UCDP low':>9}{'best':>7}{'high':>7}{'ACLED':>7}   said by"
    for toll in tolls:
        name = f"{toll.field} of {toll.side}" if toll.side else toll.field
        said = ", ".join(f"{entry.voice} {_number(entry.low, entry.high)}" for entry in toll.said)
        yield f"  {name:<24}{toll.low:>9}{toll.best:>7}{toll.high:>7}{toll.acled:>7}   {said}"


def _number(low: int, high: int | None) -> str:
    return str(low) if low == high else f"{low}+" if high is None else f"{low}–{high}"
