"""Every type and every frame of the bundled codebooks can be put in words."""

from __future__ import annotations

import pytest

from demarche.codebook.describing import describe_frame, describe_name
from demarche.codebook.loading import bundled_names, load_bundled

TYPES = [(name, event_type.name) for name in bundled_names() for event_type in load_bundled(name).types]


@pytest.mark.parametrize(("codebook", "name"), TYPES)
def test_a_type_and_its_frames_are_put_in_words(codebook: str, name: str) -> None:
    """A type's page names it and its frames; each frame's page names the frame, whatever it asks for."""
    loaded = load_bundled(codebook)
    assert describe_name(loaded, name, 100).startswith(f"{name}: ")
    for frame in (frame for event_type in loaded.matched_types for frame in event_type.frames):
        if frame.type == name:
            assert describe_frame(loaded, frame, (), 100).startswith(frame.id)
