"""The day of a page is the one it was published on, and no other day that stands in it."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.reading.web_pages import article_from_html

STORY = (
    "<p>VELM, May 3 (Wire) - The harbour master said on Monday that the crane had been closed.</p>"
    "<p>“It groaned for a week,” said Jo Penn, who works the night shift on the quay there.</p>"
)


def day_of(head: str = "", above: str = "", below: str = "") -> date | None:
    page = (
        f"<html lang='en'><head><title>Crane falls</title>{head}</head>"
        f"<body><article><h1>Crane falls</h1>{above}{STORY}{below}</article></body></html>"
    )
    return article_from_html(page.encode(), file="page.html").published_on


PUBLISHED = "<meta property='article:published_time' content='2021-05-03T21:00:00Z'>"


@pytest.mark.parametrize(
    "head",
    [
        PUBLISHED,
        "<meta name='DC.date.issued' content='2021-05-03'>",
        '<script type="application/ld+json">{"@type":"NewsArticle",'
        '"dateModified":"2021-09-01","datePublished":"2021-05-03T08:00:00+02:00"}</script>',
        '<script type="application/ld+json">{"@graph":['
        '{"@type":"WebSite","datePublished":"1999-01-01"},'
        '{"@type":["ReportageNewsArticle"],"datePublished":"2021-05-03"}]}</script>',
        '<script type="application/ld+json">{"datePublished":"2021-05-03", broken</script>',
    ],
)
def test_the_day_that_the_page_declares(head: str) -> None:
    assert day_of(head) == date(2021, 5, 3)


@pytest.mark.parametrize(
    "above",
    [
        "<span>Monday May 3, 2021 10:05 am by Jo Doe</span>",
        "<p>3 May 2021</p>",
        "<p>By Jo Doe, 3 May 2021, updated 9 May 2021</p>",
        "<time datetime='2021-05-03'>Monday</time>",
        "<p>Updated: 9 May 2021</p><p>Published 3 May 2021</p>",
        "<time itemprop='dateModified' datetime='2021-05-09'>9 May 2021, updated</time>"
        "<time itemprop='datePublished' datetime='2021-05-03'>3 May</time>",
    ],
)
def test_the_day_that_is_printed_above_the_story(above: str) -> None:
    assert day_of(above=above) == date(2021, 5, 3)


@pytest.mark.parametrize(
    ("head", "above", "below"),
    [
        ("", "<p>05/06/2021</p>", ""),
        ("", "<p>Updated: 9 May 2021</p>", ""),
        ("<link rel='canonical' href='https://example.org/2021/05/09/crane'>", "", ""),
        ("", "", "<blockquote class='twitter-tweet'><p>Sad. April 29, 2021</p></blockquote>"),
        ("", "", "<div class='comment'><time datetime='2021-05-12'>12 May 2021</time></div>"),
        ("<meta property='article:modified_time' content='2021-06-01'>", "", ""),
    ],
    ids=["two readings", "changed", "address", "post", "comment", "modified"],
)
def test_no_other_day_is_taken_for_it(head: str, above: str, below: str) -> None:
    assert day_of(head, above, below) is None
    assert day_of(head + PUBLISHED, above, below) == date(2021, 5, 3)
