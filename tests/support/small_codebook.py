"""A codebook of one type, written to a folder, and parses of its sentences: by a good parser and by a poor one."""

from __future__ import annotations

from pathlib import Path

from demarche.language.conllu import Parse, read_conllu

MAIN = 'name = "Small"\nversion = "1"\n'
GIVE = """\
type = "GIVE"
quad = 2
intensity = 4.0
requires_recipient = true
definition = "Something is given."
ambiguities = ["none known."]

[[frames]]
id = "donate"
verbs = ["donate"]
recipient = ["to"]

[[examples]]
id = "donate-1"
text = "[actor: Norway] donated tents to [recipient: Chad]."
yields = ["GIVE"]
{pending}
[[near_misses]]
id = "donate-2"
text = "Norway bought tents."
why = "nothing is given"
"""
GOOD = """\
# sent_id = donate-1/1
# text = Norway donated tents to Chad.
1	Norway	Norway	PROPN	NNP	Number=Sing	2	nsubj	_	Name=B-LOC
2	donated	donate	VERB	VBD	Mood=Ind|Tense=Past|VerbForm=Fin	0	root	_	_
3	tents	tent	NOUN	NNS	Number=Plur	2	obj	_	_
4	to	to	ADP	IN	_	5	case	_	_
5	Chad	Chad	PROPN	NNP	Number=Sing	2	obl	_	Name=B-LOC|SpaceAfter=No
6	.	.	PUNCT	.	_	2	punct	_	SpaceAfter=No

# sent_id = donate-2/1
# text = Norway bought tents.
1	Norway	Norway	PROPN	NNP	Number=Sing	2	nsubj	_	Name=B-LOC
2	bought	buy	VERB	VBD	Mood=Ind|Tense=Past|VerbForm=Fin	0	root	_	_
3	tents	tent	NOUN	NNS	Number=Plur	2	obj	_	SpaceAfter=No
4	.	.	PUNCT	.	_	2	punct	_	SpaceAfter=No

"""
# The poor parser hangs the country on the tents, as part of a name without its preposition.
POOR = GOOD.replace("2\tobl\t_\tName=B-LOC", "3\tflat\t_\tName=B-LOC").replace(
    "to\tto\tADP\tIN\t_\t5\tcase", "to\tto\tADV\tRB\t_\t2\tadvmod"
)


def write_codebook(folder: Path, *, pending: str = "", kept: str | None = None) -> Path:
    """Write the codebook, with `pending` on its example and the parses `kept`, and return its folder."""
    (folder / "events").mkdir(parents=True)
    (folder / "codebook.toml").write_text(MAIN, encoding="utf-8")
    note = f'pending = "{pending}"\n' if pending else ""
    (folder / "events" / "give.toml").write_text(GIVE.format(pending=note), encoding="utf-8")
    if kept is not None:
        (folder / "parses").mkdir()
        (folder / "parses" / "give.conllu").write_text(kept, encoding="utf-8")
    return folder


def parses(content: str) -> tuple[Parse, ...]:
    """Return the parses of CoNLL-U text."""
    return read_conllu(content, "live")
