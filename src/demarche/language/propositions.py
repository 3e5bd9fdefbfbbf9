"""From the dependency tree of a sentence to its propositions: predicates with their arguments made plain."""

from __future__ import annotations

from demarche.language.doubts import compare, find_doubts
from demarche.language.drafts import Draft, Kind, Sheet, phrase
from demarche.language.embedding import place, place_in_outer, share
from demarche.language.folding import fold_light, fold_target
from demarche.language.lexicon import load_lexicon
from demarche.language.mending import mend
from demarche.language.nominal import is_action_noun, read_noun, share_noun
from demarche.language.surface import Surface
from demarche.language.tree import Tree
from demarche.language.verbal import read_clause
from demarche.model import Proposition, Sentence

NOT_A_PREDICATE = frozenset(
    {"amod", "compound", "case", "mark", "fixed", "aux", "cop", "flat", "goeswith", "cc", "det"}
)
WITH_COMPLEMENT = frozenset({"xcomp", "ccomp", "advcl", "obl"})


def find_propositions(sentence: Sentence, first_index: int = 0) -> tuple[Proposition, ...]:
    """Read the propositions of one sentence; their indices count from `first_index`, in order of the text.

    1. Mend the tree where the parser is known to err, and measure its phrases.
    2. Draft a predicate at every verb, predicative adjective or noun, and action noun.
    3. Read the participants that stand at the nouns themselves.
    4. From the root down: embed each draft in the one above, read its clause, find its understood subject, compare it
       with the surface, and fold it into its noun if it is a light verb.
    5. Link arguments that are action nouns to their propositions, and embed these.
    6. Number what is left, embed none in itself, and weigh it.
    """
    if not sentence.tokens:
        return ()
    lexicon = load_lexicon()
    tree = Tree(sentence)
    # 1.
    lifted = mend(tree, lexicon)
    tree.measure()
    sheet = Sheet(tree, lexicon, lifted)
    surface = Surface(tree)
    # 2.
    drafts = sheet.drafts
    for i in range(tree.size):
        drafts[i] = _draft(sheet, i)
    # 3.
    for draft in drafts:
        if draft is not None and draft.kind == "noun" and draft.at == draft.head:
            read_noun(sheet, draft)
    # 4.
    for i in tree.order:
        draft = drafts[i]
        if draft is None or not draft.clausal:
            continue
        place_in_outer(sheet, draft)
        place(sheet, draft)
        read_clause(sheet, draft)
        share(sheet, draft)
        if draft.kind == "verb":
            compare(sheet, surface, draft)
            fold_light(sheet, draft)
            if draft.fold is not None:
                draft.fold.inherit_doubts(draft)
        elif draft.kind == "noun":
            fold_target(sheet, draft)
    # 5.
    for draft in drafts:
        if draft is not None and draft.fold is None:
            _link(sheet, draft)
    for i in tree.order:
        draft = drafts[i]
        if draft is not None and not draft.clausal and draft.fold is None:
            place(sheet, draft)
            share_noun(sheet, draft)
    # 6.
    kept = sorted((draft for draft in drafts if draft is not None and draft.fold is None), key=lambda d: d.head)
    for index, draft in enumerate(kept, first_index):
        draft.index = index
    for draft in kept:
        _cut_circle(sheet, draft)
    for draft in kept:
        find_doubts(sheet, surface, draft)
    return tuple(draft.freeze(tree) for draft in kept)


def _cut_circle(sheet: Sheet, draft: Draft) -> None:
    """Embed a predicate that is embedded in itself, by way of others, in the one above its words, or in nothing.

    «postponed the march scheduled to be held»: the march is held, and it is what is scheduled and postponed.
    """
    if not _reaches(draft.above(), draft):
        return
    outer = sheet.nearest(draft.head)
    outer = outer.final() if outer is not None else None
    draft.parent, draft.relation, draft.marker = (None if _reaches(outer, draft) else outer), "argument", ""


def _reaches(above: Draft | None, draft: Draft) -> bool:
    """Say whether a predicate is, or is embedded in, another."""
    seen: set[int] = set()
    while above is not None and above is not draft and above.index not in seen:
        seen.add(above.index)
        above = above.above()
    return above is draft


def format_proposition(sentence: Sentence, proposition: Proposition) -> str:
    """Return one line: number, predicate with its grammar, arguments by role, and what it is embedded in."""
    p = proposition
    grammar = [
        word
        for word in (
            "not" if p.negated else "",
            p.modal,
            "" if p.tense == "none" else p.tense,
            "perfect" if p.perfect else "",
            "progressive" if p.progressive else "",
            "passive" if p.passive else "",
            "question" if p.question else "",
            "imperative" if p.imperative else "",
        )
        if word
    ]
    name = " ".join(word for word in (p.light and f"[{p.light}]", p.lemma, p.particle) if word)
    parts = [f"{p.index} {p.kind} {name}" + (f" ({', '.join(grammar)})" if grammar else "")]
    for argument in p.arguments:
        role = argument.role if not argument.marker else f"{argument.role}:{argument.marker}"
        words = _words(sentence, argument.span.start, argument.span.end)
        target = f" → {argument.proposition}" if argument.proposition >= 0 else ""
        if argument.role == "clause" and target:
            parts.append(f"{role}{target}")
        else:
            parts.append(f"{role} «{words}»{' implicit' if argument.implicit else ''}{target}")
    if p.parent >= 0:
        parts.append(f"{p.relation}{f' «{p.marker}»' if p.marker else ''} of {p.parent}")
    if p.doubts:
        parts.append(f"confidence {p.confidence:g}: {', '.join(p.doubts)}")
    return " | ".join(parts)


def _words(sentence: Sentence, start: int, end: int) -> str:
    words: list[str] = []
    at = -1
    for token in sentence.tokens:
        if start <= token.start and token.end <= end:
            if words and token.start > at:
                words.append(" ")
            words.append(token.text)
            at = token.end
    return "".join(words)


def _draft(sheet: Sheet, i: int) -> Draft | None:
    """Return a draft where token `i` is a predicate."""
    tree = sheet.tree
    upos, rel = tree.upos[i], tree.rel[i]
    if upos == "PUNCT" or upos == "ADP" or upos == "DET" or rel == "punct":
        return None
    if upos == "VERB":
        if rel in NOT_A_PREDICATE or tree.sub[i] == "compound:prt":
            return None
        return _clause(sheet, i, "verb", i)
    if upos == "AUX":
        if rel in NOT_A_PREDICATE:
            return None
        return Draft(i, i, "verb", tree.lemma[i], clausal=True)
    copula = subject = case = complement = -1
    for c in tree.children[i]:
        relation = tree.rel[c]
        if relation == "cop":
            copula = c
        elif relation == "nsubj":
            subject = c
        elif relation == "case" and c < i:
            case = c
        elif relation in WITH_COMPLEMENT and c > i:
            complement = c
    if upos == "ADJ":
        if copula >= 0 or (subject >= 0 and rel not in NOT_A_PREDICATE):
            return _clause(sheet, i, "adjective", i)
        if complement >= 0 and rel in ("amod", "acl", "xcomp", "advcl", "conj", "appos", "root", "parataxis"):
            return _clause(sheet, i, "adjective", i)
        return None
    if copula >= 0:
        if case >= 0:
            return _copular_phrase(sheet, i, copula)
        if upos in ("NOUN", "PROPN", "PRON", "NUM", "ADV", "X", "SYM"):
            return _clause(sheet, i, "adjective" if upos == "ADV" else "noun", i)
        return None
    if subject >= 0 and rel in ("root", "ccomp", "parataxis", "conj") and upos in ("NOUN", "PROPN", "ADV") and case < 0:
        return _clause(sheet, i, "noun", i)
    outer = tree.sub[i] == "nsubj:outer" and tree.lemma[i] in sheet.lexicon.control_nouns
    if outer or is_action_noun(tree, sheet.lexicon, i):
        return Draft(i, i, "noun", tree.lemma[i], clausal=False)
    return None


def _clause(sheet: Sheet, at: int, kind: Kind, head: int) -> Draft:
    return Draft(at, head, kind, sheet.tree.lemma[head], clausal=True)


def _copular_phrase(sheet: Sheet, i: int, copula: int) -> Draft:
    """Read «was in Baku» as the verb «be» with the phrase as an oblique, «was under attack» as the noun."""
    tree = sheet.tree
    marker = tree.marker(i, "case")
    if is_action_noun(tree, sheet.lexicon, i):
        noun = _clause(sheet, i, "noun", i)
        noun.light = f"be {marker}"
        return noun
    draft = Draft(i, copula, "verb", "be", clausal=True)
    draft.slots.append(phrase(tree, "oblique", marker, i))
    return draft


def _link(sheet: Sheet, draft: Draft) -> None:
    """Point the arguments that are action nouns to their propositions, and hang these below."""
    drafts = sheet.drafts
    for slot in draft.slots:
        if slot.role == "clause":
            continue
        for head in slot.heads:
            inner = drafts[head]
            if inner is None or inner.kind != "noun" or inner.final() is draft:
                continue
            if slot.clause is None:
                slot.clause = inner
            if not inner.clausal and not slot.implicit:
                inner.place(draft, "argument", slot.marker)
