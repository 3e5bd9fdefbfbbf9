"""Weights of agreement and of difference, slot by slot, in thousandths of the logarithm of the odds.

Both tables were fitted by logistic regression on the development parts of our gold of incidents in December 2026,
drawn toward what a reader would expect (a day that is told twice speaks for one act), and rounded to fifties.
"""

from __future__ import annotations

from typing import Final

# Acts of two reports.
WEIGHTS: Final[dict[str, dict[str, int]]] = {
    "prior": {"act": 0, "speech": -850},
    "type": {"same": 250, "akin": -950},
    "modes": {"agree": 100, "differ": -550},
    "trigger": {"same": 650},
    "day": {
        "same": 1450, "likely": 1200, "overlap": 250, "next": -650, "differ": -1050, "against": -2900, "unknown":
        -200,
    },
    "place": {"town": 1400, "near": -500, "far": -1950, "region": 1150, "country": 0, "abroad": -550, "unknown": 0},
    "actor": {"same": 1500, "sector": 500, "country": 100, "differ": -800, "unknown": -100},
    "recipient": {"same": 900, "sector": 300, "country": 150, "differ": -400, "unknown": -50},
    "roles": {"swapped": -2000},
    "toll": {"several": 1350, "same": 750, "near": 0, "differ": -300, "unknown": 0},
    "words": {"copied": 2950, "alike": 1900, "much": 750, "some": 300, "little": 150, "none": -150, "few": 50},
    "names": {"several": 800, "one": 900, "none": -550, "few": 50},
    "hours": {"shared": 700, "other": -1350, "unknown": 100},
    "struck": {"shared": 650, "other": -200, "unknown": -50},
    "further": {"one": -650},
    "setting": {"most": -50, "half": 0, "third": 0, "fifth": -50, "none": 150, "unknown": 0},
    "reports": {"day": 200, "days": 50, "fortnight": 50, "later": -500},
}  # fmt: skip

# Two claims of one report, the second the later in the text.
WITHIN: Final[dict[str, dict[str, int]]] = {
    "prior": {"act": -1900, "speech": -3050},
    "type": {"same": 400, "akin": -1050},
    "modes": {"agree": 500, "differ": -500},
    "trigger": {"same": -1100, "result": 700},
    "day": {
        "same": 700, "likely": 850, "overlap": 0, "next": -50, "differ": -850, "against": -2050, "unknown": 0,
        "later none": 1000, "first none": -250,
    },
    "place": {
        "town": 1050, "near": -500, "far": -1500, "region": 450, "country": 50, "abroad": -750, "unknown": 50,
    },
    "actor": {"same": 950, "sector": 0, "country": -450, "differ": -350, "unknown": 150, "later none": -50},
    "recipient": {"same": 250, "sector": 0, "country": 200, "differ": -300, "unknown": -100, "later none": -50},
    "roles": {"swapped": -1000},
    "hours": {"shared": 250, "other": -1200, "unknown": 50},
    "struck": {"shared": 300, "other": -50, "unknown": 100},
    "further": {"later": -1100},
    "claims between": {"0": 350, "1": -300, "2": -100},
}  # fmt: skip
