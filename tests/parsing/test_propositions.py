"""Protects the renderings used for matching: self-contained, positive, and saying no more."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cases import each
from workbench.extraction.actors.actors import Actors
from workbench.extraction.attribution.attribution import Attribution
from workbench.extraction.candidates.page import Page
from workbench.extraction.parse.language import parse
from workbench.extraction.propositions.past_tense import base_of_gerund, past_tense
from workbench.extraction.propositions.propositions import Propositions
from workbench.extraction.speakers.speakers import SpeakerResolver
from workbench.model.article import Span
from workbench.model.claim import Polarity, Quotation
from workbench.reading.documents import article_from_text
from workbench.settings import Settings


@pytest.fixture(scope="module")
def resolver() -> SpeakerResolver:
    return SpeakerResolver(Actors.load(Settings().actors))


def rendered(
    resolver: SpeakerResolver,
    text: str,
    source: str,
    cue: str,
    content: str,
    polarity: Polarity = Polarity.ASSERTS,
) -> str:
    def span(words: str) -> Span:
        start = text.rindex(words)
        return Span(start, start + len(words))

    quoted = "“" + content in text
    attribution = Attribution(
        source=span(source),
        cue=span(cue),
        content=(span(content),),
        sentence=Span(0, len(text)),
        polarity=polarity,
        quotation=Quotation.DIRECT if quoted else Quotation.INDIRECT,
    )
    page = Page(parse(article_from_text(text, published_on=date(2022, 10, 20))))
    return Propositions([attribution], resolver.read(page, [attribution])).of(0)


@each(
    "text, source, cue, content, proposition",
    [
        (
            "Tehran denied selling munitions to Russia.",
            "Tehran", "denied", "selling munitions to Russia",
            "Iran sold munitions to Russia.",
        ),
        (
            "Russia denied having shelled the plant.",
            "Russia", "denied", "having shelled the plant",
            "Russia has shelled the plant.",
        ),
        (
            "Moscow denied any role in the blasts.",
            "Moscow", "denied", "any role in the blasts",
            "Russia’s role in the blasts.",
        ),
        (
            "Iran dismissed as baseless reports that Russia bought drones.",
            "Iran", "dismissed", "reports that Russia bought drones",
            "Russia bought drones.",
        ),
    ],
)  # fmt: skip
def test_what_is_denied_is_said_positively(
    resolver: SpeakerResolver, text: str, source: str, cue: str, content: str, proposition: str
) -> None:
    assert rendered(resolver, text, source, cue, content, Polarity.DENIES) == proposition


@each(
    "text, source, cue, content, proposition",
    [
        (
            "Iran is under sanctions. Tehran said it would keep its drones.",
            "Tehran", "said", "it would keep its drones",
            "Tehran would keep its drones.",
        ),
        (
            "John Kirby spoke on Monday. Kirby said he had seen the pictures.",
            "Kirby", "said", "he had seen the pictures",
            "John Kirby had seen the pictures.",
        ),
        (
            "“We are way far apart,” John Kirby said.",
            "John Kirby", "said", "We are way far apart",
            "The United States is way far apart.",
        ),
        (
            "The trainers came to Crimea in June. Ned Price said that some had died there.",
            "Ned Price", "said", "that some had died there",
            "Some had died in Crimea.",
        ),
        (
            "The American delegate, Richard Mills, denied that his country had any part in it.",
            "Richard Mills", "denied", "that his country had any part in it",
            "The United States had any part in it.",
        ),
    ],
)  # fmt: skip
def test_words_that_point_back_become_what_they_mean(
    resolver: SpeakerResolver, text: str, source: str, cue: str, content: str, proposition: str
) -> None:
    assert rendered(resolver, text, source, cue, content) == proposition


@each(
    "text, source, cue, content",
    [
        # the newspaper or the Kremlin: not ours to decide
        (
            "The Kremlin answered. Dmitry Peskov said the newspaper had its story from nowhere.",
            "Dmitry Peskov", "said", "the newspaper had its story from nowhere",
        ),
        ("Iran met Russia. Ned Price said it was clear that talks had failed.",
         "Ned Price", "said", "it was clear that talks had failed"),
        ("“Replacing them would cost little,” Ned Price said.",
         "Ned Price", "said", "Replacing them would cost little"),
        ("Iran is near. Ned Price said there was no deal.",
         "Ned Price", "said", "there was no deal"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_stays_as_it_is(
    resolver: SpeakerResolver, text: str, source: str, cue: str, content: str
) -> None:
    assert rendered(resolver, text, source, cue, content).casefold() == f"{content}.".casefold()


def test_a_plain_sentence_is_rendered_too(resolver: SpeakerResolver) -> None:
    text = "Vladimir Putin visited Tehran in July. Putin met the president there."
    page = Page(parse(article_from_text(text)))
    start = text.index("Putin met")
    sentence = Span(start, len(text))
    plain = Attribution(None, None, (sentence,), sentence, Polarity.ASSERTS, Quotation.INDIRECT)
    told = Propositions([plain], resolver.read(page, [plain])).of(0)
    assert told.startswith("Vladimir Putin met")


@each(
    "gerund, past",
    [("selling", "sold"), ("supplying", "supplied"), ("planning", "planned"), ("using", "used"),
     ("attacking", "attacked"), ("giving", "gave"), ("storing", "stored"), ("shelling", "shelled")],
)  # fmt: skip
def test_verbs_in_ing_find_their_past(gerund: str, past: str) -> None:
    assert past_tense(base_of_gerund(gerund)) == past


@each(
    "text, source, cue, content, proposition",
    [
        # "we" of an official is the government, with its verb
        (
            "“We have no plans, and we want peace. We'll wait,” John Kirby said.",
            "John Kirby", "said", "We have no plans, and we want peace. We'll wait",
            "The United States has no plans, and the United States wants peace. "
            "The United States will wait.",
        ),
        # of anybody else it is not known who "we" are
        (
            "“We haven't been paid. Our rent is due,” Anna Bell said.",
            "Anna Bell", "said", "We haven't been paid. Our rent is due",
            "We haven't been paid. Our rent is due.",
        ),
        # one doubtful verb leaves every "we" alone
        (
            "“We'd go, but our boats are here,” John Kirby said.",
            "John Kirby", "said", "We'd go, but our boats are here",
            "We'd go, but our boats are here.",
        ),
        # without a verb no sentence can be made
        (
            "The Rivers Agency put the damage at about $5 billion.",
            "The Rivers Agency", "put", "the damage at about $5 billion",
            "the damage at about $5 billion",
        ),
        (
            "The Rivers Agency declined to comment.",
            "The Rivers Agency", "declined", "to comment",
            "to comment",
        ),
        (
            "Russia pledged to leave the port.",
            "Russia", "pledged", "to leave the port",
            "Russia will leave the port.",
        ),
        (
            "Ned Price refused to say how much the pumps had cost.",
            "Ned Price", "refused to say", "how much the pumps had cost",
            "How much the pumps had cost.",
        ),
        (
            "Ukraine accused Russia of shelling the port.",
            "Ukraine", "accused", "Russia of shelling the port",
            "Russia shelled the port.",
        ),
        (
            "A former nurse told the court he had never opened the box.",
            "A former nurse", "told", "he had never opened the box",
            "The former nurse had never opened the box.",
        ),
    ],
)  # fmt: skip
def test_a_rendering_is_grammatical_or_the_very_words(
    resolver: SpeakerResolver, text: str, source: str, cue: str, content: str, proposition: str
) -> None:
    assert rendered(resolver, text, source, cue, content) == proposition


@each(
    "content",
    [
        "as “sheer fantasy” a report that Russia bought drones",
        "reports that Russia bought drones, calling them baseless",
    ],
)
def test_a_verdict_on_a_report_is_no_part_of_what_it_reports(
    resolver: SpeakerResolver, content: str
) -> None:
    text = f"Iran dismissed {content}."
    told = rendered(resolver, text, "Iran", "dismissed", content, Polarity.DENIES)
    assert told == "Russia bought drones."
