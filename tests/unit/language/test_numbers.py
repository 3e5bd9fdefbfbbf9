"""Quantities and their bounds."""

from __future__ import annotations

import pytest

from demarche.language.numbers import find_numbers
from demarche.model import Span

READ = [
    pytest.param("At least 12 miners died.", "At least 12", 12, None, id="at least"),
    pytest.param("They held some 60 men.", "some 60", 60, 60, id="some"),
    pytest.param("About twenty-five boats sank.", "About twenty-five", 25, 25, id="words with a hyphen"),
    pytest.param("Two hundred and six tents burned.", "Two hundred and six", 206, 206, id="hundreds and units"),
    pytest.param("It cost 1.5 million rupees.", "1.5 million", 1_500_000, 1_500_000, id="decimal with a scale"),
    pytest.param("A dozen soldiers ran.", "A dozen", 12, 12, id="a dozen"),
    pytest.param("Half a million fled.", "Half a million", 500_000, 500_000, id="half a million"),
    pytest.param("It killed more than 100 goats.", "more than 100", 101, None, id="more than"),
    pytest.param("The toll exceeded 100.", "exceeded 100", 101, None, id="exceeded"),
    pytest.param("It has fewer than 20 doctors.", "fewer than 20", 1, 19, id="fewer than"),
    pytest.param("It held up to 30 boys.", "up to 30", 1, 30, id="up to"),
    pytest.param("Between 20 and 25 were hurt.", "Between 20 and 25", 20, 25, id="between"),
    pytest.param("He saw 3 to 5 tanks.", "3 to 5", 3, 5, id="to"),
    pytest.param("He saw 20-25 men.", "20-25", 20, 25, id="dash"),
    pytest.param("He sent 10,000–15,000 troops.", "10,000–15,000", 10_000, 15_000, id="dash between thousands"),
    pytest.param("One or two guards slept.", "One or two", 1, 2, id="or"),
    pytest.param("From 10 to 20 million people starve.", "From 10 to 20 million", 10e6, 20e6, id="shared scale"),
    pytest.param("It killed dozens of rebels.", "dozens", 24, 99, id="dozens"),
    pytest.param("Hundreds of thousands left.", "Hundreds of thousands", 200_000, 999_999, id="hundreds of thousands"),
    pytest.param("Several hundred marched.", "Several hundred", 300, 999, id="several hundred"),
    pytest.param("A couple of guards fell.", "A couple of", 2, 2, id="a couple"),
    pytest.param("More than a dozen huts burned.", "More than a dozen", 13, None, id="more than a dozen"),
    pytest.param("Sixty-six people or more were hurt.", "Sixty-six", 66, None, id="or more behind the noun"),
    pytest.param("They killed 2000 people.", "2000", 2000, 2000, id="four figures before a noun"),
    pytest.param("A report that one guard fell came.", "one", 1, 1, id="one behind that"),
    pytest.param("Half of the 41 huts burned.", "Half of the 41", 20, 21, id="half of"),
    pytest.param("It burned two thirds of the 300 huts.", "two thirds of the 300", 200, 200, id="two thirds of"),
    pytest.param("It handed over two guards.", "two", 2, 2, id="verb with over"),
    pytest.param("One of them fell.", "One", 1, 1, id="one of them"),
]


@pytest.mark.parametrize(("text", "words", "low", "high"), READ)
def test_a_quantity_has_its_words_and_bounds(text: str, words: str, low: float, high: float | None) -> None:
    """A quantity is found with the words that bound it, and with low and high by the project's conventions."""
    start = text.index(words)
    (number,) = find_numbers(text, Span(0, len(text)))
    assert (number.span, number.low, number.high) == (Span(start, start + len(words)), low, high)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("He left in 2014.", id="year"),
        pytest.param("Between 2014 and 2016 he ruled.", id="years"),
        pytest.param("On May 5, 2019 he left.", id="date"),
        pytest.param("On 18 November 2023 he left.", id="date with the day first"),
        pytest.param("It began at 10:30 p.m. sharp.", id="time of day"),
        pytest.param("Ilse Vik, 25, said so.", id="age between commas"),
        pytest.param("A 25-year-old man spoke.", id="age with a hyphen"),
        pytest.param("A man aged 25 spoke.", id="aged"),
        pytest.param("They won by 3-1 there.", id="score"),
        pytest.param("Resolution 2254 stands.", id="number of a thing"),
        pytest.param("COVID-19 spread.", id="number in a name"),
        pytest.param("No one came on the third try.", id="no one and an ordinal"),
        pytest.param("It was the 1990s.", id="decade"),
        pytest.param("Two thirds of the huts burned.", id="fraction of no number"),
    ],
)
def test_what_counts_nothing_is_no_quantity(text: str) -> None:
    """Years, dates, times of day, ages, scores, ordinals and numbers of things are passed over."""
    assert find_numbers(text, Span(0, len(text))) == ()


def test_a_percentage_says_so() -> None:
    """A number before «percent» or a percent sign carries the mark."""
    text = "It fell 12 percent, then 3%."
    assert [(n.low, n.percent) for n in find_numbers(text, Span(0, len(text)))] == [(12, True), (3, True)]


def test_a_change_is_no_range() -> None:
    """«Rose from 20 to 25» gives two numbers."""
    text = "The count rose from 20 to 25."
    assert [n.low for n in find_numbers(text, Span(0, len(text)))] == [20, 25]


def test_offsets_are_those_of_the_whole_text() -> None:
    """The span of a number in a later sentence counts from the beginning of the text."""
    text = "Nobody spoke. Then 40 men came."
    (number,) = find_numbers(text, Span(14, len(text)))
    assert number.span.text(text) == "40"


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "currency"),
    [
        pytest.param("It lent $5 million then.", "$5 million", 5e6, 5e6, "USD", id="dollar"),
        pytest.param("It lent at least A$2.5bn then.", "at least A$2.5bn", 2.5e9, None, "AUD", id="two-part sign"),
        pytest.param("It lent €40m then.", "€40m", 40e6, 40e6, "EUR", id="letter"),
        pytest.param(
            "It lent between $5 million and $6 million.",
            "between $5 million and $6 million",
            5e6,
            6e6,
            "USD",
            id="range",
        ),
        pytest.param("It lent £3-4 billion then.", "£3-4 billion", 3e9, 4e9, "GBP", id="dash"),
    ],
)
def test_a_sum_of_money_has_its_currency(text: str, words: str, low: float, high: float | None, currency: str) -> None:
    """The sign before a figure belongs to it and gives the code of the currency."""
    (number,) = find_numbers(text, Span(0, len(text)))
    assert (number.span.text(text), number.low, number.high, number.currency) == (words, low, high, currency)


def test_two_currencies_are_no_range() -> None:
    """«$5 or €6» gives two numbers."""
    text = "It costs $5 or €6 there."
    assert [(n.low, n.currency) for n in find_numbers(text, Span(0, len(text)))] == [(5, "USD"), (6, "EUR")]
