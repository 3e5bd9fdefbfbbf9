"""Reads news reports and writes who claims that who did what to whom.

    >>> import demarche
    >>> reading = demarche.read("Norland expelled three envoys on Friday.")

The names below are loaded at their first use: importing the package loads no parser.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from demarche.errors import DemarcheError
    from demarche.model import Claim, Document, Reading
    from demarche.pipeline import Coder, read
    from demarche.readers import load
    from demarche.store import Store

    __version__: str

__all__ = ["Claim", "Coder", "DemarcheError", "Document", "Reading", "Store", "__version__", "load", "read"]

_HOMES = {
    "Claim": "demarche.model",
    "Coder": "demarche.pipeline",
    "DemarcheError": "demarche.errors",
    "Document": "demarche.model",
    "Reading": "demarche.model",
    "Store": "demarche.store",
    "load": "demarche.readers",
    "read": "demarche.pipeline",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("demarche")
    if name not in _HOMES:
        raise AttributeError(f"module 'demarche' has no attribute '{name}'. Its names: {', '.join(__all__)}.")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
