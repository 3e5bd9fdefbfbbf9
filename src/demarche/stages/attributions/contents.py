"""The content of a predicate: clauses, objects with what they are called, objects, and phrases with a preposition."""

from __future__ import annotations

from dataclasses import dataclass, field

from demarche.model import Argument, Proposition, Span
from demarche.reference import load_reference
from demarche.reference.cues import Cue, Cues, Sense
from demarche.stages.attributions.sheet import QUOTE_MARKS, Board, Sheet

QUESTION_WORDS = frozenset({"whether", "if", "what", "who", "whom", "whose", "which", "when", "where", "why", "how"})
PLAIN = frozenset({"that", "whether", "quote"})
RELATIVE_WORDS = frozenset({"who", "whom", "which", "that", "whose"})
CLAUSAL = PLAIN | {"to", "ing", "figure"}
TAILS = frozenset({"as", "for", "to", "on", "with", "in", "over", "than", "against", "from", "about", "of", "between"})
TRAILING = frozenset({"obl", "advcl", "xcomp"})
Range = tuple[int, int]


@dataclass
class Content:
    """Token ranges of a content, what is to be cut out of them, and how the cue takes it."""

    sense: Sense
    form: str = ""
    ranges: list[Range] = field(default_factory=list)
    cut: list[Range] = field(default_factory=list)
    sourceless: bool = False
    cue_high: int = -1

    def take(self, sense: Sense, form: str, *ranges: Range) -> None:
        """Add token ranges that the cue takes in this form."""
        self.sense, self.form = sense, self.form or form
        self.ranges.extend(ranges)


def read_content(sheet: Sheet, board: Board, p: Proposition, entry: Cue, cue: Range, cues: Cues) -> Content:
    """Return the content of the predicate; its ranges are empty where there is none to be read from the sentence."""
    content = Content(entry.sense, cue_high=cue[1])
    patient = p.get("patient")
    if patient is not None and "that" in entry.takes and _is_binder(board, patient.head, cue[1]):
        content.take(entry.takes["that"], "that", (patient.head, board.clause_end(patient.head)))
        return content
    if patient is not None and patient.implicit and not p.passive:
        patient = None
    if cue[1] > p.head:  # the object of the cue's own preposition: «call on Russia to leave», «knew of no attack»
        inside = (p.get("oblique", board.words[i]) for i in range(cue[1], p.head, -1))
        patient = next((found for found in inside if found is not None), patient)
    called = entry.takes.get("words") or entry.takes.get("np")
    telling = patient is not None and called is not None and _is_word(board, patient.head, cues)
    for argument in p.arguments:
        if argument.role == "clause":
            _take_clause(sheet, board, p, entry, argument, patient, content)
    if telling and called and patient and content.form == "that" and p.head < patient.head < content.ranges[0][0]:
        low, _ = phrase_range(board, patient.head, p.head, patient.span)  # «denied the claim by rebels that …»
        content.ranges[0] = (low, content.ranges[0][1])
        content.sense, content.form = called, "np"
    if not content.ranges and "ing" in entry.takes:
        _take_seen(board, p, entry, content)
    if not content.ranges and not telling:
        _take_stray_clause(board, p, entry, patient, content)
    if not content.ranges:
        _take_called(board, p, entry, patient, content)
    if not content.ranges and patient is not None and _tells(board, patient.head, entry, cues):
        content.take(entry.takes["words"], "np", phrase_range(board, patient.head, p.head, patient.span))
    if not content.ranges and patient is not None and "np" in entry.takes:
        content.take(entry.takes["np"], "np", phrase_range(board, patient.head, p.head, patient.span))
        _take_ground(board, p, entry, content)
    if not content.ranges and patient is not None and "figure" in entry.takes:
        _take_figure(board, p, entry, patient, cues, content)
    if not content.ranges and entry.prepositions:
        _take_phrase(board, p, entry, content)
    if content.ranges and content.form not in CLAUSAL:
        _take_tail(board, p, content)
    return content


def _is_word(board: Board, i: int, cues: Cues) -> bool:
    """Say whether the noun is one of speech or thought."""
    return board.tokens[i].lemma in cues.nouns


def _tells(board: Board, i: int, entry: Cue, cues: Cues) -> bool:
    """Say whether the object is a noun of speech that the cue takes; what is denied must be a claim, no offer."""
    words, noun = entry.takes.get("words"), cues.nouns.get(board.tokens[i].lemma)
    return words is not None and noun is not None and (words.stance != "deny" or noun.sense.kind == "say")


def _is_binder(board: Board, i: int, cue: int) -> bool:
    """Say whether an object is the word «that» before a clause that the parser has not seen as one."""
    end = board.clause_end(i)
    return (
        i == cue + 1
        and board.words[i] == "that"
        and any(token.upos in ("VERB", "AUX") for token in board.tokens[i + 1 : end + 1])
    )


def _take_clause(
    sheet: Sheet,
    board: Board,
    p: Proposition,
    entry: Cue,
    clause: Argument,
    patient: Argument | None,
    content: Content,
) -> None:
    if (clause.implicit and clause.head == p.head) or misread_subject(p, clause):
        return
    if p.head < board.clause_end(p.head) < clause.head:
        return
    first, final = clause_range(board, clause.head, p.head)
    form = _form(clause, board, first)
    sense = entry.takes.get(form) or entry.prepositions.get(form)
    if form in ("to", "that") and p.passive and p.get("agent") is None and "hearsay" in entry.takes:
        sense = entry.takes["hearsay"]
    if sense is None and form == "to" and "hearsay" in entry.takes:
        sense = entry.sense
    if sense is None and form == "that":
        inside = Span(board.tokens[first].start, board.tokens[final].end)
        if "quote" in entry.takes and any(not quote.scare for quote in sheet.quotes_near(inside)):
            sense, form = entry.takes["quote"], "quote"
        else:
            sense = entry.takes.get("whether")
    if sense is None and form == "ing":
        sense = entry.takes.get("np")
    if sense is None:
        return
    if not board.below(p.head, clause.head):
        first, final = _widened(board, clause, p.head, first, final)
    for c in board.children[clause.head]:  # «claimed, without offering evidence, that …»
        if first < c < clause.head and board.words[c] == "that" and board.tokens[c].rel == "mark":
            first = c if board.words[c - 1] == "," and first > p.head else first
    content.take(sense, form, (first, final))
    if board.below(p.head, clause.head):
        child = board.child_towards(clause.head, p.head)
        content.cut.append((board.low[child], board.high[child]))
        return
    _join_object(board, p, entry, form, first, patient, content)


def _widened(board: Board, clause: Argument, cue: int, first: int, final: int) -> tuple[int, int]:
    """Return the clause with words that mending has found to belong to it, on its side of the cue."""
    inside = [
        t.i for t in board.tokens if clause.span.contains(t.span) and (t.i > cue) == (clause.head > cue) and t.i != cue
    ]
    if not inside:
        return first, final
    return min(first, inside[0]), max(final, inside[-1])


def misread_subject(p: Proposition, clause: Argument) -> bool:
    """Say whether a clause is a subject with a participle: «The forum, citing witnesses, said that …»."""
    return clause.marker == "ing" and clause.head < p.head and p.get("agent") is None


def _join_object(
    board: Board, p: Proposition, entry: Cue, form: str, first: int, patient: Argument | None, content: Content
) -> None:
    """Add the object that belongs to an infinitive or a gerund, or the subject that was raised."""
    agent = p.get("agent")
    if form in PLAIN:
        return
    if entry.sense.kind == "seem":
        content.sourceless = True
        if agent is not None:
            content.ranges.append(phrase_range(board, agent.head, p.head, agent.span))
    elif patient is None:
        return
    elif p.passive:
        if form != "to" or not entry.addressee:
            content.ranges.append(phrase_range(board, patient.head, p.head, patient.span))
    elif p.head < patient.head < first:
        low, _ = phrase_range(board, patient.head, p.head, patient.span)
        content.ranges.append((low, first - 1))
        for c in board.children[patient.head]:  # what the writer says of the one who is asked
            if board.tokens[c].deprel == "acl:relcl" and board.tokens[board.low[c] - 1].text == ",":
                content.cut.append((board.low[c], min(board.high[c], first - 1)))


def _take_seen(board: Board, p: Proposition, entry: Cue, content: Content) -> None:
    """Take what somebody is seen doing: «saw soldiers dragging a man away», «heard troops fire»."""
    sense = entry.takes["ing"]
    if sense.kind not in ("see", "show") or p.passive:
        return
    seen = p.get("patient") or p.get("recipient")
    if seen is None or seen.implicit or seen.head < p.head:
        return
    doing = p.get("attribute")  # a bare infinitive that is read as a noun
    bare = doing is not None and doing.marker == "" and board.tokens[doing.head].rel == "xcomp"
    acts = any(board.tokens[c].rel == "acl" and board.tokens[c].xpos == "VBG" for c in board.children[seen.head])
    if acts or bare:
        first, final = phrase_range(board, seen.head, p.head, seen.span)
        content.take(sense, "ing", (first, final if doing is None or not bare else board.high[doing.head]))


def _take_stray_clause(board: Board, p: Proposition, entry: Cue, patient: Argument | None, content: Content) -> None:
    """Take a clause that the parser has hung on a noun between: «told reporters on Monday that he would resign»."""
    takes_that = entry.takes.get("that")
    told = _told_after(board, p.head) if takes_that is not None and entry.addressee else None
    if takes_that is not None and told is not None:
        content.take(takes_that, "that", told)
        return
    for i in range(p.head + 1, board.high[p.head] + 1):
        token = board.tokens[i]
        word = board.words[i]
        if token.rel in ("conj", "parataxis") and token.head == p.head:
            return
        above = token.head
        if takes_that is not None and word == "that" and above > i:
            subject = any(board.tokens[c].rel == "nsubj" and c != i for c in board.children[above])
            if subject and board.tokens[above].rel in ("acl", "ccomp", "advcl"):
                content.take(takes_that, "that", (i, board.high[above]))
                return
        of = word in entry.prepositions and word != "in" and token.rel == "mark" and above > i
        if of and board.tokens[above].rel in ("acl", "advcl") and board.words[above].endswith("ing"):
            content.take(entry.prepositions[word], word, (i, board.high[above]))
            if patient is not None:
                content.ranges.append(phrase_range(board, patient.head, p.head, patient.span, before=i))
            return


def _told_after(board: Board, verb: int) -> Range | None:
    """Return the clause that the parser has hung on the one who is told: «told the court he had been beaten»."""
    tokens = board.tokens
    for hearer in board.children[verb]:
        if hearer > verb and tokens[hearer].rel == "iobj":
            for c in board.children[hearer]:
                low = board.low[c]
                told = tokens[c].deprel == "acl:relcl" and low == hearer + 1
                if told and tokens[low].upos == "PRON" and board.words[low] not in RELATIVE_WORDS:
                    return low, board.high[c]
    return None


def _take_called(board: Board, p: Proposition, entry: Cue, patient: Argument | None, content: Content) -> None:
    """Take an object with what it is called: «called the vote a farce», «is seen as a threat», «seems ready»."""
    if "as" not in entry.takes:
        return
    attribute = p.get("attribute") or p.get("oblique", "as")
    if attribute is None and patient is not None and "np" not in entry.takes:  # a second object
        second = p.get("oblique", "")
        attribute = second if second is not None and board.tokens[second.head].rel == "obj" else None
    seeming = entry.sense.kind == "seem"
    other = p.get("agent") if seeming else patient
    if attribute is None and patient is not None and "np" not in entry.takes:
        first, final = phrase_range(board, patient.head, p.head, patient.span)
        if any(board.tokens[i].text in QUOTE_MARKS for i in range(first, final + 1)):
            content.take(entry.takes["as"], "as", (first, final))
    if attribute is None or other is None:
        return
    called = phrase_range(board, attribute.head, p.head, attribute.span)
    what = phrase_range(board, other.head, p.head, other.span)
    if what[1] + 2 == called[0] and board.words[called[0] - 1] == "as":
        called = (called[0] - 1, called[1])
    content.take(entry.takes["as"], "as", called, what)
    content.sourceless = seeming


def _take_ground(board: Board, p: Proposition, entry: Cue, content: Content) -> None:
    """Add what the object is blamed or praised for."""
    for argument in p.arguments:
        if argument.role == "oblique" and argument.marker in entry.prepositions and not argument.implicit:
            low, high = clause_range(board, argument.head, p.head)
            content.ranges.append((low, high))
            return


def _take_tail(board: Board, p: Proposition, content: Content) -> None:
    """Add the phrases that follow an object without a comma: «condemned the raid on the port».

    Those of time, and clauses with a subject of their own («urged calm as rioters burned cars»), are the publisher's.
    """
    words = load_reference().words
    last = max(high for _, high in content.ranges)
    for c in board.children[p.head]:
        token = board.tokens[c]
        low, high = board.low[c], board.high[c]
        if low != last + 1 or c <= p.head or token.rel not in TRAILING or board.words[low] not in TAILS:
            continue
        told = token.rel == "advcl" and any(board.tokens[k].rel == "nsubj" for k in board.children[c])
        if told or board.words[c] in words["times"] or token.upos == "NUM":
            break
        content.ranges.append((low, high))
        last = high


def _take_figure(board: Board, p: Proposition, entry: Cue, patient: Argument, cues: Cues, content: Content) -> None:
    """Take a count with the number that it is put at: «put the toll at 31», «gave the number as 38»."""
    if board.tokens[patient.head].lemma not in cues.figures:
        return
    for marker in ("at", "as", "to", "in"):
        number = p.get("oblique", marker)
        if number is not None:
            low, high = phrase_range(board, patient.head, p.head, patient.span)
            first, last = clause_range(board, number.head, p.head)
            content.take(entry.takes["figure"], "figure", (low, high), (first, last))
            return
    low, high = board.low[patient.head], board.high[patient.head]
    if any(board.words[i] in ("at", "as") and board.tokens[i + 1].upos == "NUM" for i in range(low, high)):
        content.take(entry.takes["figure"], "figure", (low, high))


def _take_phrase(board: Board, p: Proposition, entry: Cue, content: Content) -> None:
    """Take the object of a preposition; the order of the table decides between several."""
    for preposition, sense in entry.prepositions.items():
        argument = p.get("oblique", preposition)
        if argument is None or argument.implicit or board.words[argument.head] in load_reference().words["times"]:
            continue
        first, final = phrase_range(board, argument.head, p.head, argument.span)
        content.take(sense, preposition, (first, final))
        if content.cue_high < first <= content.cue_high + 3:
            content.cue_high = first - 1
        return


def _form(argument: Argument, board: Board, first: int) -> str:
    """Return the form of a clause as cues name it; an odd marker before a finite clause is none."""
    marker = argument.marker
    if marker in ("whether", "if") or (marker in ("", "that") and board.words[first] in QUESTION_WORDS):
        return "whether"
    if marker in ("to", "ing"):
        return marker
    if marker in ("", "that") or board.tokens[first].upos not in ("ADP", "SCONJ") or board.words[first] not in BINDERS:
        return "that"
    return marker


BINDERS = frozenset(
    {"of", "for", "with", "in", "on", "about", "against", "to", "from", "by", "over", "as", "at", "because", "since"}
    | {"while", "after", "before", "until", "although", "though", "unless", "so", "than", "without"}
)


def clause_range(board: Board, head: int, cue: int) -> Range:
    """Return the tokens of a content clause: its whole subtree, short of the cue where the cue is not inside."""
    low, high = board.low[head], board.high[head]
    if not board.below(cue, head):
        if head > cue:
            low = max(low, cue + 1)
            high = min(high, max(board.clause_end(cue), head))
        elif head < cue:
            high = min(high, cue - 1)
    return low, high


def phrase_range(board: Board, head: int, cue: int, span: Span, before: int = -1) -> Range:
    """Return the tokens of a phrase with its clausal tails, without its preposition, ending before token `before`."""
    low, high = clause_range(board, head, cue)
    if head < before <= high:
        high = before - 1
    return board.after_case(low, head), high
