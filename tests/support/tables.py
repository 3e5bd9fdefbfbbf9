"""Tables of test cases: one parameter a table, a case with `pending` must fail until its reason is gone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest


def case_names(cases: Mapping[str, Mapping[str, Any]]) -> list[Any]:
    """Return the name of each case as a parameter; where the case says why it is pending, strictly expected to fail."""
    found = []
    for name, case in cases.items():
        reason = case.get("pending")
        marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
        found.append(pytest.param(name, marks=marks, id=name))
    return found
