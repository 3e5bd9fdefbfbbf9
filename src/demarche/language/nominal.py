"""Say which nouns are acts, and read them with their participants."""

from __future__ import annotations

from demarche.language.drafts import Draft, Sheet, Slot, phrase
from demarche.language.embedding import embed
from demarche.language.lexicon import Lexicon
from demarche.language.mend_complements import has_to
from demarche.language.tree import Tree
from demarche.model import Role

NOT_A_PHRASE = frozenset({"compound", "flat", "fixed", "goeswith", "amod", "case", "advmod"})
PARTICIPANTS = frozenset({"of", "by", "against", "on", "between", "with", "from", "to", "for"})
CONTENT = frozenset({"of", "for", "to", "in"})
# Endings of adjectives of nations, for the first word of a sentence or a title, where the capital says nothing.
NATIONAL = (
    "ian",
    "ean",
    "ese",
    "ish",
    "aeli",
    "aqi",
    "ani",
    "ali",
    "iti",
    "ench",
    "utch",
    "eek",
    "zech",
    "wiss",
    "emi",
    "raqi",
    "can",
)


def is_action_noun(tree: Tree, lexicon: Lexicon, i: int) -> bool:
    """Say whether the noun names an action: by the table, by a clause as its content, or by ending and participants."""
    if tree.upos[i] != "NOUN":
        return False
    if tree.rel[i] in NOT_A_PHRASE or tree.sub[i] in ("nmod:desc",):
        return False
    lemma, word = tree.lemma[i], tree.word[i]
    if lemma in lexicon.things or word in lexicon.things:
        return _has_party(tree, i) or _has_content(tree, i, infinitive=lemma in lexicon.control_nouns)
    if lemma in lexicon.results:
        return any(tree.rel[c] == "nmod" and tree.marker(c, "case") in ("of", "by") for c in tree.children[i])
    if lemma in lexicon.actions or word in lexicon.actions:
        return tree.marker(i, "case") not in lexicon.set_phrases.get(lemma, ())
    participant = content = False
    abstract = lemma in lexicon.with_content
    for c in tree.children[i]:
        rel = tree.rel[c]
        if rel == "nmod" and (tree.sub[c] == "nmod:poss" or tree.marker(c, "case") in PARTICIPANTS):
            participant = True
            named = tree.lemma[c] not in lexicon.times
            content = content or (abstract and named and tree.marker(c, "case") in CONTENT)
        elif rel in ("acl", "ccomp") and tree.upos[c] in ("VERB", "AUX", "ADJ", "NOUN") and tree.sub[c] != "acl:relcl":
            marks = [tree.word[d] for d in tree.children[c] if tree.rel[d] == "mark"]
            infinitive = "to" in marks
            content = content or bool(marks and (not infinitive or abstract or lemma in lexicon.control_nouns))
    if content:
        return True
    return participant and lemma.endswith(lexicon.endings) and lemma not in lexicon.no_action and len(lemma) > 6


def _has_content(tree: Tree, i: int, *, infinitive: bool) -> bool:
    """Say whether a clause with «that», or with «to» where `infinitive` is set, says what the noun holds."""
    for c in tree.children[i]:
        if tree.sub[c] in ("acl", "ccomp") and (tree.marker(c, "mark") == "that" or (infinitive and has_to(tree, c))):
            return True
    return False


def _has_party(tree: Tree, i: int) -> bool:
    """Say whether who does it, or two sides, stand with a noun that may name a thing or a state."""
    possessor = False
    for c in tree.children[i]:
        if tree.sub[c] == "nmod:poss" or (tree.rel[c] in ("amod", "compound") and is_capital(tree, c)):
            possessor = True
        if tree.rel[c] != "nmod" or tree.sub[c] == "nmod:poss":
            continue
        marker = tree.marker(c, "case")
        if marker in ("by", "against", "between") or (possessor and marker in ("on", "to", "with")):
            return True
    return False


def read_noun(sheet: Sheet, draft: Draft) -> None:
    """Fill a noun's slots from its own dependents: possessor, phrases with prepositions, modifiers, content."""
    tree, lexicon = sheet.tree, sheet.lexicon
    lemma = draft.lemma
    possessor = -1
    modifiers: list[int] = []
    for c in tree.children[draft.at]:
        rel = tree.rel[c]
        if rel == "nmod" or (rel == "obl" and not draft.clausal):
            if tree.sub[c] == "nmod:poss":
                if tree.lemma[c] not in lexicon.times:
                    possessor = _owner(sheet, c)
            elif marker := tree.marker(c, "case"):
                _phrase(sheet, draft, marker, c)
            elif c < draft.at:
                modifiers.append(c)
            elif tree.lemma[c] in lexicon.times:
                draft.slots.append(phrase(tree, "oblique", "", c))
        elif rel in ("amod", "compound", "nummod") and c < draft.at:
            if rel != "nummod":
                modifiers.append(c)
        elif rel == "det" and tree.word[c] in lexicon.negative_determiners:
            draft.negated = draft.negated or draft.clausal or tree.rel[draft.at] in ("root", "parataxis")
        elif rel in ("acl", "ccomp", "advcl", "xcomp") and not draft.clausal:
            embed(sheet, draft, c)
    patient = draft.get("patient")
    if possessor >= 0:
        acted_on = patient is None and (
            lemma in lexicon.acted_on_possessor or (draft.clausal and lemma not in lexicon.actions)
        )
        role: Role = "patient" if acted_on else "agent"
        if draft.get(role) is None:
            draft.slots.insert(0, phrase(tree, role, "", possessor, implicit=tree.head[possessor] != draft.at))
    if lemma in lexicon.actions:
        for c in modifiers:
            _modifier(sheet, draft, c)


def _owner(sheet: Sheet, i: int) -> int:
    """Return the possessor, for «whose» the noun that its relative clause hangs on."""
    tree = sheet.tree
    if tree.word[i] == "whose":
        for at in tree.above(i):
            if tree.sub[at] == "acl:relcl" and tree.head[at] >= 0:
                return tree.head[at]
    return i


def _phrase(sheet: Sheet, draft: Draft, marker: str, c: int) -> None:
    tree, lexicon = sheet.tree, sheet.lexicon
    role: Role = "oblique"
    if marker == "of" and tree.lemma[c] not in lexicon.times:
        role = "agent" if draft.lemma in lexicon.intransitive else "patient"
    elif marker == "by" and tree.lemma[c] not in lexicon.times and tree.upos[c] != "NUM":
        role = "agent"
    if role != "oblique" and draft.get(role) is not None:
        role = "oblique"
    draft.slots.append(phrase(tree, role, marker, c))


def _modifier(sheet: Sheet, draft: Draft, c: int) -> None:
    """Take a word before the noun as its doer («Israeli strikes», «rebel attack») or as what it is done to."""
    tree, lexicon = sheet.tree, sheet.lexicon
    lemma = tree.lemma[c]
    if lemma in lexicon.times or tree.word[c] in lexicon.times:
        return
    if tree.upos[c] == "VERB":
        if lemma in ("lead", "back", "sponsor") and draft.get("agent") is None:
            for d in tree.children[c]:
                if d < c and tree.upos[d] in ("PROPN", "NOUN", "ADJ"):
                    draft.slots.append(phrase(tree, "agent", "", d))
                    return
        return
    if any(tree.word[i] in ("anti", "anti-") for i in range(max(0, c - 2), c)):
        if draft.get("oblique", "against") is None:
            draft.slots.append(phrase(tree, "oblique", "against", c))
        return
    if is_capital(tree, c) or lemma in lexicon.doer_modifiers:
        if draft.get("agent") is None:
            draft.slots.append(phrase(tree, "agent", "", c))
    elif lemma in lexicon.acted_on_modifiers:
        role: Role = "agent" if draft.lemma in lexicon.intransitive else "patient"
        if draft.get(role) is None:
            draft.slots.append(phrase(tree, role, "", c))


def is_capital(tree: Tree, i: int) -> bool:
    """Say whether the word is a name or an adjective of a nation by its capital, where that says anything."""
    token = tree.tokens[i]
    if not token.text[0].isupper():
        return False
    if token.name or tree.upos[i] == "PROPN":
        return True
    if i == 0 or tree.title:
        return tree.word[i].endswith(NATIONAL)
    return True


def share_noun(sheet: Sheet, draft: Draft) -> None:
    """Give an action noun what its conjunct or the verb above it says of it: «threatened retaliation».

    «jailed the officer for the murder of» makes the officer its doer.
    """
    tree, lexicon = sheet.tree, sheet.lexicon
    above = tree.head[draft.at]
    if tree.rel[draft.at] == "conj" and above >= 0:
        first = sheet.drafts[above]
        if first is not None and first.kind == "noun":
            first = first.final()
            for role in ("agent", "patient"):
                mine, theirs = draft.get(role), first.get(role)
                if mine is None and theirs is not None and _serves_both(tree, first, theirs, draft):
                    draft.slots.append(theirs.shared(role))
                elif theirs is None and mine is not None and mine.head > draft.at and draft.at - first.at <= 3:
                    first.slots.append(mine.shared(role))
    governor = draft.parent
    if governor is None or governor.kind == "noun" or draft.get("agent") is not None:
        return
    if governor.lemma in lexicon.judgements and draft.lemma in lexicon.actions:
        judged = governor.get("patient")
        deeds = (slot for slot in governor.slots if slot.role == "oblique" and slot.marker == "for")
        if judged is not None and any(draft.at in slot.heads for slot in deeds):
            draft.slots.append(judged.shared("agent"))
            return
    if governor.passive:
        return
    if governor.subject is None or draft.lemma not in lexicon.actions or draft.lemma in lexicon.deals:
        return
    acting = sheet.drafts[governor.subject.head]
    if acting is not None and acting.kind == "noun":
        return
    counted = tree.head[draft.at] if tree.rel[draft.at] == "nmod" else -1
    for slot in governor.slots:
        if draft.at in slot.heads or (counted in slot.heads and tree.lemma[counted] in lexicon.times):
            verb = governor.full if not slot.marker else f"{governor.full} {slot.marker}"
            if verb in lexicon.shares_with_noun and slot.role in ("patient", "oblique"):
                draft.slots.append(governor.subject.shared("agent"))
            return


def _serves_both(tree: Tree, first: Draft, slot: Slot, draft: Draft) -> bool:
    """Say whether a phrase of the first of two nouns serves the second: not between them, no rival to its own."""
    if first.at < slot.head < draft.at:
        return False
    own = any(tree.rel[c] == "compound" for c in tree.children[draft.at])
    return not (own and tree.rel[slot.head] == "compound")
