"""Every way in which news attributes words: who, through which cue, what, and how it is quoted."""

from __future__ import annotations

from tests.cases import each
from workbench.extraction.attribution.attribution import Attribution, attributions
from workbench.extraction.parse.language import parse
from workbench.model.article import Article, Span
from workbench.model.claim import Polarity, Quotation


def read(text: str) -> list[Attribution]:
    return list(attributions(parse(Article(article_id="a", text=text, sha256=""))))


def outermost(text: str) -> list[Attribution]:
    return [one for one in read(text) if one.parent is None]


def words(text: str, span: Span | None) -> str | None:
    return None if span is None else text[span.start : span.end]


def content(text: str, one: Attribution) -> list[str]:
    return [text[piece.start : piece.end] for piece in one.content]


CONSTRUCTIONS = [
    (
        "The ministry said that two trains had collided near the border.",
        "The ministry",
        "said",
        ["that two trains had collided near the border"],
    ),
    (
        "Two trains collided near the border, the ministry said.",
        "the ministry",
        "said",
        ["Two trains collided near the border"],
    ),
    (
        "The bridge, the engineer said, was built in 1931.",
        "the engineer",
        "said",
        ["The bridge", "was built in 1931"],
    ),
    (
        "According to the port authority, three ships were sunk.",
        "the port authority",
        "According to",
        ["three ships were sunk"],
    ),
    (
        "Three ships were sunk, according to the port authority.",
        "the port authority",
        "according to",
        ["Three ships were sunk"],
    ),
    (
        "The mayor's claim that the bridge is safe was widely mocked.",
        "The mayor",
        "claim",
        ["that the bridge is safe"],
    ),
    (
        "Kremlin: No drones were bought from Iran",
        "Kremlin",
        ":",
        ["No drones were bought from Iran"],
    ),
    (
        "No drones were bought from Iran: Kremlin",
        "Kremlin",
        ":",
        ["No drones were bought from Iran"],
    ),
    (
        "Norland has sent troops to the border, neighbour says",
        "neighbour",
        "says",
        ["Norland has sent troops to the border"],
    ),
    (
        "A survey by the institute found that half of all wells were dry.",
        "A survey by the institute",
        "found",
        ["that half of all wells were dry"],
    ),
    (
        "In a poll released on Monday, 60 percent of voters opposed the tax.",
        "a poll released on Monday",
        "In",
        ["60 percent of voters opposed the tax"],
    ),
    (
        "In his opinion petrol had been used.",
        "his",
        "In his opinion",
        ["petrol had been used"],
    ),
    (
        "The rebels claim to have taken the airport.",
        "The rebels",
        "claim",
        ["to have taken the airport"],
    ),
    (
        "She promised to rebuild the harbour by spring.",
        "She",
        "promised",
        ["to rebuild the harbour by spring"],
    ),
    (
        "The general was accused by the opposition of ordering the raid.",
        "the opposition",
        "was accused",
        ["The general", "of ordering the raid"],
    ),
    (
        "The minister went on to say that the dam would hold.",
        "The minister",
        "went on to say",
        ["that the dam would hold"],
    ),
    (
        "KYIV, June 27 - The army said that a bridge had been mined.",
        "The army",
        "said",
        ["that a bridge had been mined"],
    ),
    (
        "The president visited Tehran in July, and the ministry said at the time that Norland "
        "was looking to buy aircraft.",
        "the ministry",
        "said",
        ["that Norland was looking to buy aircraft"],
    ),
]


@each("text, source, cue, expected", CONSTRUCTIONS)
def test_a_construction_gives_source_cue_and_content(
    text: str, source: str, cue: str, expected: list[str]
) -> None:
    found = outermost(text)
    assert len(found) == 1
    assert words(text, found[0].source) == source
    assert words(text, found[0].cue) == cue
    assert content(text, found[0]) == expected


def test_both_parts_of_a_quotation_that_its_attribution_interrupts_are_claims() -> None:
    text = '"The bridge was closed on purpose," said Maria Holt. "Nobody told us why."'
    found = outermost(text)
    assert [words(text, one.source) for one in found] == ["Maria Holt", "Maria Holt"]
    assert [content(text, one) for one in found] == [
        ['"The bridge was closed on purpose,"'],
        ['"Nobody told us why."'],
    ]
    assert {one.quotation for one in found} == {Quotation.DIRECT}


def test_a_half_that_says_nothing_by_itself_stays_with_the_other() -> None:
    text = '"The old bridge," said Maria Holt, "was closed on purpose."'
    (found,) = outermost(text)
    assert content(text, found) == ['"The old bridge,"', '"was closed on purpose."']


@each("opening, closing", [('"', '"'), ("“", "”"), ("''", "''"), ("‘", "’"), ("«", "»")])
def test_marks_of_every_style_make_a_direct_quotation(opening: str, closing: str) -> None:
    text = f"{opening}The dam will not hold another winter,{closing} Ana Ruiz said."
    (found,) = outermost(text)
    assert words(text, found.source) == "Ana Ruiz"
    assert found.quotation is Quotation.DIRECT


def test_each_sentence_of_a_quotation_is_a_claim_of_its_speaker() -> None:
    text = '"The dam leaks. It has leaked for years. We told Mr. Day," the engineer said.'
    found = outermost(text)
    assert {words(text, one.source) for one in found} == {"the engineer"}
    assert [content(text, one) for one in found] == [
        ['"The dam leaks.'],
        ["It has leaked for years."],
        ['We told Mr. Day,"'],
    ]


def test_a_paragraph_that_only_goes_on_with_a_quotation_is_spoken_but_has_no_cue() -> None:
    text = (
        '"The dam leaks," engineer Ana Ruiz said.\n\n"It has leaked since the flood of 1998."\n\n'
        "Work begins in May."
    )
    spoken = [one for one in read(text) if one.cue is None]
    assert [content(text, one) for one in spoken] == [['"It has leaked since the flood of 1998."']]
    assert spoken[0].quotation is Quotation.DIRECT


def test_words_partly_quoted_are_mixed() -> None:
    text = 'The mayor said the bridge was "a danger to everyone" and had to go.'
    (found,) = outermost(text)
    assert found.quotation is Quotation.MIXED


def test_scare_quotes_are_no_quotation() -> None:
    assert outermost('The so-called "peace plan" was published in May.') == []
    assert outermost('The "war room" on the third floor was empty.') == []


def test_two_cues_of_one_speaker_make_two_attributions() -> None:
    text = "The spokesman said the strike had killed nobody, adding that the depot was empty."
    first, second = outermost(text)
    assert content(text, first) == ["the strike had killed nobody"]
    assert content(text, second) == ["that the depot was empty"]
    assert words(text, second.source) == "The spokesman"


def test_nested_attributions_name_the_one_around_them() -> None:
    text = "The White House says that Tehran told Moscow that the drones were ready."
    found = read(text)
    assert [words(text, one.source) for one in found] == ["The White House", "Tehran"]
    assert [one.parent for one in found] == [None, 0]
    assert content(text, found[1]) == ["that the drones were ready"]


def test_a_verb_quoted_or_named_by_a_place_is_no_source() -> None:
    assert read("The president visited Tehran in July and left for Ankara.") == []


POLARITIES = [
    ("The ministry denied that a jet had been lost.", Polarity.DENIES),
    ("The minister dismissed as baseless reports that the dam had cracked.", Polarity.DENIES),
    ("The company called the report false.", Polarity.ASSERTS),
    ("Oslo said it was nonsense.", Polarity.ASSERTS),
    ("The committee retracted its finding that the samples were clean.", Polarity.DENIES),
    ("The minister refused to accept that the vote was rigged.", Polarity.DENIES),
    ("The star blasted rumours that he had left the band.", Polarity.DENIES),
    ("The mayor does not believe that the bridge is safe.", Polarity.DENIES),
    ("Norland did not deny that its soldiers had crossed the river.", Polarity.UNCOMMITTED),
    ("The company admitted that it had dumped oil in the bay.", Polarity.ASSERTS),
    ("The agency said that no jet had been lost.", Polarity.ASSERTS),
    ("The paper accused the minister of misleading the house.", Polarity.ASSERTS),
    ("The army declined to confirm that a jet had been lost.", Polarity.UNCOMMITTED),
    ("The army would not say whether a jet had been lost.", Polarity.UNCOMMITTED),
    ("The army neither confirmed nor denied that a jet had been lost.", Polarity.UNCOMMITTED),
    ("The army refused to confirm or deny that a jet had been lost.", Polarity.UNCOMMITTED),
    ("The army stopped short of denying that a jet had been lost.", Polarity.UNCOMMITTED),
    ("The army has not ruled out that a jet was lost.", Polarity.UNCOMMITTED),
    ("The army may deny that a jet was lost.", Polarity.UNCOMMITTED),
    ("The army does not know how many jets were lost.", Polarity.UNCOMMITTED),
    ("The army no longer says that a jet was lost.", Polarity.UNCOMMITTED),
    ("The airmen have no idea whether a jet was lost.", Polarity.UNCOMMITTED),
    ("The senator asked whether the tax had ever been collected.", Polarity.QUESTIONS),
    ('"Who paid for the flight?" asked Senator Rowe.', Polarity.QUESTIONS),
]


@each("text, expected", POLARITIES)
def test_polarity_is_what_the_cue_does_to_the_proposition(text: str, expected: Polarity) -> None:
    found = outermost(text)
    assert len(found) == 1
    assert found[0].polarity is expected


def test_the_denied_proposition_is_recorded_without_the_denial() -> None:
    text = "Tehran, which earlier denied selling drones to Moscow, did not reply."
    (found,) = outermost(text)
    assert content(text, found) == ["selling drones to Moscow"]
    assert found.polarity is Polarity.DENIES
    assert (words(text, found.source) or "").startswith("Tehran")


def test_reasons_name_the_words_that_made_it_a_claim_and_its_polarity() -> None:
    (found,) = outermost("Norland did not deny that its soldiers had crossed the river.")
    assert {reason.of for reason in found.reasons} == {"claim", "polarity"}
    assert all(reason.words == "did not deny" for reason in found.reasons)


NOBODY_SAID = [
    "Northgrid runs the lines. It is hard to see how the network could cope.",
    "Northgrid runs the lines. It is clear that the network failed.",
    "Northgrid appears to have hidden the faults.",
    "Did the ministry know the bridge was cracked?",
    "Why did the mayor say that the bridge was safe?",
]


@each("text", NOBODY_SAID)
def test_an_empty_it_and_a_question_lay_nothing_in_anybodys_mouth(text: str) -> None:
    assert [one for one in read(text) if one.source is not None] == []


@each("text", ["It appears that the pump broke on Friday."])
def test_it_appears_reports_without_a_source(text: str) -> None:
    (one,) = read(text)
    assert one.source is None
    assert content(text, one) == ["that the pump broke on Friday"]


def test_a_quoted_question_is_still_its_askers() -> None:
    text = 'The judge asked: "Did the firm know the bridge was cracked?"'
    (one,) = read(text)
    assert words(text, one.source) == "The judge"
    assert one.polarity is Polarity.QUESTIONS


DATED = [
    "The embassy spokesperson had on Tuesday refuted claims that a deadline was set.",
    "The embassy spokesperson last week refuted claims that a deadline was set.",
]


@each("text", DATED)
def test_a_date_before_the_verb_is_not_its_source(text: str) -> None:
    one = outermost(text)[0]
    assert words(text, one.source) == "The embassy spokesperson"
    assert one.polarity is Polarity.DENIES


def test_a_place_in_capitals_before_a_colon_is_a_dateline() -> None:
    text = "NEW DELHI: The minister dismissed reports that fuel had run out."
    assert [words(text, one.source) for one in outermost(text)] == ["The minister"]


@each("name", ["KREMLIN", "NATO", "Tehran"])
def test_a_name_before_a_colon_in_a_headline_still_speaks(name: str) -> None:
    text = f"{name}: No drones were bought from Norland"
    assert [words(text, one.source) for one in read(text)] == [name]


def test_a_participle_after_the_denied_report_belongs_to_who_denies() -> None:
    text = (
        "Farm minister Ilse Brandt on Thursday dismissed reports that Norland had agreed to stop "
        'buying grain, terming them "baseless and mischievous".'
    )
    dismissed, *others = outermost(text)
    assert content(text, dismissed) == ["reports that Norland had agreed to stop buying grain"]
    assert [words(text, one.source) for one in others] == ["Farm minister Ilse Brandt"]


NO_CLAIMS = [
    "The harbour authority declined to comment.",
    "The judge told jurors to ignore reports in the press.",
    "The union told its members to reject the offer.",
    "The ministry refused to say anything.",
]


@each("text", NO_CLAIMS)
def test_silence_and_orders_are_attributed_but_claim_nothing(text: str) -> None:
    assert [one.claimed for one in outermost(text)] == [False]


@each(
    "text",
    [
        "Asked whether the firm would pay, the director said the pumps had been insured.",
        "Reacting to the charge, the director said the pumps had been insured.",
    ],
)
def test_what_leads_up_to_a_statement_is_no_claim_beside_it(text: str) -> None:
    told = [one for one in outermost(text) if one.claimed]
    assert [content(text, one) for one in told] == [["the pumps had been insured"]]


def test_calling_a_denied_report_baseless_is_no_second_denial() -> None:
    text = "The minister dismissed reports that fuel had run out, terming them baseless."
    assert [words(text, one.cue) for one in outermost(text) if one.claimed] == ["dismissed"]


STILL_CLAIMS = [
    "The harbour authority declined to comment on reports that two cranes had failed.",
    "The ministry refused to say how much it had paid.",
    "She did not dispute the figures.",
    "The mayor denies the charges.",
    "The minister promised to rebuild the bridge by May.",
]


@each("text", STILL_CLAIMS)
def test_what_is_left_open_denied_or_undertaken_stays_a_claim(text: str) -> None:
    assert outermost(text)[0].claimed


def test_a_no_to_a_quoted_question_denies_what_was_asked() -> None:
    text = '"Did you take the money?" asked the judge.\n\n"No, I did not," Marden replied.'
    answer = outermost(text)[-1]
    assert answer.polarity is Polarity.DENIES
    assert words(text, answer.answers) == "you take the money"
    assert content(text, answer) == ["you take the money"]


def test_a_no_that_goes_on_with_something_else_asserts_it() -> None:
    text = '"Did you sell in June?" asked the judge.\n\n"No, we sold the boat in May," he said.'
    assert outermost(text)[-1].polarity is Polarity.ASSERTS


INTERVIEW = """Lena Marsk has been Norland's energy minister since 2021.

Q: Did the government hide the cracks in the dam?

A: No. The inspectors found nothing in May 2023.

Q: The opposition says you received a report in April.

A: That is simply not true. We read every report.

Q: How many people were moved?

A: About 4,200 people were moved from nine villages. Nobody died.
"""


def test_an_answer_that_only_denies_is_kept_with_what_it_denies() -> None:
    denials = [one for one in read(INTERVIEW) if one.polarity is Polarity.DENIES]
    assert [(content(INTERVIEW, one), words(INTERVIEW, one.cue)) for one in denials] == [
        (["the government hide the cracks in the dam"], "No."),
        (["you received a report in April"], "That is simply not true."),
    ]


def test_a_short_spoken_sentence_about_nobody_is_kept() -> None:
    assert ["Nobody died."] in [content(INTERVIEW, one) for one in read(INTERVIEW)]


CALLED_FALSE = [
    (
        "Police say reports on social media that a man was hurt in Marlow are not true.",
        "Police",
        "reports on social media that a man was hurt in Marlow",
    ),
    (
        "The claim that pumps failed is false, the firm said.",
        "the firm",
        "The claim that pumps failed",
    ),
    ("Reports of a flood 'not true', say police", "police", "Reports of a flood"),
    (
        "The council leader hit back at claims he had signed off the trip.",
        "The council leader",
        "he had signed off the trip",
    ),
    (
        'The minister rejected as "pure fiction" a report that the country had borrowed money.',
        "The minister",
        "a report that the country had borrowed money",
    ),
]


@each("text, source, denied", CALLED_FALSE)
def test_a_report_that_is_called_false_is_what_is_denied(
    text: str, source: str, denied: str
) -> None:
    one = outermost(text)[0]
    assert words(text, one.source) == source
    assert content(text, one) == [denied]
    assert one.polarity is Polarity.DENIES


@each(
    "text",
    [
        "The ministry said the report that pumps failed was not false.",
        "The ministry did not say that the report of a leak was false.",
        "The council leader hit back at the opposition.",
    ],
)
def test_what_nobody_called_false_is_not_denied(text: str) -> None:
    assert [one.polarity for one in outermost(text) if one.polarity is Polarity.DENIES] == []


EVIDENCE = [
    ("As per data from Wellmark, oil made up half of imports.", "data from Wellmark"),
    (
        "Oil made up half of imports, figures obtained by the paper show.",
        "figures obtained by the paper",
    ),
    ("Oil made up half of imports, documents seen by us show.", "documents seen by us"),
    ("Oil made up half of imports, as per officials.", "officials"),
]


@each("text, source", EVIDENCE)
def test_evidence_is_named_for_what_it_shows(text: str, source: str) -> None:
    (one,) = outermost(text)
    assert words(text, one.source) == source
    assert content(text, one)[0].lower() == "oil made up half of imports"


def test_work_done_as_per_the_rules_is_nobodys_word() -> None:
    assert read("The work was done as per the rules.") == []


def test_an_inverted_source_wins_over_a_label_before_the_quotation() -> None:
    text = "Interview: 'We were wrong about the dam', says Marsk\n\nLena Marsk is minister."
    assert words(text, read(text)[0].source) == "Marsk"


BARE_FACTS = [
    "Police questioned the plumber for two hours.",
    "The bakery dismissed 30 drivers in June.",
    "The council rejected the plan by nine votes to two.",
    "Gunners shot down a balloon over the strait.",
    "A court denied the boatman bail on Tuesday.",
    "Voters attacked the budget and praised the mayor.",
    "The ministry refused to sell drones to Norland.",
    "The clinic admitted 19 children in one night.",
    "A sharp crack announced that the ice had broken.",
]


@each("text", BARE_FACTS)
def test_a_verb_with_a_thing_for_its_object_attributes_nothing(text: str) -> None:
    assert outermost(text) == []


ACTS_AND_CHARGES = [
    ("The general denied the killings.", "the killings"),
    ("The general denied leaking fuel.", "leaking fuel"),
    ("The bank rejected the accusation of fraud.", "the accusation of fraud"),
    ("The skipper denied any part in the robbery.", "any part in the robbery"),
]


@each("text, denied", ACTS_AND_CHARGES)
def test_an_act_or_a_charge_is_denied(text: str, denied: str) -> None:
    (one,) = outermost(text)
    assert content(text, one) == [denied]
    assert one.polarity is Polarity.DENIES


def test_each_of_coordinated_denials_is_one() -> None:
    text = "Pavel denied forging the will, hiding the keys and burning the ledger."
    assert [content(text, one) for one in outermost(text)] == [
        ["forging the will"],
        ["hiding the keys"],
        ["burning the ledger"],
    ]


LISTENERS = [
    ("“The pier is rotten,” Ida Voss, 61, told Coastal Radio.", "Ida Voss"),
    ("The pier is rotten, Ida Voss, who mends boats, told the inquiry.", "Ida Voss"),
    ("“The pier is rotten,” one fisherman, whose boat sank, told the Gazette.", "one fisherman"),
    ("The pier is rotten, Ida Voss — a retired diver — told Coastal Radio.", "Ida Voss"),
]


@each("text, source", LISTENERS)
def test_who_listens_is_no_source(text: str, source: str) -> None:
    (one,) = outermost(text)
    assert (words(text, one.source) or "").startswith(source)
    assert "Voss" not in " ".join(content(text, one))


@each(
    "text",
    [
        "Ida Voss accused of selling rotten boats",
        "Ida Voss was suspected of selling rotten boats.",
        "Ida Voss, charged with selling rotten boats, left the town.",
    ],
)
def test_the_accused_is_never_the_source(text: str) -> None:
    assert [words(text, one.source) for one in outermost(text) if one.source] == []


BARE_NOES = [
    ("“Did I sell the boat? Certainly not,” Ida Voss said.", "I sell the boat"),
    ("Asked whether she had sold the boat, Ida Voss said: “No.”", "she had sold the boat"),
    ("“Have you sold the boat?” “Never in my life,” said Ida Voss.", "you sold the boat"),
]


@each("text, denied", BARE_NOES)
def test_a_bare_no_denies_what_was_asked(text: str, denied: str) -> None:
    found = [one for one in outermost(text) if one.polarity is Polarity.DENIES]
    assert [content(text, one) for one in found] == [[denied]]


LISTS = [
    "The union says that:\n\n- the pumps are old\n- nine men were hurt",
    "Ida Voss made two points in her letter:\n\n1) The pumps are old.\n2) Nine men were hurt.",
    "The findings, according to Ida Voss:\n\n* The pumps are old\n* Nine men were hurt",
]


@each("text", LISTS)
def test_items_of_a_list_are_whose_the_line_above_names(text: str) -> None:
    said = {
        " ".join(content(text, one)).rstrip("."): words(text, one.source) for one in outermost(text)
    }
    pumps = next(source for told, source in said.items() if told.endswith("pumps are old"))
    hurt = next(source for told, source in said.items() if told.endswith("men were hurt"))
    assert pumps == hurt
    assert pumps in ("The union", "Ida Voss")


@each(
    "text",
    [
        "Norovirus: Ward closes after nine cases",
        "Verdict: The pier is rotten and should be closed",
        "Deaths by year:\n\n- 2020: 1,204\n- 2021: 1,190",
    ],
)
def test_a_label_before_a_colon_does_not_speak(text: str) -> None:
    assert [one for one in outermost(text) if one.source is not None] == []


WHOLE = [
    (
        "The mayor said the firms are to blame for focusing on “what sells, what shines.”",
        "the firms are to blame for focusing on “what sells, what shines.”",
    ),
    (
        'Dr Novak estimated "between 100 and 200" could drown.',
        '"between 100 and 200" could drown',
    ),
    (
        "The bank announced it would get rid of these incentives, beginning in January 2017.",
        "it would get rid of these incentives, beginning in January 2017",
    ),
    (
        "Ruiz said the clerk is held accountable, but the bankers are not.",
        "the clerk is held accountable, but the bankers are not",
    ),
    (
        "More than 900 people marched, according to the ferry union Alliance of Crews (AOC).",
        "More than 900 people marched",
    ),
    (
        "According to radio host Tom Dunn, the move reeks of fear and desperation.",
        "the move reeks of fear and desperation",
    ),
    (
        "Ms Ray seemed to think the outreach to the islanders was somewhat phony.",
        "the outreach to the islanders was somewhat phony",
    ),
    ("Norland branded its neighbour an “outlaw nation.”", "its neighbour an “outlaw nation.”"),
    (
        "Marsh blasted the local papers for being “wildly dishonest.”",
        "the local papers for being “wildly dishonest.”",
    ),
    (
        "The union made the case that the pumps had failed twice.",
        "that the pumps had failed twice",
    ),
]


@each("text, told", WHOLE)
def test_a_content_is_neither_cut_short_nor_run_over(text: str, told: str) -> None:
    [one] = outermost(text)
    assert content(text, one) == [told]


def test_who_is_told_after_a_quotation_hides_no_words_of_it() -> None:
    text = (
        "“You should resign,” Warren told the banker, after he admitted under her grilling he "
        "hadn’t yet been held accountable for the fraud."
    )
    assert ["“You should resign,”"] in [content(text, one) for one in outermost(text)]


def test_a_fragment_of_a_quotation_goes_with_the_sentence_before_it() -> None:
    text = "“The mill closed in May. A sad day,” said Ida Voss. “It will open again.”"
    assert [content(text, one) for one in outermost(text)] == [
        ["“The mill closed in May.", "A sad day,”"],
        ["“It will open again.”"],
    ]


def test_a_quotation_goes_on_after_but() -> None:
    text = "“The road was icy,” Ida Voss said, but “the driver had been drinking for hours.”"
    assert [content(text, one) for one in outermost(text)] == [
        ["“The road was icy,”"],
        ["“the driver had been drinking for hours.”"],
    ]


def test_a_paragraph_under_a_line_that_introduces_it_needs_no_marks() -> None:
    text = "The governor added:\n\nThe mill closed in 1998. Nobody was hurt.\n\nIt rained all day."
    assert [(words(text, one.source), content(text, one)) for one in outermost(text)] == [
        ("The governor", ["The mill closed in 1998"]),
        ("The governor", ["Nobody was hurt"]),
    ]


def test_a_quoted_question_claims_nothing() -> None:
    text = "“If it is not true, why has she not sued?” asked Keith Rowan."
    assert [one for one in read(text) if one.claimed] == []


def test_a_quotation_that_opens_with_the_wrong_mark_is_one() -> None:
    text = "”The mayor closed the plant,” said Ruiz."
    [one] = outermost(text)
    assert one.quotation is Quotation.DIRECT
    assert words(text, one.source) == "Ruiz"


EACH_ITS_OWN = [
    (
        "Marsh denied that he took the money, that he met the donor or that he deleted the emails.",
        ["that he took the money", "that he met the donor", "that he deleted the emails"],
    ),
    (
        "Ms Pym denies administering a noxious substance, criminal damage and perverting the "
        "course of justice.",
        [
            "administering a noxious substance",
            "criminal damage",
            "perverting the course of justice",
        ],
    ),
    (
        "Lund said that the company had not received any recording and that it would pay for the "
        "clean-up “in full”.",
        [
            "that the company had not received any recording",
            "that it would pay for the clean-up “in full”",
        ],
    ),
]


@each("text, told", EACH_ITS_OWN)
def test_each_of_coordinated_clauses_and_charges_is_one(text: str, told: list[str]) -> None:
    assert [" ".join(content(text, one)) for one in outermost(text)] == told


def test_a_cue_in_the_second_half_of_a_sentence_leaves_the_first_alone() -> None:
    text = "The ferries sail too close, and their wash, it is said, breaks up what the frost made."
    assert ["their wash", "breaks up what the frost made"] in [
        content(text, one) for one in outermost(text)
    ]
    text = "The mill leaked oil into the river, campaigners say, but the firm disputes that."
    assert content(text, outermost(text)[0]) == ["The mill leaked oil into the river"]


DENIES_IT = [
    (
        "Islanders say that its vessels sail too close. The shipping company denies it.",
        "that its vessels sail too close",
    ),
    (
        "The engines reached the port in May. Belarus denies this.",
        "The engines reached the port in May",
    ),
]


@each("text, denied", DENIES_IT)
def test_denying_it_denies_what_was_said_before(text: str, denied: str) -> None:
    found = [one for one in outermost(text) if one.polarity is Polarity.DENIES]
    assert [(content(text, one), one.claimed) for one in found] == [([denied], True)]


def test_denying_it_without_anything_before_claims_nothing() -> None:
    assert [one for one in read("The shipping company denies it.") if one.claimed] == []


SAYS_TOO_LITTLE = [
    "Well, guess what? The bill passed.",
    "“Google it,” the mayor said.",
    "People should consider masking indoors.",
    "The court discussed how to run it.",
]


@each("text", SAYS_TOO_LITTLE)
def test_a_word_that_could_not_be_so_is_no_claim(text: str) -> None:
    assert [words(text, one.cue) for one in read(text) if one.claimed] == []


def test_a_flat_no_denies_what_was_asked() -> None:
    text = "Asked if the mill had closed, Marsh said no."
    [one] = [one for one in read(text) if one.claimed]
    assert (content(text, one), one.polarity) == (["the mill had closed"], Polarity.DENIES)
    assert [one for one in read("Marsh said no.") if one.claimed] == []


def test_a_party_in_brackets_is_no_part_of_the_source() -> None:
    text = "The plant is safe, Marsh (Lab) told the council."
    assert {words(text, one.source) for one in outermost(text)} <= {"Marsh", None}


def test_the_line_above_a_list_is_no_claim() -> None:
    text = "Key findings of the report, according to Ida Voss:\n\n- 26 people own half of it"
    assert [content(text, one) for one in outermost(text)] == [["26 people own half of it"]]
