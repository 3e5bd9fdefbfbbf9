"""What is said of an incident: mentions, tolls by two rules, claim against counter-claim, copies."""

from __future__ import annotations

import pytest

from demarche.ledger.comparison import summarize
from demarche.ledger.mentions import is_anniversary, mention
from demarche.ledger.signatures import fold_copies, make_signature, shared
from demarche.ledger.tolls import find_tolls
from demarche.records.tellings import Party, Speaker, Telling, content_words, proper_names, stem
from support.tellings import ARMY, DAY, REBELS, make_telling

GOVERNOR = Speaker(Party("COD", ("GOV",), None, "the governor"), "affirm")
KIGALI = Speaker(Party("RWA", ("GOV",), None, "Kigali"), "deny")


@pytest.mark.parametrize(
    ("telling", "expected"),
    [
        pytest.param(make_telling("x", published=DAY + 1), "new", id="the day after"),
        pytest.param(make_telling("x", published=DAY + 5), "follow-up", id="days later, told anew"),
        pytest.param(make_telling("x", published=DAY + 5, standing="background"), "background", id="by its standing"),
        pytest.param(make_telling("x", published=DAY + 90), "background", id="months later"),
        pytest.param(make_telling("x", published=DAY + 365), "anniversary", id="a year later"),
        pytest.param(make_telling("x", published=None), "new", id="of an undated report"),
    ],
)
def test_mentions(telling: Telling, expected: str) -> None:
    """A telling is news, a follow-up, background or an anniversary by the days of act and reports."""
    assert mention(telling, (make_telling("flash"), telling), None) == expected


def test_a_report_on_what_came_later_mentions_the_act_as_background() -> None:
    """Where a report tells of a later day, an act of days before is its background."""
    later = make_telling("x", published=DAY + 6)
    assert mention(later, (make_telling("flash"), later), DAY + 6) == "background"


def test_anniversaries_are_of_whole_years() -> None:
    """One, two, ten years, give or take some days; no half years."""
    assert [is_anniversary(days) for days in (0, 182, 365, 368, 731, 3652)] == [False, False, True, True, True, True]


def test_tolls_by_two_rules() -> None:
    """UCDP's best is what most independent reports give, ACLED's the lowest of the latest; a last word counts."""
    told = (
        make_telling("a", published=DAY, toll={"dead": (5, 5)}),
        make_telling("b", published=DAY + 1, toll={"dead": (9, 9)}, voices=(GOVERNOR,)),
        make_telling("c", published=DAY + 1, toll={"dead": (9, None)}),
        make_telling("d", published=DAY + 2, toll={"dead": (14, 14)}, origin="d"),
    )
    whole, side = find_tolls(told)
    assert (whole.field, whole.side, whole.low, whole.best, whole.high, whole.acled) == ("dead", "", 5, 9, 14, 14)
    assert (side.side, side.best) == ("COD", 9)


def test_copies_count_once_in_a_toll() -> None:
    """Two copies of one text do not outweigh a report of its own; the lower number is best where none has more."""
    told = (
        make_telling("a", toll={"dead": (14, 14)}),
        make_telling("b", toll={"dead": (14, 14)}, origin="a"),
        make_telling("c", toll={"dead": (9, 9)}),
    )
    assert find_tolls(told)[0].best == 9


def test_claim_against_counter_claim() -> None:
    """Voices agree, conflict or are silent slot by slot; who denies is named, and who never did."""
    summary = summarize(
        (
            make_telling("a", published=DAY, voices=(GOVERNOR,), actors=(ARMY,)),
            make_telling("b", published=DAY + 1, actors=(REBELS,), site=None),
            make_telling("c", published=DAY + 2, voices=(KIGALI,), actors=(ARMY,), standing="denied"),
        )
    )
    verdicts = {slot.slot: slot.verdict for slot in summary.slots}
    assert verdicts["actor"] == "conflict"
    assert verdicts["day"] == verdicts["dead"] == "agreement"
    assert verdicts["place"] == "one voice"
    assert verdicts["injured"] == "silence"
    assert (summary.first_said, summary.denied_by, summary.never_denied_by) == ("COD GOV", ("RWA GOV",), ("m23",))
    assert summary.contested
    assert [word.stance for word in summary.words] == ["says", "says", "denies"]


def test_a_copy_with_cut_paragraphs_is_known() -> None:
    """A text that lacks its end and has two words changed is a copy; another report on the act is none."""
    text = " ".join(f"Sentence {number} tells of the shelling of a market by the lake." for number in range(20))
    copy = text[:900].replace("Sentence 3 ", "Paragraph 3 ")
    other = " ".join(f"Line {number} is about a market that rebels near the lake have shelled." for number in range(20))
    signatures = {name: make_signature(words) for name, words in (("one", text), ("two", copy), ("three", other))}
    assert shared(signatures["one"], signatures["two"]) > 0.8
    assert fold_copies(signatures, {"one": (2, "one"), "two": (1, "two"), "three": (0, "three")}) == {
        "one": "two",
        "two": "two",
        "three": "three",
    }


def test_words_are_told_together_by_their_stems() -> None:
    """Forms of a word have one stem; small words, days and numbers carry nothing; names begin with a capital."""
    assert stem("shelled") == stem("shelling") == stem("shells")
    assert stem("struck") == stem("strikes") == stem("striking")
    assert content_words("On Tuesday nine of the traders fled") == {stem("traders"), "fled"}
    assert proper_names("Rebels shelled Sake. Traders fled to Goma") == {"sake", "goma"}
