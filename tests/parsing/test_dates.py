"""Protects which days date words cover, and on which day something was said."""

from __future__ import annotations

from datetime import date

from tests.cases import each
from workbench.extraction.attribution.attribution import Attribution
from workbench.extraction.claims.dates import date_mentions, said_on
from workbench.extraction.parse.language import ParsedArticle, parse
from workbench.model.article import Span
from workbench.model.claim import Polarity, Quotation
from workbench.reading.documents import article_from_text

THURSDAY = date(2022, 10, 20)


@each(
    "text, words, earliest, latest",
    [
        ("said on October 20", "October 20", "2022-10-20", "2022-10-20"),
        ("said on 24 December", "24 December", "2021-12-24", "2021-12-24"),
        ("on July 5, 2021, it", "July 5, 2021", "2021-07-05", "2021-07-05"),
        ("on Sept. 26 they", "Sept. 26", "2022-09-26", "2022-09-26"),
        ("visited Tehran in July", "July", "2022-07-01", "2022-07-31"),
        ("since November, he", "November", "2021-11-01", "2021-11-30"),
        ("in early September", "early September", "2022-09-01", "2022-09-10"),
        ("in March 2014", "March 2014", "2014-03-01", "2014-03-31"),
        ("abandoned in 2018", "2018", "2018-01-01", "2018-12-31"),
        ("said Tuesday", "Tuesday", "2022-10-18", "2022-10-18"),
        ("said on Thursday", "Thursday", "2022-10-20", "2022-10-20"),
        ("last Thursday", "last Thursday", "2022-10-13", "2022-10-13"),
        ("next Monday", "next Monday", "2022-10-24", "2022-10-24"),
        ("yesterday", "yesterday", "2022-10-19", "2022-10-19"),
        ("last week", "last week", "2022-10-10", "2022-10-16"),
        ("three months ago", "three months ago", "2022-07-01", "2022-07-31"),
        ("earlier this month", "earlier this month", "2022-10-01", "2022-10-20"),
        ("over the past two weeks", "over the past two weeks", "2022-10-06", "2022-10-20"),
        ("October 10-12", "October 10-12", "2022-10-10", "2022-10-12"),
        ("last summer", "last summer", "2022-06-01", "2022-08-31"),
        ("the deal will expire in November", "November", "2022-11-01", "2022-11-30"),
        ("the toll takes effect in January", "January", "2023-01-01", "2023-01-31"),
        ("she plans to retire on March 3", "March 3", "2023-03-03", "2023-03-03"),
        ("once it opens on May 2, it will hire", "May 2", "2023-05-02", "2023-05-02"),
        ("signed on 3/4/2022", "3/4/2022", "2022-03-04", "2022-04-03"),
    ],
)
def test_date_words_cover_the_days_a_reader_understands(
    text: str, words: str, earliest: str, latest: str
) -> None:
    found = date_mentions(text, Span(0, len(text)), THURSDAY)
    assert [(m.words, m.earliest.isoformat(), m.latest.isoformat()) for m in found] == [
        (words, earliest, latest)
    ]
    assert text[found[0].span.start : found[0].span.end] == words


@each(
    "text",
    ["2,018 people", "it cost $2015", "1990 tonnes", "she may go and march 5 miles", "on Mondays"],
)
def test_numbers_and_verbs_are_no_dates(text: str) -> None:
    assert date_mentions(text, Span(0, len(text)), THURSDAY) == ()


def test_without_the_article_s_date_only_full_dates_resolve() -> None:
    text = "on Tuesday, in July and on May 4, 2020"
    found = date_mentions(text, Span(0, len(text)), None)
    assert [mention.words for mention in found] == ["May 4, 2020"]


def test_at_the_time_points_back_to_the_date_before_it() -> None:
    text = "Putin came in July, and officials said at the time that"
    then = date_mentions(text, Span(0, len(text)), THURSDAY)[-1]
    assert (then.words, then.latest) == ("at the time", date(2022, 7, 31))


def test_two_days_earlier_is_counted_from_the_date_before_it() -> None:
    text = "Mills spoke on September 30. Two days earlier Price had called it preposterous."
    start = text.index("Two")
    (mention,) = date_mentions(text, Span(start, len(text)), THURSDAY)
    assert (mention.words, mention.earliest) == ("Two days earlier", date(2022, 9, 28))


def _attributed(
    text: str, source: str, cue: str, content: str
) -> tuple[ParsedArticle, Attribution]:
    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    parsed = parse(article_from_text(text, published_on=THURSDAY))
    return parsed, Attribution(
        source=span(source),
        cue=span(cue),
        content=(span(content),),
        sentence=Span(0, len(text)),
        polarity=Polarity.ASSERTS,
        quotation=Quotation.INDIRECT,
    )


@each(
    "text, source, cue, content, day",
    [
        (
            "Iranians are in Crimea, the White House said on October 18.",
            "the White House", "said", "Iranians are in Crimea", date(2022, 10, 18),
        ),
        (
            "Putin visited in July, and Washington said at the time that Russia wanted drones.",
            "Washington", "said", "Russia wanted drones", date(2022, 7, 31),
        ),
        (
            "Kirby told reporters that Iran sent trainers in August.",
            "Kirby", "told", "Iran sent trainers in August", THURSDAY,
        ),
        (
            "Tehran previously denied selling munitions to Russia.",
            "Tehran", "previously denied", "selling munitions to Russia", None,
        ),
        (
            "Kuleba said Wednesday that ties would end.",
            "Kuleba", "said", "Wednesday that ties would end", date(2022, 10, 19),
        ),
    ],
)  # fmt: skip
def test_the_day_something_was_said_is_told_beside_the_cue(
    text: str, source: str, cue: str, content: str, day: date | None
) -> None:
    parsed, attribution = _attributed(text, source, cue, content)
    assert said_on(parsed, attribution, THURSDAY) == day


def test_a_month_after_a_year_is_of_that_year() -> None:
    text = "Having lost the vote in the spring of 2004, she sold the boat in August."
    days = [
        mention.earliest.isoformat()
        for mention in date_mentions(text, Span(0, len(text)), THURSDAY)
    ]
    assert days[-1] == "2004-08-01"


def test_the_day_before_is_counted_from_the_day_it_stands_beside() -> None:
    text = "The pier burned on October 12. The alarm had been tested the day before."
    found = date_mentions(text, Span(31, len(text)), THURSDAY)
    assert [one.earliest.isoformat() for one in found] == ["2022-10-11"]
