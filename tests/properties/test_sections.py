"""Sections cover any text, whatever it holds, and never fail."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.extraction.parse.paragraphs import BLANK, paragraphs
from workbench.extraction.parse.sections import sections

PIECES = st.one_of(
    st.sampled_from(
        [
            "\n",
            "\r\n",
            "\n\n",
            "\r",
            "\u2028",
            "\xa0 ",
            "\u200b",
            "\u200f",
            "\u202e",
            "MR. KIRBY: ",
            "Q  ",
            "(Laughter.)",
            "John Kirby: ",
            "THE PRESIDENT: ",
            "By ",
            "“",
            "”",
            "«",
            "'",
            "He said no.",
            "لم يصدر أي تعليق.",
            "Москва опровергла это.",
            "中国外交部否认。",
            "😀",
            "(Reuters)",
            "Read more: ",
            "word " * 30,
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.one_of(st.none(), st.just("Remarks by President Biden"), st.text(max_size=30)))
def test_sections_cover_everything_but_blanks_in_order(text: str, title: str | None) -> None:
    end = 0
    for section in sections(text, title):
        span = section.span
        assert end <= span.start < span.end <= len(text)
        assert not text[end : span.start].strip(BLANK)
        words = text[span.start : span.end]
        assert words.strip(BLANK) == words
        if section.speaker_span is not None:
            assert text[section.speaker_span.start : section.speaker_span.end].strip()
        end = span.end
    assert not text[end:].strip(BLANK)


@settings(deadline=None)
@given(TEXTS)
def test_windows_line_ends_give_the_same_paragraphs(text: str) -> None:
    unix = text.replace("\r", "")
    windows = unix.replace("\n", "\r\n")
    expected = [unix[span.start : span.end] for span in paragraphs(unix)]
    found = [windows[span.start : span.end].replace("\r\n", "\n") for span in paragraphs(windows)]
    assert found == expected
