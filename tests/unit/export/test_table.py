"""Claims as they are shown in the terminal."""

from __future__ import annotations

import io

import msgspec
import pytest
from rich.console import Console

from demarche.export.table import print_reading
from demarche.model import Document, Reading, Span
from support.readings import TEXT, demand, make_reading, shelling, span_of


def _shown(reading: Reading, width: int) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False)
    print_reading(console, reading)
    assert isinstance(console.file, io.StringIO)
    return "".join(f"{line.rstrip()}\n" for line in console.file.getvalue().splitlines())


def test_a_claim_is_a_card_at_eighty_columns() -> None:
    """At 80 columns each field of a claim stands on a line of its own, with its words below."""
    assert (
        _shown(make_reading(shelling(), demand()), 80)
        == """\
report-1 · published 2026-05-12 ────────────────────────────────────────────────
Shells on Dorvik

 1  ASSAULT heavy-weapons  [claimed]  confidence 0.80
    who      The army of Norland (NOR MIL)
    whom     Dorvik (SUD CVL)
    voice    the embassy of Sudria (SUD GOV) «said»
    when     2026-05-11 «on Monday»
    where    Dorvik (East, SUD)
    toll     at least 12 dead; residents (SUD CVL): at least 12 dead
    amount   More than 300 tonnes of flour (at least 300 tonne)
    words    The army of Norland [shelled] Dorvik on Monday

 2  REQUEST meet  [background]
    who      Sudria (SUD GOV)
    whom     –
    voice    the report, in its own voice
    aux      historical
    unknown  date (no time expression with «demanded»), place (no place in the
             sentence)
    words    Sudria had [demanded] talks.

"""
    )


def test_words_stand_beside_the_facts_at_a_hundred_and_forty_columns() -> None:
    """In a wide terminal the words stand beside the facts."""
    shown = _shown(make_reading(shelling()), 140).splitlines()

    assert shown[4].startswith("    who      The army of Norland (NOR MIL)")
    assert shown[4].endswith("words    The army of Norland [shelled] Dorvik on Monday")


@pytest.mark.parametrize("width", [60, 80, 100, 140, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    """Long words and long evidence are wrapped or cut to the width."""
    text = f"{'x' * 300} shelled {'Dorvik ' * 200}"
    claim = msgspec.structs.replace(shelling(), trigger=span_of("shelled", text), evidence=Span(0, len(text)))
    reading = make_reading(claim, document=Document("long" * 40, text, publisher="p" * 90))

    assert max(map(len, _shown(reading, width).splitlines())) <= width


def test_a_document_that_was_not_read_says_why() -> None:
    """A problem is shown in the place of claims."""
    shown = _shown(make_reading(document=Document("lost", ""), problem="lost.txt: is empty. Give text."), 80)

    assert shown.splitlines()[1] == "not read: lost.txt: is empty. Give text."


def test_a_document_without_claims_says_so_and_notes_are_shown() -> None:
    """A document that holds no claim is not passed over in silence."""
    shown = _shown(make_reading(document=Document("quiet", "Rain fell.", notes=("Read as cp1252, a guess.",))), 80)

    assert shown.splitlines()[1:3] == ["note: Read as cp1252, a guess.", "no claims"]


def test_a_text_cannot_steer_the_terminal() -> None:
    """Escape sequences and marks of writing direction in a text are not passed on, nor is markup read."""
    document = Document("a\x1b[31m", TEXT, title="[bold]Shells\x1b]0;x\x07 on\u202e Dorvik[/]")

    shown = _shown(make_reading(document=document), 80)

    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "[bold]Shells ]0;x on Dorvik[/]" in shown
