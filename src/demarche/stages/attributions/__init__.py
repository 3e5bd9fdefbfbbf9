"""Find who is said to have said, thought or shown what: sources, cues and contents."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from demarche.model import Analysis, Attribution, Manner, Quote, Span
from demarche.reference.cues import Cues
from demarche.stages.attributions.asides import cut_asides
from demarche.stages.attributions.beside import read_comments, set_beside
from demarche.stages.attributions.carriers import read_carriers
from demarche.stages.attributions.labels import read_labels
from demarche.stages.attributions.lists import give_lists
from demarche.stages.attributions.nouns import read_nouns
from demarche.stages.attributions.phrases import read_phrases
from demarche.stages.attributions.quoted import give_quotes
from demarche.stages.attributions.remarks import read_remarks
from demarche.stages.attributions.running import carry_on
from demarche.stages.attributions.sheet import Draft, Sheet, freeze
from demarche.stages.attributions.sources import find_missing, keep_apart
from demarche.stages.attributions.stated import is_vouched_for
from demarche.stages.attributions.verbs import read_verbs

__all__ = ["carry_on", "find_attributions", "is_vouched_for", "speakers_of"]

NESTED_KINDS = frozenset({"say", "ask", "promise", "false"})
NESTED_FORMS = frozenset({"that", "whether", "quote", "to", "of", "phrase", "adverb", "noun that", "noun's that", ""})
FIRST_PERSON = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})


OWN = FIRST_PERSON | {"you"}
PERSONAL = FIRST_PERSON | {"it", "he", "she", "they"}


def find_attributions(analysis: Analysis, cues: Cues) -> tuple[Attribution, ...]:
    """Return the attributions of the document, in order of their cues.

    1. Cues that are verbs or adjectives, with the clauses, objects and phrases that they take. 2. Nouns, prepositional
    cues and adverbs. 3. Quotations go to the cues that touch them, and those without a cue to the speaker before.
    4. What has no content is dropped; the rest is nested.
    """
    sheet = Sheet(analysis)
    # 1. and 2.
    drafts = read_verbs(sheet, cues)
    drafts += read_nouns(sheet, cues, drafts) + read_phrases(sheet, cues) + read_labels(sheet, cues)
    read_carriers(sheet, cues, drafts)
    set_beside(sheet, cues, drafts)
    drafts = read_comments(sheet, cues, drafts) + read_remarks(sheet, cues, drafts) + drafts
    drafts = list({(draft.sentence, draft.head): draft for draft in reversed(drafts)}.values())
    drafts.sort(key=lambda draft: (draft.cue.start, -draft.cue.end))
    # 3.
    drafts = give_quotes(sheet, drafts)
    find_missing(sheet, drafts, cues)
    keep_apart(sheet, drafts)
    give_lists(sheet, drafts)
    cut_asides(sheet, drafts)
    # 4.
    kept = [draft for draft in drafts if draft.content]
    nested = _nest(analysis, kept)
    stands = [
        _stands_nested(draft) if above >= 0 or sheet.inside_quote(draft.cue) else _stands(draft)
        for draft, above in zip(kept, nested, strict=True)
    ]
    if not all(stands):
        kept = [draft for draft, keep in zip(kept, stands, strict=True) if keep]
        nested = _nest(analysis, kept)
    return tuple(freeze(draft, _manner(sheet, draft), above) for draft, above in zip(kept, nested, strict=True))


def _stands(draft: Draft) -> bool:
    """Say whether an attribution in the publisher's own text has a source apart from the writer and the reader."""
    return draft.sense.kind in NESTED_KINDS or draft.source_words.lower() not in OWN


def _stands_nested(draft: Draft) -> bool:
    """Say whether an attribution inside what another says is a voice of its own.

    What somebody says of what others think, know, want or favour is that person's word; only speech is a further voice,
    and no speech that speakers affirm of themselves. What they deny or doubt stays («said it knew of no attack»).
    """
    if draft.sense.stance in ("deny", "doubt") and draft.source_words.lower() in PERSONAL:
        return True
    told = draft.form in NESTED_FORMS or (draft.form == "np" and "that" in draft.entry.takes)
    if draft.sense.kind not in NESTED_KINDS or not told:
        return False
    own = draft.source_words.lower() in FIRST_PERSON
    return not own or draft.sense.stance != "affirm"


def _manner(sheet: Sheet, draft: Draft) -> Manner:
    """Return direct where all words but a few stand in quotation marks, mixed where some do."""
    inside = total = 0
    for span in draft.content:
        total += span.end - span.start
        for quote in sheet.quotes_near(span):
            inside += min(span.end, quote.span.end) - max(span.start, quote.span.start)
            if quote.span.start <= span.start and span.end <= quote.span.end and quote.span.contains(draft.cue):
                inside -= span.end - span.start
    if inside <= 0:
        return "indirect"
    return "direct" if inside * 10 >= total * 9 else "mixed"


def _size(draft: Draft) -> int:
    return sum(span.end - span.start for span in draft.content)


def _holds(outer: Draft, inner: Draft) -> bool:
    whole = Span(outer.content[0].start, outer.content[-1].end)
    return whole.contains(inner.cue) and all(any(o.contains(i) for o in outer.content) for i in inner.content)


def _nest(analysis: Analysis, drafts: list[Draft]) -> list[int]:
    """Return, for each draft, the place of the smallest other draft whose content holds it whole, or -1."""
    starts = [sentence.span.start for sentence in analysis.sentences]
    by_sentence: dict[int, list[int]] = {}
    for k, draft in enumerate(drafts):
        touched: dict[int, None] = {}
        for span in draft.content:
            first = bisect_right(starts, span.start) - 1
            for sentence in range(first, bisect_right(starts, max(span.start, span.end - 1))):
                touched[sentence] = None
        for sentence in touched:
            by_sentence.setdefault(sentence, []).append(k)
    found = []
    places = {id(draft): k for k, draft in enumerate(drafts)}
    for k, draft in enumerate(drafts):
        if draft.within is not None and id(draft.within) in places:
            found.append(places[id(draft.within)])
            continue
        around = [j for j in by_sentence.get(draft.sentence, ()) if j != k and _holds(drafts[j], draft)]
        found.append(min(around, key=lambda j: (_size(drafts[j]), j), default=-1))
    return found


def speakers_of(analysis: Analysis, attributions: Iterable[Attribution]) -> dict[tuple[int, int], tuple[int, int]]:
    """Return, for each first-person pronoun inside quoted content, the place of its innermost source.

    Keys and values are (sentence, token): the pronoun, and the head of the phrase that names the speaker.
    """
    starts = [sentence.span.start for sentence in analysis.sentences]
    reach = list(accumulate((quote.span.end for quote in analysis.quotes), max))
    found: dict[tuple[int, int], tuple[int, int]] = {}
    sizes: dict[tuple[int, int], int] = {}
    for attribution in attributions:
        source = attribution.source
        if source is None or attribution.manner == "indirect":
            continue
        size = sum(span.end - span.start for span in attribution.content)
        for quote in _quoted(analysis.quotes, reach, attribution):
            first = max(bisect_right(starts, quote.start) - 1, 0)
            for sentence in analysis.sentences[first : bisect_right(starts, quote.end)]:
                for token in sentence.tokens:
                    if token.upos == "PRON" and token.text.lower() in FIRST_PERSON and quote.contains(token.span):
                        key = (sentence.index, token.i)
                        if key != (source.sentence, source.head) and size < sizes.get(key, size + 1):
                            found[key], sizes[key] = (source.sentence, source.head), size
    return found


def _quoted(quotes: tuple[Quote, ...], reach: list[int], attribution: Attribution) -> list[Span]:
    """Return what of the content stands in quotation marks that do not hold the cue as well.

    `reach` holds, for each quotation, the furthest end of it and of those before it.
    """
    found = []
    for span in attribution.content:
        for quote in quotes[bisect_right(reach, span.start) :]:
            if quote.span.start >= span.end:
                break
            if quote.span.end > span.start and not quote.span.contains(attribution.cue):
                found.append(Span(max(span.start, quote.span.start), min(span.end, quote.span.end)))
    return found
