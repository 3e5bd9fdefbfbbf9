"""Say how a clause is embedded in the predicate above it, and who is understood as its subject."""

from __future__ import annotations

from demarche.language.drafts import Draft, Sheet, Slot, clause_slot, doer_after_by, phrase
from demarche.language.mend_complements import has_to
from demarche.model import Role

EMBEDDED = frozenset({"clause", "condition", "purpose", "cause", "time", "adverbial", "relative"})
WHETHER = frozenset({"whether", "if"})
# Conjunctions that never introduce a complement, whatever the parser says.
CIRCUMSTANCES = frozenset({"before", "after", "because", "unless", "until", "while", "although", "though", "since"})
CONTRARY = frozenset({"but", "yet"})
INVERTED = frozenset({"should", "had", "were"})
# With an object that is the subject of the infinitive without asking for it: «saw», «found», «considers».
SUBJECTLESS = frozenset({"believe", "consider", "find", "know", "think", "declare", "show", "prove", "say", "report"})
BEARERS = frozenset({"cop", "aux"})  # what bears the ending of a gerund: «of [having] shelled», «of [being] a spy»
CLAUSE_ADVERBS = frozenset({"when", "where", "whenever", "wherever", "once"})


def embed(sheet: Sheet, parent: Draft, c: int) -> None:
    """Join the clause at token `c`, a dependent of `parent`, to it: as an argument, a circumstance or a conjunct."""
    tree = sheet.tree
    rel = tree.rel[c]
    child = sheet.drafts[c]
    if child is None or not child.clausal:
        if rel == "xcomp":
            parent.slots.append(phrase(tree, "attribute", tree.marker(c, "case"), c))
        return
    if rel == "conj":
        _conjunct(sheet, parent, child)
        return
    if rel == "parataxis":
        child.place(parent, "parataxis")
        return
    if tree.sub[c] == "acl:relcl":
        child.place(parent, "relative")
        return
    marker = clause_marker(sheet, child)
    to = has_to(tree, c) and not any(d in sheet.lifted for d in tree.children[c])
    gerund = tree.xpos[c] == "VBG" or any(tree.rel[d] in BEARERS and tree.xpos[d] == "VBG" for d in tree.children[c])
    if rel == "xcomp" and child.kind != "verb" and not to:
        slot = phrase(tree, "attribute", tree.marker(c, "case"), c)
        slot.clause = child
        parent.slots.append(slot)
        child.place(parent, "clause")
        return
    if to and not marker and tree.xpos[c] == "VBG":
        _argument(sheet, parent, child, "to")
        return
    if rel == "xcomp" and to and not marker and parent.kind == "verb" and _purpose(sheet, parent):
        child.place(parent, "purpose", "to")
        return
    if rel in ("xcomp", "ccomp", "csubj") and not (marker in CIRCUMSTANCES and marker not in WHETHER):
        if marker in WHETHER:
            marker = "whether"
        elif not marker:
            marker = "to" if to else "ing" if gerund and tree.child(c, "aux") < 0 else ""
        _argument(sheet, parent, child, marker)
        return
    _circumstance(sheet, parent, child, marker, to=to, gerund=gerund)


def _purpose(sheet: Sheet, parent: Draft) -> bool:
    """Say whether an infinitive that the parser took for a complement is a purpose: «visited Baku to mediate»."""
    if parent.object is None or parent.passive or parent.lemma in SUBJECTLESS:
        return False
    return parent.lemma not in sheet.lexicon.object_control and parent.lemma not in sheet.lexicon.subject_over_object


def _circumstance(sheet: Sheet, parent: Draft, child: Draft, marker: str, *, to: bool, gerund: bool) -> None:
    tree, lexicon = sheet.tree, sheet.lexicon
    noun = parent.kind == "noun" and tree.rel[child.at] == "acl"
    relation = lexicon.relation_of.get(marker, "")
    if not marker:
        if to:
            asked = parent.lemma in lexicon.control_nouns or parent.lemma in lexicon.asking_nouns
            goes_on = child.at > parent.at and f"{parent.lemma} {tree.word[parent.at + 1]}" in lexicon.continues
            if (noun and (asked or parent.clausal)) or parent.kind == "adjective" or goes_on:
                _argument(sheet, parent, child, "to")
            else:
                child.place(parent, "purpose", "to")
        elif noun:
            child.place(parent, "relative")
        elif word := _inversion(sheet, child):
            child.place(parent, "condition", word)
        else:
            child.place(parent, "adverbial")
        return
    if marker in lexicon.negative_gerund:
        child.negated = not child.negated
    if marker == "since" and gerund:
        relation = "time"
    if relation and not (to and marker == "for"):
        child.place(parent, relation, marker)
    elif gerund or marker in ("for", "that", "whether") or (noun and to):
        _argument(sheet, parent, child, marker)
    else:
        child.place(parent, "adverbial", marker)


def _argument(sheet: Sheet, parent: Draft, child: Draft, marker: str) -> None:
    called = parent.kind == "verb" and parent.lemma in sheet.lexicon.calls_for
    shown = "to" if marker == "for" and not called and has_to(sheet.tree, child.at) else marker
    parent.slots.append(clause_slot(sheet.tree, shown, child.at, child))
    child.place(parent, "clause", shown)


def clause_marker(sheet: Sheet, child: Draft) -> str:
    """Return the words that introduce a clause («that», «in order to», «after»), «» for none or a bare «to»."""
    tree = sheet.tree
    words: list[str] = []
    for c in tree.children[child.at]:
        if c > child.at:
            break
        rel = tree.rel[c]
        if rel == "mark" or (rel == "case" and child.kind == "verb" and child.head == child.at):
            words.append(tree.word[c])
            words.extend(tree.word[f] for f in tree.children[c] if tree.rel[f] == "fixed")
        elif rel == "advmod" and tree.word[c] in CLAUSE_ADVERBS:
            words.append(tree.word[c])
    if len(words) > 1 and words[-1] == "to" and words[0] != "in" and words[0] != "so":
        words.pop()
    if words and words[-1] == "whether":
        return "whether"  # «the question of whether»
    joined = " ".join(words)
    return "" if joined == "to" else joined


def _inversion(sheet: Sheet, child: Draft) -> str:
    tree = sheet.tree
    for c in tree.children[child.at]:
        if tree.rel[c] == "punct":
            continue
        return tree.word[c] if tree.rel[c] in ("aux", "cop") and tree.word[c] in INVERTED else ""
    return ""


def _conjunct(sheet: Sheet, first: Draft, child: Draft) -> None:
    """Embed a coordinated clause where the first one is embedded, and let the first take what follows both."""
    tree = sheet.tree
    above = first.parent
    marker = clause_marker(sheet, child)
    content = first.get("clause")
    if marker in ("that", "whether") and content is not None and content.head < child.at and first.kind == "verb":
        first.slots.append(clause_slot(tree, marker, child.at, child))
        child.place(first, "clause", marker)
        return
    if first.relation in EMBEDDED and above is not None and above.clausal:
        if first.at < above.at < child.at:
            child.place(above, "conjunct")
        else:
            child.place(above, first.relation, first.marker)
            if first.relation == "clause":
                above.slots.append(clause_slot(tree, first.marker, child.at, child, implicit=True))
    elif first.relation in EMBEDDED and above is not None:
        child.place(above, first.relation, first.marker)
    else:
        cc = next((tree.word[c] for c in tree.children[child.at] if tree.rel[c] == "cc"), "")
        child.place(first, "conjunct", cc)
    lacks = first.kind == "verb" and first.object is None and not first.passive
    if lacks and 0 < child.at - first.at <= 3 and first.get("clause") is None:
        o = tree.child(child.at, "obj")
        between = tree.word[first.at + 1 : child.at]
        listed = "," in between and first.lemma not in sheet.lexicon.without_object
        if o > child.at and (listed or "and" in between or "or" in between):
            first.object = phrase(tree, "patient", "", o, implicit=True)
            first.slots.append(first.object)


def place_in_outer(sheet: Sheet, draft: Draft) -> None:
    """Embed the clause of «the aim is to free them» in the noun that it is the content of."""
    tree = sheet.tree
    for c in tree.children[draft.at]:
        outer = sheet.drafts[c] if tree.sub[c] == "nsubj:outer" else None
        if outer is not None and outer.kind == "noun" and not outer.placed:
            place(sheet, draft)
            outer.place(draft.parent, draft.relation, draft.marker)
            draft.placed = False
            marker = clause_marker(sheet, draft) or ("to" if has_to(tree, draft.at) else "")
            outer.slots.append(clause_slot(tree, marker, draft.at, draft))
            draft.place(outer, "clause", marker)
            return


def place(sheet: Sheet, draft: Draft) -> None:
    """Embed a draft that no predicate right above it has taken in."""
    if draft.placed:
        return
    tree = sheet.tree
    rel = tree.rel[draft.at]
    nearest = sheet.nearest(draft.at)
    if tree.sub[draft.at] == "acl:relcl":
        draft.place(nearest, "relative")
    elif rel == "acl" and has_to(tree, draft.at):
        purpose = tree.rel[tree.head[draft.at]] == "obj"
        draft.place(nearest, "purpose" if purpose else "modifier", clause_marker(sheet, draft) or "to")
    elif rel == "acl":
        draft.place(nearest, "relative", clause_marker(sheet, draft))
    elif rel in ("parataxis", "appos"):
        draft.place(nearest, "parataxis" if rel == "parataxis" else "apposition")
    elif rel == "conj" and nearest is not None:
        draft.place(nearest, "conjunct")
    else:
        draft.place(nearest, "modifier")


def share(sheet: Sheet, draft: Draft) -> None:
    """Find the subject of a clause that has none of its own: control, raising, participles, conjuncts."""
    tree = sheet.tree
    rel = tree.rel[draft.at]
    if rel == "conj":
        first = sheet.drafts[tree.head[draft.at]] if tree.head[draft.at] >= 0 else None
        if first is not None and first.clausal:
            _share_group(sheet, first, draft)
            _future_in_past(draft)
            if draft.subject is None and not draft.expletive and not draft.imperative:
                _take(draft, first.subject)
            return
    if draft.subject is not None or draft.expletive or draft.imperative:
        _future_in_past(draft)
        return
    parent = draft.parent.final() if draft.parent is not None else None
    if rel == "acl" and tree.sub[draft.at] != "acl:relcl":
        _take(draft, _of_noun(sheet, draft))
    elif rel == "amod":
        _take(draft, phrase(tree, "agent", "", tree.head[draft.at]))
    elif parent is not None and rel == "ccomp" and draft.own_group and draft.tense != "none":
        _take(draft, _antecedent(sheet, parent) or _before_inserted(sheet, parent, draft))
    elif parent is not None and draft.relation == "clause":
        _take(draft, _controller(sheet, parent, draft))
    elif (
        parent is not None
        and rel in ("advcl", "xcomp", "ccomp")
        and tree.xpos[draft.at] not in ("VBD", "VBZ", "VBP", "MD")
    ):
        loose = draft.relation == "purpose" or (
            draft.relation == "adverbial" and not draft.marker and not draft.passive
        )
        given = draft.relation == "purpose" and parent.lemma in sheet.lexicon.two_objects
        if given and parent.get("recipient") is not None:
            _take(draft, parent.get("recipient"))
        elif parent.passive and loose and not given:
            _take(draft, parent.get("agent") or _deed(sheet, parent.subject))
        else:
            _take(draft, parent.subject)
    _future_in_past(draft)


def _deed(sheet: Sheet, slot: Slot | None) -> Slot | None:
    """Return the slot where it is an act, which can bring about what follows: «the pullout was done, ending it»."""
    inner = sheet.drafts[slot.head] if slot is not None else None
    return slot if inner is not None and inner.kind == "noun" and not inner.clausal else None


def _antecedent(sheet: Sheet, parent: Draft) -> Slot | None:
    """Return what the relative pronoun of «the plan, which he said would fail» stands for, for the inner clause."""
    tree = sheet.tree
    if tree.sub[parent.at] != "acl:relcl" or tree.head[parent.at] < 0:
        return None
    return phrase(tree, "agent", "", tree.head[parent.at])


def _before_inserted(sheet: Sheet, parent: Draft, draft: Draft) -> Slot | None:
    """Return the subject before an inserted clause of speech: «[Rebels] took it and, the envoy said, robbed it»."""
    tree = sheet.tree
    first = sheet.drafts[tree.head[parent.at]] if tree.head[parent.at] >= 0 else None
    inserted = tree.rel[parent.at] == "conj" and tree.child(parent.at, "cc") >= 0 and draft.at > parent.at
    return first.subject if inserted and first is not None and first.clausal else None


def _future_in_past(draft: Draft) -> None:
    if draft.modal != "would" or draft.tense != "none" or draft.relation != "clause" or draft.parent is None:
        return
    above: Draft | None = draft.parent.final()
    for _ in range(4):
        if above is None or above.tense != "none":
            break
        above = above.parent.final() if above.parent is not None else None
    if above is not None and above.tense == "past":
        draft.tense = "future"


def _take(draft: Draft, slot: Slot | None) -> None:
    if slot is None:
        return
    role: Role = "patient" if draft.passive else "agent"
    if role == "patient" and draft.object is not None and draft.object.role == "patient":
        role = "recipient"
    draft.subject = slot.shared(role)
    draft.slots.insert(0, draft.subject)


def _controller(sheet: Sheet, parent: Draft, draft: Draft) -> Slot | None:
    lexicon = sheet.lexicon
    if parent.kind == "noun":
        if parent.lemma in lexicon.asking_nouns:
            for marker in ("to", "on", "for"):
                asked = parent.get("oblique", marker)
                if asked is not None:
                    return asked
            return None
        return parent.get("agent") or parent.subject
    if parent.kind == "adjective" or parent.passive:
        return parent.subject
    marker = draft.marker
    asked = parent.object or parent.get("recipient")
    if marker == "with" and asked is not None and parent.lemma in lexicon.charges:
        return asked
    if marker in ("to", "ing", "", "for") or marker in lexicon.object_prepositions:
        if asked is not None and asked.head < draft.at:
            if parent.lemma in lexicon.subject_over_object and parent.lemma not in lexicon.object_control:
                return parent.subject
            if marker != "for" or draft.head > asked.head:
                return asked
        if marker == "to" and parent.lemma in lexicon.object_control:
            for preposition in ("on", "upon", "to", "with", "for"):
                asked = parent.get("oblique", preposition)
                if asked is not None and asked.head < draft.at:
                    return asked
            if parent.lemma not in lexicon.subject_control:
                return None
    return parent.subject


def _of_noun(sheet: Sheet, draft: Draft) -> Slot | None:
    """Return who does, or suffers, what a participle or an infinitive after a noun says."""
    tree, lexicon = sheet.tree, sheet.lexicon
    noun = tree.head[draft.at]
    if noun < 0:
        return None
    if not has_to(tree, draft.at):
        if clause_marker(sheet, draft):
            above = sheet.drafts[noun]
            if tree.lemma[noun] not in lexicon.times:
                return above.final().get("agent") if above is not None else None
            outer = sheet.nearest(noun)  # «seized the town after two days of fighting»
            return outer.subject if outer is not None and not outer.passive else None
        return phrase(tree, "agent", "", noun)
    above = sheet.drafts[noun]
    if above is not None:
        above = above.final()
        if above.kind == "noun" and above.lemma in lexicon.asking_nouns:
            return _controller(sheet, above, draft)
        found = above.get("agent")
        if found is not None:
            return found
    if tree.lemma[noun] in lexicon.control_nouns:
        governor = sheet.nearest(noun) if tree.rel[noun] in ("obj", "obl", "xcomp") else None
        return governor.final().subject if governor is not None and not governor.passive else None
    if any(tree.lemma[c] in lexicon.ranking for c in tree.children[noun]):
        return phrase(tree, "agent", "", noun)
    if tree.rel[noun] == "nmod" and above is None:
        return phrase(tree, "agent", "", noun)
    if tree.rel[noun] == "obj":
        governor = sheet.nearest(noun)
        if governor is None:
            return None
        governor = governor.final()
        given = governor.get("recipient") if governor.lemma in lexicon.two_objects else None
        return given or (None if governor.passive else governor.subject)
    return None


def _may_be_passive(sheet: Sheet, draft: Draft) -> bool:
    """Say whether a past tense joined to a passive is a participle: «was arrested, [tried] and jailed»."""
    tree, lexicon = sheet.tree, sheet.lexicon
    lemma = draft.lemma
    if draft.subject is None and draft.object is not None and lemma in lexicon.handing:
        return draft.get("recipient") is None
    if draft.subject is not None or draft.object is not None or draft.get("clause") is not None:
        return False
    if not tree.word[draft.at].endswith("ed") or lemma in lexicon.intransitive_verbs or lemma in lexicon.speech:
        return False
    return lemma not in lexicon.without_object


def _share_group(sheet: Sheet, first: Draft, draft: Draft) -> None:
    """Give a conjunct without auxiliaries those of the first, with voice, mood and negation."""
    tree = sheet.tree
    if draft.kind != "verb" or draft.at != draft.head:
        return
    form, other = tree.xpos[draft.at], tree.xpos[first.at]
    if form == "VBD" and first.passive and _may_be_passive(sheet, draft):
        form = "VBN"
        draft.own_group = False
    lone = draft.lemma in sheet.lexicon.intransitive_verbs or draft.lemma in sheet.lexicon.without_object
    if form == "VBN" and first.passive and lone and draft.subject is None:
        draft.tense = "past"
        return
    same = form == other or (form in ("VB", "VBP") and other == "VB")
    if draft.own_group and not (form == "VBP" and other == "VB" and draft.subject is None):
        return
    if draft.subject is not None or not same:
        if form == "VBN" and draft.tense == "none":
            if first.passive:
                draft.passive = True
            draft.tense, draft.modal = first.tense, first.modal
        return
    draft.tense = first.tense
    draft.modal = first.modal
    draft.perfect = first.perfect
    draft.progressive = first.progressive
    draft.passive = first.passive
    draft.imperative = first.imperative
    cc = next((tree.word[c] for c in tree.children[draft.at] if tree.rel[c] == "cc"), "")
    if first.negated and cc not in CONTRARY:
        draft.negated = True
    if draft.passive:
        for slot in draft.slots:
            by = slot.role == "oblique" and slot.marker == "by" and slot.head > draft.at
            if by and doer_after_by(tree, sheet.lexicon, slot.head):
                slot.role = "agent"
