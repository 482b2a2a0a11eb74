"""The article on the screen: every character kept and escaped, every claim a link."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from tests.ui.made import article, claim_on_desk
from workbench.model.desk import ClaimState
from workbench.ui.shared.article_html import article_html, mark_text, safe_url

MARK = re.compile(r'<span class="wb-mark">.*?</span>')


def plain(html: str) -> str:
    """What a reader sees of the text, without the numbers."""
    return unescape(re.sub(r"<[^>]*>", "", MARK.sub("", html)))


class Links(HTMLParser):
    """The claims' links in the text, in order: claim id, words, whether current."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, bool]] = []
        self.tags: list[str] = []
        self.inside = False
        self.feed(MARK.sub("", html))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        values = dict(attrs)
        if tag == "a" and "data-claim" in values:
            self.found.append((str(values["data-claim"]), "", "aria-current" in values))
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "a"

    def handle_data(self, data: str) -> None:
        if self.inside:
            claim_id, words, current = self.found[-1]
            self.found[-1] = (claim_id, words + data, current)


def test_a_claim_is_a_link_to_itself_with_its_number_and_the_mark_of_its_state() -> None:
    html = mark_text(
        article("Kirby said so."), [claim_on_desk("a-000", 0, 5, state=ClaimState.APPROVED)], None
    )
    assert 'href="?article=a&amp;claim=a-000"' in html
    assert '<span class="wb-mark">1●</span>Kirby</a> said so.' in html
    assert "Claim 1: signed off" in html


def test_new_evidence_shows_on_the_mark() -> None:
    flagged = claim_on_desk("a-000", 0, 5, state=ClaimState.APPROVED, flagged=True)
    html = mark_text(article("Kirby said so."), [flagged], None)
    assert "1●⚑" in html
    assert "new evidence" in html


def test_the_current_claim_is_told_apart_by_more_than_colour() -> None:
    claims = [claim_on_desk("a-000", 0, 3), claim_on_desk("a-001", 4, 7)]
    assert Links(mark_text(article("One Two"), claims, "a-001")).found == [
        ("a-000", "One", False),
        ("a-001", "Two", True),
    ]


def test_a_claim_inside_another_stays_reachable_and_the_current_one_stays_whole() -> None:
    text = "He said that Iran denied it twice."
    outer, inner = claim_on_desk("outer", 0, 33), claim_on_desk("inner", 13, 27)
    inside = Links(mark_text(article(text), [outer, inner], "inner")).found
    assert [found[:2] for found in inside] == [
        ("outer", "He said that "),
        ("inner", "Iran denied it"),
        ("outer", " twice"),
    ]
    assert Links(mark_text(article(text), [outer, inner], "outer")).found == [
        ("outer", "He said that ", True),
        ("outer", "Iran denied it", True),
        ("outer", " twice", True),
    ]


def test_text_that_looks_like_html_stays_text() -> None:
    text = '<script>alert(1)</script> & "quotes" <img src=x onerror=alert(2)>'
    html = article_html(
        article(text, title="<b>Title</b>"), [claim_on_desk('a"><script>', 3, 20)], None, range(1)
    )
    assert set(Links(html).tags) <= {"article", "h2", "p", "a", "span", "nav", "ol", "li"}
    assert "&lt;script&gt;" in html


def test_a_headline_that_opens_the_text_is_not_shown_twice() -> None:
    html = article_html(article("Headline\n\nText.", title="Headline"), [], None, range(0))
    assert html.count("Headline") == 1
    assert '<h2 data-start="0">Headline</h2>' in html
    assert '<p data-start="10">Text.</p>' in html


def test_only_links_to_web_pages_are_followed() -> None:
    assert safe_url("https://example.org/a") == "https://example.org/a"
    assert safe_url("javascript:alert(1)") is None
    assert safe_url("JAVASCRIPT:alert(1)") is None
    assert safe_url("data:text/html,x") is None
    assert safe_url(None) is None


LETTERS = st.text(alphabet=st.sampled_from("ab <>&\"'\n é漢"), min_size=1, max_size=60)


@given(st.data())
def test_every_character_of_the_article_is_shown_once_however_claims_overlap(
    data: st.DataObject,
) -> None:
    text = data.draw(LETTERS)
    edges = st.integers(0, len(text))
    claims = [
        claim_on_desk(f"a-{number:03d}", min(pair), max(pair))
        for number, pair in enumerate(data.draw(st.lists(st.tuples(edges, edges), max_size=5)))
        if pair[0] != pair[1]
    ]
    current = claims[0].claim.claim_id if claims else None
    html = mark_text(article(text), claims, current)
    shown = "".join(line for line in text.split("\n") if line.strip())
    assert plain(html) == shown


def test_of_a_long_article_the_other_pages_of_numbers_are_a_link_away() -> None:
    text = "Said. " * 60
    claims = [claim_on_desk(f"a-{number:03d}", number * 6, number * 6 + 5) for number in range(60)]
    first = article_html(article(text), claims, "a-000", range(25))
    middle = article_html(article(text), claims, "a-030", range(25, 50))
    last = article_html(article(text), claims, "a-059", range(50, 60))
    assert "1 to 25 of 60" in first
    assert "Earlier claims" not in first
    assert 'data-claim="a-025" href="?article=a&amp;claim=a-025">Later claims' in first
    assert 'data-claim="a-024" href="?article=a&amp;claim=a-024">‹ Earlier claims' in middle
    assert 'data-claim="a-050" href="?article=a&amp;claim=a-050">Later claims' in middle
    assert "Later claims" not in last
