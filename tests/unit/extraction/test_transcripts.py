"""Each stretch of a transcript knows who says it; labels and stage directions are not said."""

from __future__ import annotations

from tests.cases import each
from workbench.extraction.parse.sections import Section, SectionKind, sections
from workbench.extraction.parse.speaker_labels import issuer


def turns(text: str, title: str | None = None) -> list[tuple[str | None, str]]:
    return [
        (section.speaker, " ".join(text[section.span.start : section.span.end].split()))
        for section in sections(text, title)
        if section.kind is SectionKind.TURN
    ]


def first_turn(text: str, title: str | None) -> Section:
    return next(part for part in sections(text, title) if part.kind is SectionKind.TURN)


BRIEFING_TITLE = (
    "Press Briefing by Press Secretary Ada Long-Pierce and NSC Coordinator for \\ "
    "Strategic Communications Tom Kerr, March 3, 2021"
)
BRIEFING = """Harbour Press Room

1:08 P.M. EST

MS. LONG-PIERCE:\xa0 Good afternoon.\xa0 The port took in forty ships last month, and we
think that is a record for the spring.\xa0 (Applause.)\xa0 With that, I will turn
it over to my colleague.

Tom, please.

MR. KERR:\xa0 Thank you, Ada.\xa0 The navy counted (inaudible) six drones.

Q\xa0\xa0\xa0 Does the navy know who sent them?

MR. KERR:\xa0 We do not.\xa0 (Laughter.)

Q\xa0\xa0\xa0 There were ten last year.

SENIOR ADMINISTRATION OFFICIAL:\xa0 That is right.

1:40 P.M. EST

END
"""


def test_a_briefing_is_cut_into_turns_with_full_names() -> None:
    assert turns(BRIEFING, BRIEFING_TITLE) == [
        (
            "Ada Long-Pierce",
            "Good afternoon. The port took in forty ships last month, and we think that is a "
            "record for the spring.",
        ),
        ("Ada Long-Pierce", "With that, I will turn it over to my colleague."),
        ("Ada Long-Pierce", "Tom, please."),
        ("Tom Kerr", "Thank you, Ada. The navy counted (inaudible) six drones."),
        ("Reporter", "Does the navy know who sent them?"),
        ("Tom Kerr", "We do not."),
        ("Reporter", "There were ten last year."),
        ("Senior administration official", "That is right."),
    ]


def test_labels_times_and_stage_directions_are_furniture() -> None:
    furniture = [
        BRIEFING[section.span.start : section.span.end]
        for section in sections(BRIEFING, BRIEFING_TITLE)
        if section.kind is SectionKind.FURNITURE
    ]
    assert "(Applause.)" in furniture
    assert "MR. KERR:" in furniture
    assert "1:40 P.M. EST" in furniture
    assert "Harbour Press Room" in furniture
    assert "END" in furniture


def test_a_turn_points_at_its_label_and_names_the_office() -> None:
    section = first_turn(BRIEFING, BRIEFING_TITLE)
    assert section.speaker_span is not None
    label = BRIEFING[section.speaker_span.start : section.speaker_span.end]
    assert label == "MS. LONG-PIERCE"
    assert section.speaker_role == "Press Secretary"
    kerr = next(part for part in sections(BRIEFING, BRIEFING_TITLE) if part.speaker == "Tom Kerr")
    assert kerr.speaker_role == "NSC Coordinator for Strategic Communications"


@each(
    "text, speakers",
    [
        (
            "KERR: The navy counted six drones.\n\nHALE: Who sent them?\n\n"
            "KERR: We do not know.\n\nHALE: Will you find out?\n\nKERR: We shall.\n\n"
            "HALE: Thank you.",
            ["Kerr", "Hale"],
        ),
        (
            "Tom Kerr: The navy counted six drones last night.\n\n"
            "Jane Hale: And who was it that sent the drones?\n\n"
            "Tom Kerr: We do not know that as of this morning.\n\n"
            "Jane Hale: Then let us go on to the next question.",
            ["Tom Kerr", "Jane Hale"],
        ),
        (
            "QUESTION: Who sent the drones?\n\nMR. KERR: We do not know.\n\n"
            "QUESTION: When will you?\n\nMR. KERR: I cannot say.",
            ["Reporter", "Kerr"],
        ),
        (
            "Q. Who sent the drones over the port?\n\nA. We do not know who sent them.\n\n"
            "Q. When do you expect to know that?\n\nA. I cannot say when that will be.",
            ["Reporter", "Interviewee"],
        ),
        (
            "MODERATOR: Welcome to the call.\n\nSPEAKER 1: The navy counted six.\n\n"
            "MODERATOR: Any more?\n\nSPEAKER 2: None.",
            ["Moderator", "Speaker 1", "Speaker 2"],
        ),
        (
            "[00:01] Tom Kerr: The navy counted six drones.\n\n"
            "[00:09] Jane Hale: And who was it that sent them?\n\n"
            "[00:12] Tom Kerr: We do not know that as of today.\n\n"
            "[00:20] Jane Hale: We shall leave it there for now.",
            ["Tom Kerr", "Jane Hale"],
        ),
    ],
)
def test_other_forms_of_label_are_known(text: str, speakers: list[str]) -> None:
    assert list(dict.fromkeys(speaker for speaker, _ in turns(text))) == speakers


def test_the_holder_of_an_office_comes_from_the_title() -> None:
    text = "THE PRESIDENT:  We built the bridge.\n\nIt opened in May.\n\nQ  Who paid for it?"
    (section, *_) = [
        s
        for s in sections(text, "Remarks by President Lind Before a Cabinet Meeting")
        if s.kind is SectionKind.TURN
    ]
    assert (section.speaker, section.speaker_role) == ("President Lind", "President")
    assert first_turn(text, None).speaker == "the President"


def test_a_name_introduced_in_the_text_is_used_for_the_label() -> None:
    text = (
        "MODERATOR:  I'm glad to have Admiral Tom Kerr with us today.\n\n"
        "ADMIRAL KERR:  The navy counted six drones.\n\nQ  Six?\n\nADMIRAL KERR:  Six."
    )
    assert ("Tom Kerr", "The navy counted six drones.") in turns(text)


@each(
    "introduced, name",
    [
        ("Harbour Master Idris Boateng", "Idris Boateng"),
        ("Mary Kay Boateng", "Mary Kay Boateng"),
        ("Dr. Idris K. Boateng", "Idris K. Boateng"),
        ("I’m Idris Boateng", "Idris Boateng"),
    ],
)
def test_an_office_before_a_name_is_no_given_name(introduced: str, name: str) -> None:
    text = (
        f"MODERATOR:  Next to me sits {introduced} from the port.\n\n"
        "MR. BOATENG:  The survey did not show a wreck there.\n\nQ  Which one?"
    )
    assert (name, "The survey did not show a wreck there.") in turns(text)


def test_a_misspelt_label_is_the_same_speaker() -> None:
    text = "\n\n".join(["MR. SULLIVAN:  Yes, that is so."] * 3 + ["MR. SULLICAN:  It is."])
    assert {speaker for speaker, _ in turns(text)} == {"Sullivan"}


def test_a_speech_without_labels_belongs_to_whom_its_title_names() -> None:
    text = (
        "Boston, MA\n\nGood morning. I am glad to be back in Boston with my friends.\n\n"
        "We opened forty schools last year, and I visited half of them.\n"
    )
    title = "Remarks as Prepared for Delivery by First Lady Ann Lind at the Teachers \\ Convention"
    assert {speaker for speaker, _ in turns(text, title)} == {"Ann Lind"}
    section = first_turn(text, title)
    assert section.speaker_span is None
    assert section.speaker_role == "First Lady"
    assert "Boston, MA" not in [words for _, words in turns(text, title)]


def test_a_written_statement_belongs_to_its_issuer() -> None:
    text = "The council will never recognise the vote. It was held at gunpoint."
    title = "Statement by NSC Spokesperson Ann Lind on the Vote"
    assert {speaker for speaker, _ in turns(text, title)} == {"Ann Lind"}


def test_a_report_about_remarks_is_no_speech() -> None:
    text = (
        "The minister said on Monday that the port was open.\n\n"
        "“We opened it,” she told reporters. The navy said it knew of no attack.\n\n"
        "The opposition said the remarks were false, according to a spokesman."
    )
    assert turns(text, "Remarks by Minister Lind anger the opposition") == []
    assert turns(text, "Statement by Minister Lind on the Port") == []


@each(
    "text",
    [
        "WASHINGTON: The council met on Monday.\n\nUPDATE: It adjourned at noon.\n\nREAD MORE: Why",
        "Why it matters: The port feeds six countries.\n\nThe big picture: Prices rose.\n\n"
        "What's next: The council meets in May.",
        "Ann Lind: 1,769\n\nTom Kerr: 1,501\n\nAnn Lind: 33\n\nTom Kerr: 12",
        "He gave a list: two ships, one boat.\n\nShe said: “No.”\n\nHe said: “Yes.”",
    ],
)
def test_news_with_colons_is_no_transcript(text: str) -> None:
    assert turns(text) == []


@each(
    "title, name",
    [
        ("Remarks by President Lind on the Economy", "President Lind"),
        ("Statement from President Ann Lind on Prices", "Ann Lind"),
        ("Statement by NSC Spokesperson Tom Kerr on Talks", "Tom Kerr"),
        ("Statement by Press Secretary Ann Lind", "Ann Lind"),
        ("Remarks by President Lind and Prime Minister Kerr Before Talks", None),
        ("Statement by Minister Lind angers the opposition", None),
        ("Lind makes a statement", None),
        (None, None),
    ],
)
def test_the_issuer_is_read_off_the_title(title: str | None, name: str | None) -> None:
    found = issuer(title)
    assert (None if found is None else found.name) == name


def test_a_label_that_ends_a_headline_is_not_named_twice() -> None:
    text = """Interview: 'We misread the river', says Pell

Ada Pell has run the weir since 2019. She spoke to Tom Kerr in Harbour.

Q: Was the weir shut to boats in the spring?

A: It was shut for nine days, and opened in May.

Tom Kerr: How many boats were held?

Ada Pell: Some forty boats were held at the lock.

Q: Will it reopen?

A: It reopens in May, with two new gates."""
    speakers = {speaker for speaker, _ in turns(text)}
    assert "Ada Pell" in speakers
    assert not any(
        "Pell Ada" in speaker or speaker == "Interview" for speaker in speakers if speaker
    )


FORMS = [
    (
        "Mr. TALBERT. Mr. Speaker, the mine closed in May.\n\n"
        "Ms. DE SOUZA-LEE of Ohio. The mine reopened in June.",
        [("Talbert", "mine closed"), ("De Souza-Lee", "mine reopened")],
    ),
    (
        "Ms Ada Frost (Northmoor) (Lab)\nThe line lost 40 trains.\n\n"
        "The Minister for Rail (Mr Otto Lamb)\nThe line gained 12 trains.",
        [("Ada Frost", "lost 40"), ("Otto Lamb", "gained 12")],
    ),
    (
        "[00:01:10] PIA ROWE: We dug two wells.\n[00:02:05] HOST: And then?\n"
        "[00:02:09] PIA ROWE: Both were dry.",
        [("Pia Rowe", "two wells"), ("Host", "And then"), ("Pia Rowe", "dry")],
    ),
    (
        "Pia Rowe: (00:11)\nWe dug two wells.\n\nOtto Lamb: (00:19)\nThe wells were dry.",
        [("Pia Rowe", "two wells"), ("Otto Lamb", "were dry")],
    ),
    (
        "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Pia Rowe>We dug two wells.\n\n"
        "00:00:05.000 --> 00:00:08.000\n<v Otto Lamb>The wells were dry.",
        [("Pia Rowe", "two wells"), ("Otto Lamb", "were dry")],
    ),
    (
        "THE COURT: Proceed.\n\nBY MS. ROWE:\n\nQ. Were you there?\n\nA. I stood at the gate.\n\n"
        "Q. And who came?\n\nA. The driver came.",
        [("Witness", "stood at the gate"), ("Witness", "driver came")],
    ),
]


@each("text, expected", FORMS)
def test_each_form_of_transcript_names_its_speakers(
    text: str, expected: list[tuple[str, str]]
) -> None:
    found = turns(text)
    for name, words in expected:
        assert any(words in said and name in (speaker or "") for speaker, said in found), found


def test_an_interview_without_labels_is_read_by_turns() -> None:
    text = (
        "Pia Rowe has run the Harbour Trust since 2015. She met us in May.\n\n"
        "When did the crane fall?\n\nIt fell on Monday.\n\nWho was hurt?\n\nNobody was hurt.\n\n"
        "The union says there were two cranes.\n\nThere was one crane.\n\nWhat now?\n\n"
        "We rebuild.\n\n"
        "And the cost?\n\nTwo million.\n\nThe Harbour Trust was founded in 1931."
    )
    said = {words: name for name, words in turns(text)}
    assert said["It fell on Monday."] == said["There was one crane."] == "Pia Rowe"
    assert said["When did the crane fall?"] == "Reporter"
    assert "The Harbour Trust was founded in 1931." not in said


def test_states_and_their_sums_are_no_transcript() -> None:
    text = "Arkansas: $14 million\n\nOhio: $3 million\n\nArkansas: $2 million\n\nOhio: nothing"
    assert turns(text) == []


def test_a_meeting_record_names_the_country_that_speaks() -> None:
    text = (
        "Security Council\n\nThe President: The meeting is called to order.\n\n"
        "Mr. Orlov (Norland) (spoke in Norse): We withdrew the ships.\n\n"
        "Ms. Lind (Sarre): The ships are there."
    )
    roles = {part.speaker: part.speaker_role for part in sections(text) if part.speaker}
    assert roles["Orlov"] == "representative of Norland"
    assert roles["Lind"] == "representative of Sarre"


def test_a_member_is_known_again_without_the_seat() -> None:
    text = (
        "Ada Frost (Northmoor) (Lab)\nThe line lost 40 trains.\n\n"
        "The Minister for Rail (Mr Otto Lamb)\nThe line gained 12.\n\n"
        "Ada Frost\nIt did not.\n\nOtto Lamb\nIt did in June."
    )
    assert ("Ada Frost", "It did not.") in turns(text)
    assert ("Otto Lamb", "It did in June.") in turns(text)


def test_a_statement_is_its_maker_s_whose_heading_names_them() -> None:
    text = (
        "Statement by Ruth Lamb, chief executive of Harbour Water\n\n"
        "We lost the pumps in May. I told the board. Our engineers said the valves had failed."
    )
    assert {name for name, _ in turns(text)} == {"Ruth Lamb"}
    assert first_turn(text, None).speaker_role == "chief executive of Harbour Water"


def test_an_office_before_the_name_is_no_name() -> None:
    made = issuer("Statement by the Chief Executive of Harbour Water, Ruth Lamb, on the pumps")
    assert made is not None
    assert (made.name, made.role) == ("Ruth Lamb", "Chief Executive of Harbour Water")


def test_the_list_of_those_present_tells_for_whom_they_speak() -> None:
    text = (
        "Oral evidence: ferries\n\nMembers present: Sir Alan Brown (Chair); Naz Iqbal\n\n"
        "Witnesses: Jo Lane, Chief Executive, Tarn Foods; Dr Otto Lamb, Institute of Kilns\n\n"
        "Q1 Chair: The kiln was built in the spring of 1998.\n\n"
        "Jo Lane: It was built in the summer of 1997.\n\n"
        "Q2 Chair: Who built it, and what did it cost?\n\n"
        "Dr Lamb: My father built it in the winter of 1996.\n\n"
        "Jo Lane: He did not build it alone in that winter.\n"
    )
    spoken = {
        (part.speaker, part.speaker_role)
        for part in sections(text)
        if part.kind is SectionKind.TURN
    }
    assert spoken == {
        ("Alan Brown", "Chair"),
        ("Jo Lane", "Chief Executive, Tarn Foods"),
        ("Otto Lamb", "Institute of Kilns"),
    }


def test_a_member_keeps_the_seat_that_is_told_once() -> None:
    text = (
        "Anna Bell (Oakton) (Lab)\nThe bus was cut in May, and 400 people lost their jobs.\n\n"
        "The Minister for Rail (Mr Otto Lamb)\nThe bus was restored in June.\n\n"
        "Anna Bell\nIt was not restored in June.\n"
    )
    said = [(part.speaker, part.speaker_role) for part in sections(text) if part.speaker]
    assert said == [
        ("Anna Bell", "MP (Labour Party)"),
        ("Otto Lamb", "Minister for Rail"),
        ("Anna Bell", "MP (Labour Party)"),
    ]


def test_who_is_sworn_in_is_said_by_nobody() -> None:
    text = (
        "MR. DUNN: The State calls Mary Pell.\n\nMARY PELL, having been duly sworn, testified:\n\n"
        "BY MR. DUNN:\n\nQ. Where were you?\n\nA. At the mill.\n\nQ. When?\n\nA. In May.\n\n"
        "THE COURT: Go on."
    )
    assert not any("sworn" in words for _, words in turns(text))
