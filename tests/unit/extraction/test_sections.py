"""Furniture never becomes a claim, and a real sentence is never taken for furniture."""

from __future__ import annotations

import time

from tests.cases import each
from workbench.extraction.parse.boilerplate import furniture_reason
from workbench.extraction.parse.paragraphs import paragraphs
from workbench.extraction.parse.sections import SectionKind, sections


@each(
    "line",
    [
        "Navigation",
        "Join our Telegram channel and never miss a story!",
        "  •  ",
        "* * *",
        "Share on Facebook Tweet Email",
        "Sign up for our daily newsletter",
        "Get the latest updates straight to your inbox.",
        "Follow us on Twitter",
        "Follow Ann Clerk on Twitter @annclerk.",
        "Read more: Envoys leave Vienna without a deal",
        "READ ALSO | Grain ships sail again",
        "By Ann Clerk",
        "By Ann Clerk and Bo van Dijk, special to the Harbour Post",
        "By Ann Clerk, Reuters",
        "Published: 20 October 2022, 10:15 GMT",
        "October 20, 2022",
        "A soldier stands beside a bridge in the south. (Photo: Ann Clerk/Agency Handout)",
        "The port of Odesa. (Mayor's office/Wikimedia)",
        "A tanker leaves the strait in May. (AP Photo/Ann Clerk)",
        "The minister of energy. (Reuters)",
        "Photo: Ann Clerk / Getty Images",
        "FILE PHOTO: A worker walks past the pipeline's landfall",
        "This article was originally published by the Harbour Post and is used with permission.",
        "Republished with permission from the Harbour Post.",
        "© 2022 Harbour Post. All rights reserved.",
        "Copyright 2022 Harbour Post",
        "Tags: Iran, drones, sanctions",
        "Filed under: World",
        "We use cookies to make this site work. Read our policy.",
        "This site uses cookies.",
        "12 comments",
        "4 min read",
        "Reporting by Ann Clerk; editing by Bo Dahl",
        "(Reporting by Ann Clerk in Geneva)",
        "Cy Moss in Kyiv contributed to this report.",
        "https://harbour.example/a/b?c=d",
        "desk@harbour.example",
        "Advertisement",
        "Story continues below advertisement",
        "[Ten best boats](https://harbour.example/boats)",
        "-30-",
        "Leave a comment",
        "Notes to editors: An image of the boat is attached.",
        "Photographs may be used free of charge if credited to B. Dahl.",
        "Transcripts are made on a rush deadline. Accuracy may vary.",
        "This summary is provided to assist in reading the judgment. It is no part of the reasons.",
        "References in square brackets are to paragraphs of the judgment.",
    ],
)
def test_furniture_is_known_by_its_form(line: str) -> None:
    assert furniture_reason(line) is not None


@each(
    "sentence",
    [
        "By Friday, the troops had left the town.",
        "By 2030 the country will have tripled its output, the ministry said.",
        "By the river, volunteers filled sandbags.",
        "Join or die, the general told his men.",
        "Follow the money, she said.",
        "Support here has collapsed since the election.",
        "Like us, they fear that the war will spread.",
        "Share prices fell by 4 percent on Monday.",
        "Read the treaty, he said, and you will find no such clause.",
        "Watch what they do, not what they say.",
        "Photographs of the site show two craters.",
        "Images of the bridge were published by the ministry on Tuesday.",
        "Home sales rose in May.",
        "Video of the strike was not verified.",
        "The drones were fired from Crimea. (Reuters)",
        "The army said (in a statement) it had no part in it.",
        "Cookies and bread were handed out in the square.",
        "We found no proof, the inspector said.",
        "The story was first told by a sailor.",
        "Copyright law protects the song, the judge ruled.",
        "Editing by the censors removed the scene, he said.",
        "Contact was lost at 3 a.m., the navy said.",
        "October was the worst month for the port in 20 years.",
        "On October 20, 2022, the council met.",
        "“Join us,” the crowd shouted.",
        "Related charges were dropped in 2019.",
        "WASHINGTON (AP) — The president said no.",
        "لم يصدر أي تعليق من الوزارة.",
    ],
)
def test_a_real_sentence_stays_with_the_article(sentence: str) -> None:
    found = sections(f"Envoys leave Vienna without any deal\n\nTalks failed.\n\n{sentence}\n")
    kinds = {section.kind for section in found if section.span.start > 40}
    assert kinds == {SectionKind.BODY}


PAGE = """Menu
Join our channel for news you can trust!
 •

Envoys leave Vienna ‘empty-handed’, mediator says

The delegates' hotel. (City of Vienna/Wikimedia)

By Ann Clerk

VIENNA — The envoys left on Monday, the mediator said.

What comes next

“We will return,” he said:

“Perhaps in May.”

Related stories

Ten days that shook the talks

Why the deal died

The mediator spoke for an hour on Monday evening.

Home
World
Sport
Weather

© 2022 Harbour Post
"""


def test_a_whole_page_is_told_apart() -> None:
    found = [
        (section.kind, PAGE[section.span.start : section.span.end]) for section in sections(PAGE)
    ]
    assert [words for kind, words in found if kind is SectionKind.BODY] == [
        "VIENNA — The envoys left on Monday, the mediator said.",
        "“We will return,” he said:",
        "“Perhaps in May.”",
        "The mediator spoke for an hour on Monday evening.",
    ]
    assert [words for kind, words in found if kind is SectionKind.HEADLINE] == [
        "Envoys leave Vienna ‘empty-handed’, mediator says",
        "What comes next",
    ]


def test_furniture_says_why_and_the_rest_does_not() -> None:
    for section in sections(PAGE):
        assert (section.reason is not None) == (section.kind is SectionKind.FURNITURE)


def test_the_title_is_a_headline_wherever_it_stands() -> None:
    text = "The talks ended.\n\nDid they lie?\n\nNobody knows."
    kinds = [section.kind for section in sections(text, title="Did They Lie?")]
    assert kinds == [SectionKind.BODY, SectionKind.HEADLINE, SectionKind.BODY]


def test_one_line_a_paragraph_is_not_taken_for_wrapping() -> None:
    text = (
        "The ministry said on Monday that the ships had left the port with grain on board.\n"
        "It denied that any of the ships had been held back by the navy of the country.\n"
        "The navy said that it had searched two of the ships and had found no weapons there.\n"
        "“We shall search the others too,” said the commander of the fleet, an admiral.\n"
    )
    assert len(paragraphs(text)) == 4


def test_hard_wrapped_lines_are_one_paragraph_and_short_lines_break() -> None:
    text = (
        "Harbour House\nVienna\n\n"
        "The ministry said on Monday that the ships had left the port with\n"
        "grain on board and that it knew of no reason for which the navy of\n"
        "the country might have wished to hold any of them back.\n"
        "The navy gave no comment on this, and neither did the commander of\n"
        "the fleet, who was said to be at sea.\n"
    )
    assert [text[span.start : span.end].split()[0] for span in paragraphs(text)] == [
        "Harbour",
        "Vienna",
        "The",
        "The",
    ]


def test_a_very_long_document_takes_little_time() -> None:
    text = PAGE * 900 + "word " * 40_000 + "(" * 20_000 + "\n" + "By " * 10_000
    assert len(text) > 500_000
    began = time.process_time()
    found = sections(text)
    assert time.process_time() - began < 5.0
    assert len(found) > 10_000


@each(
    "line",
    [
        "1" * 590 + "x",
        "12:12 " * 95 + "x",
        "share" * 100 + "x",
        "A " * 290,
        "By " + "A, " * 190,
        "-" * 580 + "a",
        "a@" * 290,
        "(" * 580 + "a)",
        "[a](b" * 110,
        "at on of " * 60,
        "MR. " * 140,
    ],
)
def test_no_line_takes_long_to_classify(line: str) -> None:
    began = time.perf_counter()
    sections(line, line)
    assert time.perf_counter() - began < 0.5
