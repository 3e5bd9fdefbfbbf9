"""Distances between places, close enough to tell near from far."""

from __future__ import annotations

import math

KILOMETRES_A_DEGREE = 111.2
FAR_NORTH = 6.0  # degrees of latitude from which on two places are merely far
FAR = 1000.0


def kilometres_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return about how many kilometres lie between two points (latitude, longitude in degrees), `FAR` from 670 km on.

    On a flat map around the first point: off by a few percent where places are near to one another.
    """
    north = one[0] - other[0]
    if abs(north) > FAR_NORTH:
        return FAR
    east = abs(one[1] - other[1])
    east = min(east, 360.0 - east) * math.cos(math.radians(one[0]))
    return KILOMETRES_A_DEGREE * math.hypot(north, east)
