"""Say what a predicate tells of its victims: the field of the toll, and the argument that names the counted."""

from __future__ import annotations

from demarche.model import Argument, Proposition
from demarche.stages.tolls.beside import REACH
from demarche.stages.tolls.totals import TotalReader

# Nouns whose possessor or of-phrase is the victim, whatever its role: «the death of two», «his disappearance».
_VICTIMS_OF = frozenset({"death", "body", "corpse", "remains", "injury", "disappearance", "wounds", "displacement"})


class PredicateReader(TotalReader):
    """One sentence with what its predicates tell of victims."""

    def is_unachieved(self, proposition: Proposition) -> bool:
        """Say whether the deed was not done: «attempted murder», «a plot to kill»."""
        if any(self.lower[child] in self.words["unachieved"] for child in self.numbered.children[proposition.head]):
            return True
        if proposition.relation == "purpose":
            return True
        if proposition.parent < 0 or proposition.relation != "clause":
            return False
        parent = next((p for p in self.propositions if p.index == proposition.parent), None)
        return parent is not None and parent.lemma in self.words["unachieved"]

    def field_of(self, proposition: Proposition) -> tuple[str, Argument | None] | None:
        """Give the field that a proposition tells of, and the argument that names the counted."""
        lemma = proposition.lemma
        if proposition.kind == "noun":
            field = self.tables.noun.get(lemma)
            if field is None or proposition.light:
                return None
            patient = proposition.get("patient")
            if patient is None and lemma in _VICTIMS_OF:
                patient = proposition.get("agent")
            return field, patient
        if proposition.kind == "adjective":
            field = self.tables.state.get(lemma)
            counted = self.numbered.number_at(proposition.head) >= 0  # «among the 12 dead were two children»
            return (field, proposition.get("agent")) if field and field != "displaced" and not counted else None
        if lemma == "flee" and self._is_escape(proposition):
            return None
        first, _, rest = (f"{lemma} {proposition.particle}").strip().partition(" ")
        if self.is_sentence(proposition.head):
            return None
        for phrase, field in self.tables.patient.get(first, ()):
            if self._has_rest(proposition, phrase[1:], rest):
                return field, proposition.get("patient")
        for phrase, field in self.tables.agent.get(first, ()):
            if self._has_rest(proposition, phrase[1:], rest) and lemma != "fall":
                return field, proposition.get("agent") if not proposition.passive else proposition.get("patient")
        patient = proposition.get("patient")
        if lemma in {"hold", "take", "seize"} and patient is not None:
            return self._held(proposition, patient)
        if lemma == "lose" and patient is not None and not proposition.passive:
            index = self.numbered.number_at(patient.head)
            noun = self.numbered.noun_behind(index) if index >= 0 else patient.head
            return ("dead", patient) if index >= 0 and self.is_human(noun) else None
        if lemma == "leave" and patient is not None and not self._leaves_home(proposition):
            attribute = proposition.get("attribute")
            field = self.tables.state.get(self.lower[attribute.head]) if attribute else None
            return (field, patient) if field else None
        if lemma in self.words["drive_out"]:
            oblique = proposition.get("oblique", "from") or proposition.get("oblique", "out of")
            if oblique is not None and self.tokens[oblique.head].lemma in self.words["homes"]:
                return "displaced", patient
            if any(p.parent == proposition.index and self._leaves_home(p) for p in self.propositions):
                return "displaced", patient
        if self._leaves_home(proposition):
            return "displaced", proposition.get("agent")
        return None

    def _leaves_home(self, proposition: Proposition) -> bool:
        patient = proposition.get("patient")
        home = patient is not None and self.tokens[patient.head].lemma in self.words["homes"] - {"country", "city"}
        return home and proposition.lemma in {"leave", "abandon"} and not proposition.passive

    def _is_escape(self, proposition: Proposition) -> bool:
        """Say whether those who flee are doers, or flee from a deed: «two gunmen fled the scene»."""
        words = {self.tokens[head].lemma for argument in proposition.arguments for head in argument.heads}
        agent = proposition.get("agent")
        if agent is not None and (index := self.numbered.number_at(agent.head)) >= 0:
            words.add(self.tokens[self.numbered.noun_behind(index)].lemma)
        return bool(words & self.words["escapes"])

    def _held(self, proposition: Proposition, patient: Argument) -> tuple[str, Argument] | None:
        """Read «took four of our men», «five residents who had been held»: people in numbers only, taken nowhere."""
        index = self.numbered.number_at(patient.head)
        if index < 0 or not self.is_human(self.numbered.noun_behind(index)):
            return None
        if proposition.lemma == "hold":
            return ("arrested", patient) if proposition.passive else None
        if proposition.lemma == "take" and any(
            argument.role == "oblique" and argument.marker in {"to", "in", "into"} for argument in proposition.arguments
        ):
            return None
        agent = proposition.get("agent")
        custody = agent is not None and self.tokens[agent.head].lemma.lower() in self.words["custodians"]
        return "arrested" if custody and proposition.lemma == "seize" else "captured", patient

    def _has_rest(self, proposition: Proposition, rest: tuple[str, ...], particle: str) -> bool:
        """Say whether the further words of a phrase («hostage», «to death») are there, within reach of the verb."""
        if not rest:
            return not particle or particle in {"off", "up"}
        near = self.tokens[proposition.head + 1 : proposition.head + 1 + REACH]
        around = {token.lemma for token in near} | {token.text.lower() for token in near} | {particle}
        if proposition.passive:
            around |= {token.lemma for token in self.tokens[max(0, proposition.head - 3) : proposition.head]}
        return all(word in around for word in rest)
