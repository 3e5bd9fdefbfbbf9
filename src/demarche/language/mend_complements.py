"""Mend what hangs on a verb as its complement: infinitives, gerunds and participles that a parser hangs elsewhere."""

from __future__ import annotations

from demarche.language.drafts import doer_after_by
from demarche.language.lexicon import Lexicon
from demarche.language.tree import Tree, is_passive

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
ASKED = frozenset({"on", "upon", "to", "with"})


def has_to(tree: Tree, i: int) -> bool:
    """Say whether the verb is an infinitive with «to»."""
    return any(tree.rel[c] in ("mark", "aux") and tree.word[c] == "to" for c in tree.children[i])


def asked_infinitive(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Hang an infinitive with «to» and no subject of its own below the verb of asking before it."""
    if not has_to(tree, i) or any(tree.rel[c] == "nsubj" for c in tree.children[i]):
        return
    if tree.marker(i, "mark") != "to":
        return
    at, verb = i, tree.head[i]
    verb = _past_relatives(tree, lexicon, verb) if tree.rel[i] == "acl" else verb
    if tree.rel[i] == "acl":
        if verb >= 0 and (tree.lemma[verb] in lexicon.control_nouns or tree.lemma[verb] in lexicon.asking_nouns):
            return
        while (
            verb >= 0 and tree.upos[verb] in NOMINAL and tree.rel[verb] in ("nmod", "conj", "appos", "flat", "compound")
        ):
            verb = tree.head[verb]
        if verb < 0 or tree.upos[verb] not in NOMINAL:
            return
        at, verb = verb, tree.head[verb]
        if verb < 0 or tree.upos[verb] != "VERB":
            return
        if tree.rel[at] == "obl" and tree.lemma[verb] in lexicon.calls_for and tree.marker(at, "case") == "for":
            tree.move(i, verb, "advcl")
    if verb < 0 or tree.upos[verb] != "VERB" or i < verb:
        return
    lemma = tree.lemma[verb]
    if lemma in lexicon.calls_for and tree.rel[i] == "advcl" and _called_for(tree, i, verb):
        return
    if _to_the_noun(tree, lexicon, i, verb):
        return
    passive = asked = nominal = direct = False
    for c in tree.children[verb]:
        rel = tree.rel[c]
        if rel in ("xcomp", "ccomp"):
            return
        if tree.sub[c] in ("aux:pass", "nsubj:pass"):
            passive = True
        elif rel in ("obj", "iobj"):
            nominal = direct = True
            asked = asked or c == at
        elif rel == "obl" and tree.marker(c, "case") in ASKED and not _is_date(tree, lexicon, c):
            nominal = True
            asked = asked or c == at
    if tree.rel[i] == "acl":
        fits = (asked and lemma in lexicon.object_control) or (
            passive and tree.rel[at] == "nsubj" and (lemma in lexicon.object_control or lemma in lexicon.raised_passive)
        )
    elif passive:
        fits = lemma in lexicon.object_control or lemma in lexicon.raised_passive
    elif nominal:
        fits = lemma in lexicon.object_control or lemma in lexicon.subject_over_object
        fits = fits or (not direct and lemma in lexicon.subject_control)
    else:
        fits = lemma in lexicon.subject_control
    if fits:
        tree.move(i, verb, "xcomp")


def _is_date(tree: Tree, lexicon: Lexicon, i: int) -> bool:
    """Say whether a phrase is a time: «Monday», «18 September» with either word as its head."""
    if tree.lemma[i] in lexicon.times:
        return True
    return tree.upos[i] == "NUM" and i + 1 < tree.size and tree.word[i + 1] in lexicon.times


def _past_relatives(tree: Tree, lexicon: Lexicon, noun: int) -> int:
    """Return the noun of an infinitive, past relative clauses between («allowed men who fled to return»)."""
    at = noun
    while at >= 0 and tree.upos[at] in NOMINAL and tree.lemma[at] not in lexicon.control_nouns:
        at = tree.head[at]
        if at >= 0 and tree.sub[at] == "acl:relcl" and tree.lemma[at] not in lexicon.object_control:
            return tree.head[at] if tree.lemma[at] not in lexicon.subject_control else noun
    return noun


def infinitive_past_relative(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Hang an infinitive below a relative clause on the verb before it («allowed men who fled to return»)."""
    relative = tree.head[i]
    if relative < 0 or tree.sub[relative] != "acl:relcl" or not has_to(tree, i):
        return
    if tree.lemma[relative] in lexicon.subject_control or tree.lemma[relative] in lexicon.object_control:
        return
    noun = tree.head[relative]
    verb = tree.head[noun]
    if verb < 0 or tree.lemma[verb] not in lexicon.object_control or tree.child(verb, "xcomp") >= 0:
        return
    if tree.rel[noun] in ("obj", "iobj", "obl") and tree.upos[verb] == "VERB":
        tree.move(i, verb, "xcomp")


def split_recipient(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Take the recipient out of the object of «gave the Ivory Coast 5 million dollars», read as one noun phrase."""
    verb = tree.head[i]
    if verb < 0 or verb > i or tree.lemma[verb] not in lexicon.two_objects or tree.child(verb, "iobj") >= 0:
        return
    number = next((k for k in range(verb + 1, i) if tree.upos[k] == "NUM"), -1)
    light = lexicon.light.get(tree.lemma[verb])
    if number < 0 and tree.xpos[i] == "NN" and light is not None and tree.lemma[i] in light.nouns:
        name = next((c for c in tree.children[i] if verb < c < i and tree.rel[c] == "compound"), -1)
        number = i if name >= 0 and tree.upos[name] == "PROPN" else -1
        if number == i and tree.rel[i - 1] == "flat":
            for k in range(verb + 1, i):
                if tree.head[k] == i:
                    tree.move(k, verb, "iobj" if k == name else tree.sub[k])
            return
    head = number - 1
    if head <= verb or tree.upos[head] not in ("NOUN", "PROPN") or i not in tree.above(head):
        return
    named = range(verb + 1, number)
    if any(tree.upos[k] in ("ADP", "CCONJ", "NUM", "VERB", "ADV") for k in named):
        return
    tree.move(head, verb, "iobj")
    for k in named:
        if k != head and tree.head[k] not in named:
            tree.move(k, head, tree.sub[k])


def active_after_all(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Make a past tense of a bare participle with a passive subject: «Scientists cautioned against it.»

    So it is with a verb that cannot stand in the passive, or has an object of its own: «Gunmen killed two villagers».
    """
    subject = tree.child(i, "nsubj")
    if subject < 0 or tree.sub[subject] != "nsubj:pass":
        return
    infinitive = False
    for c in tree.children[i]:
        if tree.rel[c] == "aux" or tree.sub[c] == "obl:agent":
            return
        infinitive = infinitive or (tree.rel[c] in ("xcomp", "advcl") and has_to(tree, c))
    lemma = tree.lemma[i]
    own = tree.child(i, "obj") > i and lemma not in lexicon.two_objects and lemma not in lexicon.attributive
    if (
        own
        or lemma in lexicon.intransitive_verbs
        or lemma in lexicon.closing
        or (infinitive and lemma in lexicon.subject_control)
    ):
        tree.move(subject, i, "nsubj")
        tree.xpos[i] = "VBD"


def _to_the_noun(tree: Tree, lexicon: Lexicon, i: int, verb: int) -> bool:
    """Hang an infinitive on the object that it belongs to («rejected calls to adopt reforms»), if there is one."""
    if tree.rel[i] != "advcl" or tree.lemma[verb] in lexicon.object_control:
        return False
    noun = tree.child(verb, "obj")
    if (
        noun < verb
        or noun > i
        or not (tree.lemma[noun] in lexicon.control_nouns or tree.lemma[noun] in lexicon.asking_nouns)
    ):
        return False
    tree.move(i, noun, "acl")
    return True


def speaker_participle(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Hang «…, accusing Minsk of it» on the main verb, not on an infinitive before: the speaker is its subject.

    An outcome hangs on the act, not on its purpose: «fired shots to clear the square, [killing two]».
    """
    first = tree.word[i - 1] if i > 0 else ""
    if first != "," or tree.child(i, "cc") >= 0 or tree.child(i, "mark") >= 0 or tree.child(i, "aux") >= 0:
        return
    if tree.rel[i] == "conj":
        tree.move(i, tree.head[i], "advcl")
    elif tree.rel[i] == "acl":
        noun = tree.head[i]
        if tree.rel[noun] not in ("obj", "obl") or tree.head[noun] < 0 or tree.upos[tree.head[noun]] != "VERB":
            return
        tree.move(i, tree.head[noun], "advcl")
    governor = tree.head[i]
    if governor >= 0 and tree.rel[governor] == "acl" and tree.xpos[governor] in ("VBG", "VBN"):
        while governor >= 0 and (tree.upos[governor] in NOMINAL or tree.rel[governor] == "acl"):
            governor = tree.head[governor]
        if governor >= 0 and tree.upos[governor] == "VERB":
            tree.move(i, governor, "advcl")
            _outcome_of_act(tree, lexicon, i)
        return
    if tree.lemma[i] in lexicon.speech or tree.lemma[i] in lexicon.reproaches:
        while governor >= 0 and (has_to(tree, governor) or tree.upos[governor] in NOMINAL) and tree.head[governor] >= 0:
            governor = tree.head[governor]
        if governor >= 0 and governor != tree.head[i] and tree.upos[governor] == "VERB":
            tree.move(i, governor, "advcl")
    else:
        _outcome_of_act(tree, lexicon, i)


def _outcome_of_act(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Hang an outcome that stands below the purpose of an act on the act."""
    purpose = tree.head[i]
    if tree.lemma[i] not in lexicon.outcomes or purpose < 0 or not has_to(tree, purpose):
        return
    act = tree.head[purpose]
    if tree.rel[purpose] == "advcl" and act >= 0 and tree.upos[act] == "VERB" and not has_to(tree, act):
        tree.move(i, act, "advcl")


def gerund_object(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Make a gerund right behind a verb that takes one its object: «ruled out expelling the envoy»."""
    verb = tree.head[i]
    behind = verb >= 0 and (i == verb + 1 or (i == verb + 2 and tree.sub[verb + 1] == "compound:prt"))
    if behind and tree.lemma[verb] in lexicon.takes_gerund and tree.upos[verb] == "VERB" and tree.child(i, "mark") < 0:
        tree.move(i, verb, "xcomp")


def reproach(tree: Tree, i: int) -> None:
    """Hang «of being behind it» on the verb of reproach before it, where the parser chose another."""
    noun = tree.child(i, "obj")
    subject = tree.child(i, "nsubj")
    if noun < 0 and subject >= 0 and tree.sub[subject] == "nsubj:pass":
        noun = i
    if noun < i:
        return
    of = noun + 1
    while of < tree.size and tree.head[of] == noun and tree.word[of] != "of":
        of += 1
    if of >= tree.size or tree.word[of] != "of" or tree.rel[of] not in ("mark", "case"):
        return
    clause = tree.head[of]
    gerund = tree.xpos[clause] == "VBG" or any(
        tree.rel[c] == "cop" and tree.xpos[c] == "VBG" for c in tree.children[clause]
    )
    if gerund and tree.head[clause] != i and clause > of and clause not in tree.above(i):
        tree.move(clause, i, "advcl")


def stopped_short(tree: Tree, i: int) -> None:
    """Hang «of accusing» on the verb in «stopped [short] of accusing», not on its adverb."""
    adverb = tree.head[i]
    verb = tree.head[adverb] if adverb >= 0 else -1
    if verb >= 0 and tree.word[adverb] == "short" and tree.rel[adverb] == "advmod" and tree.upos[verb] == "VERB":
        tree.move(i, verb, "advcl")


def held_to_be(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Hang an adjective behind the object on the verb that says it of the object: «held Chad [responsible for it]»."""
    noun = tree.head[i]
    verb = tree.head[noun] if noun >= 0 else -1
    if verb < 0 or i < noun or tree.rel[noun] != "obj" or tree.lemma[verb] not in lexicon.holding:
        return
    if any(tree.rel[c] in ("obl", "advcl", "xcomp", "ccomp") for c in tree.children[i]):
        tree.move(i, verb, "xcomp")


def blamed_party(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Hang «on» and a name on the verb in «blamed the attack [on Chad]», not on the deed."""
    if tree.marker(i, "case") != "on":
        return
    deed = tree.head[i]
    while deed >= 0 and tree.rel[deed] == "nmod":
        deed = tree.head[deed]
    verb = tree.head[deed] if deed >= 0 else -1
    if verb < 0 or tree.rel[deed] != "obj" or tree.lemma[verb] not in lexicon.blaming:
        return
    others = [k for k in range(verb, tree.size) if k != i and tree.rel[k] in ("obl", "nmod") and verb in tree.above(k)]
    if not any(tree.marker(k, "case") == "on" and (k > i or tree.rel[k] == "obl") for k in others):
        tree.move(i, verb, "obl")


def doer_behind_infinitive(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Hang «by» and its doer on the passive in «were ordered to leave [by soldiers]»."""
    clause = tree.head[i]
    verb = tree.head[clause] if clause >= 0 else -1
    if verb < 0 or tree.rel[clause] not in ("xcomp", "ccomp") or not has_to(tree, clause):
        return
    asked = is_passive(tree, verb) and not is_passive(tree, clause) and tree.lemma[verb] in lexicon.object_control
    if asked and tree.marker(i, "case") == "by" and doer_after_by(tree, lexicon, i):
        tree.move(i, verb, "obl:agent")


def _called_for(tree: Tree, i: int, verb: int) -> bool:
    """Make «for Serbia to release them», read as a phrase and a purpose, one clause; say whether it was there."""
    for c in tree.children[verb]:
        if tree.rel[c] == "obl" and verb < c < i and tree.marker(c, "case") == "for":
            for d in list(tree.children[c]):
                if tree.rel[d] == "case":
                    tree.move(d, i, "mark")
            tree.move(c, i, "nsubj")
            tree.move(i, verb, "ccomp")
            return True
    return False


def accused_gerund(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Hang «of shelling», read as part of the object in «accused Kyiv of shelling», on the verb."""
    noun = tree.head[i]
    if noun < 0 or tree.marker(i, "mark", "case") not in lexicon.object_prepositions:
        return
    while tree.rel[noun] in ("nmod", "conj", "appos", "flat", "compound") and tree.head[noun] >= 0:
        noun = tree.head[noun]
    verb = tree.head[noun]
    passive = tree.sub[noun] in ("nsubj:pass", "obl:agent")
    if verb < 0 or tree.upos[verb] != "VERB" or i < verb or not (passive or tree.rel[noun] in ("obj", "iobj")):
        return
    if tree.lemma[noun] not in lexicon.actions and (
        tree.upos[noun] != "NOUN" or tree.marker(i, "mark", "case") != "for"
    ):
        tree.move(i, verb, "advcl")


def reproach_noun(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Make a gerund of «of looting convoys», «of spying for Minsk» behind a verb of reproach, read as a noun phrase."""
    of = i - 1
    if of < 1 or tree.rel[of] != "case" or tree.word[of] not in ("of", "for", "with"):
        return
    noun = tree.head[of]
    verb = tree.head[noun]
    if verb < 0 or verb > of or tree.lemma[verb] not in lexicon.reproaches or tree.upos[verb] != "VERB":
        return
    if noun == i:
        if any(c < of or (c > i and tree.marker(c, "case") == "of") for c in tree.children[i]):
            return
        tree.move(i, verb, "advcl")
    elif noun > i and tree.head[i] == noun and tree.rel[i] in ("amod", "compound"):
        tree.move(i, verb, "advcl")
        tree.move(noun, i, "obj")
    else:
        return
    tree.move(of, i, "mark")
    tree.upos[i] = "VERB"
    tree.xpos[i] = "VBG"
    tree.relemmatize(i)
    for c in list(tree.children[i]):
        if tree.rel[c] == "nmod" and c > i:
            tree.move(c, i, "obl")
