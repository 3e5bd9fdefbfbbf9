"""Mend what is joined with what: verbs hung on nouns, on gerunds or on infinitives before them, nouns hung on verbs."""

from __future__ import annotations

from demarche.language.lemmas import is_past_form
from demarche.language.lexicon import Lexicon
from demarche.language.tree import Tree, is_passive

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


def conjoined_verb(tree: Tree, i: int) -> None:
    """Read «attacked the base and seized weapons» as two verbs, not as two objects."""
    noun = tree.head[i]
    if noun < i or i < 1 or tree.rel[noun] not in ("conj", "obj", "obl") or tree.rel[i - 1] != "cc":
        return
    if tree.rel[noun] == "obl" and tree.child(noun, "case") >= 0:
        return
    if tree.head[i - 1] not in (noun, i):
        return
    verb = tree.head[noun]
    while verb >= 0 and tree.upos[verb] in NOMINAL:
        verb = tree.head[verb]
    if verb < 0 or tree.child(noun, "det") >= 0 or tree.child(verb, "nsubj") < 0:
        return
    perfect = tree.xpos[verb] == "VBN" and not is_passive(tree, verb) and tree.child(verb, "aux") >= 0
    if tree.xpos[verb] != "VBD" and not perfect:
        if tree.rel[noun] == "obl" and is_passive(tree, verb):
            _bare_conjunct(tree, i, noun, verb)
        return
    tree.move(noun, verb, "conj")
    tree.take_place(i, noun, "obj")
    tree.move(i - 1, i, "cc")
    tree.upos[i] = "VERB"
    tree.xpos[i] = "VBN" if perfect else "VBD"


def _bare_conjunct(tree: Tree, i: int, noun: int, verb: int) -> None:
    """Coordinate the second noun of «charged with spying and attempted murder» with the first."""
    first = i - 2
    while first > verb and tree.head[first] > verb:
        first = tree.head[first]
    if first > verb and tree.head[first] == verb and tree.rel[first] == "obl" and tree.upos[first] in NOMINAL:
        tree.move(noun, first, "conj")
        tree.move(i - 1, noun, "cc")


def loose_conjunct(tree: Tree, i: int) -> None:
    """Coordinate a verb hung on a noun with the verb above («announced a plan and left»); free a lone participle."""
    above = tree.head[i]
    if above < 0 or above > i or tree.child(i, "nsubj") >= 0:
        return
    cc = tree.child(i, "cc")
    finite = tree.xpos[i] in ("VBD", "VBZ")
    if tree.upos[above] in NOMINAL and 0 <= cc < i and not tree.is_clause(above):
        verb = above
        while verb >= 0 and tree.upos[verb] != "VERB":
            verb = tree.head[verb]
        if verb >= 0 and (finite or (tree.xpos[i] == "VBN" and tree.xpos[verb] == "VBN")):
            tree.move(i, verb, "conj")
    elif tree.xpos[i] in ("VBN", "VBD") and cc < 0 and tree.word[i - 1] == "," and tree.child(i, "aux") < 0:
        if any(tree.rel[c] == "conj" and c > i for c in tree.children[above]) or tree.child(i, "obj") >= 0:
            return
        if is_passive(tree, above) or finite:
            _participle_of_name(tree, i)
        elif tree.xpos[above] != "VBN" and tree.upos[above] == "VERB":
            tree.move(i, above, "advcl")


def _participle_of_name(tree: Tree, i: int) -> None:
    """Hang a participle on the name before its comma («the arrest of Ann Lee, sentenced to two years»)."""
    noun = i - 2
    behind = i + 1 < tree.size and tree.upos[i + 1] == "ADP"
    if noun < 1 or not behind or tree.upos[noun] != "PROPN" or tree.child(i, "obl") < i:
        return
    while tree.rel[noun] in ("flat", "compound") and tree.head[noun] >= 0 and tree.head[noun] < i:
        noun = tree.head[noun]
    if noun in tree.above(i) or tree.rel[noun] in ("nmod", "obj"):
        tree.move(i, noun, "acl")
        tree.xpos[i] = "VBN"


def raise_conjunct(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Join a past or present tense with the finite verb that governs the gerund or the infinitive before it.

    «accused Israel of shelling towns and called for talks»: a finite verb is no conjunct of a gerund. Behind a perfect
    in what is said («said it had been hit and called on both sides»), a verb of speech or reproach goes with «said»,
    and so does any past tense behind a present or a modal there («said talks will go on and left the hall»).
    """
    above = tree.head[i]
    if above < 0 or above > i or tree.xpos[i] not in ("VBD", "VBZ", "VBN"):
        return
    if tree.upos[above] != "VERB" and tree.child(above, "cop") < 0:
        return
    if any(tree.rel[c] in ("nsubj", "aux", "mark", "csubj", "expl") for c in tree.children[i]):
        return
    if not 0 <= tree.child(i, "cc") < i:
        return
    speaks = any(tree.lemma[i] in verbs for verbs in (lexicon.speech, lexicon.calls_for, lexicon.reproaches))
    perfect = tree.xpos[above] == "VBN" and tree.lemma[above] not in lexicon.speech | lexicon.reproaches
    if _is_nonfinite(tree, above):
        governor = tree.head[above]
        while governor >= 0 and (tree.upos[governor] != "VERB" or _is_nonfinite(tree, governor)):
            governor = tree.head[governor]
        if tree.xpos[i] == "VBN" and (is_passive(tree, above) or (governor >= 0 and is_passive(tree, governor))):
            return
    elif perfect and speaks and tree.rel[above] == "ccomp" and _content_of(tree, i):
        governor = tree.head[above]
        if governor < 0 or tree.lemma[governor] not in lexicon.speech or governor > above:
            return
    elif _past_behind_present(tree, lexicon, i, above) or _is_subjunctive(tree, above):
        governor = tree.head[above]
    else:
        return
    if governor < 0 or tree.xpos[governor] not in ("VBD", "VBZ", "VBN", "VBP"):
        return
    if tree.xpos[i] == "VBN":
        tree.xpos[i] = "VBD"
    tree.move(i, governor, "conj")


def _is_subjunctive(tree: Tree, i: int) -> bool:
    """Say whether a verb is a bare one in what is demanded: «demands that Chad disarm them and warns»."""
    helped = any(tree.rel[c] in ("aux", "cop") for c in tree.children[i])
    return tree.xpos[i] == "VB" and tree.rel[i] == "ccomp" and tree.child(i, "nsubj") >= 0 and not helped


def _past_behind_present(tree: Tree, lexicon: Lexicon, i: int, above: int) -> bool:
    """Say whether a past tense goes with «said»: it follows a present or a modal of what is said."""
    said = tree.head[above]
    if tree.rel[above] != "ccomp" or not 0 <= said < above or tree.xpos[said] != "VBD":
        return False
    if tree.lemma[said] not in lexicon.speech or (tree.xpos[i] == "VBN" and not _content_of(tree, i)):
        return False
    cop = tree.child(above, "cop")
    finite = above if cop < 0 else cop
    modal = tree.xpos[finite] == "VB" and any(
        tree.xpos[c] == "MD" for c in tree.children[above] if tree.rel[c] == "aux"
    )
    return tree.xpos[i] in ("VBD", "VBN") and (modal or tree.xpos[finite] in ("VBZ", "VBP"))


def _is_nonfinite(tree: Tree, i: int) -> bool:
    """Say whether a verb is a gerund or an infinitive with «to», without a subject or a finite auxiliary."""
    to = False
    for c in tree.children[i]:
        if tree.word[c] == "to" and tree.rel[c] in ("mark", "aux"):
            to = True
        elif tree.rel[c] == "nsubj" or (tree.rel[c] == "aux" and tree.xpos[c] != "VB"):
            return False
    return to or tree.xpos[i] == "VBG"


def _content_of(tree: Tree, i: int) -> bool:
    """Say whether the verb has an object, a clause or a phrase with «on» or «for»: it is no passive participle."""
    return any(
        c > i
        and (
            tree.rel[c] in ("obj", "ccomp", "xcomp")
            or (tree.rel[c] == "obl" and tree.marker(c, "case") in ("on", "upon", "for"))
        )
        for c in tree.children[i]
    )


def restore_conjunct(tree: Tree, i: int) -> None:
    """Make a verb of an irregular past form read as an adjective («beat two drivers and stole their vehicles»)."""
    above = tree.head[i]
    if above >= 0 and tree.upos[above] == "VERB" and is_past_form(tree.word[i], noun=True) and tree.child(i, "obj") > i:
        tree.upos[i] = "VERB"
        tree.xpos[i] = "VBD"
        tree.relemmatize(i)


def split_clause(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Coordinate the second clause of «pledged aid for the camps and Qatar delivered tents», read as one below."""
    noun, governor = i - 1, tree.head[i]
    if noun < 1 or governor < 0 or governor > noun or tree.rel[i] not in ("advcl", "ccomp", "parataxis", "conj"):
        return
    while tree.rel[noun] in ("nmod", "flat", "compound") and governor < tree.head[noun] < i:
        noun = tree.head[noun]
    if tree.rel[noun] != "conj" or tree.upos[noun] not in ("PROPN", "NUM", "PRON"):
        return
    passive = tree.xpos[i] == "VBN" and is_passive(tree, governor)
    if not passive and tree.xpos[i] not in ("VBD", "VBZ"):
        return
    cc, first = tree.child(noun, "cc"), tree.head[noun]
    if not 0 <= cc < noun or any(tree.rel[c] in ("nsubj", "mark", "cc") for c in tree.children[i]):
        return
    inside = tree.rel[first] in ("nmod", "obl") and tree.child(first, "case") >= 0
    if not inside and (tree.rel[first] != "obj" or tree.lemma[governor] in lexicon.speech):
        return
    tree.move(noun, i, "nsubj:pass" if passive else "nsubj")
    tree.move(cc, i, "cc")
    tree.move(i, governor, "conj")


def compound_with_hyphen(tree: Tree, i: int) -> None:
    """Join the halves of a word with a hyphen that were hung side by side («the co-chairs»)."""
    before, behind = i - 1, i + 1
    if before < 0 or behind >= tree.size or tree.head[before] != tree.head[behind] or tree.head[before] < 0:
        return
    tokens = tree.tokens
    if tokens[before].end != tokens[i].start or tokens[i].end != tokens[behind].start:
        return
    if tree.upos[behind] not in NOMINAL or tree.upos[before] in ("VERB", "NUM"):
        return
    for c in list(tree.children[before]):
        if c < before:
            tree.move(c, behind, tree.sub[c])
    tree.move(behind, tree.head[behind], tree.sub[before])
    tree.move(before, behind, "compound")
    tree.move(i, behind, "punct")


def noun_conjunct(tree: Tree, i: int) -> None:
    """Coordinate a noun hung on the verb with the object or phrase right before it («freed the boy and his cook»)."""
    verb = tree.head[i]
    cc = tree.child(i, "cc")
    if verb < 0 or tree.upos[verb] != "VERB" or cc < verb + 2 or cc > i or tree.is_clause(i):
        return
    at = cc - 1 if tree.upos[cc - 1] != "PUNCT" else cc - 2
    while at > verb and tree.head[at] != verb:
        at = tree.head[at]
    if at <= verb or tree.upos[at] not in NOMINAL or tree.rel[at] not in ("obj", "obl"):
        return
    tree.move(i, at, "conj")
    for c in list(tree.children[i]):
        if tree.rel[c] == "obl":
            tree.move(c, verb, "obl")


def shared_noun(tree: Tree, i: int) -> None:
    """Hang both halves of «two Chadian and three Sudanese soldiers» on the noun that they share; `i` is the «and»."""
    if i < 2 or i + 3 >= tree.size:
        return
    noun = i + 3
    tags = (tree.upos[i - 2], tree.upos[i - 1], tree.upos[i + 1], tree.upos[i + 2], tree.upos[noun])
    if tags != ("NUM", "ADJ", "NUM", "ADJ", "NOUN"):
        return
    if tree.head[noun] == i - 1:
        tree.take_place(noun, i - 1, "amod")
    for at, relation in ((i - 2, "nummod"), (i - 1, "amod"), (i, "cc"), (i + 1, "nummod"), (i + 2, "amod")):
        if at not in tree.above(noun):
            tree.move(at, noun, relation)
