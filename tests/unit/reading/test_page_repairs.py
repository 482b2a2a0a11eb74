"""Pages whose markup hides who says what are mended before they are read."""

from __future__ import annotations

import pytest

from workbench.reading.web_pages import article_from_html

BEFORE = (
    "<p>VELM, May 3 (Wire) - The harbour master said on Monday that the crane had been closed.</p>"
)
AFTER = "<p>“It groaned for a week,” said Jo Penn, who works the night shift on the quay there.</p>"


def lines_of(inside: str) -> list[str]:
    story = f"<article><h1>Crane falls</h1>{BEFORE}{inside}{AFTER}</article>"
    page = f"<html lang='en'><body>{story}</body></html>"
    return article_from_html(page.encode(), file="page.html").text.splitlines()[2:-1]


def test_a_table_that_lays_the_page_out_gives_paragraphs() -> None:
    rows = "<tr><td><p>Two were hurt.</p><p>One was not.</p></td></tr>"
    assert lines_of(f"<table>{rows}</table>") == ["Two were hurt.", "One was not."]


def test_a_table_of_figures_stays_a_table() -> None:
    rows = "<tr><th>Port</th><th>Cranes</th></tr><tr><td>Velm</td><td>4</td></tr>"
    assert any("Velm" in line and "4" in line for line in lines_of(f"<table>{rows}</table>"))


def test_the_lead_in_of_a_list_is_none_of_its_items() -> None:
    items = "<ul>She said two things:<li>The bolts were new.</li><li>Nobody looked.</li></ul>"
    assert lines_of(items) == ["She said two things:", "- The bolts were new.", "- Nobody looked."]


@pytest.mark.parametrize("tag", ["footer", "cite"])
def test_a_block_quotation_keeps_its_speaker(tag: str) -> None:
    quotation = f"<blockquote><p>We ran for it.</p><{tag}>— Ada Lind, welder</{tag}></blockquote>"
    assert lines_of(quotation) == ["“We ran for it.” — Ada Lind, welder"]


def test_paragraphs_hidden_from_screen_readers_are_read() -> None:
    hidden = "<p aria-hidden='true'>The port said that the chain had been replaced in 2019.</p>"
    assert lines_of(hidden) == ["The port said that the chain had been replaced in 2019."]


def test_names_to_share_by_are_no_text() -> None:
    assert lines_of("<div><span>WhatsApp</span><span>Email</span><span>X</span></div>") == []


def test_a_heading_over_other_stories_goes_with_its_links() -> None:
    box = "<h3>Read more</h3><ul><li><a href='/x'>Mayor denies all of it</a></li></ul>"
    assert lines_of(box) == []
    assert lines_of("<div><h3>Related Videos</h3></div><div>A diver saw the cab.</div>") == [
        "A diver saw the cab."
    ]


def test_a_heading_of_the_story_stays() -> None:
    assert lines_of("<h2>Watchman speaks</h2><p>The watchman heard it go.</p>") == [
        "Watchman speaks",
        "The watchman heard it go.",
    ]


def test_words_set_large_are_printed_once() -> None:
    assert lines_of("<blockquote>“It groaned for a week”</blockquote>") == []
    assert lines_of("<div class='pull-quote'>It groaned for a week</div>") == []


def test_blocks_of_a_live_blog_stay_apart_with_their_times() -> None:
    blocks = "".join(
        f"<div><time>{clock}</time><h2>{heading}</h2><p>{said}</p></div>"
        for clock, heading, said in (
            ("14:32", "Port denies it", "The port denied that the bolts were old."),
            ("14:10", "Penn speaks", "Penn said two men were hurt."),
        )
    )
    assert lines_of(blocks) == [
        *("14:32", "Port denies it", "The port denied that the bolts were old."),
        *("14:10", "Penn speaks", "Penn said two men were hurt."),
    ]
