"""Coded claims are paired with annotated ones, counted, and the figures told."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from pathlib import Path
from typing import Any

import msgspec
import pytest

from demarche.errors import InputError
from demarche.model import Interval
from demarche.records import DocumentRow
from demarche.scoring import Scores, load_gold, load_predictions, make_page, of_rows, score, tell_scores
from demarche.scoring.measuring import Confusion
from demarche.scoring.pairing import best_pairs
from demarche.store import Store
from support.gold import TEXT, coded_row, entity, gold_claim, gold_party, gold_report, voice, write_gold

VESSIA = gold_party("VES", "Vessia's army", "MIL")
NORLAND = gold_party("NOR", "Norland", "GOV")
SAID = [{"source": NORLAND, "cue": "said", "stance": "affirm"}]
SHELLING: dict[str, Any] = {
    "modes": ["heavy-weapons"],
    "actors": [VESSIA],
    "attribution": SAID,
    "date": {"start": "2026-05-11", "end": "2026-05-11"},
    "place": {"text": "Dorvik", "country": "OST"},
    "toll": {"dead": {"low": 3, "high": 3}},
}
ARMY = entity("VES", "Vessia's army", "MIL")
CODED: dict[str, Any] = {"modes": ("heavy-weapons",), "actors": (ARMY,), "attribution": voice("NOR", "Norland", "said")}
CODED["standing"] = "claimed"


def _score(tmp_path: Path, report: dict[str, Any], row: DocumentRow, **options: Any) -> Scores:
    return score(load_gold(write_gold(tmp_path / "gold", report)), of_rows([row]), **options)


def _right(scores: Scores) -> tuple[int, ...]:
    return tuple(scores.levels[level].right for level in ("event", "who", "claim"))


@pytest.mark.parametrize(
    ("gold", "coded", "expected"),
    [
        (SHELLING, CODED, (1, 1, 1)),
        (SHELLING, {**CODED, "actors": ()}, (1, 0, 0)),
        (SHELLING, {**CODED, "actors": (ARMY, entity("OST", "Ostrava"))}, (1, 0, 0)),
        (
            {**SHELLING, "actors": [VESSIA, gold_party("OST")]},
            {**CODED, "actors": (ARMY, entity("OST", "Ostrava"))},
            (1, 1, 1),
        ),
        ({**SHELLING, "actors": [{**VESSIA, "required": False}]}, {**CODED, "actors": ()}, (1, 1, 1)),
        ({**SHELLING, "actors": [gold_party("", "Vessia's army")]}, {**CODED, "actors": ()}, (1, 1, 1)),
        (SHELLING, {**CODED, "attribution": ()}, (1, 1, 0)),
        (SHELLING, {**CODED, "attribution": voice("NOR", "Norland", "said", "deny")}, (1, 1, 0)),
        (SHELLING, {**CODED, "aux": ("historical",)}, (1, 1, 0)),
    ],
    ids=[
        "all right",
        "no actor",
        "an actor too many",
        "an implied actor found",
        "an optional actor left out",
        "an actor of no country",
        "the publisher's voice instead",
        "a denial instead",
        "background instead",
    ],
)
def test_each_level_asks_for_more(
    tmp_path: Path, gold: dict[str, Any], coded: dict[str, Any], expected: tuple[int, ...]
) -> None:
    """Event: the type; who: the countries of both sides; claim: the first voice and the standing too."""
    scores = _score(tmp_path, gold_report(gold_claim(**gold)), coded_row(("ASSAULT", "shelled", coded)))

    assert _right(scores) == expected


@pytest.mark.parametrize(
    ("attribution", "coded", "right"),
    [
        ((), (), True),
        ((), voice("VES", "Vessia", "rejected"), True),
        ((), voice("NOR", "Norland", "said"), False),
    ],
    ids=["no cue", "its own word", "another's word"],
)
def test_a_speech_act_on_its_own_word_is_as_one_without_a_cue(
    tmp_path: Path, attribution: tuple[Any, ...], coded: Any, right: bool
) -> None:
    """Who rejects says so: whether the report has a cue for it makes no difference."""
    gold = gold_claim(type="REJECT", trigger="rejected", actors=[gold_party("VES", "Vessia")], attribution=attribution)
    row = coded_row(("REJECT", "rejected", {"actors": (entity("VES", "Vessia"),), "attribution": coded}))

    assert _score(tmp_path, gold_report(gold), row).levels["claim"].right == right


@pytest.mark.parametrize(
    ("gold", "coded", "expected"),
    [
        ([gold_claim()], [("ASSAULT", "killing 3", {})], (0, 1, 1)),
        ([gold_claim(actors=[VESSIA])], [("ASSAULT", "killing 3", {"actors": (ARMY,)})], (1, 1, 1)),
        ([gold_claim(evidence="shelled Dorvik on Monday, killing")], [("ASSAULT", "killing", {})], (1, 1, 1)),
        ([gold_claim()], [("COERCE", "shelled", {})], (0, 1, 1)),
        ([gold_claim(alt_types=["COERCE"])], [("COERCE", "shelled", {})], (1, 1, 1)),
        ([gold_claim(required=False)], [("ASSAULT", "shelled", {})], (0, 0, 0)),
        ([gold_claim(required=False)], [], (0, 0, 0)),
        ([gold_claim()], [("ASSAULT", "shelled", {}), ("ASSAULT", "killing", {})], (1, 1, 2)),
        ([gold_claim(required=False), gold_claim("c2")], [("ASSAULT", "shelled", {})], (1, 1, 1)),
    ],
    ids=[
        "other words",
        "other words, the same parties",
        "words that meet",
        "another type",
        "a type that is as good",
        "an optional claim found",
        "an optional claim missed",
        "one claim found twice",
        "a required claim before an optional one",
    ],
)
def test_what_stands_for_an_annotated_claim(
    tmp_path: Path,
    gold: list[dict[str, Any]],
    coded: list[tuple[str, str, dict[str, Any]]],
    expected: tuple[int, int, int],
) -> None:
    """A claim of the type at words that meet, or of the same parties; right, annotated and coded are counted."""
    event = _score(tmp_path, gold_report(*gold), coded_row(*coded)).levels["event"]

    assert (event.right, event.gold, event.coded) == expected


def test_fields_are_judged_where_the_annotation_speaks_of_them(tmp_path: Path) -> None:
    """Date, place and toll count where there is one, or where it says that there is none."""
    treaty = gold_claim("c2", "AGREE", "treaty", date=None, place=None, toll={})
    monday = Interval(dt.date(2026, 5, 11), dt.date(2026, 5, 11), "day", None, "Monday", "timex", 1, 1)
    row = coded_row(("ASSAULT", "shelled", {**CODED, "date": monday}), ("AGREE", "treaty", {"date": monday}))
    scores = _score(tmp_path, gold_report(gold_claim(**SHELLING), treaty), row)

    judged = {name: (field.right, field.of) for name, field in scores.fields.items()}
    assert judged["date"] == (1, 1)
    assert judged["no date"] == (0, 1)
    assert judged["place"] == (0, 1)
    assert judged["no place"] == (1, 1)
    assert judged["toll"] == (0, 1)
    assert judged["no toll"] == (1, 1)
    assert judged["actor sectors"] == (1, 1)
    assert judged["stance"] == (1, 1)
    assert judged["voice"] == (2, 2)


def test_what_was_taken_for_what_is_counted(tmp_path: Path) -> None:
    """What is left over is brought together by its words; the rest stands against nothing."""
    gold = [gold_claim(), gold_claim("c2", "REJECT", "rejected"), gold_claim("c3", "AGREE", "signed")]
    row = coded_row(("COERCE", "shelled", {}), ("AGREE", "signed", {"aux": ("future",)}), ("AID", "treaty", {}))
    scores = _score(tmp_path, gold_report(*gold), row)

    assert scores.type_confusion == (
        Confusion("AGREE", "AGREE", 1),
        Confusion("ASSAULT", "COERCE", 1),
        Confusion("REJECT", "nothing", 1),
        Confusion("nothing", "AID", 1),
    )
    assert scores.standing_confusion == (Confusion("reported", "planned", 1),)
    assert {name: (m.right, m.gold, m.coded) for name, m in scores.types.items()} == {
        "AGREE": (1, 1, 1),
        "AID": (0, 0, 1),
        "ASSAULT": (0, 1, 0),
        "COERCE": (0, 0, 1),
        "REJECT": (0, 1, 0),
    }


def test_the_worst_reports_come_first_with_what_was_missed_and_too_much(tmp_path: Path) -> None:
    """A report is told by its F1, and its faults by type, parties and words."""
    reports = [gold_report(gold_claim(), id="good"), gold_report(gold_claim(actors=[VESSIA]), id="bad")]
    rows = [coded_row(("ASSAULT", "shelled", {}), id="good"), coded_row(("AID", "treaty", {}), id="bad")]
    scores = score(load_gold(write_gold(tmp_path, *reports)), of_rows(rows))

    assert [(report.id, report.f1) for report in scores.reports] == [("bad", 0.0), ("good", 1.0)]
    told = tell_scores(scores)
    assert "missed: ASSAULT VES > – «shelled»" in told
    assert "too much: AID – > – «treaty»" in told
    assert "\ngood" not in told


def test_intervals_are_the_same_each_time_and_hold_the_figure(tmp_path: Path) -> None:
    """The draws follow from the seed; a set of reports that are all alike has no spread."""
    reports = [gold_report(gold_claim(), id=f"r{n}") for n in range(8)]
    rows = [coded_row(("ASSAULT", "shelled" if n % 2 else "treaty", {}), id=f"r{n}") for n in range(8)]
    gold = load_gold(write_gold(tmp_path, *reports))
    scores = score(gold, of_rows(rows))
    f1 = scores.levels["event"].f1

    assert score(gold, of_rows(rows)) == scores
    assert score(gold, of_rows(rows), seed=1).levels["event"].f1.value == f1.value
    assert f1.value == 0.5
    assert f1.low is not None
    assert f1.high is not None
    assert f1.low < 0.5 < f1.high
    assert score(gold[:1], of_rows(rows[:1])).levels["event"].f1.low is None
    alike = [coded_row(("ASSAULT", "shelled", {}), id=f"r{n}") for n in range(8)]
    assert score(gold, of_rows(alike)).levels["event"].f1.low == 1.0


def test_the_page_escapes_what_reports_say_and_needs_nothing_else(tmp_path: Path) -> None:
    """Words of a report cannot become markup; there are no scripts and no addresses."""
    text = "<script>alert(1)</script> & «Vessia» shelled Dorvik."
    report = gold_report(gold_claim(evidence=text[:-1]), text=text, title="<b>Title</b>")
    page = make_page(_score(tmp_path, report, coded_row(text=text)), title="<i>a</i>")

    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; «Vessia»" in page
    assert "&lt;b&gt;Title&lt;/b&gt;" in page
    assert "<title>&lt;i&gt;a&lt;/i&gt;</title>" in page
    assert "http:" not in page
    assert "https:" not in page
    assert 'name="viewport"' in page
    assert "prefers-color-scheme: dark" in page


def test_what_steers_a_terminal_is_left_out(tmp_path: Path) -> None:
    """Control characters of a report do not reach the terminal."""
    text = "\x1b[31mVessia shelled\x07 Dorvik."
    told = tell_scores(_score(tmp_path, gold_report(gold_claim(evidence=text), text=text), coded_row(text=text)))

    assert "\x1b" not in told
    assert "\x07" not in told


def test_files_and_stores_give_the_same(tmp_path: Path) -> None:
    """JSON Lines and a store of the same rows are scored alike, also where texts are left out."""
    rows = [
        coded_row(("ASSAULT", "shelled", CODED), keep_text=keep, id=id_) for keep, id_ in ((True, "a"), (False, "b"))
    ]
    lines, store = tmp_path / "coded.jsonl", tmp_path / "coded.demarche"
    lines.write_bytes(b"\n".join(map(msgspec.json.encode, rows)) + b"\n\n")
    with Store.open(store, write=True) as opened, opened.run(software="d", codebook="c", model="m") as run:
        for row in rows:
            run.put(row)
    gold = load_gold(write_gold(tmp_path / "gold", *(gold_report(gold_claim(**SHELLING), id=id_) for id_ in "ab")))

    assert score(gold, load_predictions(lines)) == score(gold, load_predictions(store))
    assert score(gold, load_predictions(lines)).levels["claim"].right == 2


def test_reports_that_one_side_lacks_are_told_or_left_out(tmp_path: Path) -> None:
    """Both sides must have the same reports, unless only the shared ones are asked for."""
    gold = load_gold(write_gold(tmp_path, *(gold_report(id=id_) for id_ in "abcde")))
    coded = of_rows([coded_row(id="a"), coded_row(id="x")])

    with pytest.raises(InputError, match=r"lacks 'b', 'c', 'd' and 1 more of the annotated reports\. Code all"):
        score(gold, coded)
    with pytest.raises(InputError, match=r"the coded side: holds 'x', not among the annotated reports\. Take out"):
        score(gold[:1], coded)
    assert score(gold, coded, shared=True).documents == 1
    with pytest.raises(InputError, match="shares no report with the annotated one"):
        score(gold[1:], coded, shared=True)


def test_other_texts_and_offsets_beyond_them_are_told(tmp_path: Path) -> None:
    """What was coded from another text cannot be scored."""
    gold = load_gold(write_gold(tmp_path, gold_report(text=TEXT[:30], id="one")))

    with pytest.raises(InputError, match="document 'one': its text is not that of the annotated report"):
        score(gold, of_rows([coded_row()]))
    row = coded_row(("REJECT", "rejected", {}), keep_text=False)
    with pytest.raises(InputError, match="but the text has 30 characters"):
        score(gold, of_rows([row]))


@pytest.mark.parametrize(
    ("content", "message"),
    [(b'{"id": 1}\n', ":1: is no record"), (b"\xff\n", ":1: is no record"), (b"", "shares no report")],
    ids=["another object", "no text", "an empty file"],
)
def test_what_is_no_record_is_told(tmp_path: Path, content: bytes, message: str) -> None:
    """The line, the fault and what can be scored are named."""
    path = tmp_path / "coded.jsonl"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        score(load_gold(write_gold(tmp_path / "gold", gold_report())), load_predictions(path), shared=True)


def test_a_document_is_scored_once(tmp_path: Path) -> None:
    """Two lines of one document are a fault."""
    path = tmp_path / "coded.jsonl"
    path.write_bytes(2 * (msgspec.json.encode(coded_row()) + b"\n"))

    with pytest.raises(InputError, match=r"jsonl:2: the document 'one' is also at .*jsonl:1"):
        load_predictions(path)


def test_the_pairing_is_the_best_there_is() -> None:
    """No other one-to-one pairing has a greater sum."""
    chance = random.Random(7)
    for _ in range(200):
        rows, columns = chance.randint(1, 5), chance.randint(1, 5)
        weights = [[chance.choice([0, 0, 1, 2, 5, 100]) for _ in range(columns)] for _ in range(rows)]
        wide = weights if rows <= columns else [list(column) for column in zip(*weights, strict=True)]
        orders = itertools.permutations(range(len(wide[0])), len(wide))

        best = max(sum(wide[i][j] for i, j in enumerate(order)) for order in orders)
        assert sum(weights[i][j] for i, j in best_pairs(weights)) == best
    assert best_pairs([]) == best_pairs([[]]) == ()
