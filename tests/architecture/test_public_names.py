"""The public names are an exact list."""

from __future__ import annotations

import pytest

import demarche

PUBLIC = ["Claim", "Coder", "DemarcheError", "Document", "Reading", "Store", "__version__", "load", "read"]


def test_the_public_names_are_these() -> None:
    """A name is added to the package or taken away only on purpose."""
    assert demarche.__all__ == PUBLIC
    assert dir(demarche) == PUBLIC


@pytest.mark.parametrize("name", PUBLIC)
def test_each_public_name_can_be_used_and_is_described(name: str) -> None:
    """Every public name is there and has a docstring."""
    assert getattr(demarche, name).__doc__


def test_an_unknown_name_is_refused_with_the_right_ones() -> None:
    """A slip in a name lists the names that are there."""
    with pytest.raises(AttributeError, match=r"no attribute 'Readings'\. Its names: Claim, Coder, DemarcheError, "):
        demarche.Readings  # noqa: B018
