"""Mend a dependency tree where a parser trained on little news is known to err, and level what the schema leaves open.

The steps, in the order of `mend`:
1. words with the dependents of a verb become verbs («affirms» read as a noun), gerunds with those of a noun nouns;
   objects and phrases go to the verb that asks for them («jailed for ten years [for the murder of]»);
2. words for days hang on the verb; participles that cannot be passive, and a main verb that was lost, become finite;
3. the verb of speech of «…, the minister said» becomes the head of what is said, whatever relation the parser gave;
4. the infinitive after a verb of asking («urged Serbia to withdraw») becomes its complement, and so does the gerund
   after one of blaming or hindering («accused Serbia of shelling»);
5. verbs that only add tense or mood («going to», «have to», «is to», «get» + participle) become auxiliaries;
6. a particle read as the preposition of the object («carried [out an attack]») becomes a particle, a word before a
   number («up to 16 advisers») no preposition at all.
"""

from __future__ import annotations

from demarche.language.lexicon import Lexicon
from demarche.language.mend_arguments import (
    adjective_as_object,
    clause_after_for,
    clause_as_subject,
    doer_of_act,
    doer_of_object,
    it_as_subject,
    noun_as_object,
    number_as_subject,
    object_of_adjective,
    participle_of_content,
    past_as_present,
    phrase_of_verb,
    preposition_of_noun,
)
from demarche.language.mend_complements import (
    accused_gerund,
    active_after_all,
    asked_infinitive,
    blamed_party,
    doer_behind_infinitive,
    gerund_object,
    has_to,
    held_to_be,
    infinitive_past_relative,
    reproach,
    reproach_noun,
    speaker_participle,
    split_recipient,
    stopped_short,
)
from demarche.language.mend_coordination import (
    compound_with_hyphen,
    conjoined_verb,
    loose_conjunct,
    noun_conjunct,
    raise_conjunct,
    restore_conjunct,
    shared_noun,
    split_clause,
)
from demarche.language.mend_days import distance_before_clause, free_subject, move_days, subject_behind_participle
from demarche.language.mend_headlines import part_label, read_headline
from demarche.language.mend_participles import (
    compound_read_as_verb,
    participle_read_as_noun,
    passive_conjunct,
    perceived_participle,
    phrase_behind_participle,
)
from demarche.language.mend_phrases import (
    clause_behind_subordinator,
    first_name,
    gerund_as_doer,
    gerund_in_phrase,
    noun_as_clause,
    past_as_infinitive,
    possessor,
    second_name,
    sum_of_money,
)
from demarche.language.mend_relatives import (
    free_relative,
    gapped_relative,
    object_of_infinitive,
    outcome_relative,
    pied_piped,
    reduced_relative,
    verb_of_relative,
)
from demarche.language.mend_speech import close_with_speech, join_speech, that_as_object, told_that
from demarche.language.mend_tags import (
    adverbial_noun,
    bare_to_noun,
    clause_inside_noun,
    clause_verb,
    due_in,
    gerund_to_noun,
    infinitive_after_to,
    name_as_infinitive,
    noun_behind_noun,
    order_adjective,
    order_participle,
    participle_to_adjective,
    restore_tag,
    subject_to_verb,
    subjunctive,
    that_as_conjunction,
    verb_behind_adverb,
    verb_to_noun,
)
from demarche.language.mend_verbs import (
    adopt_subject,
    compound_subject,
    free_participle,
    restore_root,
    said_compound,
    subject_of_auxiliary,
)
from demarche.language.tree import Tree

ARGUMENT_RELATIONS = frozenset({"nsubj", "obj", "iobj", "obl", "nmod", "appos"})


def mend(tree: Tree, lexicon: Lexicon) -> dict[int, str]:
    """Mend the tree in place; return the tokens that became auxiliaries, with what they add (future, must, past)."""
    lifted: dict[int, str] = {}
    part_label(tree)
    read_headline(tree, lexicon)
    # 1.
    for i in range(tree.size):
        upos = tree.upos[i]
        if tree.word[i] == "-":
            compound_with_hyphen(tree, i)
        elif tree.word[i] == "and":
            shared_noun(tree, i)
        elif upos == "VERB":
            compound_read_as_verb(tree, lexicon, i)
            if tree.rel[i] == "conj":
                passive_conjunct(tree, lexicon, i)
            if tree.sub[i] == "acl:relcl":
                if tree.xpos[i] in ("VB", "VBP"):
                    noun_behind_noun(tree, i)
                told_that(tree, lexicon, i)
            elif tree.rel[i] in ("advcl", "ccomp", "acl"):
                that_as_conjunction(tree, i)
                stopped_short(tree, i)
            elif tree.rel[i] == "amod" and tree.xpos[i] in ("VB", "VBP"):
                noun_behind_noun(tree, i)
            if tree.rel[i] in ("amod", "compound", "nmod") and tree.xpos[i] in ("VBD", "VBZ", "VBP"):
                clause_inside_noun(tree, i)
            if tree.xpos[i] in ("VB", "VBP"):
                past_as_present(tree, lexicon, i)
            if tree.xpos[i] == "VB":
                past_as_infinitive(tree, lexicon, i)
                name_as_infinitive(tree, i)
            elif tree.xpos[i] == "VBG":
                if tree.rel[i] in ARGUMENT_RELATIONS:
                    gerund_to_noun(tree, i)
                order_participle(tree, i)
            elif tree.rel[i] in ARGUMENT_RELATIONS or (tree.rel[i] == "conj" and tree.xpos[i] == "VBZ"):
                verb_to_noun(tree, i)
            elif tree.rel[i] == "amod" and tree.xpos[i] == "VBN":
                conjoined_verb(tree, i)
                said_compound(tree, lexicon, i)
                clause_behind_subordinator(tree, i)
        elif upos in ("NOUN", "PROPN", "ADJ", "X"):
            if tree.rel[i] == "advcl" and upos != "ADJ":
                noun_as_clause(tree, i)
            elif tree.rel[i] == "conj":
                if upos == "ADJ":
                    restore_conjunct(tree, i)
                else:
                    noun_conjunct(tree, i)
            elif tree.word[i] == "due" and tree.rel[i] == "case":
                due_in(tree, i)
            if upos == "ADJ":
                verb_behind_adverb(tree, i)
                if tree.rel[i] == "amod":
                    held_to_be(tree, lexicon, i)
                adjective_as_object(tree, i)
                if tree.rel[i] == "xcomp":
                    object_of_adjective(tree, i)
            elif tree.rel[i] == "xcomp":
                noun_as_object(tree, lexicon, i)
            elif tree.rel[i] == "nmod":
                distance_before_clause(tree, lexicon, i)
                phrase_of_verb(tree, lexicon, i)
                blamed_party(tree, lexicon, i)
                doer_of_act(tree, lexicon, i)
            elif tree.rel[i] == "obl":
                phrase_behind_participle(tree, lexicon, i)
                doer_of_object(tree, lexicon, i)
                doer_behind_infinitive(tree, lexicon, i)
            if upos == "PROPN" and tree.rel[i] in ("xcomp", "dep"):
                second_name(tree, i)
                first_name(tree, i)
            elif upos == "NOUN" and tree.xpos[i] != "NNS":
                participle_read_as_noun(tree, i)
            if i == 0 and upos == "PROPN" and not tree.tokens[i].name and tree.word[i] in lexicon.actions:
                tree.upos[i] = "NOUN"
                tree.lemma[i] = tree.word[i]
            restore_tag(tree, i)
            clause_verb(tree, lexicon, i)
            if tree.rel[i] == "nsubj" and tree.xpos[i] == "NNS":
                clause_as_subject(tree, i)
                subject_to_verb(tree, i)
            if tree.rel[i] in ("ccomp", "obj", "obl", "dep"):
                subjunctive(tree, lexicon, i)
        elif upos in ("ADP", "SCONJ"):
            verb_of_relative(tree, i)
            if tree.word[i] == "that":
                that_as_object(tree, lexicon, i)
        elif upos == "AUX":
            subject_of_auxiliary(tree, i)
        if tree.rel[i] == "expl":
            it_as_subject(tree, i)
        if tree.word[i] == "to":
            preposition_of_noun(tree, i)
        elif tree.rel[i] == "nsubj":
            clause_after_for(tree, lexicon, i)
            if upos == "NUM":
                number_as_subject(tree, i)
        if tree.rel[i] == "advmod" and upos in ("NOUN", "PROPN"):
            adverbial_noun(tree, lexicon, i)
        elif tree.xpos[i] in ("VB", "NN") and tree.rel[i] in ("compound", "amod"):
            infinitive_after_to(tree, lexicon, i)
        elif tree.word[i] in ("'s", "’s"):
            possessor(tree, i)
    # 2.
    for i in range(tree.size):
        if tree.word[i] in lexicon.days or (tree.rel[i] in ("obl", "obj") and tree.lemma[i] in lexicon.times):
            move_days(tree, lexicon, i)
        elif tree.rel[i] == "obl" and tree.upos[i] in ("NOUN", "PROPN"):
            free_subject(tree, i)
            sum_of_money(tree, lexicon, i)
        elif tree.upos[i] == "VERB":
            if tree.xpos[i] == "VBG":
                if tree.rel[i] == "acl" and tree.head[i] == i - 1 and tree.upos[i - 1] == "VERB":
                    tree.move(i, i - 1, "xcomp")
                elif tree.rel[i] == "advcl" and tree.word[i - 1] == "by":
                    gerund_as_doer(tree, lexicon, i)
                elif tree.rel[i] == "advcl":
                    gerund_object(tree, lexicon, i)
                    gerund_in_phrase(tree, lexicon, i)
                order_adjective(tree, lexicon, i)
            if tree.xpos[i] == "VBD" and tree.rel[i] in ("nmod", "appos") and tree.child(i, "case") < 0:
                tree.move(i, tree.head[i], "acl")
            if tree.sub[i] == "acl":
                free_participle(tree, lexicon, i)
            compound_subject(tree, i)
            subject_behind_participle(tree, i)
    restore_root(tree, lexicon)
    for i in range(tree.size):
        if tree.word[i].endswith("ing"):
            reproach_noun(tree, lexicon, i)
        elif tree.word[i] == "what":
            free_relative(tree, i)
        if tree.upos[i] in ("VERB", "AUX") or tree.child(i, "cop") >= 0:
            reduced_relative(tree, lexicon, i)
            split_clause(tree, lexicon, i)
            adopt_subject(tree, lexicon, i)
            gapped_relative(tree, i)
            if tree.sub[i] == "acl:relcl":
                outcome_relative(tree, lexicon, i)
            object_of_infinitive(tree, i)
            if tree.rel[i] == "advcl":
                pied_piped(tree, lexicon, i)
            if tree.rel[i] == "dep":
                that = any(tree.word[c] == "that" and c < i for c in tree.children[i])
                tree.rel[i] = tree.sub[i] = "ccomp" if that else "parataxis"
    for i in range(tree.size):
        if tree.upos[i] == "VERB":
            if tree.xpos[i] == "VBN" and tree.word[-1] == ".":
                active_after_all(tree, lexicon, i)
            if tree.rel[i] == "xcomp" or tree.rel[i] == "ccomp":
                if tree.xpos[i] in ("VBZ", "VBP"):
                    bare_to_noun(tree, i)
                elif tree.xpos[i] == "VBN":
                    participle_to_adjective(tree, lexicon, i)
    # 3.
    close_with_speech(tree, lexicon)
    # 4. to 6.
    for i in range(tree.size):
        loose = tree.xpos[i] == "VBG" and tree.rel[i] in ("conj", "advcl", "acl")
        if loose and not perceived_participle(tree, lexicon, i):
            speaker_participle(tree, lexicon, i)
        if tree.rel[i] == "obj":
            split_recipient(tree, lexicon, i)
        elif tree.rel[i] == "obl":
            _approximate(tree, lexicon, i)
        upos = tree.upos[i]
        if upos not in ("VERB", "AUX"):
            continue
        if tree.rel[i] == "conj":
            loose_conjunct(tree, i)
            raise_conjunct(tree, lexicon, i)
        if tree.lemma[i] in lexicon.speech:
            join_speech(tree, lexicon, i)
            participle_of_content(tree, lexicon, i)
        rel = tree.rel[i]
        if (rel == "acl" or rel == "advcl") and tree.sub[i] != "acl:relcl":
            infinitive_past_relative(tree, lexicon, i)
            asked_infinitive(tree, lexicon, i)
            if rel == "acl" and tree.xpos[i] == "VBG":
                accused_gerund(tree, lexicon, i)
        if tree.lemma[i] in lexicon.reproaches:
            reproach(tree, i)
        if tree.xpos[i] == "VB":
            _due(tree, i)
        _catenative(tree, lexicon, i, lifted)
        _particle(tree, lexicon, i)
    return lifted


def _catenative(tree: Tree, lexicon: Lexicon, i: int, lifted: dict[int, str]) -> None:
    lemma = tree.lemma[i]
    kind = lexicon.catenative.get(lemma, "")
    if not kind and lemma not in ("be", "get"):
        return
    below = other = -1
    subject = -1
    for c in tree.children[i]:
        rel = tree.rel[c]
        complement = rel in ("xcomp", "ccomp") or (rel == "advcl" and kind == "past" and tree.word[i + 1] == "to")
        if complement and tree.upos[c] in ("VERB", "AUX", "ADJ", "NOUN") and below < 0:
            below = c
        elif rel in ("obj", "iobj"):
            other = c
        elif rel == "nsubj":
            subject = c
    if lemma == "have" and below < 0 and other < 0:
        below = _late_participle(tree, i)
    if below < i or other >= 0:
        return
    infinitive = has_to(tree, below)
    if lemma == "have" and tree.xpos[below] == "VBN" and not infinitive:
        tree.move(below, i, "xcomp")
        tree.take_place(below, i, "aux")
        for c in list(tree.children[i]):
            tree.move(c, below, tree.sub[c])
        return
    if kind == "future":
        if not infinitive or tree.xpos[i] != "VBG" or not any(tree.rel[c] == "aux" for c in tree.children[i]):
            return
    elif kind == "past":
        if not infinitive or tree.xpos[i] not in ("VBD", "VBN") or tree.child(i, "aux") >= 0:
            return
    elif kind:
        if not infinitive:
            return
    elif lemma == "get":
        if infinitive or tree.xpos[below] not in ("VBN", "VBD"):
            return
        kind = "passive"
    else:
        if not infinitive or subject < 0 or tree.lemma[subject] in lexicon.control_nouns:
            return
        kind = "future"
    tree.take_place(below, i, "aux:pass" if kind == "passive" else "aux")
    for c in list(tree.children[i]):
        tree.move(c, below, tree.sub[c])
    if kind == "passive":
        for c in tree.children[below]:
            if tree.rel[c] == "nsubj":
                tree.move(c, below, "nsubj:pass")
    else:
        lifted[i] = kind


def _due(tree: Tree, i: int) -> None:
    """Take «due to» before an infinitive apart where the parser took it for a preposition: «are due to withdraw»."""
    due = next((c for c in tree.children[i] if tree.word[c] == "due" and tree.rel[c] in ("mark", "case")), -1)
    if due < 1 or tree.word[due + 1] != "to" or tree.lemma[due - 1] != "be" or tree.head[due - 1] != i:
        return
    tree.move(due + 1, i, "mark")
    tree.move(due, i, "advmod")


def _late_participle(tree: Tree, i: int) -> int:
    """Return the participle of a perfect that was hung on words put between («has, in a statement, called on»)."""
    for c in tree.children[i]:
        if tree.rel[c] == "obl" and c > i:
            for d in tree.children[c]:
                if tree.sub[d] == "acl" and tree.xpos[d] == "VBN" and tree.word[d - 1] == ",":
                    return d
    return -1


def _particle(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Make a particle of a word between verb and object that was read as an adverb or as the object's preposition."""
    p = i + 1
    if p >= tree.size or tree.word[p] not in lexicon.particles:
        return
    above = tree.head[p]
    if tree.rel[p] == "advmod" and above == i:
        if any(tree.rel[c] == "obj" and c > p for c in tree.children[i]):
            tree.move(p, i, "compound:prt")
        return
    if tree.rel[p] in ("advmod", "amod", "compound") and above > p:
        if tree.word[p] in lexicon.approximate and f"{tree.lemma[i]} {tree.word[p]}" not in lexicon.phrasal:
            return
        while tree.upos[above] not in ("NOUN", "PROPN") and tree.head[above] > above:
            above = tree.head[above]
        if tree.head[above] == i and tree.rel[above] == "obj":
            tree.move(p, i, "compound:prt")
        return
    if tree.xpos[p] == "RP" and above >= 0 and tree.head[above] == i and tree.rel[above] == "obj":
        tree.move(p, i, "compound:prt")
        return
    if tree.rel[p] != "case" or f"{tree.lemma[i]} {tree.word[p]}" not in lexicon.phrasal:
        return
    if above < 0 or tree.head[above] != i or tree.rel[above] not in ("obl", "nmod", "obj"):
        return
    alone = sum(tree.rel[c] == "case" for c in tree.children[above]) == 1
    if alone and tree.child(i, "obj") in (-1, above):
        tree.move(above, i, "obj")
        tree.move(p, i, "compound:prt")


def _approximate(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Make an object of «[up to] 16 advisers», «[about] 70 million dollars»."""
    verb = tree.head[i]
    if verb < 0 or verb > i or tree.upos[verb] != "VERB" or tree.marker(i, "case") not in lexicon.approximate:
        return
    words = tree.marker(i, "case")
    number = tree.upos[i] == "NUM" or any(tree.rel[c] == "nummod" or tree.upos[c] == "NUM" for c in tree.children[i])
    up = words == "to" and tree.word[verb + 1] == "up" and i > verb + 2
    if not number or tree.child(verb, "obj") >= 0 or (words in ("to", "under", "over", "at", "between") and not up):
        return
    first = i
    for c in tree.children[i]:
        if tree.rel[c] == "case":
            first = min(first, c)
    if first - verb > (2 if up else 1) or tree.lemma[verb] in lexicon.intransitive_verbs:
        return
    for c in list(tree.children[i]):
        if tree.rel[c] == "case":
            tree.move(c, i, "advmod")
    if up and tree.head[verb + 1] == verb:
        tree.move(verb + 1, i, "advmod")
    tree.move(i, verb, "obj")
