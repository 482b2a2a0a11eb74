"""What Review says of a larger reader: who judged, how far it is, and where the words went."""

from __future__ import annotations

from dataclasses import replace

from tests import made
from tests.cases import each
from workbench.model.prior import Judge, ReaderEndpoint, ReaderState
from workbench.ui.review.reading_again import reading_words
from workbench.ui.shared.cards import prior_card

FAR = ReaderEndpoint("https://api.example/v1/chat/completions", "api.example", "large", key="sk-1")
HERE = replace(FAR, host="localhost:11434", on_this_machine=True)


@each(
    "state, told",
    [
        (ReaderState(FAR, 14, 0, in_hand=14), "large at api.example is reading 14 statements"),
        (ReaderState(FAR, 14, 14), "large at api.example has read all 14 statements again."),
        (ReaderState(FAR, 1, 1), "large at api.example has read it again."),
        (
            ReaderState(FAR, 14, 12, refused=2),
            "has read 12 of 14 statements again. Of 2 its answer could not be used. "
            "There the relations of the model that ships stand.",
        ),
        (
            ReaderState(FAR, 3, 0, trouble="api.example cannot be reached"),
            "large has not read 3: api.example cannot be reached. "
            "There the relations of the model that ships stand.",
        ),
    ],
)
def test_it_says_who_judged_and_where_the_words_went(state: ReaderState, told: str) -> None:
    words = reading_words(state)
    assert told in words
    assert words.endswith("leave this machine: they go to api.example.")
    assert "sk-1" not in words
    here = reading_words(replace(state, endpoint=HERE))
    assert here.endswith("go to a program on this machine.")


def test_a_card_names_the_reader_that_judged_it_and_the_words_as_text() -> None:
    shipped = made.prior(made.statement("st-1"))
    judge = Judge("<b>large</b>", "api.example", "abc")
    label = replace(shipped.label, judge=judge, carried_by="sent <i>no</i> drones")
    card = prior_card(replace(shipped, label=label))
    assert "Read again by &lt;b&gt;large&lt;/b&gt;" in card
    assert "“sent &lt;i&gt;no&lt;/i&gt; drones”" in card
    assert "Read again" not in prior_card(shipped)
