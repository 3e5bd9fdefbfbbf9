"""Reports on sport, science and the arts: nothing is coded there but what a party of politics does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from demarche.codebook.loading import read_codebook
from demarche.model import Document
from demarche.pipeline import Coder

MATCH = (
    "Brivik beat Torsund 3-1 in the league on Sunday. The visitors attacked from the whistle, and their striker fired"
    " home after ten minutes. Torsund's goalkeeper kept them in the match until half-time. "
)
STUDY = (
    "Researchers at the university met in May to compare samples of coral from the reef. The study supports their"
    " hypothesis: bacteria attack the larva and kill the cell. Another biologist rejected the findings. "
)
FILM = (
    "The film opens the festival on Friday. The actor met the singer in a studio, and the two agreed to record an"
    " album. Fans called on the band to tour. The drummer declined the offer. "
)


@pytest.fixture(scope="module")
def coder() -> Coder:
    """A coder for the module."""
    return Coder()


def _types(coder: Coder, text: str) -> list[str]:
    claims = coder.read(Document(id="r", text=text)).claims
    return sorted(claim.type for claim in claims)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        (MATCH, "sport"),
        (STUDY, "science"),
        (FILM, "arts"),
        ("Troops shelled a stadium in Torsund during a match on Sunday, and police arrested two players.", ""),
        ("The minister, once a football coach, said the government would not set a goal for the talks.", ""),
        (
            "Voters in Torsund go to the polls on Sunday. The prime minister's party has spent the season on the"
            " campaign; the opposition candidate, a former actor whose films filled theatres, leads every poll.",
            "",
        ),
    ],
    ids=["a match", "a study", "a festival", "a shelled stadium", "a minister who was a coach", "an actor's campaign"],
)
def test_the_subject_of_a_report_is_told_by_its_words(coder: Coder, text: str, subject: str) -> None:
    """Words of the field must outnumber those of politics and conflict."""
    (traces,) = coder.trace_all([Document(id="r", text=text)])
    assert coder.matcher.subject(traces.analysis.sentences) == subject


@pytest.mark.parametrize("text", [MATCH, STUDY, FILM], ids=["a match", "a study", "a festival"])
def test_nothing_is_coded_on_such_a_subject(coder: Coder, text: str) -> None:
    """Attacks of strikers, meetings of singers and support for a hypothesis are no events."""
    assert _types(coder, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MATCH + "Afterwards the police fired tear gas at the fans.", ["ASSAULT"]),
        (MATCH + "Striker Ole Brandt was arrested on Monday.", ["COERCE"]),
        (FILM + "The director was sentenced to two years in prison.", ["COERCE", "SANCTION"]),
        (STUDY + "The government of Norland banned the fishing of the reef.", ["COERCE"]),
        (FILM + "Gunmen shot the drummer in his house.", ["ASSAULT"]),
    ],
    ids=["police and fans", "a player arrested", "a director sentenced", "a ban by a government", "gunmen"],
)
def test_what_a_party_of_politics_does_is_coded_in_such_a_report(coder: Coder, text: str, expected: list[str]) -> None:
    """Police, a government, gunmen act there as anywhere; an arrest or a sentence needs no doer."""
    assert _types(coder, text) == expected


def test_faults_of_the_file_are_told(tmp_path: Path) -> None:
    """A `subjects.toml` without subjects, with an unknown key or type says so with its line."""
    bundled = Path(__file__).parents[3] / "src/demarche/data/codebooks/plover"
    shutil.copytree(bundled, tmp_path, dirs_exist_ok=True)
    (tmp_path / "subjects.toml").write_text('plain = ["COERCE/oust"]\nloud = []\n', encoding="utf-8")
    _, faults = read_codebook(tmp_path)
    assert [fault.partition(". ")[0] for fault in faults] == [
        "subjects.toml:2: unknown key 'loud'",
        "subjects.toml:1: COERCE has no mode 'oust'",
        "subjects.toml:1: no subject under [quiet]",
    ]
