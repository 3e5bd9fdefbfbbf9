"""Every error that Demarche raises on purpose: each names the place, the fault and the remedy."""

from __future__ import annotations


class DemarcheError(Exception):
    """The base of all errors raised on purpose; its text is fit to be shown to a user as it stands."""


class InputError(DemarcheError):
    """A document, a file or a line of it cannot be read.

    `place` says where («reports.jsonl:12»), `fault` what is wrong there, `remedy` what to do about it.
    """

    def __init__(self, place: str, fault: str, remedy: str) -> None:
        super().__init__(f"{place}: {fault}. {remedy}")
        self.place = place
        self.fault = fault
        self.remedy = remedy


class OutputError(DemarcheError):
    """A result cannot be written; the text names the place, the fault and the remedy."""


class CodebookError(DemarcheError):
    """A codebook is not well formed; `faults` holds every fault found, one line each."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class ReferenceDataError(DemarcheError):
    """A reference table is damaged or missing; the text names file, line, fault and remedy."""


class ModelMissing(DemarcheError):
    """No language model can be loaded; the text says which package to install."""


class StoreError(DemarcheError):
    """A store cannot be opened, read or written; the text names the file, the fault and the remedy."""
