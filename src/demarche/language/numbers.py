"""Find the quantities of a text with their bounds: «at least 12», «between 20 and 25», «more than 1.5 million».

`find_numbers` walks over the words once. At each it takes (1) the words that set a bound, (2) a number core: a range,
an exact cardinal or a vague number, (3) what follows: «or more», «percent». What only looks like a quantity (years,
dates, times of day, ages, ordinals, numbers that name a thing) is passed over. The conventions are those of the
project's annotation: «some 60» is 60, «more than 100» is 101 or more, «dozens» is 24 to 99.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from demarche.language.cardinals import ARTICLES, DASHES, HYPHENS, Word, adjacent, number_words, read_cardinal, scan
from demarche.model import Number, Span

_JOINS = frozenset({"to", "or"}) | DASHES
_Bounds = tuple[float, float | None]


class _Lexicon(NamedTuple):
    bounds: dict[str, list[tuple[tuple[str, ...], str]]]  # first word -> phrases, the longest first
    vague: dict[str, _Bounds]
    phrases: dict[str, list[tuple[tuple[str, ...], _Bounds, bool]]]  # first word -> (phrase, bounds, takes a scale)
    after: list[tuple[tuple[str, ...], str]]
    starters: frozenset[str]
    words: dict[str, frozenset[str]]
    signs: dict[str, str]  # of currencies -> their code
    fractions: dict[str, float]
    letters: dict[str, int]  # behind a sum of money: «$5m»


@cache
def _lexicon() -> _Lexicon:
    tables = number_words()
    table = tables.table
    bounds: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for effect, written in table["bounds"].items():
        for text in written:
            phrase = tuple(text.split())
            bounds.setdefault(phrase[0], []).append((phrase, effect))
    phrases: dict[str, list[tuple[tuple[str, ...], _Bounds, bool]]] = {}
    for name, scaled in (("vague_phrases", False), ("counters", True)):
        for text, (low, high) in table[name].items():
            phrase = tuple(text.split())
            phrases.setdefault(phrase[0], []).append((phrase, (low, high), scaled))
    for entries in bounds.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    for options in phrases.values():
        options.sort(key=lambda entry: (-len(entry[0]), not entry[2]))
    after = [(tuple(text.split()), effect) for effect, texts in table["after"].items() for text in texts]
    vague = {word: (low, high) for word, (low, high) in table["vague"].items()}
    starters = frozenset(bounds) | frozenset(vague) | frozenset(phrases) | frozenset(tables.small) | {"half", "a", "an"}
    words = {name: frozenset(value) for name, value in table["words"].items()}
    signs: dict[str, str] = table["signs"]
    starters |= {"between", "from", *signs, *(sign[:-1] for sign in signs if len(sign) > 1)}
    return _Lexicon(bounds, vague, phrases, after, starters, words, signs, table["fractions"], table["letters"])


def find_numbers(text: str, span: Span) -> tuple[Number, ...]:
    """Find the quantities in the characters of `span`, in order; offsets are those of the whole text."""
    lexicon = _lexicon()
    words = scan(text, span)
    found: list[Number] = []
    i = 0
    while i < len(words):
        word = words[i]
        if word.lower in lexicon.starters or word.text[0].isdigit():
            read = _read_number(words, i, lexicon)
            if read is not None:
                number, i = read
                found.append(number)
                continue
            if word.text[0].isdigit():
                i = _behind_digits(words, i)
                continue
        i += 1
    return tuple(found)


def _behind_digits(words: list[Word], i: int) -> int:
    """Give the index behind figures that are joined by marks without blanks: a score, a date, a time of day."""
    j = i + 1
    while (
        j + 1 < len(words)
        and words[j].text in ":/-–."
        and words[j + 1].text[0].isdigit()
        and adjacent(words[j - 1], words[j])
        and adjacent(words[j], words[j + 1])
    ):
        j += 2
    return j


def _read_number(words: list[Word], i: int, lexicon: _Lexicon) -> tuple[Number, int] | None:
    effect = ""
    j = i
    while j < len(words):  # (1) the words that set a bound, one or several
        entry = next(
            (e for e in lexicon.bounds.get(words[j].lower, ()) if _says(words, j, e[0])),
            None,
        )
        if entry is None or (words[j].lower == "over" and j and words[j - 1].lower in lexicon.words["before_over"]):
            break
        phrase, named = entry
        if effect in {"", "about"}:
            effect = named
        j += len(phrase)
    if j >= len(words):
        return None
    currency, j = _read_sign(words, j, lexicon)
    core = _read_core(words, j, lexicon, bounded=j > i)  # (2)
    if core is None:
        return None
    low, high, end, percent = core
    if words[j].lower in {"between", "from"}:
        currency, _ = _read_sign(words, j + 1, lexicon)
    if currency and end < len(words) and words[end].lower in lexicon.letters and adjacent(words[end - 1], words[end]):
        size = lexicon.letters[words[end].lower]
        low, high, end = low * size, None if high is None else high * size, end + 1
    start = words[i].start
    if percent is False and end < len(words):  # (3)
        for phrase, named in lexicon.after:
            k = end
            if words[k].text in HYPHENS and phrase in {("odd",), ("plus",)}:
                k += 1
            elif phrase in {("odd",), ("plus",)}:
                continue
            if _says(words, k, phrase):
                effect, end = (named, k + len(phrase)) if named == "least" or not effect else (effect, k + len(phrase))
                break
        else:
            if end < len(words) and words[end].text == "+" and adjacent(words[end - 1], words[end]):
                effect, end = "least", end + 1
            elif (
                effect in {"", "about"}
                and end + 2 < len(words)
                and words[end].text.isalpha()
                and _says(words, end + 1, ("or", "more"))
            ):
                effect = "least"
    low, high = _bounded(low, high, effect)
    return Number(Span(start, words[end - 1].end), low, high, percent, currency, effect), end


def _read_sign(words: list[Word], i: int, lexicon: _Lexicon) -> tuple[str, int]:
    """Read the sign of a currency before a figure: «$», «US$»; give its code, or «», and the index behind it."""
    for length in (2, 1):
        sign = "".join(word.lower for word in words[i : i + length])
        parted = length == 2 and i + 1 < len(words) and not adjacent(words[i], words[i + 1])
        if not parted and sign in lexicon.signs and i + length < len(words) and words[i + length].text[0].isdigit():
            return lexicon.signs[sign], i + length
    return "", i


def _bounded(low: float, high: float | None, effect: str) -> _Bounds:
    step = 1 if low == int(low) else 0
    if effect == "least":
        return low, None
    if effect == "over":
        return low + step, None
    if effect == "most":
        return min(1.0, low), high
    if effect == "under":
        top = max((high if high is not None else low) - step, 0.0)
        return min(1.0, low, top), top
    return low, high


def _says(words: list[Word], i: int, phrase: tuple[str, ...]) -> bool:
    return len(words) - i >= len(phrase) and all(words[i + k].lower == part for k, part in enumerate(phrase))


def _read_core(
    words: list[Word], i: int, lexicon: _Lexicon, *, bounded: bool
) -> tuple[float, float | None, int, bool] | None:
    share = _read_share(words, i, lexicon)
    if share is not None:
        return share
    between = words[i].lower in {"between", "from"}
    first = i + 1 if between else i
    if between:
        _, first = _read_sign(words, first, lexicon)
    if first >= len(words):
        return None
    single = _read_single(words, first, lexicon, bounded=bounded or between)
    if single is None:
        return None
    low, high, end = single
    if between and _year_like(words, first, end) and not _has_counted(words, end + 2):
        return None
    paired = _read_pair(words, i, first, end, lexicon)
    if paired is not None:
        low, high, end = paired
    elif between:
        return None
    end, percent = _percent(words, end, lexicon)
    return low, high, end, percent


def _read_share(words: list[Word], i: int, lexicon: _Lexicon) -> tuple[float, float | None, int, bool] | None:
    """Read a part of a number in whole units: «half of the 40», «two thirds of its 300»."""
    parts, k = 1.0, i
    read = read_cardinal(words, i)
    if read is not None:
        parts, k = read
        k += k < len(words) and words[k].text in HYPHENS
    elif words[i].lower in ARTICLES:
        k = i + 1
    fraction = lexicon.fractions.get(words[k].lower) if k < len(words) else None
    if fraction is None or (k == i and words[k].lower != "half"):
        return None
    k += 1
    k += k < len(words) and words[k].lower == "of"
    k += k < len(words) and words[k].lower in lexicon.words["determiners"]
    whole = read_cardinal(words, k) if k < len(words) and k > i + 1 else None
    if whole is None:
        return None
    value = round(parts * fraction * whole[0], 6)
    return float(int(value)), float(-int(-value // 1)), whole[1], False


def _percent(words: list[Word], end: int, lexicon: _Lexicon) -> tuple[int, bool]:
    if end < len(words):
        k = end + 1 if words[end].text in HYPHENS and end + 1 < len(words) else end
        if words[k].lower in lexicon.words["percent"]:
            return k + 1, True
        if _says(words, end, ("per", "cent")):
            return end + 2, True
    return end, False


def _read_pair(
    words: list[Word], start: int, first: int, end: int, lexicon: _Lexicon
) -> tuple[float, float | None, int] | None:
    """Read «20 to 25», «between 20 and 25», «3-5», «one or two», «10 to 20 million» from the figure at `first`."""
    between = words[start].lower == "between"
    if end + 1 >= len(words):
        return None
    join = words[end]
    k = end
    if words[k].lower in lexicon.words["percent"] and k + 2 < len(words):
        k += 1
        join = words[k]
    if (join.lower == "and" and between) or (join.lower in _JOINS and not between):
        dashed = join.text in DASHES
        if dashed and adjacent(words[k - 1], join) != adjacent(join, words[k + 1]):
            return None
        if (
            join.lower == "to"
            and start > 0
            and any(w.lower in lexicon.words["changes"] for w in words[max(0, start - 4) : start])
        ):
            return None
        sign, following = _read_sign(words, k + 1, lexicon)
        if sign and all(_read_sign(words, at, lexicon) != (sign, first) for at in (first - 1, first - 2) if at >= 0):
            return None
        second = _read_single(words, following, lexicon, bounded=True, joined=dashed)
        low_read = read_cardinal(words, first)
        if second is None or low_read is None or second[1] is None:
            return None
        low, high = low_read[0], second[1]
        scale_at = second[2] - 1
        size = number_words().scales.get(words[scale_at].lower)
        if size and low < high / size * 10 and low_read[1] == first + 1 and low < size:
            low *= size
        if low < high and not (dashed and high - low > 100 * max(low, 1)):
            return low, high, second[2]
    return None


def _read_single(
    words: list[Word], i: int, lexicon: _Lexicon, *, bounded: bool, joined: bool = False
) -> tuple[float, float | None, int] | None:
    word = words[i]
    for phrase, (low, high), scaled in lexicon.phrases.get(word.lower, ()):
        if not _says(words, i, phrase):
            continue
        end = i + len(phrase)
        if not scaled:
            return low, high, end
        size = _size(words, end)
        if size:
            return low * size, (high or low) * size + (size - 1 if high != low else 0), end + 1
    if word.lower in lexicon.vague:
        low, high = lexicon.vague[word.lower]
        if word.lower == "scores" and not (
            i + 1 < len(words) and words[i + 1].lower in {"of", "were", "are", "have", "more"}
        ):
            return None
        return low, high, i + 1
    read = read_cardinal(words, i)
    if read is None:
        return None
    value, end = read
    if word.text[0].isdigit():
        if not _counts(words, i, end, value, lexicon, bounded=bounded, joined=joined):
            return None
    elif end == i + 1 and word.lower == "one":
        if not _counts_one(words, i, lexicon):
            return None
    elif _is_spelled_year(words, i, end):
        return None
    if (
        end < len(words)
        and words[end].lower in lexicon.fractions
        and end == i + 1
        and value < 10
        and word.text.isalpha()
    ):
        return None  # «two thirds»
    if _is_age(words, i, end) or (end < len(words) and words[end].lower in lexicon.words["clock_after"]):
        return None
    return value, value, end


def _size(words: list[Word], i: int) -> int:
    if i >= len(words):
        return 0
    tables = number_words()
    return tables.scales.get(words[i].lower) or tables.groups.get(words[i].lower) or 0


def _counts(
    words: list[Word], i: int, end: int, value: float, lexicon: _Lexicon, *, bounded: bool, joined: bool
) -> bool:
    """Say whether figures count something, rather than name a year, a day, a time, a thing or a score."""
    word = words[i]
    before = words[i - 1] if i else None
    after = words[end] if end < len(words) else None
    months = lexicon.words["months"]
    if before is not None:
        glued = adjacent(before, word) and not joined
        if glued and before.text not in lexicon.signs and before.text not in "([\"“‘'~<>≈–—":
            return False
        if before.lower in lexicon.words["numbered"] and not bounded:
            return False
        if before.lower in months or (before.text == "." and i > 1 and words[i - 2].lower in months):
            return False
    if after is not None:
        if after.lower in months and after.text[0].isupper():
            return False
        if adjacent(words[end - 1], after):
            if after.text in {":", "/"}:
                return False
            if after.text.isalpha() and after.lower not in lexicon.letters and after.lower != "bn":
                return False
            if after.text in "-–." and end + 1 < len(words) and words[end + 1].text[0].isdigit():
                glued = adjacent(after, words[end + 1])
                if glued and not _is_range(words, i, end):
                    return False
    return not _year_like(words, i, end) or not _is_year(before, after, lexicon, bounded=bounded)


def _year_like(words: list[Word], i: int, end: int) -> bool:
    figures = words[i].text
    return end == i + 1 and len(figures) == 4 and figures.isdigit() and 1500 <= int(figures) <= 2100


def _has_counted(words: list[Word], i: int) -> bool:
    """Say whether word `i` is a noun in the plural that a figure before it may count."""
    return i < len(words) and words[i].text.islower() and words[i].lower.endswith(("s", "men", "people", "dead"))


def _is_range(words: list[Word], i: int, end: int) -> bool:
    """Say whether «20-25» is a range: two figures that rise, and no third (a date, a score by sets)."""
    high = words[end + 1].text
    if _year_like(words, i, end):
        return False
    if not high.replace(",", "").isdigit() or not words[i].text.replace(",", "").isdigit():
        return False
    third = end + 2 < len(words) and words[end + 2].text in "-–:/" and adjacent(words[end + 1], words[end + 2])
    return int(high.replace(",", "")) > int(words[i].text.replace(",", "")) and not third


def _is_year(before: Word | None, after: Word | None, lexicon: _Lexicon, *, bounded: bool) -> bool:
    if bounded:
        return False
    if before is not None and (
        before.lower in lexicon.words["year_before"] or before.text in {",", "(", "'"} or before.text in DASHES
    ):
        return True
    if after is None or not after.text.islower():
        return True
    return not after.lower.endswith(("s", "men", "people", "killed", "dead", "wounded", "injured"))


def _counts_one(words: list[Word], i: int, lexicon: _Lexicon) -> bool:
    before = words[i - 1].lower if i else ""
    after = words[i + 1].lower if i + 1 < len(words) else ""
    if before == "that" and after.isalpha() and after not in lexicon.words["one_verbs"]:
        return True  # «a report that one person died»
    return before not in lexicon.words["one_before"] and after not in lexicon.words["one_after"]


def _is_spelled_year(words: list[Word], i: int, end: int) -> bool:
    """Say whether «nineteen» of «nineteen ninety-seven» was read."""
    small = number_words().small
    kind, value = small.get(words[i].lower, ("", 0))
    return (
        kind == "teen"
        and end == i + 1
        and value >= 13
        and end < len(words)
        and small.get(words[end].lower, ("", 0))[0] == "tens"
    )


def _is_age(words: list[Word], i: int, end: int) -> bool:
    """Say whether the number is an age: «aged 25», «25-year-old», «25 years old», «Ilse Vik, 25, said»."""
    if i and words[i - 1].lower in {"aged", "age"}:
        return True
    rest = [w.lower for w in words[end : end + 4] if w.text not in HYPHENS]
    if rest[:1] and rest[0] in {"year", "years", "month", "months"} and rest[1:2] and rest[1] in {"old", "of"}:
        return rest[1] == "old" or rest[2:3] == ["age"]
    return (
        i > 1
        and words[i - 1].text == ","
        and words[i - 2].text[0].isupper()
        and end == i + 1
        and words[i].text.isdigit()
        and len(words[i].text) < 3
        and end < len(words)
        and words[end].text in ",.;)"
    )
