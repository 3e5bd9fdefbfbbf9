"""What stands in the place of a document that could not be read."""

from __future__ import annotations

import msgspec

from demarche.errors import InputError
from demarche.model import Document, Reading


class Problem(msgspec.Struct, frozen=True):
    """A document that could not be read: the id it would have had, and the place, the fault and the remedy."""

    id: str
    place: str
    fault: str
    remedy: str

    @classmethod
    def of(cls, error: InputError, id: str) -> Problem:
        """Return the problem that the error tells of, under the id that the document would have had."""
        return cls(id, error.place, error.fault, error.remedy)

    def __str__(self) -> str:
        return f"{self.place}: {self.fault}. {self.remedy}"

    def reading(self, software: str) -> Reading:
        """Return the reading of nothing that keeps the problem in the results, with no codebook and no model."""
        return Reading(Document(self.id, ""), (), software=software, codebook="", model="", problem=str(self))
