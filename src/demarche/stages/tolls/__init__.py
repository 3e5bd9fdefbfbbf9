"""Find the numbers of dead, injured, captured, missing, displaced and arrested, and give them to events.

`find_tolls` reads each sentence that has a word of victims: (1) the words beside a number say what became of the
counted («killed 12», «30 wounded»); (2) the arguments of propositions are counted, with and without a number («killed
a monk», «two soldiers and a child died»); (3) numbers that only the words beside them explain; (4) sums («the death
toll rose to 41»); (5) «no casualties», «there were deaths». What the words beside a number say outranks the parse:
news leaves verbs out («12 killed and 30 wounded») where parsers err. `find_quantities` reads what other numbers of an
event measure.
"""

from __future__ import annotations

from demarche.model import Analysis, Proposition, TollEntry
from demarche.stages.tolls.assigning import assign_tolls
from demarche.stages.tolls.quantities import find_quantities
from demarche.stages.tolls.reading import TollReader
from demarche.stages.tolls.retelling import part_by_voice, retell_tolls
from demarche.stages.tolls.words import toll_words

__all__ = ["assign_tolls", "find_quantities", "find_tolls", "part_by_voice", "retell_tolls"]


def find_tolls(analysis: Analysis) -> tuple[TollEntry, ...]:
    """Find the tolls of a document, in order of the text; an entry's proposition is the one that tells of it, or −1."""
    triggers = toll_words().triggers
    by_sentence: dict[int, list[Proposition]] = {}
    for proposition in analysis.propositions:
        by_sentence.setdefault(proposition.sentence, []).append(proposition)
    entries: list[TollEntry] = []
    for sentence in analysis.sentences:
        if any(t.lemma in triggers or t.text.lower() in triggers for t in sentence.tokens):
            reader = TollReader(analysis.document.text, sentence, by_sentence.get(sentence.index, []))
            entries.extend(reader.read())
    return tuple(entries)
