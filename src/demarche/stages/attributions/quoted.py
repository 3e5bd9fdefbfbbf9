"""Give quotations to their speakers: by the cue that touches them, else by the cue of the quotation before."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from demarche.model import Quote, Span
from demarche.stages.attributions.sheet import Draft, Sheet


def give_quotes(sheet: Sheet, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts, in the same order, with the quotations that are theirs in their content.

    1. What is said within a quotation stays there; a content that a cue takes as speech grows to the whole of each
    quotation that it shares words with. 2. A quotation that is left goes to the nearest cue of its sentences that can
    take one, an idle one first. 3. Failing that it continues the speech that touches it, or begins the quotation that
    follows it and has a cue.
    """
    if not sheet.quotes:
        return drafts
    for draft in drafts:
        _clip(sheet, draft)
    speakers = [draft for draft in drafts if draft.takes_quote]
    owners: dict[int, Draft] = {}
    # 1.
    for draft in speakers:
        for span in list(draft.content):
            for quote in sheet.quotes_near(span):
                if not quote.span.contains(draft.cue) and not (quote.scare and quote.span.contains(span)):
                    _grow(draft, quote)
                    if not quote.scare:
                        owners.setdefault(quote.span.start, draft)
    for draft in drafts:
        if not draft.takes_quote and draft.content:
            for span in draft.content:
                for quote in sheet.quotes_near(span):
                    if not quote.scare and not quote.span.contains(draft.cue):
                        owners.setdefault(quote.span.start, draft)
    # 2.
    starts = [sentence.span.start for sentence in sheet.analysis.sentences]
    by_sentence: dict[int, list[Draft]] = {}
    for draft in speakers:
        by_sentence.setdefault(draft.sentence, []).append(draft)
    previous: tuple[Quote, Draft] | None = None
    waiting: list[Quote] = []
    for quote in sheet.quotes:
        if quote.scare:
            continue
        owner = owners.get(quote.span.start)
        if owner is None:
            first = bisect_right(starts, quote.span.start) - 1
            last = bisect_left(starts, quote.span.end) - 1
            owner = _touching(sheet, quote, by_sentence, first, last)
            # 3.
            if owner is None:
                owner = _continued(sheet, quote, by_sentence, first, previous)
            if owner is not None:
                _grow(owner, quote)
            else:
                waiting.append(quote)
        if owner is not None:
            begins = quote
            for early in reversed(waiting):
                if sheet.text[early.span.end : begins.span.start].strip():
                    break
                _grow(owner, early)
                begins = early
            waiting.clear()
        previous = (quote, owner) if owner is not None else None
    return drafts


def _clip(sheet: Sheet, draft: Draft) -> None:
    """Keep what is said within a quotation inside it."""
    for quote in sheet.quotes_near(draft.cue):
        if quote.content.contains(draft.cue):
            inner = quote.content
            draft.content = [
                Span(max(span.start, inner.start), min(span.end, inner.end))
                for span in draft.content
                if span.overlaps(inner)
            ]


def _grow(draft: Draft, quote: Quote) -> None:
    """Join the quotation to the content, swallowing what it overlaps; source and cue stay outside."""
    low, high = quote.span.start, quote.span.end
    kept = []
    for span in draft.content:
        if span.overlaps(quote.span):
            low, high = min(low, span.start), max(high, span.end)
        else:
            kept.append(span)
    kept.append(Span(low, high))
    draft.content = sorted(kept)


def _touching(sheet: Sheet, quote: Quote, by_sentence: dict[int, list[Draft]], first: int, last: int) -> Draft | None:
    """Return the cue of the quotation's first or last sentence that is nearest to it, idle cues first."""
    best: tuple[int, int, int] | None = None
    found: Draft | None = None
    for sentence in dict.fromkeys((first, last)):
        for draft in by_sentence.get(sentence, ()):
            if draft.cue.overlaps(quote.span):
                continue
            gap = (
                quote.span.start - draft.cue.end
                if draft.cue.end <= quote.span.start
                else draft.cue.start - quote.span.end
            )
            key = (1 if draft.content else 0, gap, draft.cue.start)
            if best is None or key < best:
                best, found = key, draft
    return found


def _continued(
    sheet: Sheet,
    quote: Quote,
    by_sentence: dict[int, list[Draft]],
    first: int,
    previous: tuple[Quote, Draft] | None,
) -> Draft | None:
    """Return the speaker whose speech the quotation goes on with, or None.

    In one paragraph it goes on with what the sentence before says, and with the quotation before. At the head of a
    paragraph it goes on with a quotation of the sentence before that was no question.
    """
    text = sheet.text
    start = quote.span.start
    before = text[max(0, start - 40) : start].rstrip()
    if first > 0:
        sentence = sheet.analysis.sentences[first - 1]
        around = [draft for draft in by_sentence.get(first - 1, ()) if not sheet.inside_quote(draft.cue)]
        if around:
            last = around[-1]
            if before.endswith(":") or "\n" not in text[sentence.span.end : start]:
                return last
            opens = not text[sentence.span.end : start].strip()
            if opens and last.sense.stance != "ask" and _is_quoted(sheet, last):
                return last
    if previous is not None and not text[previous[0].span.end : start].strip(" \n\t\u00a0.,;"):
        return previous[1]
    return None


def _is_quoted(sheet: Sheet, draft: Draft) -> bool:
    """Say whether the content is a quotation, in part at least."""
    return any(not quote.scare for span in draft.content for quote in sheet.quotes_near(span))
