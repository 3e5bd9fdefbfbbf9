"""What becomes of what stands below a speech act: it depends on whether the act itself is told as made."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from demarche.stages.events.drafts import Draft

MADE, OPEN, UNMADE = range(3)  # told as made; to come or only possible; told as not made
FORMS = {"future": "future", "hypothetical": "hypothetical", "negation": "negated"}


def settle(drafts: Mapping[int, Draft]) -> None:
    """Give what stands below speech acts what the acts leave of it.

    1. What the frame says of its content: what is threatened is hypothetical. 2. An act to come or only possible («may
    accuse X of shelling Y») gives its speaker's word under a condition: its content is hypothetical. 3. An act that was
    not made («did not accuse») gives no word: what would have been said is left in doubt, what would have been demanded
    or threatened hangs below without a voice. What is granted («condemned the raid») stands as it is told.
    """
    below = [draft for draft in drafts.values() if draft.under in drafts and not draft.granted]
    states = {draft.proposition.index: _state(drafts, drafts[draft.under], frozenset()) for draft in below}
    for draft in below:
        act = drafts[draft.under]
        frame = act.match.frame
        state = states[draft.proposition.index]
        # 1.
        changes = {FORMS[word]: True for word in frame.content_aux}
        if act.answered and act.dropped and draft.stance == "ask":
            changes["hypothetical"] = True  # «rejected a demand to withdraw»: nobody is told to have made it
        # 2. and 3.
        if state != MADE and frame.granted:
            draft.stance = None  # «did not condemn Chad for the raid»: blame takes the deed for granted
        elif state != MADE:
            vowed = draft.stance == "ask" or bool(frame.content_aux)
            if state == OPEN or vowed:
                changes["hypothetical"] = True
            if state == UNMADE:
                draft.stance = None if vowed else "doubt"
        if changes:
            draft.modality = replace(draft.modality, **changes)


def _state(drafts: Mapping[int, Draft], act: Draft, seen: frozenset[int]) -> int:
    """Return how far an act is told as made, by its own form and by the acts that it stands below."""
    modality = act.modality
    own = MADE
    if not act.match.frame.uses_form:
        if modality.negated:
            own = UNMADE
        elif modality.future or modality.hypothetical or modality.obliged:
            own = OPEN
    index = act.proposition.index
    above = drafts.get(act.under)
    if above is None or index in seen or act.granted or act.answered:
        return own
    if act.stance == "deny" or "negation" in above.match.frame.content_aux:
        own = UNMADE
    elif act.stance == "ask" or above.match.frame.content_aux:
        own = max(own, OPEN)
    return max(own, _state(drafts, above, seen | {index}))
