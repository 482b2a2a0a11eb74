"""Facts, figures and events score high; wishes, opinions, promises and questions low."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cases import each
from workbench.errors import ModelUnavailable
from workbench.extraction.claims.checkworthiness import WEIGHTS, CheckWorthiness
from workbench.extraction.parse.language import parse
from workbench.model.article import Span
from workbench.reading.documents import article_from_text


def score(sentence: str) -> float:
    parsed = parse(article_from_text(sentence))
    (found,) = CheckWorthiness.load().scores(parsed, [Span(0, len(sentence))])
    return found


@each(
    "sentence",
    [
        "The harbour authority counted 312 ships in August, 40 more than in July.",
        "Iran delivered several hundred drones to Russia before the war began.",
        "The foreign minister met his Turkish colleague in Ankara on Monday.",
        "Seven people died when the bus left the road.",
        "Exports of steel have fallen by a fifth since 2019.",
    ],
)
def test_facts_figures_and_events_score_high(sentence: str) -> None:
    assert score(sentence) > 0.7


@each(
    "sentence",
    [
        "I hope that things will get better soon.",
        "We will stand by our friends.",
        "What an awful idea that was!",
        "I think he is a great leader.",
        "Did 312 ships leave the harbour in August?",
        "Please take your seats, ladies and gentlemen.",
        "We must do more for our children.",
    ],
)
def test_wishes_opinions_promises_and_questions_score_low(sentence: str) -> None:
    assert score(sentence) < 0.3


def test_each_span_gets_a_probability_even_where_it_holds_no_word() -> None:
    text = "Prices rose by 4 percent in May. I love it. — “”"
    parsed = parse(article_from_text(text))
    spans = [Span(0, 32), Span(33, 43), Span(44, 45), Span(7, 10), Span(0, len(text))]
    scores = CheckWorthiness.load().scores(parsed, spans)
    assert len(scores) == len(spans)
    assert all(0.0 <= found <= 1.0 for found in scores)
    assert scores[0] > 0.5 > scores[1]


def test_weights_are_small_and_round_trip(tmp_path: Path) -> None:
    assert WEIGHTS.stat().st_size < 200_000
    model = CheckWorthiness.load()
    model.save(tmp_path / "weights.json")
    assert CheckWorthiness.load(tmp_path / "weights.json") == model


@each("held", ["", "{}", '{"weights": [], "bias": 0, "slope": 1, "offset": 0}'])
def test_damaged_weights_say_how_to_mend_them(tmp_path: Path, held: str) -> None:
    path = tmp_path / "weights.json"
    path.write_text(held)
    with pytest.raises(ModelUnavailable, match="train_checkworthiness"):
        CheckWorthiness.load(path)
    with pytest.raises(ModelUnavailable, match="train_checkworthiness"):
        CheckWorthiness.load(tmp_path / "missing.json")


def test_the_shipped_weights_are_what_the_training_command_makes() -> None:
    from tools.train_checkworthiness import features_of, sentences, train

    texts, worthy = sentences()
    assert len(set(texts)) == len(texts), "a sentence is there twice"
    made = train(features_of(texts), worthy)
    held = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    differing = [
        name for name in made.weights if abs(made.weights[name] - held.get(name, 9)) > 0.01
    ]
    assert len(differing) < 0.02 * len(held), "run 'python -m tools.train_checkworthiness'"
