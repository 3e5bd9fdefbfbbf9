"""Resolve mentions to entities: who or what the words of a document refer to, by the rules of docs/entities.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, cast

from demarche.model import Analysis, Entity, Mention
from demarche.reference import Reference, View
from demarche.reference.modifiers import territory_of
from demarche.reference.names import OWN_CODES
from demarche.reference.phrases import RELATIVES, STATES, Description
from demarche.stages.entities.acronyms import share_acronyms
from demarche.stages.entities.antecedents import PLURAL, SINGULAR_PERSON
from demarche.stages.entities.definites import History
from demarche.stages.entities.flight import take_flight
from demarche.stages.entities.holders import Holders
from demarche.stages.entities.home import home_of, issuer_of, sent_abroad, weigh_countries
from demarche.stages.entities.identity import identify, share_appositions, share_bodies, share_names, tell_bodies
from demarche.stages.entities.persons import (
    Key,
    Phrases,
    name_short_forms,
    share_offices,
    take_offices_before,
    take_plain_persons,
    take_roles_before,
    take_told_offices,
)
from demarche.stages.entities.several import take_both, take_members, take_others
from demarche.stages.entities.surroundings import Surroundings

__all__ = ["resolve_entities"]

FIRST = frozenset({"i", "me", "my", "mine", "we", "us", "our", "ours"})
ABSTRACT = frozenset({"this", "that", "these", "those"})  # mostly of what happened, or of whoever it applies to
BLAMED = frozenset({"responsible", "behind", "guilty"})  # «those responsible»: doers whom nobody names
SECOND = frozenset({"you", "your", "yours"})
ADDRESSED = frozenset({"government", "authorities", "authority", "junta", "regime"})  # not by a state of its own
MONEY = ("$", "€", "£", "¥")
NO_HOME = frozenset({"UNK", "UAF", "NGO"})  # doers that are nobody's by their very name
PARTNER = 2.0  # weight from which on a country is one of those that the report is about
OUTWEIGHS = 3  # how much more home must weigh than a country named once for «Congress» to be home's
REPORT = 3  # sentences from which on a text says enough of its home country to outweigh a table
LEADING = 3  # sentences in which a headline's bare role is named in full


def resolve_entities(
    analysis: Analysis,
    mentions: tuple[Mention, ...],
    reference: Reference,
    speakers: Mapping[Key, Key] | None = None,
    sources: frozenset[Key] = frozenset(),
) -> dict[Key, Entity]:
    """Return the entity of each mention, keyed (sentence, head).

    1. Each phrase is described by its own words. 2. Persons share what any of their mentions says of their office, and
    acronyms stand for the names that introduce them. 3. In order of the text, phrases take the country of their
    possessor, pronouns and definite descriptions the party that they stand for. 4. Domestic nouns without a country
    take the home country of the document. `speakers` maps a pronoun of the first person to the mention of the speaker
    in whose words it stands; `sources` are the mentions that are said to speak.
    """
    return _Resolver(analysis, mentions, reference, speakers or {}, sources).resolve()


class _Resolver:
    """The state of one document while its mentions are resolved."""

    def __init__(
        self,
        analysis: Analysis,
        mentions: tuple[Mention, ...],
        reference: Reference,
        speakers: Mapping[Key, Key],
        sources: frozenset[Key],
    ) -> None:
        self.text = analysis.document.text
        self.reference = reference
        self.mentions = sorted(mentions, key=lambda mention: (mention.sentence, mention.head))
        self.speakers = speakers
        published = analysis.document.published
        self.published = published
        year = published.year if published else 0
        self.views = [View(sentence, reference, year=year) for sentence in analysis.sentences]
        self.weights = weigh_countries(self.views, analysis.document.title or "", reference)
        for view in self.views:
            view.weights = self.weights
        self.away = sent_abroad(self.views, reference)
        self.home = home_of(self.weights, self.away)
        self.described: dict[Key, Description] = {}
        self.history = History(self.views, reference, analysis.quotes, sources)
        self.asked: set[Key] = set()
        spans = {(mention.sentence, mention.head): mention.span for mention in self.mentions}
        self.quoted = [
            (quote.span, speaker)
            for quote in analysis.quotes
            for pronoun, speaker in speakers.items()
            if not quote.scare and pronoun in spans and quote.span.contains(spans[pronoun])
        ]
        self.history.home = self.home
        self.issuer = issuer_of(analysis.document, self.views, reference)
        self.around = Surroundings(self.history, self.views, reference)

    def resolve(self) -> dict[Key, Entity]:
        """Run the four steps of `resolve_entities`."""
        # 1. the words of each phrase
        for mention in self.mentions:
            self._of((mention.sentence, mention.head))
        # 2. persons and acronyms
        phrases = Phrases(self.mentions, self.described, self.views)
        tell_bodies(phrases, self.reference.words["bodies"])
        name_short_forms(phrases)
        take_offices_before(phrases, self.reference.words["bodies"])
        holders = Holders(phrases, self.reference, self.published)
        holders.name_titled()
        take_told_offices(phrases)
        take_roles_before(phrases)
        share_offices(phrases)
        share_names(phrases)
        share_bodies(phrases)
        share_appositions(phrases)
        share_acronyms(phrases, self.weights)
        take_plain_persons(phrases, self.reference.words["honorifics"])
        holders.name_offices()
        # 3. and 4. in order of the text
        for mention in self.mentions:
            told = bool(self._of((mention.sentence, mention.head)).country)
            found = self._settle(mention)
            take_flight(self.views[mention.sentence], mention, found)
            if found.country and not told:
                holders.name_office(mention, found, implied=True)
            self.described[mention.sentence, mention.head] = found
            self.history.add(mention, found)
        return {(mention.sentence, mention.head): self._entity(mention) for mention in self.mentions}

    def _of(self, key: Key) -> Description:
        found = self.described.get(key)
        if found is None:
            found = self.described[key] = self.views[key[0]].describe(key[1])
        return found

    def _settle(self, mention: Mention) -> Description:
        found = self._of((mention.sentence, mention.head))
        if found.pronoun:
            return self._settle_pronoun(mention, found)
        if not found.country:
            self._take_several(mention, found)
        if found.generic:
            self._place_generic(found)
        if found.kind == "possession" and not found.sectors:
            self._take_office_of_owner(mention, found)
        if found.country:
            return found
        if found.owner >= 0 and not self.history.describe_again(mention, found):
            self._ask_owner(mention, found)
        if found.definite and not found.person and found.role in self.reference.words["struck"]:
            self.around.describe_by_blow(mention, found)
        if not found.country and found.shared is not None:
            found.country, found.why = found.shared.country, found.shared.why
            found.sectors = found.shared.sectors or found.sectors
        if not found.country:
            self.around.describe_by_speaker(mention, found)
        if not found.country:
            self.history.describe_definite(mention, found)
        if not found.country:
            self.around.describe_by_state(mention, found)
        if not found.country and mention.sentence == 0:
            self._look_ahead(mention, found)
        if not found.country and found.kind == "party" and self._is_said_there(mention):
            self.around.speak_for(mention, found, keep=True)
        speaks = found.role in self.reference.words["mouthpieces"] and found.owner < 0
        if not found.country and speaks:
            self.around.speak_for(mention, found)
        if not found.country and found.kind == "none":
            take_others(self.history, mention, found)
            self._count_victims(mention, found)
            self._take_target(mention, found)
        if not found.country and found.kind != "none":
            self._share_modifier(mention, found)
            self.around.describe_by_clause(mention, found)
        if not found.country and found.kind != "none":
            self.around.describe_by_harm(mention, found)
        if not found.country and not found.person and (found.kind == "party" or self._is_hit(mention, found)):
            self.around.describe_by_place(mention, found)
        if not found.country and found.role in self.reference.words["others"] and not found.plural:
            self._take_other(mention, found)
        if not found.country and found.kind == "party":
            self.around.describe_by_foe(mention, found)
        if not found.country and found.kind != "none":
            self._take_home(mention, found)
        if not found.country and found.origin:
            found.country, found.why = found.origin, "minority of no known home"
        return found

    def _take_several(self, mention: Mention, found: Description) -> None:
        """Take «both» and nouns with a list of countries for the parties that they name."""
        view = self.views[mention.sentence]
        token = view.tokens[mention.head]
        if token.text.lower() == "both" and token.rel in ("nsubj", "obj", "obl") and not view.children[mention.head]:
            take_both(self.history, mention, found)
        else:
            take_members(view, mention, found)

    def _take_office_of_owner(self, mention: Mention, found: Description) -> None:
        """Give what is a person's the sectors of the person: «called for the governor Ana Ruiz's resignation»."""
        view = self.views[mention.sentence]
        for c in view.children[mention.head]:
            owner = self._of((mention.sentence, c)) if view.tokens[c].deprel == "nmod:poss" else None
            if owner is not None and owner.person and owner.sectors and view.tokens[c].upos == "PROPN":
                found.sectors = owner.sectors
        token = view.tokens[mention.head]
        acts = token.deprel == "nsubj" and token.lemma.lower() in self.reference.words["texts"]
        if acts and found.country and found.country not in OWN_CODES and found.why.startswith("modifier "):
            found.sectors = found.sectors or ("GOV",)  # «a British draft resolution»

    def _count_victims(self, mention: Mention, found: Description) -> None:
        """Take a bare number for people in what only people do or undergo: «killed nine», «hundreds marched»."""
        tokens = self.views[mention.sentence].tokens
        token = tokens[mention.head]
        if token.deprel == "nsubj" and token.head >= 0 and token.text.lower() in self.reference.words["multitudes"]:
            does = tokens[token.head].lemma.lower() in self.reference.words["done_by_people"]
            if does and not self.views[mention.sentence].complements(mention.head):
                found.kind, found.sectors, found.plural, found.why = "party", ("CVL",), True, "people by their number"
            return
        first = tokens[token.head] if token.rel == "conj" and token.head >= 0 else token
        if token.upos != "NUM" or token.text.startswith(MONEY) or first.head < 0:
            return
        verb = tokens[first.head]
        done_to = first.deprel in ("obj", "nsubj:pass") or (first.rel == "nsubj" and verb.xpos == "VBN")
        if done_to and verb.lemma.lower() in self.reference.words["done_to_people"]:
            found.kind, found.sectors, found.plural, found.why = "party", ("CVL",), True, "people by their number"

    def _take_target(self, mention: Mention, found: Description) -> None:
        """Take a thing that is bombed or burned for one of the place where that happens: «bombed a depot in Turin»."""
        view = self.views[mention.sentence]
        token = view.tokens[mention.head]
        verb = view.tokens[token.head].lemma.lower() if token.head >= 0 else ""
        hit = token.deprel in ("obj", "nsubj:pass") and verb in self.reference.words["wrecks"]
        if not hit or token.upos != "NOUN" or view.complements(mention.head):
            return
        found.kind, found.sectors = "possession", ("CVL",)
        self.around.describe_by_place(mention, found)
        if not found.country:
            found.kind, found.sectors = "none", ()

    def _is_hit(self, mention: Mention, found: Description) -> bool:
        """Say whether the mention is a thing with sectors that is hit, held or taken: «struck a power station»."""
        token = self.views[mention.sentence].tokens[mention.head]
        return found.kind == "possession" and bool(found.sectors) and token.deprel in ("obj", "nsubj:pass")

    def _share_modifier(self, mention: Mention, found: Description) -> None:
        """Give a bare conjunct the country that stands before the first: «Georgia's president and prime minister»."""
        view = self.views[mention.sentence]
        token = view.tokens[mention.head]
        if found.kind != "party" or not found.role or found.person or token.rel != "conj" or token.head < 0:
            return
        first = self._of((mention.sentence, token.head))
        own = any(view.tokens[c].rel in ("det", "nummod", "nmod") for c in view.children[mention.head])
        if own and first.sense not in STATES:
            return
        against = first.sense in STATES and found.sectors[:1] in (("REB",), ("OPP",))  # «between Chad and the rebels»
        if (first.role or against) and first.country and not first.person and not first.foreign:
            found.country, found.why = first.country, f"beside {first.role or first.name}: {first.why}"

    def _is_said_there(self, mention: Mention) -> bool:
        """Say whether «there» stands right behind a noun: of the country that acted last."""
        view = self.views[mention.sentence]
        after = mention.head + 1
        if after >= len(view.tokens) or view.tokens[after].text.lower() != "there":
            return False
        return view.tokens[mention.head].rel == "nsubj" and view.tokens[mention.head].upos == "NOUN"

    def _look_ahead(self, mention: Mention, found: Description) -> None:
        """Let a bare role in the headline («Embassy: no talks») be the one that the first sentences name in full."""
        if not found.role or found.person:
            return
        for other in self.mentions:
            if other.sentence > LEADING:
                return
            if other.sentence > mention.sentence:
                named = self._of((other.sentence, other.head))
                if named.role == found.role and named.country and not named.person:
                    found.country, found.why = named.country, f"the {found.role} named in full below"
                    found.sectors = found.sectors or named.sectors
                    return

    def _place_generic(self, found: Description) -> None:
        """Take a body that many countries have for the home country's, unless the report names the table's country."""
        mine = self.weights.get(self.home, 0.0)
        theirs = self.weights.get(found.country, 0.0) - self.away.get(found.country, 0.0)  # without «the US embassy»
        rarely = theirs <= 0 or (theirs < PARTNER and mine >= OUTWEIGHS * theirs)
        elsewhere = self.home and self.home != found.country and rarely
        if elsewhere and len(self.views) >= REPORT:
            found.country, found.why = self.home, f"{found.name} of the home country"
            found.name, found.id, found.generic = "", "", False

    def _ask_owner(self, mention: Mention, found: Description) -> None:
        """Take country and, for a mouthpiece or a thing, sectors of the possessor or complement."""
        words = self.reference.words
        key = (mention.sentence, found.owner)
        if key in self.asked:
            return
        self.asked.add(key)
        owner = self._of(key)
        if not owner.country or owner.pronoun:
            token = self.views[mention.sentence].tokens[found.owner]
            owner = self._settle(Mention(mention.sentence, found.owner, token.span))
        self.asked.discard(key)
        if owner.country or owner.countries:
            found.country, found.countries = owner.country, owner.countries
            found.territory = territory_of(owner)
            found.why = f"of {owner.name or owner.role or owner.pronoun or 'its possessor'}: {owner.why}"
        acts = owner.kind == "party" and bool(owner.sectors)
        presides = found.role in self.reference.words["presiding"] and owner.sense not in STATES
        if acts and found.role in words["followers"] and owner.sectors[0] in words["fighting"]:
            found.sectors = owner.sectors  # «our men», said by an officer
        if acts and (not found.strong or presides) and not owner.person:
            found.sectors = owner.sectors
        if found.kind == "none" and owner.country:
            found.kind = "possession"
        if acts and found.kind == "possession" and owner.sense not in STATES and found.sectors in ((), ("CVL",)):
            found.sectors = owner.sectors

    # ------------------------------------------------------------------------------------------------ pronouns

    def _settle_pronoun(self, mention: Mention, found: Description) -> Description:
        word = found.pronoun
        if word in FIRST:
            speaker = self.speakers.get((mention.sentence, mention.head))
            other = self._speaker(speaker) if speaker is not None else None
            if speaker is None and not any(quote.contains(mention.span) for quote in self.history.quotes):
                other = self.issuer
            if other is None or other.pronoun:
                return Description(kind="party", why="speaker", plural=found.plural)
            return _stand_for(other, f"«{word}» of the speaker")
        if word in SECOND:
            return Description(kind="party", why="addressee")
        if word in RELATIVES:
            other = self._antecedent_of_relative(mention)
            if other is not None:
                return _stand_for(other, f"«{word}»")
            if word != "that":
                return Description(why=f"«{word}» without antecedent")
        if word in ABSTRACT:
            view = self.views[mention.sentence]
            if word == "those" and any(view.tokens[c].lemma in BLAMED for c in view.children[mention.head]):
                return Description(kind="party", sectors=("UNK",), why="«those responsible»", plural=True)
            return Description(kind="party" if word == "those" else "none", why=f"«{word}»", plural=word in PLURAL)
        other = self.history.antecedent(mention, word)
        if other is None:
            doer = word in SINGULAR_PERSON or word in ("they", "them")
            why = f"«{word}» without antecedent"
            return Description(kind="party" if doer else "none", why=why, plural=word in PLURAL)
        return _stand_for(other, f"«{word}» for {other.name or other.role or other.person}")

    def _speaker(self, speaker: Key) -> Description | None:
        """Return who the speaker is; the words may name the speaker only behind what is said."""
        if speaker in self.asked or speaker not in self.described:
            return self.described.get(speaker)
        self.asked.add(speaker)
        token = self.views[speaker[0]].tokens[speaker[1]]
        found = self._settle(Mention(speaker[0], speaker[1], token.span))
        self.asked.discard(speaker)
        return found

    def _antecedent_of_relative(self, mention: Mention) -> Description | None:
        """Return what the relative clause around a relative pronoun hangs on."""
        tokens = self.views[mention.sentence].tokens
        at = tokens[mention.head].head
        for _ in range(4):
            if at < 0:
                return None
            if tokens[at].rel == "acl":
                return self.described.get((mention.sentence, tokens[at].head))
            at = tokens[at].head
        return None

    # ---------------------------------------------------------------------------------------------- home country

    def _take_home(self, mention: Mention, found: Description) -> None:
        """Give a domestic noun, or a person of whom nothing is said, the home country of the document.

        In a quotation of somebody who says «we» or «I», «the army» is the one of the speaker's country.
        """
        if found.foreign or (found.sectors and found.sectors[0] in NO_HOME):
            return
        if not (found.role or found.person or found.sectors):
            return
        if found.kind == "possession" and not found.sectors:
            return
        if found.role in self.reference.words["sent"] or found.role.replace("'", " ") in self.reference.words["sent"]:
            self._take_sender(found)
            return
        if found.role in self.reference.words["abroad"] and (found.plural or not found.definite):
            return
        acting = self.history.actor_on(mention) if found.role in ADDRESSED and found.definite else ""
        if acting and acting == self.home:
            self._take_other_state(found)
            return
        speaker = self._speaker_around(mention) if found.definite and not found.person else None
        if speaker is not None and speaker.country and speaker.country not in OWN_CODES:
            found.country, found.why = speaker.country, "country of the speaker"
        elif self.home:
            found.country, found.why = self._home_of_office(found), "home country of the document"

    def _take_other_state(self, found: Description) -> None:
        """Take «the government» that the home country addresses for the one of the country named most beside it."""
        others = (code for code in self.weights if code != self.home and code not in OWN_CODES)
        other = max(others, key=self.weights.__getitem__, default="")
        if other:
            found.country, found.why = other, f"addressed by {self.home}"

    def _home_of_office(self, found: Description) -> str:
        """Return home, or the country named most of those that have an office that home has not («the taoiseach»)."""
        offices = self.reference.offices
        mine = not offices.knows(self.home) or offices.has(self.home, found.role)
        if mine or found.person or not offices.is_office(found.role):
            return self.home
        with_it = (code for code in self.weights if code not in OWN_CODES and offices.has(code, found.role))
        return max(with_it, key=self.weights.__getitem__, default=self.home)

    def _speaker_around(self, mention: Mention) -> Description | None:
        """Return the speaker of the quotation in which a mention stands, where the speaker says «we» or «I» in it."""
        for quote, key in self.quoted:
            if quote.contains(mention.span):
                return self._speaker(key)
        return None

    def _take_other(self, mention: Mention, found: Description) -> None:
        """Take «its ally», «their neighbour» for the country that the report names most beside the possessor's."""
        view = self.views[mention.sentence]
        at = next((c for c in view.children[mention.head] if view.tokens[c].deprel == "nmod:poss"), -1)
        if at < 0:
            return
        owner = self._of((mention.sentence, at))
        if not owner.country:
            owner = self._settle(Mention(mention.sentence, at, view.tokens[at].span))
        others = (code for code in self.weights if code not in (owner.country, "") and code not in OWN_CODES)
        country = max(others, key=self.weights.__getitem__, default="")
        if owner.country and country and self.weights[country] >= PARTNER:
            found.country, found.why = country, f"the {found.role} of {owner.country}"

    def _take_sender(self, found: Description) -> None:
        """Take an ambassador named without a country for one of the country that the report names most beside home."""
        others = (code for code in self.weights if code != self.home and code not in OWN_CODES)
        sender = max(others, key=self.weights.__getitem__, default="")
        if sender and found.definite:
            found.country, found.why = sender, "sent to the home country"

    # ---------------------------------------------------------------------------------------------------- result

    def _entity(self, mention: Mention) -> Entity:
        found = self.described[mention.sentence, mention.head]
        return Entity(
            country=found.country,
            sectors=found.sectors,
            span=mention.span,
            text=mention.span.text(self.text),
            name=found.name or None,
            id=identify(found),
            why=found.why,
            countries=found.countries,
            kind=cast(Literal["party", "possession", "none"], found.kind),
        )


def _stand_for(other: Description, why: str) -> Description:
    """Return a copy of a description for a phrase that stands for the same party."""
    copy = other.copy()
    copy.why, copy.definite, copy.pronoun = why, False, ""
    copy.owner = -1  # a word of the other's sentence
    return copy
