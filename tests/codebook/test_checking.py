"""Checking a codebook tells a rule's fault from the parser's."""

from __future__ import annotations

from pathlib import Path

import pytest

from demarche import pipeline
from demarche.evaluate import check_codebook
from demarche.language.frozen import FrozenAnalyzer
from support.small_codebook import GOOD, POOR, parses, write_codebook

NOTHING = "GIVE was expected, found: nothing."
EXAMPLE = "events/give.toml:13: donate-1: "


@pytest.mark.parametrize(
    ("kept", "live", "said"),
    [
        (GOOD, GOOD, ()),
        (GOOD, POOR, (f"{EXAMPLE}on the live parse alone, the parser's fault: {NOTHING}",)),
        (POOR, GOOD, (f"{EXAMPLE}on the frozen parse alone, a rule's fault or a wrong frozen parse: {NOTHING}",)),
        (POOR, POOR, (f"{EXAMPLE}on both parses, a rule's fault: {NOTHING}",)),
        (None, POOR, (f"{EXAMPLE}{NOTHING}",)),
        (
            GOOD.partition("# sent_id = donate-2")[0],
            GOOD,
            (
                "events/give.toml:18: donate-2: on the frozen parse alone, a rule's fault or a wrong frozen parse:"
                " frozen parses: there is none of «Norway bought tents.». Run demarche codebook freeze.",
            ),
        ),
    ],
    ids=["right on both", "wrong live", "wrong frozen", "wrong on both", "nothing frozen", "a parse missing"],
)
def test_each_fault_is_laid_to_rule_or_parser(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kept: str | None, live: str, said: tuple[str, ...]
) -> None:
    """An example that fails on its live parse alone is the parser's fault, on both the rule's."""
    monkeypatch.setattr(pipeline, "EnglishAnalyzer", lambda: FrozenAnalyzer(parses(live)))

    report = check_codebook(write_codebook(tmp_path, kept=kept))

    assert tuple(line for line in str(report).splitlines() if line.startswith("events/")) == said
    assert report.ok == (not said)


@pytest.mark.parametrize(
    ("pending", "kept", "live", "said"),
    [
        ("parse: odd lemma", GOOD, POOR, ()),
        ("no frame", POOR, POOR, ()),
        ("parse: odd lemma", GOOD, GOOD, ("passes on the live parse, though it is pending («parse: odd lemma»)",)),
        ("parse: odd lemma", POOR, POOR, (f"on both parses, a rule's fault: {NOTHING}",)),
        (
            "no frame",
            GOOD,
            GOOD,
            (
                "passes on the frozen parse, though it is pending («no frame»)",
                "passes on the live parse, though it is pending («no frame»)",
            ),
        ),
    ],
    ids=["blamed on the parse", "blamed on the rule", "the parser has mended", "the rule fails too", "the rule holds"],
)
def test_a_pending_note_that_blames_the_parse_counts_for_live_parses_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, pending: str, kept: str, live: str, said: tuple[str, ...]
) -> None:
    """«parse: …» excuses a failure on the live parse, any other note one on both; each is strict."""
    monkeypatch.setattr(pipeline, "EnglishAnalyzer", lambda: FrozenAnalyzer(parses(live)))

    report = check_codebook(write_codebook(tmp_path, pending=pending, kept=kept))

    lines = [line for line in str(report).splitlines() if line.startswith("events/")]
    assert len(lines) == len(said)
    assert all(words in line for words, line in zip(said, lines, strict=True))
    assert report.ok == (not said)


@pytest.mark.parametrize(
    ("frozen", "live", "runs"),
    [(True, False, ["frozen"]), (False, True, ["live"]), (True, True, ["frozen", "live"])],
    ids=["frozen", "live", "both"],
)
def test_examples_run_on_the_parses_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, frozen: bool, live: bool, runs: list[str]
) -> None:
    """Each kind of parse can be left out."""
    monkeypatch.setattr(pipeline, "EnglishAnalyzer", lambda: FrozenAnalyzer(parses(GOOD)))

    report = check_codebook(write_codebook(tmp_path, kept=GOOD), frozen=frozen, live=live)

    assert [outcome.parses for outcome in report.outcomes[::2]] == runs
    assert str(report).splitlines()[1:] == [
        f"On {name} parses: 2 examples, 0 of them pending, 0 not as expected." for name in runs
    ]
