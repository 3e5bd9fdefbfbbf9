"""Read a clause: its verb group (voice, tense, mood, negation) and its arguments by deep role."""

from __future__ import annotations

from demarche.language.drafts import Draft, Sheet, Slot, Tense, clause_slot, doer_after_by, phrase
from demarche.language.embedding import embed
from demarche.language.mend_complements import has_to
from demarche.language.tree import Tree
from demarche.model import Role

MODALS = {
    "will": "will", "'ll": "will", "’ll": "will", "wo": "will", "shall": "will", "sha": "will", "would": "would",
    "'d": "would", "’d": "would", "can": "can", "ca": "can", "could": "could", "may": "may", "might": "might",
    "must": "must", "should": "should", "ought": "should",
}  # fmt: skip
LIFTED = {"future": "will", "must": "must", "past": ""}
PAST_FORMS = frozenset({"was", "were", "had", "did", "got", "went"})


def read_clause(sheet: Sheet, draft: Draft) -> None:
    """Fill a clausal draft from the dependents of its token: group, roles, and the clauses embedded in it."""
    tree = sheet.tree
    at = draft.at
    auxiliaries: list[int] = []
    subjects: list[int] = []
    objects: list[int] = []
    obliques: list[int] = []
    clauses: list[int] = []
    relative = tree.sub[at] == "acl:relcl"
    for c in tree.children[at]:
        rel = tree.rel[c]
        if rel == "punct":
            if tree.word[c] == "?":
                draft.question = True
        elif rel == "aux" or rel == "cop":
            if tree.word[c] in sheet.lexicon.negators:
                draft.negated = True  # «n't», taken for an auxiliary
            else:
                auxiliaries.append(c)
        elif rel == "nsubj":
            subjects.append(c)
        elif rel == "obj":
            objects.append(c)
        elif rel == "iobj":
            objects.insert(0, c)
        elif rel == "obl" or (rel == "nmod" and draft.kind != "noun"):
            obliques.append(c)
        elif rel in ("xcomp", "ccomp", "advcl", "csubj", "acl", "parataxis", "conj"):
            clauses.append(c)
        elif rel == "advmod":
            _adverb(sheet, draft, c)
        elif rel == "compound" and tree.sub[c] == "compound:prt":
            draft.particle = tree.word[c]
            draft.words.append(c)
        elif rel == "expl":
            draft.expletive = True
        elif rel == "cc" and tree.word[c] in sheet.lexicon.negators:
            draft.negated = True
    _group(sheet, draft, auxiliaries, subjects)
    if auxiliaries and subjects and auxiliaries[0] < subjects[0]:
        _inverted(sheet, draft, auxiliaries[0], obliques)
    _core(sheet, draft, subjects, objects)
    if draft.kind == "verb" and _never(sheet, at):
        draft.negated = True
    for c in obliques:
        _oblique(sheet, draft, c)
    _loose_phrases(sheet, draft)
    for c in clauses:
        embed(sheet, draft, c)
    if relative:
        _gap(sheet, draft, subjects, objects, clauses)


def _never(sheet: Sheet, verb: int) -> bool:
    """Say whether a phrase right before the verb denies it, in quotation marks or not: «had "at no time" fired»."""
    tree = sheet.tree
    words = [tree.word[i] for i in range(max(0, verb - 6), verb) if tree.upos[i] not in ("PUNCT", "AUX")]
    return any(words[-len(phrase) :] == list(phrase) for phrase in sheet.lexicon.never)


def _inverted(sheet: Sheet, draft: Draft, auxiliary: int, obliques: list[int]) -> None:
    """Read a subject behind its auxiliary as a question («will they …»), or a negation («at no time did they …»)."""
    tree, lexicon = sheet.tree, sheet.lexicon
    for c in obliques:
        if c < auxiliary and any(tree.word[d] in lexicon.negative_determiners for d in tree.children[c]):
            draft.negated = True
    before = [c for c in tree.children[draft.at] if c < auxiliary and tree.rel[c] not in ("punct", "cc", "advcl")]
    if tree.rel[draft.at] != "advcl" and all(tree.xpos[c] in ("WRB", "WP", "WDT") for c in before):
        draft.question = True


def _adverb(sheet: Sheet, draft: Draft, c: int) -> None:
    tree, lexicon = sheet.tree, sheet.lexicon
    word = tree.word[c]
    if word in lexicon.negators:
        if not (c + 1 < tree.size and tree.word[c + 1] in lexicon.not_negating):
            draft.negated = True
    elif word == "longer" and any(tree.word[d] == "no" for d in tree.children[c]):
        draft.negated = True
    elif word in ("before", "again") and any(tree.word[d] in lexicon.negators for d in tree.children[c]):
        draft.negated = True  # «never before have they»
    elif (
        draft.kind == "verb"
        and not draft.particle
        and word in lexicon.particles
        and (tree.upos[c] == "ADP" or tree.xpos[c] in ("RP", "IN"))
        and 0 < c - draft.head < 5
    ):
        draft.particle = word
        draft.words.append(c)


def _group(sheet: Sheet, draft: Draft, auxiliaries: list[int], subjects: list[int]) -> None:
    """Set voice, tense and mood from the auxiliaries in their order, or from the form of the verb itself."""
    tree, lexicon = sheet.tree, sheet.lexicon
    verb = draft.kind == "verb" and draft.head == draft.at
    form = tree.xpos[draft.at]
    to = has_to(tree, draft.at)
    finite = ""
    for a in auxiliaries:
        word, lemma, xpos = tree.word[a], tree.lemma[a], tree.xpos[a]
        if word == "to":
            continue
        kind = sheet.lifted.get(a)
        if kind is not None:
            if kind == "must" and any(tree.word[c] == "yet" for c in tree.children[draft.at]):
                draft.negated = True  # «has yet to reply»
            else:
                draft.modal = draft.modal or LIFTED[kind]
            if kind == "future" or kind == "past":
                draft.tense = "future" if kind == "future" else "past"
            elif draft.tense == "none" and finite != "modal":
                draft.tense = _form_tense(word, xpos)
            finite = finite or "lifted"
            continue
        modal = MODALS.get(word)
        if modal is not None and (word not in ("'d", "’d") or lemma == "would" or xpos == "MD"):
            draft.modal = draft.modal or modal
            if modal == "will" and draft.tense == "none":
                draft.tense = "future"
            finite = finite or "modal"
            continue
        if not finite and word not in ("be", "been", "being", "having", "have"):
            draft.tense = _form_tense(word, xpos)
            finite = "aux"
        elif not finite and word == "have" and not to and not draft.modal:
            draft.tense = "present"
            finite = "aux"
        if word == "being" and finite == "aux":
            draft.progressive = True
        if lemma == "have" or word in ("'d", "’d"):
            draft.perfect = True
        elif lemma == "be" or lemma == "get":
            if tree.sub[a] == "aux:pass":
                draft.passive = True
            elif verb and tree.rel[a] == "aux":
                if form == "VBG":
                    draft.progressive = True
                elif form in ("VBN", "VBD"):
                    draft.passive = True
    if draft.perfect and draft.modal and draft.modal != "will":
        draft.tense = "past"
    if to and tree.upos[draft.at] == "VERB" and any(tree.rel[a] == "cop" or tree.lemma[a] == "be" for a in auxiliaries):
        _be_to(sheet, draft, auxiliaries, subjects)
    draft.own_group = bool(auxiliaries) or to
    if not verb:
        return
    if any(tree.sub[s] == "nsubj:pass" for s in subjects):
        draft.passive = True
    if to and subjects and not auxiliaries and tree.rel[draft.at] in ("root", "parataxis"):
        draft.modal, draft.tense = "will", "future"
    if auxiliaries:
        return
    if form == "VBD":
        if tree.sub[draft.at] == "acl" and not subjects:
            draft.passive = True
        elif not draft.passive:
            draft.tense = "past"
            draft.own_group = True
        else:
            draft.tense = "past"
    elif form in ("VBZ", "VBP"):
        draft.tense = "present"
        draft.own_group = True
    elif form == "VBN":
        rel = tree.rel[draft.at]
        if rel == "conj" and (not draft.passive or _first_is_passive(tree, draft.at)):
            return
        if subjects and not draft.passive and tree.lemma[draft.at] not in lexicon.two_objects:
            draft.tense = "past"
            draft.own_group = True
        else:
            draft.passive = True
    elif form == "VB" and not to and not subjects and tree.rel[draft.at] in ("root", "ccomp", "parataxis"):
        draft.imperative = tree.marker(draft.at, "mark") == ""


def _first_is_passive(tree: Tree, i: int) -> bool:
    """Say whether the clause that this one is joined to has a passive group, which serves both."""
    return any(tree.sub[c] == "aux:pass" for c in tree.children[tree.head[i]])


def _be_to(sheet: Sheet, draft: Draft, auxiliaries: list[int], subjects: list[int]) -> None:
    """Read «is to visit» as a future, «the aim is to visit» as the content of the aim."""
    tree = sheet.tree
    if any(tree.lemma[s] in sheet.lexicon.control_nouns for s in subjects):
        draft.tense = "none"
        return
    mark = next((c for c in tree.children[draft.at] if tree.word[c] == "to"), -1)
    if any(a < mark for a in auxiliaries):
        draft.modal = draft.modal or "will"
        draft.tense = "future"


def _form_tense(word: str, xpos: str) -> Tense:
    if xpos == "VBD" or word in PAST_FORMS:
        return "past"
    return "present"


def _core(sheet: Sheet, draft: Draft, subjects: list[int], objects: list[int]) -> None:
    """Give subject and objects their deep roles."""
    tree, lexicon = sheet.tree, sheet.lexicon
    passive = draft.passive
    for s in subjects:
        if tree.sub[s] == "nsubj:outer" and tree.lemma[s] in lexicon.control_nouns:
            continue
        if tree.xpos[s] == "EX":
            draft.expletive = True
            continue
        slot = _nominal(sheet, draft, "agent", "", s)
        if passive:
            slot.role = "recipient" if objects and draft.lemma in lexicon.two_objects else "patient"
        if draft.subject is None:
            draft.subject = slot
            draft.slots.append(slot)
            _negative(sheet, draft, s)
    two = len(objects) > 1
    for k, o in enumerate(objects):
        role: Role = "patient"
        if passive:
            role = "patient" if draft.subject is not None and draft.subject.role == "recipient" else "attribute"
        elif two and draft.lemma in lexicon.two_objects:
            role = "recipient" if k == 0 else "patient" if k == 1 else "oblique"
        elif k > 0:
            role = "oblique"
        elif tree.rel[o] == "iobj" and draft.lemma in lexicon.two_objects and tree.child(draft.at, "xcomp") < 0:
            role = "recipient"
        slot = _nominal(sheet, draft, role, "", o)
        draft.slots.append(slot)
        if draft.object is None or draft.object.role == "recipient":
            draft.object = slot
        _negative(sheet, draft, o)


def _negative(sheet: Sheet, draft: Draft, i: int) -> None:
    """Negate the predicate where its subject or object is negative: «no troops were sent», «not one of them left»."""
    tree, lexicon = sheet.tree, sheet.lexicon
    if tree.word[i] in lexicon.negative_heads:
        draft.negated = True
        return
    words = {tree.word[c] for c in tree.children[i]}
    if "not" in words and "but" not in words and (tree.word[i] == "one" or "single" in words):
        draft.negated = True
        return
    for c in tree.children[i]:
        if tree.word[c] == "one" and any(tree.word[n] == "not" for n in tree.children[c]):
            draft.negated = True  # «not one soldier has crossed»
            return
        if tree.word[c] in lexicon.negative_determiners and (tree.rel[c] == "det" or tree.sub[c] == "cc:preconj"):
            draft.negated = True
            return


def _nominal(sheet: Sheet, draft: Draft, role: Role, marker: str, i: int) -> Slot:
    """Return the slot for token `i`; a relative pronoun gives way to what it stands for."""
    tree = sheet.tree
    if tree.word[i] in sheet.lexicon.relative_pronouns and tree.xpos[i] in ("WDT", "WP", "DT", "IN"):
        at = draft.at
        for _ in range(4):
            if tree.sub[at] == "acl:relcl":
                antecedent = antecedent_of(sheet, at, tree.word[i])
                if antecedent >= 0 and i <= at and antecedent < i:
                    return phrase(tree, role, marker, antecedent, implicit=True)
            at = tree.head[at]
            if at < 0:
                break
        before = i - 1
        if tree.word[i] == "who" and before >= 0 and tree.upos[before] in ("NOUN", "PROPN"):
            while i > tree.head[before] >= 0 and tree.rel[before] in ("flat", "compound", "conj", "appos"):
                before = tree.head[before]
            return phrase(tree, role, marker, before, implicit=True)
    return phrase(tree, role, marker, i)


def antecedent_of(sheet: Sheet, clause: int, pronoun: str) -> int:
    """Return the head of what a relative clause hangs on; «who» passes over a place («residents of the town, who»)."""
    tree = sheet.tree
    noun = tree.head[clause]
    if pronoun == "who" and noun >= 0 and tree.rel[noun] == "nmod":
        place = tree.lemma[noun] in sheet.lexicon.settlements or tree.tokens[noun].name == "LOC"
        if place and tree.upos[tree.head[noun]] in ("NOUN", "PROPN"):
            return tree.head[noun]
    return noun


def _oblique(sheet: Sheet, draft: Draft, c: int) -> None:
    tree, lexicon = sheet.tree, sheet.lexicon
    if tree.sub[c] == "nmod:poss":
        return
    marker = tree.marker(c, "case")
    if not marker and tree.word[c] in lexicon.relative_pronouns:
        marker = next((tree.word[d] for d in tree.children[c] if tree.rel[d] == "case"), "")
    if not marker and (tree.upos[c] == "VERB" or _before_conjunction(tree, c)):
        return
    inner = sheet.drafts[c]
    if inner is not None and inner.clausal and tree.upos[c] == "VERB":
        draft.slots.append(clause_slot(tree, marker, c, inner))
        inner.place(draft, "clause", marker)
        return
    role: Role = "oblique"
    if tree.sub[c] == "obl:agent" or (marker == "by" and draft.passive and doer_after_by(tree, lexicon, c)):
        role = "agent"
        marker = marker or "by"
        if draft.get("agent") is not None or not doer_after_by(tree, lexicon, c):
            role = "oblique"
    slot = _nominal(sheet, draft, role, marker, c)
    if len(slot.heads) > 1:
        own = [k for k in slot.heads[1:] if (other := tree.marker(k, "case")) and other != marker]
        if own:
            slot.heads = tuple(k for k in slot.heads if k not in own)
            draft.slots.append(slot)
            for k in own:
                draft.slots.append(phrase(tree, "oblique", tree.marker(k, "case"), k))
            return
    draft.slots.append(slot)


def _before_conjunction(tree: Tree, c: int) -> bool:
    """Say whether a phrase measures the conjunction after it: «[two days] after he left»."""
    high = tree.high[c] + 1
    return (
        tree.sub[c] == "obl:unmarked"
        and high < tree.size
        and tree.rel[high] == "mark"
        and tree.head[high] == tree.head[c]
    )


def _loose_phrases(sheet: Sheet, draft: Draft) -> None:
    """Offer a phrase that hangs on the object as one of the verb too, where the object is no action noun.

    «fired rockets [at the base]», «seized the town [from rebels]»: parsers often choose the noun. Prepositions of
    direction are offered to all verbs, those of place to verbs that ask for them.
    """
    tree, lexicon = sheet.tree, sheet.lexicon
    if draft.kind != "verb" or draft.object is None or draft.object.implicit:
        return
    head = draft.object.heads[-1]
    plain = tree.upos[head] == "NOUN" and sheet.drafts[head] is None
    if head < draft.head or not (plain or draft.lemma in lexicon.with_of):
        return
    for c in tree.children[head]:
        if tree.rel[c] != "nmod" or c < head:
            continue
        marker = tree.marker(c, "case")
        governed = draft.lemma in lexicon.governs.get(marker, ())
        if marker in lexicon.loose or governed or (marker == "of" and draft.lemma in lexicon.with_of):
            draft.slots.append(phrase(tree, "oblique", marker, c))


def _gap(sheet: Sheet, draft: Draft, subjects: list[int], objects: list[int], clauses: list[int]) -> None:
    """Let the antecedent of a relative clause without a pronoun fill what is missing in it."""
    tree, lexicon = sheet.tree, sheet.lexicon
    at = draft.at
    antecedent = antecedent_of(sheet, at, "")
    if antecedent < 0 or antecedent > at or tree.upos[antecedent] == "VERB":
        return
    for c in tree.children[at]:
        if tree.word[c] in lexicon.relative_adverbs and tree.rel[c] in ("advmod", "mark"):
            return
        if c < at and tree.word[c] in lexicon.relative_pronouns and tree.rel[c] in ("obl", "iobj", "obj", "nsubj"):
            return
        if c < at and any(
            tree.word[d] in lexicon.relative_pronouns or tree.word[d] == "whose" for d in tree.children[c]
        ):
            return
    if not subjects:
        slot = phrase(tree, "patient" if draft.passive else "agent", "", antecedent, implicit=True)
        draft.subject = slot
        draft.slots.insert(0, slot)
        return
    if draft.kind != "verb" or draft.passive or objects:
        return
    if any(tree.rel[c] in ("xcomp", "ccomp") for c in clauses):
        return
    slot = phrase(tree, "patient", "", antecedent, implicit=True)
    draft.object = slot
    draft.slots.append(slot)
