"""Fold light verbs into their nouns: «launched an attack on», «came under fire», «there were clashes»."""

from __future__ import annotations

from demarche.language.drafts import Draft, Sheet, Slot, phrase
from demarche.language.lexicon import AGENT, CAUSER, PATIENT
from demarche.language.nominal import read_noun
from demarche.model import Role

COUNTERS = frozenset({"dozen", "hundred", "thousand", "score", "number", "couple", "lot", "handful", "rash", "barrage"})


def fold_light(sheet: Sheet, verb: Draft) -> None:
    """Fold a light verb into its noun, where the table has the two together."""
    if verb.kind != "verb" or verb.fold is not None:
        return
    found = _light_noun(sheet, verb)
    if found is not None:
        slot, subject, key = found
        _fold(sheet, verb, slot, subject, key)


def fold_target(sheet: Sheet, draft: Draft) -> None:
    """Read «X is under attack by Y» and «X was the target of an attack by Y» as what is done to X."""
    lexicon = sheet.lexicon
    if draft.light:
        light = lexicon.light.get(draft.light)
        if light is not None and light.subject == PATIENT:
            if draft.subject is not None:
                draft.subject.role = "patient"
            _sufferer(draft)
        return
    if draft.lemma not in lexicon.targets or draft.subject is None:
        return
    of = draft.get("patient")
    noun = sheet.drafts[of.head] if of is not None else None
    if of is None or noun is None or noun.kind != "noun" or noun.clausal:
        return
    _fold(sheet, draft, of, PATIENT if draft.lemma in lexicon.acted_on_targets else "", f"be {draft.lemma}")


def _light_noun(sheet: Sheet, verb: Draft) -> tuple[Slot, str, str] | None:
    lexicon = sheet.lexicon
    starts = verb.lemma in lexicon.light_starts
    occurs = verb.full in lexicon.occurrence
    if not starts and not occurs and verb.lemma != "take":
        return None
    for slot in verb.slots if starts else ():
        if slot.role == "patient":
            key = verb.full
        elif slot.role == "oblique" and slot.marker:
            key = f"{verb.full} {slot.marker}"
        else:
            continue
        light = lexicon.light.get(key)
        if light is None:
            continue
        if _nominal_draft(sheet, slot, light.nouns) is not None:
            return slot, light.subject, key
        counted = _counted(sheet, slot)
        if counted is not None and _nominal_draft(sheet, counted, light.nouns) is not None:
            outer = sheet.drafts[slot.head]
            if outer is not None and outer.kind == "noun":
                outer.fold = sheet.drafts[counted.head]
            verb.slots[verb.slots.index(slot)] = counted
            return counted, light.subject, key
    if occurs or (verb.lemma == "take" and _takes_place(sheet, verb)):
        subject = verb.subject or verb.get("agent")
        if subject is None or subject.clause is not None or verb.passive:
            return None
        if verb.object is not None and verb.lemma != "take":
            return None
        if verb.lemma == "be" and not verb.expletive:
            return None
        if any(other.role == "clause" for other in verb.slots):
            return None
        nouns = lexicon.actions
        if verb.lemma == "take" and sheet.tree.upos[subject.head] == "NOUN":
            nouns = frozenset({sheet.tree.lemma[subject.head]})
        counted = _counted(sheet, subject)
        if counted is not None and _nominal_draft(sheet, counted, lexicon.actions) is not None:
            outer = sheet.drafts[subject.head]
            if outer is not None and outer.kind == "noun":
                outer.fold = sheet.drafts[counted.head]
            verb.slots[verb.slots.index(subject)] = verb.subject = counted
            return counted, "", "take place" if verb.lemma == "take" else verb.full
        if verb.lemma == "be":
            nouns = nouns | lexicon.control_nouns | lexicon.with_content
        if _nominal_draft(sheet, subject, nouns) is not None:
            return subject, "", "take place" if verb.lemma == "take" else verb.full
    return None


def _counted(sheet: Sheet, slot: Slot) -> Slot | None:
    """Return what is counted in «a series of attacks», «ten days of exercises», in the same role; None for others."""
    tree, lexicon = sheet.tree, sheet.lexicon
    lemma = tree.lemma[slot.head]
    if lemma not in lexicon.with_content and lemma not in lexicon.times and lemma not in COUNTERS:
        return None
    for c in tree.children[slot.head]:
        if tree.rel[c] == "nmod" and tree.marker(c, "case") == "of":
            return phrase(tree, slot.role, slot.marker, c, implicit=slot.implicit)
    return None


def _takes_place(sheet: Sheet, verb: Draft) -> bool:
    return verb.object is not None and sheet.tree.lemma[verb.object.head] == "place"


def _nominal_draft(sheet: Sheet, slot: Slot, nouns: frozenset[str]) -> Draft | None:
    tree = sheet.tree
    if tree.lemma[slot.head] not in nouns and tree.word[slot.head] not in nouns:
        return None
    draft = sheet.drafts[slot.head]
    if draft is None:
        if tree.upos[slot.head] != "NOUN":
            return None
        draft = Draft(slot.head, slot.head, "noun", tree.lemma[slot.head], clausal=False)
        sheet.drafts[slot.head] = draft
        read_noun(sheet, draft)
    return draft if draft.kind == "noun" and not draft.clausal else None


def _fold(sheet: Sheet, verb: Draft, slot: Slot, subject: str, key: str) -> None:
    """Move what the light verb says to its noun and to the nouns coordinated with it."""
    tree = sheet.tree
    first = sheet.drafts[slot.head]
    if first is None:
        return
    kept = [other for other in verb.slots if other is not slot]
    if key == "take place":
        kept = [other for other in kept if other is not verb.object]
    for k, at in enumerate(slot.heads):
        noun = sheet.drafts[at]
        if noun is None or noun.kind != "noun" or noun.clausal or noun.light:
            continue
        if subject == PATIENT:
            _sufferer(noun)
        _move_slots(sheet, noun, kept, verb, subject, implicit=k > 0)
        noun.light = key
        noun.tense, noun.modal = verb.tense, verb.modal
        noun.perfect, noun.progressive = verb.perfect, verb.progressive
        noun.negated = verb.negated or noun.negated
        noun.question, noun.imperative, noun.passive = verb.question, verb.imperative, verb.passive
        noun.expletive = verb.expletive
        noun.subject = verb.subject if verb.subject is not slot else None
        if noun.subject is None:
            noun.subject = noun.get("agent")
        above = tree.rel[verb.at] in ("acl", "advcl") and slot.implicit
        if k == 0:
            noun.words.extend(verb.words)
            if not above and not noun.placed:
                noun.placed = verb.placed
                noun.parent, noun.relation, noun.marker = verb.parent, verb.relation, verb.marker
        elif not noun.placed:
            noun.place(first, "conjunct", "")
    verb.fold = first


def _sufferer(draft: Draft) -> None:
    """Read the from- or by-phrase of a noun whose subject suffers it as its doer."""
    for slot in draft.slots:
        if slot.role == "oblique" and slot.marker in ("by", "from") and draft.get("agent") is None:
            slot.role = "agent"


def _move_slots(sheet: Sheet, noun: Draft, kept: list[Slot], verb: Draft, subject: str, *, implicit: bool) -> None:
    for other in kept:
        role: Role = other.role
        marker = other.marker
        if subject == AGENT and other is verb.subject and verb.lemma in sheet.lexicon.stative:
            role = "agent"
        elif subject == PATIENT:
            if role == "agent" and other is verb.subject:
                role = "patient"
            elif role == "oblique" and marker in ("from", "by") and noun.get("agent") is None:
                role = "agent"
        elif subject == CAUSER and role == "recipient":
            role = "patient"
        own = noun.get(role) if role in ("agent", "patient") else None
        if own is not None:
            if role == "agent" and subject == AGENT and not own.marker:
                noun.slots.remove(own)
            else:
                continue
        moved = Slot(
            role, marker, other.head, other.heads, other.span, implicit=other.implicit or implicit, clause=other.clause
        )
        noun.slots.append(moved)
