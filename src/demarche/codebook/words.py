"""Look for the words that a frame asks for: in the predicate, its arguments and its clause."""

from __future__ import annotations

from collections.abc import Callable

from demarche.codebook.schema import Constraint, Pattern
from demarche.codebook.slots import find_slot
from demarche.model import Argument, Proposition, Sentence, Token

Kinds = Callable[[int, int], frozenset[str]]
"""Given a sentence and a token index: the built-in classes (@PARTY, …) of what is headed there."""

# A verb with one of these particles is still the verb: «fired back».
WEAK_PARTICLES = frozenset({"back", "away"})
CLOSE = 4  # words between a verb and the noun phrase behind its own preposition, that preposition among them
SHORES = frozenset({"coast", "coastline", "shore", "island", "cape", "peninsula", "port", "beach", "atoll"})
PARTITIVES = frozenset(
    [
        "thousand",
        "hundred",
        "half",
        "third",
        "quarter",
        "fifth",
        "tenth",
        "percent",
        "%",
        "portion",
        "share",
        "swathe",
        "swath",
        "chunk",
        "dozen",
        "score",
        "million",
        "ten",
        "number",
        "group",
        "series",
        "string",
        "majority",
        "some",
        "many",
        "most",
        "several",
        "one",
        "two",
        "three",
        "lot",
        "handful",
        "crowd",
        "thousands",
        "hundreds",
        "dozens",
        "scores",
        "millions",
        "tens",
        "batch",
        "team",
        "column",
        "convoy",
        "couple",
        "part",
        "all",
        "pair",
        "wave",
        "band",
        "bunch",
        "consignment",
        "contingent",
        "crate",
        "day",
        "dose",
        "gang",
        "hour",
        "kind",
        "load",
        "month",
        "package",
        "percent",
        "piece",
        "planeload",
        "rest",
        "round",
        "shipment",
        "sort",
        "ton",
        "tonne",
        "truckload",
        "type",
        "week",
        "worth",
    ]
)
# What a sum of money is given or kept back for stands behind it: «millions of dollars in aid».
MONEY = frozenset(
    {"$", "€", "£", "¥", "dollar", "euro", "pound", "yen", "franc", "rupee", "rouble", "ruble", "peso", "yuan", "rand"}
)
MODIFIERS = frozenset({"amod", "compound", "nmod", "nummod", "flat", "det", "advmod"})


def fits(pattern: Pattern, sentence: Sentence, proposition: Proposition) -> str:
    """Return why the pattern's words are not there, or «»."""
    tokens = sentence.tokens
    if pattern.kind == "verb" and proposition.kind == "noun":
        # «open fire», «come under fire»: the noun under its light verb
        preposition, noun = pattern.parts[0]
        if preposition and preposition not in proposition.light.split():
            return f"«{preposition}» is missing"
        return "" if modified(tokens, proposition.head, noun[:-1]) else f"«{' '.join(noun)}» is missing"
    particle_used = False
    for preposition, words in pattern.parts:
        if preposition:
            if proposition.particle == preposition and not words:
                particle_used = True
                continue
            if proposition.particle == preposition and words:
                particle_used = True
                arguments = [a for a in proposition.arguments if a.role in ("patient", "oblique")]
            else:
                arguments = [
                    argument
                    for argument in proposition.arguments
                    if preposition in argument.marker.split() and argument.role in ("oblique", "clause", "patient")
                ]
                if not words:
                    arguments = [
                        a for a in arguments if is_close(tokens, proposition, a) and not is_offshore(tokens, a)
                    ]
            if not arguments and not words and has_adverb(tokens, proposition.head, preposition):
                continue
            if not arguments:
                return f"«{preposition}» is missing"
            if words and not any(headed(tokens, a, words) for a in arguments):
                return f"«{preposition} {' '.join(words)}» is missing"
        elif pattern.kind == "noun":
            if not modified(tokens, proposition.head, words):
                return f"«{' '.join(words)}» does not modify it"
        elif not any(
            headed(tokens, a, words)
            for a in proposition.arguments
            if a.role in ("patient", "attribute", "recipient", "clause")
        ) and not (len(words) == 1 and has_adverb(tokens, proposition.head, words[0])):
            return f"«{' '.join(words)}» is missing"
    if proposition.particle and not particle_used and proposition.particle not in WEAK_PARTICLES:
        return f"the particle «{proposition.particle}» makes it another verb"
    return ""


def is_close(tokens: tuple[Token, ...], proposition: Proposition, argument: Argument) -> bool:
    """Say whether the preposition of an argument stands close behind the verb: «lash out at», not «called … in May»."""
    if argument.role != "oblique" or argument.span.start < tokens[proposition.head].start:
        return True
    between = sum(1 for token in tokens[proposition.head + 1 :] if token.end <= argument.span.start)
    return between <= CLOSE


def has_adverb(tokens: tuple[Token, ...], head: int, word: str) -> bool:
    """Say whether the word is an adverb of the predicate: «the bomb went off», «burned him alive»."""
    return any(
        token.head == head and token.rel in ("advmod", "compound", "xcomp") and word == token.text.lower()
        for token in tokens[max(0, head - 3) : head + 9]
    )


def is_offshore(tokens: tuple[Token, ...], argument: Argument) -> bool:
    """Say whether «off» tells where something lies: «carried migrants off Zuwara», not «carried off the migrants»."""
    head = tokens[argument.head]
    return argument.marker == "off" and (head.upos == "PROPN" or head.lemma.lower() in SHORES)


def headed(tokens: tuple[Token, ...], argument: Argument, words: tuple[str, ...]) -> bool:
    """Say whether one of the heads of an argument is the last of the words, modified by the others."""
    heads = list(argument.heads)
    for head in argument.heads:
        heads += [token.i for token in counted(tokens, head)]  # «exploded a series of bombs»
    return any(
        words[-1] in (tokens[head].lemma.lower(), tokens[head].text.lower(), singular(tokens[head].text.lower()))
        and modified(tokens, head, words[:-1])
        for head in heads
    )


def is_amount(token: Token) -> bool:
    """Say whether the word only counts or measures what its of-phrase names: «21 of the girls», «tons of wheat»."""
    lemma = token.lemma.lower()
    return token.upos == "NUM" or lemma in PARTITIVES or lemma in MONEY


def counted(tokens: tuple[Token, ...], head: int) -> list[Token]:
    """Return what an amount counts or measures, where the token is one: «tons of wheat», «two million euros in aid»."""
    if not is_amount(tokens[head]):
        return []
    found = [token for token in tokens[head + 1 : head + 8] if token.head == head and token.rel == "nmod"]
    if tokens[head].lemma.lower() in MONEY:  # its «in» may hang on the verb
        case = next((t for t in tokens[head + 1 : head + 4] if t.rel == "case" and t.lemma == "in"), None)
        if case is not None and tokens[case.head] not in found:
            found.append(tokens[case.head])
    return found


def modified(tokens: tuple[Token, ...], head: int, words: tuple[str, ...]) -> bool:
    """Say whether all of `words` (lemmas) modify the head directly or stand just before it, in the same phrase."""
    if not words:
        return True
    first = next((t.i + 1 for t in reversed(tokens[:head]) if t.upos in ("ADP", "SCONJ")), 0)  # «a day after a strike»
    near = [*tokens[max(first, head - len(words) - 2) : head]]
    near += [t for t in tokens[first:head] if t.head == head and t.rel in MODIFIERS]
    near += [t for t in tokens[head:] if t.head == head and t.rel in MODIFIERS and _has_no_preposition(tokens, t)]
    return all(any(word in (token.lemma.lower(), token.text.lower()) for token in near) for word in words)


def _has_no_preposition(tokens: tuple[Token, ...], noun: Token) -> bool:
    """Say whether no preposition but «of» stands before a noun: «a strike on a hospital» is no «hospital strike»."""
    return all(t.head != noun.i or t.rel != "case" or t.lemma in ("of", "'s") for t in tokens[: noun.i])


def names(sentence: Sentence, token: Token, constraint: Constraint) -> bool:
    """Say whether the token, alone or with the words before it, is one of the constraint's words."""
    lemma, text = token.lemma.lower(), token.text.lower()
    words = constraint.words
    if lemma in words or text in words:
        return True
    one = singular(text) if token.upos in ("NOUN", "PROPN") else ""
    if one and one in words:
        return True  # some plurals are their own lemma: «troops»
    for phrase in constraint.phrases:
        if phrase[-1] in (lemma, one):
            start = token.i - len(phrase) + 1
            if start >= 0 and all(
                sentence.tokens[start + k].lemma.lower() == word or sentence.tokens[start + k].text.lower() == word
                for k, word in enumerate(phrase)
            ):
                return True
    return False


def hidden_as(sentence: Sentence, proposition: Proposition) -> Argument | None:
    """Return the as-phrase that the parser has put below the object: «described the attack as barbaric»."""
    patient = proposition.get("patient")
    if patient is None or proposition.kind != "verb":
        return None
    for token in sentence.tokens[patient.head + 1 :]:
        if token.lemma == "as" and token.rel == "case" and sentence.tokens[token.head].head == patient.head:
            head = sentence.tokens[token.head]
            return Argument("oblique", "as", head.i, (head.i,), head.span)
    return None


def singular(text: str) -> str:
    """Return the form without a plural ending, «» where it has none."""
    if text.endswith("ies"):
        return text[:-3] + "y"
    return text[:-1] if text.endswith("s") and not text.endswith("ss") else ""


def satisfies(sentence: Sentence, argument: Argument, constraint: Constraint, kinds: Kinds) -> bool:
    """Say whether an argument is what a constraint asks for."""
    if "@ANY" in constraint.kinds:
        return True
    if (constraint.words or constraint.phrases) and any(
        names(sentence, sentence.tokens[head], constraint) for head in argument.heads
    ):
        return True
    if constraint.kinds and any(constraint.kinds & kinds(sentence.index, head) for head in argument.heads):
        return True
    if "@SEVERAL" in constraint.kinds and sum("@PARTY" in kinds(sentence.index, head) for head in argument.heads) > 1:
        return True  # «Chad and Niger»
    # «ambassador Ann Smith», «thousands of soldiers»: the title before a name, what is counted
    if any(
        sentence.tokens[head].upos == "PROPN"
        and any(
            token.head == head
            and (token.rel in ("compound", "appos") or token.deprel == "nmod:desc")
            and names(sentence, token, constraint)
            for token in sentence.tokens[max(0, head - 6) : head + 12]
        )
        for head in argument.heads
    ):
        return True
    return any(
        names(sentence, token, constraint) for head in argument.heads for token in counted(sentence.tokens, head)
    )


def hangs_on(sentence: Sentence, proposition: Proposition, constraint: Constraint) -> bool:
    """Say whether the word that the predicate hangs on is one of the constraint's: «the strike [destroyed] a depot»."""
    above = sentence.tokens[proposition.head].head
    return above >= 0 and names(sentence, sentence.tokens[above], constraint)


def excluded(
    sentence: Sentence, proposition: Proposition, constraint: Constraint, kinds: Kinds, pattern: Pattern
) -> bool:
    """Say whether a constraint that excludes holds of the proposition."""
    if constraint.slot == "*":
        return any(names(sentence, token, constraint) for token in clause_tokens(sentence, proposition))
    if constraint.slot == "governor":
        return hangs_on(sentence, proposition, constraint)
    argument = find_slot(proposition, constraint.slot, pattern)
    if argument is None:
        return False
    if satisfies(sentence, argument, constraint, kinds):
        return True
    heads = set(argument.heads)
    return any(
        token.head in heads
        and token.rel in MODIFIERS
        and names(sentence, token, constraint)
        and not _is_mount(sentence, token)
        for token in sentence.tokens
    )


def _is_mount(sentence: Sentence, token: Token) -> bool:
    """Say whether a noun tells what somebody rides, who is no accident himself: «gunmen on motorcycles»."""
    return token.rel == "nmod" and any(t.head == token.i and t.lemma == "on" for t in sentence.tokens[: token.i])


def clause_tokens(sentence: Sentence, proposition: Proposition) -> list[Token]:
    """Return the tokens of the predicate and of its written arguments, without the clauses below it."""
    wanted: set[int] = set()
    spans = [argument.span for argument in proposition.arguments if argument.role != "clause" and not argument.implicit]
    for token in sentence.tokens:
        if (
            token.i == proposition.head
            or token.head == proposition.head
            or any(span.start <= token.start and token.end <= span.end for span in spans)
            or (proposition.span.start <= token.start and token.end <= proposition.span.end)
        ):
            wanted.add(token.i)
    return [sentence.tokens[i] for i in sorted(wanted)]
