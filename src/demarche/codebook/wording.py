"""Say in plain words what a frame asks for and what it yields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from demarche.codebook.mapping import possible_types
from demarche.codebook.schema import Codebook, Constraint, Frame, Rule

SHORT = 8  # words of a list that are written out where not all are

SLOTS = {
    "agent": "who does it",
    "patient": "whom or what it is done to",
    "recipient": "whom it is given or told to",
    "attribute": "what somebody or something is called",
    "of:agent": "who does it, an of-phrase too",
    "speaker": "who says it",
    "purpose": "whom the purpose names",
    "*": "some word of the clause",
    "governor": "the word that it hangs on",
    "that": "the that-clause",
    "to": "the to-phrase",
    "ing": "the clause in -ing",
    "whether": "the clause with whether",
}
KINDS = {
    "@PARTY": "a party",
    "@COUNTRY": "a country",
    "@PERSON": "a person",
    "@PLACE": "a place",
    "@NUMBER": "a number",
    "@SEVERAL": "two parties or more",
    "@ANY": "anything",
}
FORMS = {
    "future": "announced or intended",
    "refusal": "refused",
    "negation": "negated",
    "affirmed": "not negated",
    "negated": "negated",
}
AUX = {"future": "is announced or intended", "hypothetical": "is hypothetical", "negation": "did not happen"}
STANCES = {"ask": "asked for", "deny": "denied", "affirm": "affirmed", "doubt": "doubted"}
CLASSES = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


def slot_words(slot: str) -> str:
    """Return a slot in words."""
    return SLOTS.get(slot, f"the phrase with «{slot}»")


def constraint_words(codebook: Codebook, constraint: Constraint, *, whole: bool = False) -> str:
    """Return what a constraint asks of a slot, classes by their names; with `whole` every single word."""
    words = {*constraint.words, *map(" ".join, constraint.phrases)}
    parts = [KINDS[kind] for kind in sorted(constraint.kinds)]
    if not whole:
        for name, members in sorted(codebook.classes, key=lambda item: (-len(item[1]), item[0])):
            if len(members) > 1 and members <= words:
                parts.append(f"@{name}")
                words -= members
    plain = sorted(words)
    return ", ".join(parts + (plain if whole else shortened(plain)))


def shortened(words: list[str], most: int = SHORT) -> list[str]:
    """Return the first words of a long list and how many more there are."""
    if len(words) <= most + 1:
        return words
    return [*words[:most], f"… {len(words) - most} more"]


def pattern_words(frame: Frame, *, whole: bool = False) -> Iterator[tuple[str, str]]:
    """Yield the verbs, nouns and adjectives of a frame: (what they are, the words)."""
    for kind, name in (("verb", "verbs"), ("noun", "nouns"), ("adjective", "adjectives")):
        words = [pattern.text for pattern in frame.patterns if pattern.kind == kind]
        if words:
            yield name, ", ".join(words if whole else shortened(words))


def yields_words(codebook: Codebook, frame: Frame) -> str:
    """Return what a frame yields: its type and mode, or the types of this codebook that it may come to."""
    if not frame.type:
        return "no event: it changes what stands below it"
    if codebook.rules:
        named = " or ".join(possible_types(codebook, frame)) or "nothing"
        base = "/".join(filter(None, (frame.type, frame.mode)))
        return named if named == base else f"{named} (found as {base})"
    found = "/".join(filter(None, (frame.type, frame.mode)))
    if frame.mode_from:
        found += f", its mode from the content by the table {frame.mode_from}"
    return f"{found} and {frame.also}" if frame.also else found


def condition_words(codebook: Codebook, frame: Frame, *, whole: bool = False) -> Iterator[tuple[str, str]]:
    """Yield what must hold for the frame to fire: (label, words)."""
    if frame.only:
        yield "only", f"where the predicate is {FORMS[frame.only]}"
    for constraint in frame.where:
        yield "where", f"{slot_words(constraint.slot)} is {constraint_words(codebook, constraint, whole=whole)}"
    for constraint in frame.unless:
        yield "unless", f"{slot_words(constraint.slot)} is {constraint_words(codebook, constraint, whole=whole)}"
    for slots in frame.needs:
        yield "needs", " or ".join(map(slot_words, slots.split("|")))
    for slot in frame.party:
        yield "needs", f"a party as {slot_words(slot)}"
    if frame.needs_content:
        yield "needs", " or ".join(map(slot_words, frame.content)) + ", in which something happens"
    if frame.content_modal:
        yield "needs", f"{_either(frame.content_modal)} in what is said, of another party"
    if frame.own_act:
        yield "needs", "an act of the speaker's own in what is said"


def filling_words(frame: Frame) -> Iterator[tuple[str, str]]:
    """Yield who becomes actor and recipient, and what becomes of the content: (label, words)."""
    if frame.type:
        sides = dict.fromkeys((*frame.actor, *frame.recipient)) if frame.mutual else frame.actor
        yield "actor", "; else ".join(map(slot_words, sides)) + (" (all sides)" if frame.mutual else "")
        if not frame.mutual and frame.recipient:
            yield "recipient", "; else ".join(map(slot_words, frame.recipient))
    if frame.bare_state:
        yield "sector", f"{frame.bare_state} for a country that acts by its bare name"
    if frame.voice:
        yield "voice", f"{'; else '.join(map(slot_words, frame.voice))} gives its word for the event"
    if frame.content:
        where = "; else ".join(map(slot_words, frame.content))
        said = []
        if frame.stance is not None:
            said.append(f"what happens there is {STANCES[frame.stance]}")
        if frame.below == "drop":
            said.append("it is no event of its own")
        said += [f"what happens there {AUX[aux]}" for aux in frame.content_aux]
        if not frame.type:
            said += [f"what happens there {AUX[aux]}" for aux in frame.aux]
            said += ["what happens there is refused"] if frame.refusal else []
        yield "content", where + (f": {', '.join(said)}" if said else "")
    if frame.granted:
        yield "content", "; else ".join(map(slot_words, frame.granted)) + ": what happens there stands as it is told"
    if frame.follows:
        yield "modes", "those of the act that it tells of again, where it has none"
    if frame.type and frame.aux:
        yield "aux", ", ".join(frame.aux)


def rule_words(rule: Rule) -> str:
    """Return what a rule takes from the base, in words."""
    parts = [rule.of]
    if rule.words:
        parts.append(f"by the words {', '.join(shortened(sorted(rule.words)))}")
    if rule.actor:
        parts.append(f"where an actor is {_either(sorted(rule.actor))}")
    if rule.recipient:
        parts.append(f"where a recipient is {_either(sorted(rule.recipient))}")
    if rule.aux:
        parts.append(f"where it is {_either(sorted(rule.aux))}")
    if rule.was:
        parts.append(f"where the words are those of {_either(sorted(rule.was))}")
    return " ".join(parts)


def _either(words: Iterable[str]) -> str:
    return " or ".join(words)
