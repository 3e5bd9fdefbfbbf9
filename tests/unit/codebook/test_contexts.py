"""What events are about: contexts by words, by the sectors of the parties, by the event itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from demarche.codebook.loading import load_bundled, load_codebook, read_codebook
from demarche.evaluate import check_codebook
from demarche.model import Document
from demarche.pipeline import Coder

MAIN = 'name = "Strikes"\nversion = "1"\n\n[classes]\nboat = ["trawler", "ferry"]\n'

STRIKE = """type = "STRIKE"
quad = 4
intensity = -5.0
definition = "Workers stop work to press a demand."

[modes.hunger]
gloss = "refusing food"

[[frames]]
id = "walk-out"
verbs = ["walk out", "go on strike"]

[[examples]]
id = "walk-out-1"
text = "The miners went on strike on Monday."
yields = ["STRIKE"]

[[near_misses]]
id = "ball"
text = "The striker scored twice."
why = "sport"
"""

SEA = """context = "sea"
definition = "Work on the sea."
bounds = ["Rivers are not meant."]

[clause]
words = ["@boat", "port"]

[unless]
port = ["wine"]

[[examples]]
text = "The crew of a trawler went on strike."

[[near_misses]]
text = "Waiters went on strike and drank port wine."
why = "a drink"
"""


def _write(folder: Path, sea: str = SEA) -> Path:
    (folder / "events").mkdir(parents=True)
    (folder / "contexts").mkdir()
    (folder / "codebook.toml").write_text(MAIN, encoding="utf-8")
    (folder / "events" / "strike.toml").write_text(STRIKE, encoding="utf-8")
    (folder / "contexts" / "sea.toml").write_text(sea, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def coder() -> Coder:
    """Return a coder with the bundled codebook."""
    return Coder()


def _contexts(coder: Coder, text: str) -> list[set[str]]:
    return [set(claim.contexts) for claim in coder.read(Document("d", text)).claims]


def test_all_contexts_of_plover_are_there() -> None:
    """The bundled codebook knows PLOVER's 37 contexts, each with what it covers, where it stops, and its tests."""
    contexts = load_bundled().contexts

    assert len(contexts) == 37
    assert [c.name for c in contexts if not (c.definition and c.bounds)] == []
    assert [c.name for c in contexts if len(c.examples) < 6 or len(c.near_misses) < 3] == []


def test_several_contexts_may_hold(coder: Coder) -> None:
    """A claim has every context that something speaks for."""
    found = _contexts(coder, "Norway expelled two Russian diplomats for cyber attacks.")
    assert {"diplomatic", "cyber"} <= found[0]


def test_a_clear_word_counts_in_the_whole_sentence_a_weak_one_in_its_clause(coder: Coder) -> None:
    """«Cocaine» speaks for what a clause beside it tells, «oil», told while something else happens, does not."""
    text = "Police arrested nine men in Lima while customs officers weighed the {}."

    assert "illegal_drugs" in _contexts(coder, text.format("cocaine"))[0]
    assert "natural_resource" not in _contexts(coder, text.format("oil"))[0]


def test_a_clause_with_a_subject_of_its_own_is_told_apart(coder: Coder) -> None:
    """What is joined by «and» or a comma and has its own doer is another event's matter."""
    first, second = _contexts(coder, "Hackers attacked a bank, and Kenya expelled a priest.")

    assert ("cyber" in first, "cyber" in second) == (True, False)


def test_the_sentence_before_never_counts(coder: Coder) -> None:
    """Contexts are told from the event's own sentence."""
    assert _contexts(coder, "There was a cholera epidemic. Gunmen killed a farmer.")[0] & {"health"} == set()


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("The judges rejected the offer.", "legal"),
        ("Belarus arrested two journalists.", "rights_freedoms"),
        ("Jets bombed a village in Yemen.", "military"),
        ("Norwegian officials met Chilean officials.", "diplomatic"),
    ],
    ids=["a sector acts", "a sector is acted on", "the mode", "a type across borders"],
)
def test_parties_and_the_event_itself_speak_for_contexts(coder: Coder, text: str, context: str) -> None:
    """Sectors, types and modes are evidence without any word."""
    assert context in _contexts(coder, text)[0]


def test_a_codebook_may_have_its_own_contexts_or_none(tmp_path: Path) -> None:
    """Contexts are files in a folder; their classes are those of the codebook."""
    folder = _write(tmp_path / "c")
    assert [context.name for context in load_codebook(folder).contexts] == ["sea"]
    assert "trawler" in load_codebook(folder).contexts[0].clause.words
    assert check_codebook(folder).ok

    (folder / "contexts" / "sea.toml").unlink()
    assert load_codebook(folder).contexts == ()


def test_examples_of_contexts_are_tests(tmp_path: Path) -> None:
    """An example without its context, a near miss with it, and a text without any event are faults with their lines."""
    wrong = SEA.replace("a trawler", "a train").replace("port wine", "beer on a ferry")
    wrong += '\n[[near_misses]]\ntext = "The crew slept."\nwhy = "sleep"\n'

    report = check_codebook(_write(tmp_path / "c", wrong))

    assert str(report).splitlines()[:3] == [
        "contexts/sea.toml:11: sea-1: the context sea was expected, found: none.",
        "contexts/sea.toml:14: sea-miss-1: no context sea was expected, found: sea.",
        "contexts/sea.toml:18: sea-miss-2: an event was expected, found: nothing.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('context = "sea"', "", "sea.toml:1: 'context' is missing. Name the context in small letters."),
        ("definition", "defined", "sea.toml:2: unknown key 'defined'. Known: actors, "),
        ("[clause]", "[clauses]", "sea.toml:5: unknown key 'clauses'. Known: actors, "),
        ("words =", "nouns =", "sea.toml:6: 'nouns' is unknown here. Known: verbs, words."),
        ("@boat", "@ship", "sea.toml:6: '@ship' is no class. Classes: boat."),
        ("port =", "harbor =", "sea.toml:9: unless names 'harbor', which is no word of this context."),
        ("[clause]", 'events = ["WALK"]\n[clause]', "sea.toml:5: 'WALK' is no event type. Types: STRIKE."),
        (
            "[unless]",
            '[actors]\nMIL = ["STRIKE/hunger"]\n[unless]',
            "sea.toml:9: 'STRIKE/hunger' has a mode. Name types",
        ),
        ('why = "a drink"', "", "sea.toml:14: a near miss without 'why'. Say why it is none."),
        ('why = "a drink"', 'who = "me"', "sea.toml:16: 'who' is unknown here. Known: pending, text, why."),
        ("[[near_misses]]\n", "[[examples]]\n", "sea.toml:1: no [[near_misses]]. No context without a near miss"),
        ("[[examples]]\n", "[[near_misses]]\n", "sea.toml:1: no [[examples]]. No context without an example"),
        ("[clause]", "clause = 1\n[other]", "sea.toml:5: 'clause' must be a table: [clause]."),
        ('["wine"]', '"wine"', "sea.toml:9: 'port' must be a list of strings"),
        (
            'words = ["@boat", "port"]\n\n[unless]\nport = ["wine"]',
            "",
            "sea.toml:1: no evidence. Give at least one of: ",
        ),
    ],
)
def test_faults_name_file_line_and_remedy(tmp_path: Path, old: str, new: str, fault: str) -> None:
    """Whatever is wrong in a context's file is said with its line."""
    _, faults = read_codebook(_write(tmp_path / "c", SEA.replace(old, new)))
    assert [text for text in faults if text.startswith(f"contexts/{fault}")], faults


def test_contexts_in_one_file_are_refused_with_the_remedy(tmp_path: Path) -> None:
    """A `contexts.toml` is not silently left out."""
    folder = _write(tmp_path / "c")
    (folder / "contexts.toml").write_text('[contexts]\nsea = ["ship"]\n', encoding="utf-8")
    _, faults = read_codebook(folder)
    assert faults == (
        "contexts.toml: contexts stand in files of their own. Write contexts/<name>.toml for each, then delete it.",
    )
