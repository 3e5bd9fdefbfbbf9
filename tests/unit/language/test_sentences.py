"""How news text is split into sentences, and where its dateline ends."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.language.sentences import MAX_TOKENS, find_dateline, split_sentences

# Each row: what it shows, the text, the sentences. To add a case, add a row.
CASES: list[tuple[str, str, list[str]]] = [
    ("plain", "Troops left the town. Rebels entered it.", ["Troops left the town.", "Rebels entered it."]),
    ("question and exclamation", "Who fired? Nobody knows! Not yet.", ["Who fired?", "Nobody knows!", "Not yet."]),
    (
        "country abbreviation before a name",
        "The U.S. State Department condemned the raid. It was the third.",
        ["The U.S. State Department condemned the raid.", "It was the third."],
    ),
    (
        "country abbreviation at the end",
        "He flew to the U.S. The talks resume on Friday.",
        ["He flew to the U.S.", "The talks resume on Friday."],
    ),
    (
        "ranks and titles",
        "Gen. Aldo Ferri met Lt. Col. Ana Ruiz and Brig.-Gen. Ole Dahl. Mr. Dahl left early.",
        ["Gen. Aldo Ferri met Lt. Col. Ana Ruiz and Brig.-Gen. Ole Dahl.", "Mr. Dahl left early."],
    ),
    (
        "initials",
        "J. R. Okello and Mary K. Odum signed. Both are lawyers.",
        ["J. R. Okello and Mary K. Odum signed.", "Both are lawyers."],
    ),
    (
        "number sign before a number",
        "He was No. 3 in the party. Nobody doubted it.",
        ["He was No. 3 in the party.", "Nobody doubted it."],
    ),
    ("the word no", "Would they withdraw? No. They would stay.", ["Would they withdraw?", "No.", "They would stay."]),
    (
        "month before a day",
        "The truce began on Jan. 14 at noon. It held.",
        ["The truce began on Jan. 14 at noon.", "It held."],
    ),
    (
        "hour before a weekday",
        "Shelling began at 6 a.m. Monday in the port. It stopped at 9 p.m. Residents fled.",
        ["Shelling began at 6 a.m. Monday in the port.", "It stopped at 9 p.m.", "Residents fled."],
    ),
    (
        "saint and company",
        "Police in St. Helen questioned Orbit Inc. staff. The firm denied it.",
        ["Police in St. Helen questioned Orbit Inc. staff.", "The firm denied it."],
    ),
    (
        "company at the end",
        "The drones were built by Orbit Ltd. The firm denied it.",
        ["The drones were built by Orbit Ltd.", "The firm denied it."],
    ),
    (
        "for example",
        "Some goods, e.g. Swiss watches, are banned. Others, i.e. Food, are not.",
        ["Some goods, e.g. Swiss watches, are banned.", "Others, i.e. Food, are not."],
    ),
    (
        "decimals and amounts",
        "Inflation rose 3.5 percent. Aid of $2.4 million came. £3 was lost.",
        ["Inflation rose 3.5 percent.", "Aid of $2.4 million came.", "£3 was lost."],
    ),
    (
        "a year at the end",
        "The war ended in 1999. Ten villages were rebuilt.",
        ["The war ended in 1999.", "Ten villages were rebuilt."],
    ),
    (
        "straight quotes close after the stop",
        '"We will not yield." The minister then left. "We are ready," he said.',
        ['"We will not yield."', "The minister then left.", '"We are ready," he said.'],
    ),
    (
        "curly quotes open a sentence",
        "He resigned. “I am tired.” His deputy took over.",
        ["He resigned.", "“I am tired.”", "His deputy took over."],
    ),
    (
        "a quoted question with its speaker",
        "“Who will pay?” Minister Hana Oy asked. Nobody answered.",
        ["“Who will pay?” Minister Hana Oy asked.", "Nobody answered."],
    ),
    (
        "a quoted question in a clause",
        '"Why now?" he asked. She shrugged.',
        ['"Why now?" he asked.', "She shrugged."],
    ),
    (
        "a whole sentence in brackets",
        "The army withdrew. (It had come in May.) Calm returned.",
        ["The army withdrew.", "(It had come in May.)", "Calm returned."],
    ),
    (
        "a stop inside brackets",
        "The front (once led by Omar. Now by Idris) agreed. It signed.",
        ["The front (once led by Omar. Now by Idris) agreed.", "It signed."],
    ),
    (
        "ellipsis inside and at the end",
        "We waited ... and waited. Then nothing... The line went dead.",
        ["We waited ... and waited.", "Then nothing...", "The line went dead."],
    ),
    (
        "words left out of a quotation",
        'The note said "the army [...] will leave". It was unsigned.',
        ['The note said "the army [...] will leave".', "It was unsigned."],
    ),
    (
        "a footnote mark",
        "Nine died.[4] The village was empty. [5] Aid came late.",
        ["Nine died.[4]", "The village was empty. [5]", "Aid came late."],
    ),
    ("a missing blank", "The talks failed.The envoy left.", ["The talks failed.", "The envoy left."]),
    ("an address", "See www.Example.com for more. It is free.", ["See www.Example.com for more.", "It is free."]),
    (
        "blank line",
        "Clashes in the north\n\nFour people died",
        ["Clashes in the north", "Four people died"],
    ),
    (
        "a headline on its own line",
        "Four Die in Clashes\nPolice opened fire on a march in the old town on Sunday, killing four and hurting ten.",
        [
            "Four Die in Clashes",
            "Police opened fire on a march in the old town on Sunday, killing four and hurting ten.",
        ],
    ),
    (
        "bullets",
        "Demands:\n- release of prisoners\n- an end to shelling\n• new talks",
        ["Demands:", "- release of prisoners", "- an end to shelling", "• new talks"],
    ),
    (
        "text wrapped by hand",
        "The ministers agreed on Monday to send observers to the border and to\n"
        "reopen two crossings, the Foreign Ministry said. The observers from\n"
        "Norway will arrive next week. They will stay for a year.",
        [
            "The ministers agreed on Monday to send observers to the border and to\n"
            "reopen two crossings, the Foreign Ministry said.",
            "The observers from\nNorway will arrive next week.",
            "They will stay for a year.",
        ],
    ),
    (
        "a byline",
        "Rebels seize the airport of the capital after a night of fighting\nBy Ines Moreau\nThey met no resistance.",
        [
            "Rebels seize the airport of the capital after a night of fighting",
            "By Ines Moreau",
            "They met no resistance.",
        ],
    ),
    (
        "capitals wrapped by hand",
        "THE ARMY DENIED TODAY THAT ITS TROOPS HAD FIRED ON THE MARCH IN SAN\n"
        "ISIDRO. THE MAYOR, HOWEVER, SAID THAT NINE PEOPLE WERE KILLED BY THE\n"
        "SOLDIERS OF THE NO. 3 BATTALION.",
        [
            "THE ARMY DENIED TODAY THAT ITS TROOPS HAD FIRED ON THE MARCH IN SAN\nISIDRO.",
            "THE MAYOR, HOWEVER, SAID THAT NINE PEOPLE WERE KILLED BY THE\nSOLDIERS OF THE NO. 3 BATTALION.",
        ],
    ),
    (
        "a headline in capitals over text",
        "STATEMENT ON THE FIRE AT THE HARBOUR OF SAN ISIDRO AND ITS CAUSES\nThe ministry regrets the loss of life.",
        ["STATEMENT ON THE FIRE AT THE HARBOUR OF SAN ISIDRO AND ITS CAUSES", "The ministry regrets the loss of life."],
    ),
    ("windows line ends", "One fell.\r\n\r\nTwo rose.\r\n", ["One fell.", "Two rose."]),
    ("a time of day before a live entry", "16:02 – Police left.", ["16:02 –", "Police left."]),
    ("a time with its zone", "0915 GMT Rebels fled.", ["0915 GMT", "Rebels fled."]),
    ("a year is no time of day", "1945 – Germany surrendered.", ["1945 – Germany surrendered."]),
    ("a time that is told", "10.30 people came. 16:02 trains left.", ["10.30 people came.", "16:02 trains left."]),
    (
        "a dateline",
        "BAMAKO, June 14 (Reuters) - A bomber struck. Two died.",
        ["BAMAKO, June 14 (Reuters) -", "A bomber struck.", "Two died."],
    ),
    (
        "a capital with a stop in the dateline",
        "ST. GEORGE (AP) — Police fired. A man fell.",
        ["ST. GEORGE (AP) —", "Police fired.", "A man fell."],
    ),
    ("nothing", "", []),
    ("white space", " \n\t ", []),
    ("a list number", "1. Cease fire at once. 2. Withdraw.", ["1. Cease fire at once.", "2. Withdraw."]),
    (
        "the end of a name",
        "They voted for Plan B. The rest left.",
        ["They voted for Plan B.", "The rest left."],
    ),
    (
        "a list of headlines",
        "Norland recalls its envoy after the shelling of a border village by rebels\n"
        "Two die as ferry sinks off Varnia in heavy seas on the eve of the holiday\n"
        "Minister quits over payments from a maker of drones, her office confirms",
        [
            "Norland recalls its envoy after the shelling of a border village by rebels",
            "Two die as ferry sinks off Varnia in heavy seas on the eve of the holiday",
            "Minister quits over payments from a maker of drones, her office confirms",
        ],
    ),
    ("two headlines", "Rebels seize port\nPresident flies home", ["Rebels seize port", "President flies home"]),
    (
        "a dateline between strokes",
        "DORVIK, May 3 /DTA/ - The assembly met. It adjourned.",
        ["DORVIK, May 3 /DTA/ -", "The assembly met.", "It adjourned."],
    ),
    (
        "a place in small letters with an agency between strokes",
        "Dorvik /DTA/ – The assembly met. It adjourned.",
        ["Dorvik /DTA/ –", "The assembly met.", "It adjourned."],
    ),
    (
        "a headline that ran into its dateline",
        "Envoy recalled over raid DORVIK (Dispatch) - Norland recalled its envoy. It gave no reason.",
        ["Envoy recalled over raid", "DORVIK (Dispatch) -", "Norland recalled its envoy.", "It gave no reason."],
    ),
    (
        "a long name of a country in a dateline",
        "DORVIK, Democratic Republic of Norland, Nov 6 - Rebels seized a town.",
        ["DORVIK, Democratic Republic of Norland, Nov 6 -", "Rebels seized a town."],
    ),
    (
        "a dateline that ends in a full stop",
        "Dorvik, 13 September. At least 49 soldiers died.",
        ["Dorvik, 13 September.", "At least 49 soldiers died."],
    ),
    (
        "a dateline in brackets",
        "(Dorvik, March 20, 2026) — Volunteers left the town.",
        ["(Dorvik, March 20, 2026) —", "Volunteers left the town."],
    ),
    ("a day is no dateline", "Last Monday, 3 May: two died.", ["Last Monday, 3 May: two died."]),
    ("a dateline with a bullet", "DORVIK • The assembly met.", ["DORVIK", "• The assembly met."]),
    (
        "a quotation that ends inside",
        '"We stay," he said. "We must." All cheered.',
        ['"We stay," he said.', '"We must."', "All cheered."],
    ),
    (
        "a quotation that ends outside",
        'He called it "a crime". All cheered.',
        ['He called it "a crime".', "All cheered."],
    ),
    (
        "a quoted shout",
        '"Get out!" the crowd shouted. Police fired.',
        ['"Get out!" the crowd shouted.', "Police fired."],
    ),
    ("a quoted question alone", '"Why us?" The woman wept.', ['"Why us?"', "The woman wept."]),
    ("typewriter quotes", "``We will stay.'' The crowd cheered.", ["``We will stay.''", "The crowd cheered."]),
    (
        "typewriter quotes open",
        "The mayor went home. ``I am tired,'' she said.",
        ["The mayor went home.", "``I am tired,'' she said."],
    ),
    ("a quotation in another", "“He said ‘never.’” The crowd cheered.", ["“He said ‘never.’”", "The crowd cheered."]),
    (
        "a country in the middle and at the end",
        "Troops left the U.S. on Monday. They came to the U.S. They stayed.",
        ["Troops left the U.S. on Monday.", "They came to the U.S.", "They stayed."],
    ),
    (
        "initials run together",
        "A. Q. Oy met F.W. de Wit. Both were late.",
        ["A. Q. Oy met F.W. de Wit.", "Both were late."],
    ),
    ("a number opens", "He is No. 5 on the list. No. 6 is dead.", ["He is No. 5 on the list.", "No. 6 is dead."]),
    ("resolutions", "Resolutions Nos. 7 and 9 stand. They bind.", ["Resolutions Nos. 7 and 9 stand.", "They bind."]),
    (
        "a saint opens",
        "Shells fell on St. Mark's Square. St. Anne's burned.",
        ["Shells fell on St. Mark's Square.", "St. Anne's burned."],
    ),
    ("four dots", "They fled.... The town was empty.", ["They fled....", "The town was empty."]),
    ("an ellipsis of one character", "Then nothing… The line went dead.", ["Then nothing…", "The line went dead."]),
    (
        "bullets in a line",
        "Demands: • release of prisoners • an end to shelling",
        ["Demands:", "• release of prisoners", "• an end to shelling"],
    ),
    ("stars", "* Rebels seized the port\n* The army fled", ["* Rebels seized the port", "* The army fled"]),
    (
        "a numbered list",
        "1. Rebels seized the port.\n2. The army fled.",
        ["1. Rebels seized the port.", "2. The army fled."],
    ),
    ("a lettered list", "a) cease fire\nb) exchange prisoners", ["a) cease fire", "b) exchange prisoners"]),
    (
        "numbers in brackets",
        "They agreed: (1) to cease fire; (2) to exchange prisoners. It holds.",
        ["They agreed: (1) to cease fire; (2) to exchange prisoners.", "It holds."],
    ),
    (
        "an hour at the end",
        "The blast came at 5 p.m. Police closed the road.",
        ["The blast came at 5 p.m.", "Police closed the road."],
    ),
    (
        "an hour in local time",
        "The blast came at 5 p.m. local time. Police closed the road.",
        ["The blast came at 5 p.m. local time.", "Police closed the road."],
    ),
    (
        "a zone of time at the end",
        "The blast came at 5 p.m. EST. Police closed the road.",
        ["The blast came at 5 p.m. EST.", "Police closed the road."],
    ),
    ("a month at the end", "They met in Sept. The talks failed.", ["They met in Sept.", "The talks failed."]),
    (
        "a rank before a number",
        "Maj.-Gen. Ana Ruiz met Sgt. 1st Class Lee. Cpl. Oy fell.",
        ["Maj.-Gen. Ana Ruiz met Sgt. 1st Class Lee.", "Cpl. Oy fell."],
    ),
    (
        "a retired rank",
        "Ole Dahl, a general (ret.), said so. He left.",
        ["Ole Dahl, a general (ret.), said so.", "He left."],
    ),
    ("a decimal at the end", "The quake measured 6.1. Ten died.", ["The quake measured 6.1.", "Ten died."]),
    (
        "an address with a query",
        "See http://www.example.org/story.asp?StoryID=16 for more. It is free.",
        ["See http://www.example.org/story.asp?StoryID=16 for more.", "It is free."],
    ),
    (
        "a mail address",
        "Write to Ana.Ruiz@Example.org. We will answer.",
        ["Write to Ana.Ruiz@Example.org.", "We will answer."],
    ),
    (
        "also known as",
        "Ole Dahl, a.k.a. The Fox, was held. He is 40.",
        ["Ole Dahl, a.k.a. The Fox, was held.", "He is 40."],
    ),
    (
        "a state at the end",
        "He lives in Mobile, Ala. Police found him.",
        ["He lives in Mobile, Ala.", "Police found him."],
    ),
    (
        "a state in a dateline",
        "Ship sails again. DORVIK, Ala. (DTA) - The ship sailed. It is old.",
        ["Ship sails again.", "DORVIK, Ala. (DTA) -", "The ship sailed.", "It is old."],
    ),
    (
        "an abbreviation before a name in small letters",
        "The firm sold Cie. de Ports to Norland.",
        ["The firm sold Cie. de Ports to Norland."],
    ),
    (
        "an hour before an agency",
        "Posted at 03:09 PM. (DTA News) -- The ship sailed.",
        ["Posted at 03:09 PM.", "(DTA News) -- The ship sailed."],
    ),
    (
        "a state in the middle",
        "He lives in Mobile, Ala., with his wife. She works.",
        ["He lives in Mobile, Ala., with his wife.", "She works."],
    ),
    (
        "an article",
        "It violates Art. 5 of the pact. Norland denies it.",
        ["It violates Art. 5 of the pact.", "Norland denies it."],
    ),
    ("a letter of a plan", "It was Plan B. Nobody liked it.", ["It was Plan B.", "Nobody liked it."]),
    ("a rule of dashes", "Police fired. --- Two men fled.", ["Police fired.", "--- Two men fled."]),
    ("rupees", "It paid Rs. 500 to each. They wept.", ["It paid Rs. 500 to each.", "They wept."]),
    (
        "a name in small letters opens",
        "The army fled. al-Oru fighters took the town.",
        ["The army fled.", "al-Oru fighters took the town."],
    ),
    ("a name with a mark", "Yahoo! News reported it. He denied it.", ["Yahoo! News reported it.", "He denied it."]),
    (
        "a careless small letter",
        "The talks had failed. they will resume.",
        ["The talks had failed.", "they will resume."],
    ),
    (
        "an abbreviation before a small letter",
        "The govt. of Norland and the dept. of trade agreed.",
        ["The govt. of Norland and the dept. of trade agreed."],
    ),
    (
        "no capitals",
        "the u.s. troops left. gen. dahl stayed in st. anne. he was no. 5 at 6 p.m. sunday.",
        ["the u.s. troops left.", "gen. dahl stayed in st. anne.", "he was no. 5 at 6 p.m. sunday."],
    ),
    (
        "no capitals and lines",
        "norland recalls envoy\npolice opened fire on a march. two died.",
        ["norland recalls envoy", "police opened fire on a march.", "two died."],
    ),
    (
        "no capitals and a dateline",
        "dorvik, may 3 (dispatch) - the assembly met. it adjourned.",
        ["dorvik, may 3 (dispatch) -", "the assembly met.", "it adjourned."],
    ),
    (
        "no capitals and a quoted question",
        '"who will pay?" he asked. nobody answered. "we are ready." the crowd cheered.',
        ['"who will pay?" he asked.', "nobody answered.", '"we are ready."', "the crowd cheered."],
    ),
    (
        "all capitals with a colon",
        "THE ARMY SAID: NO SHOTS WERE FIRED. THE MAYOR DENIED IT.",
        ["THE ARMY SAID: NO SHOTS WERE FIRED.", "THE MAYOR DENIED IT."],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_split(text: str, expected: list[str]) -> None:
    """A text is split where its sentences end and nowhere else."""
    assert expected == [span.text(text) for span in split_sentences(text)]


DATELINES: list[tuple[str, str, str | None]] = [
    ("place, day and agency", "BAMAKO, June 14 (Reuters) - A bomber struck.", "BAMAKO, June 14 (Reuters) -"),
    ("place and agency", "MOSCOW (AP) — The court ruled.", "MOSCOW (AP) —"),
    ("two words", "UNITED NATIONS, Sept. 3 (AFP) -- The council met.", "UNITED NATIONS, Sept. 3 (AFP) --"),
    ("two places", "KYIV/WARSAW, 3 May (Reuters) - Trucks waited.", "KYIV/WARSAW, 3 May (Reuters) -"),
    ("a country", "KIRKUK, Iraq (AP) - Oil flowed.", "KIRKUK, Iraq (AP) -"),
    ("a place in small letters", "Kabul (AFP) – Two people died.", "Kabul (AFP) –"),
    ("a place alone", "GAZA — Sirens sounded.", "GAZA —"),
    ("after a headline", "Sirens in the south\nGAZA (AFP) - Sirens sounded.", "GAZA (AFP) -"),
    ("a place and a hyphen", "LISBON - The court ruled.", "LISBON -"),
    ("a place and a colon", "LISBON: The court ruled.", "LISBON:"),
    ("full stops", "MINSK. Feb 5. The court ruled.", "MINSK. Feb 5."),
    ("small letters and a date", "Lisbon, 20 November 2023 – The court ruled.", "Lisbon, 20 November 2023 –"),
    ("a weekday", "NAIROBI, Thursday - The court ruled.", "NAIROBI, Thursday -"),
    ("all in capitals", "SAN ISIDRO, 4 FEB 90 (DISPATCH) -- [TEXT] THE", "SAN ISIDRO, 4 FEB 90 (DISPATCH) -- [TEXT]"),
    ("a byline with a place", "Port reopens\nBy Ana Ruiz, LISBON\n\nThe port", "By Ana Ruiz, LISBON"),
    ("no dateline", "The court in MOSCOW (the only one) ruled - again.", None),
    ("strokes", "DORVIK, 3 May /DTA/ - Sirens sounded.", "DORVIK, 3 May /DTA/ -"),
    ("no capitals at all", "dorvik, may 3 (dispatch) - the sirens sounded.", "dorvik, may 3 (dispatch) -"),
    ("all capitals without agency or day", "THE ARMY SAID: NO SHOTS WERE FIRED.", None),
    ("a label", "BREAKING — Sirens sounded.", None),
    ("a pair of names", "NATO - Russia council meets.", None),
    ("nothing", "", None),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in DATELINES], ids=[case[0] for case in DATELINES])
def test_dateline(text: str, expected: str | None) -> None:
    """The dateline is found with its dash at the head of a line, and nothing else is taken for one."""
    found = find_dateline(text)
    assert expected == (None if found is None else found.text(text))


@given(st.text(alphabet=st.sampled_from(list("aB1 .?!…\"“”'’()[]\n\r\t,;:-—•é世")), max_size=120))
def test_spans_cover_the_text(text: str) -> None:
    """The spans are in order, trimmed, never overlap, and leave out nothing but white space."""
    position = 0
    for span in split_sentences(text):
        assert position <= span.start < span.end <= len(text)
        assert text[position : span.start].strip() == ""
        assert span.text(text) == span.text(text).strip()
        position = span.end
    assert text[position:].strip() == ""


@pytest.mark.parametrize(
    "text",
    ["word, " * 3000, "word " * 3000, "!" * 3000, "word; " * 3000, "x" * 30000],
    ids=["commas", "words", "marks", "semicolons", "one word"],
)
def test_long_text_is_bounded(text: str) -> None:
    """A text without final punctuation is cut into parts of at most MAX_TOKENS words and marks."""
    spans = split_sentences(text)
    assert len(spans) > 1
    assert max(len(span.text(text).split()) for span in spans) <= MAX_TOKENS
    assert max(span.end - span.start for span in spans) <= 40 * MAX_TOKENS


def test_long_sentence_is_cut_at_a_clause() -> None:
    """A sentence that is too long is cut after a comma where it has one."""
    text = "the guards, who came from the north, " * 60
    assert {","} == {span.text(text)[-1] for span in split_sentences(text)}


@pytest.mark.parametrize("unit", ["Rebels took Gao. ", "A. ", "(a. ", '." ', "Abc def\n", "AB "], ids=repr)
def test_time_is_linear(unit: str) -> None:
    """A text ten times as long takes about ten times as long, whatever it is made of."""

    def seconds(text: str) -> float:
        started = time.perf_counter()
        split_sentences(text)
        return time.perf_counter() - started

    short, long = unit * 3_000, unit * 30_000
    fastest = min(seconds(short) for _ in range(3))
    assert min(seconds(long) for _ in range(2)) < 60 * fastest + 0.1


def test_an_added_paragraph_changes_nothing_before_it() -> None:
    """A paragraph added at the end leaves the sentences before it as they were."""
    text = "Troops left at 5 p.m. Sunday. Gen. Ilic stayed."
    assert split_sentences(text) == split_sentences(text + "\n\nRain fell. It was cold.")[:2]
