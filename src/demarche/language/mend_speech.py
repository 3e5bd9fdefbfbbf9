"""Mend the joint between a verb of speech and what is said, which parsers trained on little news often miss.

Content beside a verb of speech is its complement, whether the parser has it as parataxis, conjunct, adverbial clause or
the other way round; the words that close a sentence («…, officials said on Monday») are a clause of speech.
"""

from __future__ import annotations

from demarche.language.lexicon import Lexicon
from demarche.language.mend_inserted import join_inserted, reach
from demarche.language.tree import Tree

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
# How far from the end of the sentence its closing verb of speech may stand, and how long its subject may be, in tokens.
TAIL = 9
SUBJECT = 14
CLOSERS = frozenset({",", "”", '"', "''", "’"})
QUOTES = frozenset({"“", "”", '"', "''", "``"})
NO_SUBJECT_START = frozenset({"ADP", "CCONJ", "SCONJ", "ADV"})


def join_speech(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Hang what is said below the verb of speech at token `i`."""
    if join_inserted(tree, lexicon, i):
        return
    if tree.child(i, "nsubj") < 0 and tree.lemma[i] in lexicon.closing:
        _subject_behind_quote(tree, i)
    rel = tree.rel[i]
    content = subject = joined = beside = named = -1
    _join_that(tree, lexicon, i)
    for c in tree.children[i]:
        relation = tree.rel[c]
        if relation == "nsubj":
            subject = c
        elif relation in ("ccomp", "xcomp", "csubj"):
            content = c
        elif relation in ("cc", "mark"):
            joined = c
        elif relation == "obj":
            named = c
        elif beside < 0 and tree.is_clause(c) and tree.lemma[c] not in lexicon.closing:
            free = relation == "advcl" and c < i and not _introduced(tree, c) and tree.child(c, "nsubj") >= 0
            if free or (relation == "parataxis" and ";" not in tree.word[min(i, c) : max(i, c)]):
                beside = c
    if subject < 0 and named > i and tree.lemma[i] in lexicon.inverted and _content_before(tree, i, content, rel):
        tree.move(named, i, "nsubj")
        subject = named
    if subject < 0 and 0 <= content < i:
        _subject_from_content(tree, i, content)
    if subject < 0 or tree.sub[subject] == "nsubj:pass" or tree.child(subject, "case") >= 0:
        return
    if content < 0 and joined < 0 and rel in ("parataxis", "conj", "advcl") and not _pied_piped(tree, i):
        above = tree.head[i]
        while above >= 0 and not tree.is_clause(above) and tree.head[above] >= 0:
            above = tree.head[above]
        apart = 0 <= above < i and ";" in tree.word[above:i]
        if 0 <= above < i and not apart and (rel == "parataxis" or _after_comma(tree, i, above)):
            tree.move(i, above, rel)
            tree.take_place(i, above, "ccomp")
            return
    if content < 0 and beside >= 0:
        tree.move(beside, i, "ccomp")


def that_as_object(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Make what is said of clauses joined to «said», where «that» was read as its object.

    «declared that on Monday men crossed the border and took two boys»: the first has a subject, the others share it.
    """
    verb = tree.head[i]
    if tree.rel[i] != "obj" or not 0 <= verb < i or tree.lemma[verb] not in lexicon.speech or tree.xpos[i] != "IN":
        return
    clauses = [c for c in tree.children[verb] if c > i and tree.rel[c] == "conj" and tree.upos[c] == "VERB"]
    if tree.child(verb, "ccomp") >= 0 or not clauses or not i < tree.child(clauses[0], "nsubj") < clauses[0]:
        return
    first = clauses[0]
    tree.move(i, first, "mark")
    tree.move(first, verb, "ccomp")
    for c in clauses[1:]:
        if tree.child(c, "nsubj") < 0:
            tree.move(c, first, "conj")
            if tree.xpos[c] == "VB" and tree.xpos[first] == "VBD":
                tree.xpos[c] = "VBD"  # «beat»
    for c in list(tree.children[verb]):
        if i < c < first and tree.rel[c] in ("obl", "advmod", "punct"):
            tree.move(c, first, tree.sub[c])


def told_that(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Make what is told of a clause read as a relative of who is told («told Ann Lee that Baku stands by it»)."""
    told = tree.head[i]
    verb = tree.head[told] if told >= 0 else -1
    if verb < 0 or tree.lemma[verb] not in lexicon.tells or tree.child(verb, "ccomp") >= 0:
        return
    if tree.rel[told] != "iobj" and (tree.rel[told] != "obj" or tree.upos[told] != "PROPN"):
        return
    for c in tree.children[i]:
        if c < i and tree.word[c] == "that" and tree.rel[c] in ("obj", "obl", "mark", "advmod"):
            if any(tree.rel[d] == "nsubj" and c < d < i for d in tree.children[i]):
                tree.move(c, i, "mark")
                tree.move(i, verb, "ccomp")
            return


def _subject_behind_quote(tree: Tree, i: int) -> None:
    """Take the subject of «"If you go," the minister warned, "we stay"» from the clause in front, join what follows.

    The words between a quotation mark and the verb of speech are its subject, whatever the parser hung them on.
    """
    noun = i - 1
    if noun < 2 or tree.upos[noun] not in NOMINAL:
        return
    start = noun
    while start > 0 and tree.word[start - 1] not in CLOSERS and tree.upos[start - 1] not in ("VERB", "AUX", "ADP"):
        start -= 1
    if start < 2 or tree.word[start - 1] not in QUOTES or tree.word[start - 2] not in (",", "?", "!"):
        return
    while start <= tree.head[noun] < i:
        noun = tree.head[noun]
    tree.move(noun, i, "nsubj")
    above = tree.head[i]
    if tree.rel[i] == "advcl" and above > i and any(word in QUOTES for word in tree.word[i:above]):
        tree.take_place(i, above, "ccomp")
        for c in list(tree.children[i]):
            if c < start and tree.rel[c] in ("advcl", "ccomp"):
                tree.move(c, above, "advcl")


def _join_that(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Hang on the verb of speech the that-clause right behind it or behind a word for a time («said for days that»)."""
    for m in range(i + 1, min(i + 7, tree.size)):
        if tree.upos[m] in ("VERB", "AUX", "PUNCT"):
            return
        if tree.word[m] == "that" and tree.rel[m] == "mark":
            break
    else:
        return
    clause = tree.head[m]
    governor = tree.head[clause]
    if clause < m or governor == i or governor < 0 or not tree.is_clause(clause) or clause in tree.above(i):
        return
    below = tree.head[governor] == i
    told = below and tree.lemma[i] in lexicon.tells and tree.rel[governor] in ("obj", "iobj")
    stated = below and tree.rel[governor] == "obl" and tree.child(i, "ccomp") < 0 and m == governor + 1
    if m == i + 1 or told or stated or tree.lemma[governor] in lexicon.times:
        tree.move(clause, i, "ccomp")


def _subject_from_content(tree: Tree, i: int, content: int) -> None:
    """Take back the subject of a verb of speech that was hung on what is said before it («…, the envoy, told them»)."""
    for c in reversed(tree.children[content]):
        if (
            c >= i
            or c < content
            or tree.upos[c] not in NOMINAL
            or tree.rel[c] not in ("obj", "obl", "appos", "dep", "conj")
        ):
            continue
        first = c
        stack = [c]
        while stack:
            for d in tree.children[stack.pop()]:
                if tree.rel[d] != "punct":
                    first = min(first, d)
                    stack.append(d)
        if tree.word[first - 1] in CLOSERS and tree.child(c, "case") < 0:
            tree.move(c, i, "nsubj")
        return


def _introduced(tree: Tree, i: int) -> bool:
    """Say whether a clause has a conjunction or a wh-word of its own."""
    return any(tree.rel[c] == "mark" or tree.xpos[c] in ("WRB", "WDT", "WP") for c in tree.children[i] if c < i)


def _pied_piped(tree: Tree, i: int) -> bool:
    """Say whether the clause has a phrase with «which» or «whom» before its verb: it is a relative clause."""
    return any(c < i and tree.word[c] in ("which", "whom") for c in tree.children[i])


def _content_before(tree: Tree, i: int, content: int, rel: str) -> bool:
    if 0 <= content < i:
        return True
    above = tree.head[i]
    return rel in ("parataxis", "conj", "advcl") and 0 <= above < i and tree.upos[i - 1] == "PUNCT"


def _after_comma(tree: Tree, i: int, above: int) -> bool:
    """Say whether the clause of the speech verb begins after a comma or a quotation mark."""
    first, _ = reach(tree, i)
    return first - 1 > above and tree.upos[first - 1] == "PUNCT"


def close_with_speech(tree: Tree, lexicon: Lexicon) -> None:
    """Make the verb of speech that closes the sentence its root, where the words show it and the tree does not."""
    end = tree.size - 1
    while end > 0 and tree.upos[end] == "PUNCT":
        end -= 1
    verb = -1
    for i in range(end, max(end - TAIL, 2), -1):
        if tree.word[i] in CLOSERS or tree.word[i] in ("that", "who", "which"):
            return
        if tree.upos[i] in ("VERB", "AUX") or tree.xpos[i] in ("VBD", "VBN"):
            verb = i
            break
    if verb < 4 or tree.lemma[verb] not in lexicon.closing or tree.xpos[verb] not in ("VBD", "VBN", "VBZ"):
        return
    below = {tree.rel[c] for c in tree.children[verb]}
    if "aux" in below or "cc" in below:
        return
    first, last = _subject_bounds(tree, verb)
    if first < 0:
        return
    if "ccomp" in below and "nsubj" in below:
        subject = tree.child(verb, "nsubj")
        if first <= subject < verb:
            _gather(tree, subject, first, verb)
        return
    content = _content_top(tree, verb, first)
    if content < 0:
        return
    subject = _subject_top(tree, last, first)
    if tree.head[verb] >= 0:
        tree.move(verb, -1, "root")
    if tree.head[content] != verb:
        tree.move(content, verb, "ccomp")
    tree.rel[content] = tree.sub[content] = "ccomp"
    tree.move(subject, verb, "nsubj")
    for i in range(first, verb):
        if i != subject and not first <= tree.head[i] < verb:
            tree.move(
                i, subject, tree.sub[i] if tree.rel[i] in ("det", "amod", "compound", "advmod", "nmod") else "dep"
            )
    for i in range(tree.size):
        if i != verb and tree.head[i] < 0:
            tree.move(i, content, "parataxis")
    tree.xpos[verb] = "VBZ" if tree.xpos[verb] == "VBZ" else "VBD"


def _gather(tree: Tree, subject: int, first: int, verb: int) -> None:
    """Hang the words between `first` and the verb on the subject, and those of it that stand before on what is said."""
    content = tree.child(verb, "ccomp")
    for c in list(tree.children[subject]):
        if c < first - 1 and 0 <= content < first:
            tree.move(c, content, tree.sub[c] if tree.rel[c] != "nmod" else "obl")
    for i in range(first, verb):
        if i != subject and tree.rel[i] != "punct" and not first <= tree.head[i] <= verb:
            tree.move(
                i, subject, tree.sub[i] if tree.rel[i] in ("det", "amod", "compound", "advmod", "nmod") else "dep"
            )


def _subject_bounds(tree: Tree, verb: int) -> tuple[int, int]:
    """Return the bounds of the noun phrase before the verb: first token, and one past the last; (-1, -1) for none.

    An apposition between commas right before the verb is passed over: «…, the envoy, Ann Lee, told them».
    """
    last = verb
    if tree.word[verb - 1] == ",":
        last = verb - 2
        while last > 1 and tree.word[last] != ",":
            if tree.upos[last] in ("VERB", "AUX") or verb - last > SUBJECT:
                return -1, -1
            last -= 1
    at = last - 1
    nominal = False
    while at > 1 and last - at <= SUBJECT:
        upos = tree.upos[at]
        if tree.word[at] in CLOSERS:
            break
        if upos in ("VERB", "AUX", "SCONJ", "CCONJ") and tree.rel[at] not in ("amod", "cc"):
            return -1, -1
        nominal = nominal or upos in NOMINAL
        at -= 1
    first = at + 1
    if tree.word[at] not in CLOSERS or not nominal or first >= last:
        return -1, -1
    if tree.upos[first] in NO_SUBJECT_START or tree.word[first] in ("who", "which", "that", "what"):
        return -1, -1
    return first, last


def _content_top(tree: Tree, verb: int, first: int) -> int:
    """Return the head of the clause before the subject of the closing verb, or -1 where the tree shows none."""
    root = next((i for i in range(tree.size) if tree.head[i] < 0), -1)
    if 0 <= root < first - 1:
        return root if tree.is_clause(root) else -1
    best = -1
    for i in range(first - 1):
        if (tree.head[i] == root or tree.head[i] == verb or tree.head[i] >= first) and tree.is_clause(i):
            if best < 0 or tree.child(i, "nsubj") >= 0:
                best = i
            if tree.child(i, "nsubj") >= 0:
                break
    if best >= 0 and _introduced(tree, best):
        return -1
    return best


def _subject_top(tree: Tree, last: int, first: int) -> int:
    for i in range(last - 1, first - 1, -1):
        if tree.upos[i] in NOMINAL and not first <= tree.head[i] < last:
            return i
    for i in range(last - 1, first - 1, -1):
        if tree.upos[i] in NOMINAL:
            return i
    return last - 1
