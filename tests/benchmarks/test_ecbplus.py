"""Events across documents in the form of ecbplus: what is scored, what is said of a mention, what is linked."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from benchmarks.ecbplus import (
    LEMMAS,
    Tellings,
    find_tellings,
    load_lemmas,
    measure_ecbplus,
    write_gold,
    write_predictions,
)
from benchmarks.ecbplus_ledger import link_incidents
from benchmarks.ecbplus_linking import link_lemmas, link_plainly
from benchmarks.ecbplus_texts import find_day, find_places, load_articles, read_rows
from benchmarks.sets import MissingData

from demarche.model import Interval, Place, Span
from demarche.pipeline import Coder

TOPICS = (
    # id, sub-topic, the annotated sentence, the whole article, chains by their words
    (
        "1_1own",
        "1own",
        'Turkish soldiers arrested two " smugglers " in Ankara on Monday.',
        "http: / / www. example. org / news / 1\n5 March 2012\nTurkish soldiers arrested two ``smugglers'' in Ankara on"
        " Monday.\nThe weather was fine.",
        {"arrested": "A"},
    ),
    ("1_2own", "1own", "The arrest of the two men was shown on television.", None, {"arrest": "A", "shown": "S"}),
    (
        "1_1ownplus",
        "1ownplus",
        "Turkish soldiers arrested a teacher in Izmir on Friday.",
        "May 4, 2012\nTurkish soldiers arrested a teacher in Izmir on Friday.",
        {"arrested": "B"},
    ),
    ("2_1own", "2own", "Brazilian police arrested a driver.", None, {"arrested": "C"}),
)
# A scorer as small as can be: it counts the mentions of gold and of prediction.
SCORER = """import json, sys
count = lambda path, key: sum(len(json.loads(line)[key]) for line in open(path, encoding="utf-8"))
gold, found = count(sys.argv[1], "gold"), count(sys.argv[2], "mentions")
b3 = {"F1": 0.5, "P": 0.5, "R": 0.5}
print(json.dumps({"B3": b3, "CoNLL_F1": 0.25, "gold_groups": gold, "pred_groups": found}))
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a small set in the form of ecbplus, and a scorer."""
    folder = tmp_path_factory.mktemp("data")
    rows: list[dict[str, Any]] = []
    whole: list[dict[str, Any]] = []
    for name, subtopic, sentence, article, chains in TOPICS:
        gold = [
            {"start": sentence.index(word), "end": sentence.index(word) + len(word), "kind": "event", "chain": chain}
            for word, chain in chains.items()
        ]
        person = {"start": 0, "end": 3, "kind": "entity", "chain": "P"}
        topic = {"id": name, "topic": int(name[0]), "subtopic": subtopic}
        rows.append(
            {
                **topic,
                "text": sentence,
                "sentences": [{"n": 1, "start": 0, "end": len(sentence)}],
                "gold": [person, *gold],
            }
        )
        if article is not None:
            whole.append({**topic, "text": article, "sentences": [], "gold": []})
    for name, lines in (("ecbplus", rows), ("ecbplus-fulltext", whole)):
        path = folder / "data" / name / "dev.jsonl"
        path.parent.mkdir(parents=True)
        path.write_text("".join(json.dumps(row) + "\n" for row in lines), encoding="utf-8")
    (folder / "score_coref.py").write_text(SCORER, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def tellings(data: Path) -> Tellings:
    """Return what is read of the small set, by topics."""
    coder = Coder()
    articles = list(load_articles(data, "dev", "topic"))
    traces = coder.trace_all(article.document for article in articles)
    return find_tellings(zip(articles, traces, strict=True), coder, load_lemmas())


def test_articles_are_read_whole_where_their_sentences_are_found(data: Path) -> None:
    """The annotated sentence is found again under other quotation marks; address and day of the top are no text."""
    first, second, *_ = load_articles(data, "dev", "topic")
    assert first.document.text.endswith("The weather was fine.")
    assert "example. org" not in first.document.text
    assert first.document.published == dt.date(2012, 3, 5)
    assert first.there(first.gold_spans[0]).text(first.document.text) == "arrested"
    assert first.back(first.there(first.gold_spans[0])) == first.gold_spans[0]
    assert second.document.text == TOPICS[1][2]


def test_words_of_other_sentences_have_no_place_in_the_set(data: Path) -> None:
    """What stands in the article beside the annotated sentences leads nowhere."""
    first = next(load_articles(data, "dev", "topic"))
    start = first.document.text.index("weather")
    assert first.back(Span(start, start + 7)) is None


def test_a_sentence_that_is_not_in_the_article_leaves_it_unread() -> None:
    """Where one sentence is not found nothing is aligned."""
    assert find_places("One. Two.", (Span(0, 4), Span(5, 9)), "One. Three.") is None


@pytest.mark.parametrize(
    ("top", "day"),
    [
        ("Headline\nMarch 5, 2012 4: 15 PM", dt.date(2012, 3, 5)),
        ("05 / 22 / 2013", dt.date(2013, 5, 22)),
        ("http: / / a. org / 2011 / 08 / 30 / b", dt.date(2011, 8, 30)),
        ("31 / 31 / 2013", None),
        ("A long line of a report in which somebody remembers what came to pass in town on March 5, 2012.", None),
        ("a\nb\nc\nd\nMarch 5, 2012", None),
    ],
)
def test_the_day_of_publication_stands_at_the_top(top: str, day: dt.date | None) -> None:
    """In a line of its own or in the address, in any usual form; not in a sentence, not further below."""
    assert find_day(top) == day


def test_mentions_of_the_lemmas_are_given_and_told(tellings: Tellings) -> None:
    """«Shown» is no event of ours; the others have type, parties, day and place as far as their article says."""
    assert [(telling.document.id, telling.lemma) for telling in tellings.given] == [
        ("1_1own", "arrest"),
        ("1_2own", "arrest"),
        ("1_1ownplus", "arrest"),
        ("2_1own", "arrest"),
    ]
    claims = [telling.claim for telling in tellings.given]
    assert all(claim is not None and claim.type == "COERCE" for claim in claims)
    first = claims[0]
    assert first is not None
    assert [party.country for party in first.actors] == ["TUR"]
    assert isinstance(first.date, Interval)
    assert first.date.start == dt.date(2012, 3, 5)
    assert isinstance(first.place, Place)


def test_own_mentions_stand_at_their_words(tellings: Tellings) -> None:
    """From raw text a mention is the word of the event, in the places of the set, each once."""
    words = {(telling.document.id, telling.span) for telling in tellings.own}
    assert ("1_1own", tellings.given[0].span) in words
    assert len(words) == len(tellings.own)


def test_one_lemma_of_a_topic_is_one_cluster_of_the_baseline(tellings: Tellings) -> None:
    """The arrests of the first topic are one, that of the second another."""
    assert link_lemmas(tellings.given) == [0, 0, 0, 1]


def test_another_day_is_another_event(tellings: Tellings) -> None:
    """Arrests of March and of May are apart; what says no day joins the first."""
    assert link_plainly(tellings.given) == [0, 0, 1, 2]


def test_the_ledger_links_within_a_scope(tellings: Tellings) -> None:
    """Every telling has a number; arrests of two months, or of two topics, are never one incident."""
    numbers = link_incidents(tellings.given)
    assert len(numbers) == len(tellings.given)
    assert len({numbers[0], numbers[2], numbers[3]}) == 3


def test_the_gold_of_the_subset_keeps_its_chains(tmp_path: Path, data: Path, tellings: Tellings) -> None:
    """Entities and other words are left out of the gold that is scored; predictions name the same spans."""
    write_gold(data / "data" / "ecbplus" / "dev.jsonl", tellings.given, tmp_path / "gold.jsonl")
    write_predictions(tellings.given, link_lemmas(tellings.given), tmp_path / "found.jsonl")
    gold = {row["id"]: row["gold"] for row in read_rows(tmp_path / "gold.jsonl")}
    found = {row["id"]: row["mentions"] for row in read_rows(tmp_path / "found.jsonl")}
    assert {name: [mention["chain"] for mention in row] for name, row in gold.items()} == {
        "1_1own": ["A"],
        "1_2own": ["A"],
        "1_1ownplus": ["B"],
        "2_1own": ["C"],
    }
    assert {name: [(m["start"], m["end"]) for m in row] for name, row in gold.items()} == {
        name: [(m["start"], m["end"]) for m in row] for name, row in found.items()
    }


def test_the_table_has_a_line_for_each_way(tmp_path: Path, data: Path) -> None:
    """By topic and sub-topic, with gold mentions and from raw text, baseline and link."""
    head, *lines = measure_ecbplus(data, "dev", tmp_path, data).splitlines()
    assert head.startswith("ecbplus dev: 4 gold mentions of the lemmas, ")
    assert [line.partition(": B³ 0.500")[0] for line in lines] == [
        f"{scope}, {mentions}, {link}"
        for scope in ("topic", "subtopic", "all")
        for mentions in ("gold mentions", "raw text")
        for link in ("same lemma", "plain link", "story link", "demarche link")
    ]


def test_missing_data_and_scorer_are_told(tmp_path: Path, data: Path) -> None:
    """Without the set or its scorer the benchmark says which."""
    with pytest.raises(MissingData, match="no such scorer"):
        measure_ecbplus(data, "dev", tmp_path, tmp_path)
    with pytest.raises(MissingData, match=r"train\.jsonl: not there"):
        measure_ecbplus(data, "train", tmp_path, data)


def test_a_lemma_stands_once_in_the_list() -> None:
    """Every lemma has one type, and every type is one of the codebook's sixteen."""
    words = [
        word
        for line in LEMMAS.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
        for word in line.split()[1:]
    ]
    assert len(words) == len(set(words)) == len(load_lemmas())
    assert len(set(load_lemmas().values())) == 16
