"""Signs of clauses, and labels that follow from them."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from tests.cases import each
from workbench.archive.index.query_text import parts_of, topic_text
from workbench.archive.relation import clauses
from workbench.archive.relation.clauses import Clause, stances
from workbench.archive.relation.features import Side, features, is_same_speaker, says_again
from workbench.archive.relation.relation import Logistic, RelationModel, load_shipped_model
from workbench.extraction.parse.language import PARSING
from workbench.model.prior import Relation


def clause_with(text: str, word: str) -> Clause:
    """The shortest clause of the text that has the word."""
    [found] = stances([text])
    return min((one for one in found.clauses if word in one.text), key=lambda one: len(one.text))


@each(
    "text, word, sign",
    [
        ("Iran supplied the drones, Kirby said.", "supplied", 1),
        ("No weapons have gone to either party.", "weapons", -1),
        ("Iran has never sent weapons to either side, he said.", "weapons", -1),
        ("The minister denied that Iran had supplied the drones.", "supplied", -1),
        ("He dismissed as baseless the claim that Iran supplied the drones.", "supplied", -1),
        ("Reports that Iran supplied the drones were false, he said.", "supplied", -1),
        ("The minister denied that Iran had never supplied drones.", "supplied", 1),
        ("Zelensky called Tehran's denials an outright falsehood.", "denials", 1),
        ("The Pentagon cannot confirm that Iran supplied the drones.", "supplied", 0),
        ("They asked whether Iran supplied the drones.", "supplied", 0),
        ("His forces bring down no fewer than ten drones daily.", "drones", 1),
    ],
)
def test_the_sign_of_a_clause(text: str, word: str, sign: int) -> None:
    assert clause_with(text, word).sign == sign


def test_a_passive_names_its_doer() -> None:
    assert "Russia" in clause_with("The plant was shelled by Russia.", "shelled").doer


def test_probabilities_sum_to_one_and_a_side_is_named_where_it_is_likelier_than_not() -> None:
    model = RelationModel(on_point=Logistic(0.0, {"near": 1.0}), against=Logistic(0.0, {"no": 5.0}))
    label = model.label({"near": 0.2, "no": 1.0}, ("why",))
    assert label.relation is label.named is Relation.CONTRADICTS
    assert label.contradicts + label.supports + label.related == pytest.approx(1)
    # on the point, and either side as likely
    torn = model.label({"near": 0.5, "no": 0.0}, ())
    assert (torn.relation, torn.is_on_point) == (Relation.RELATED, True)
    off = model.label({"near": -0.2, "no": 1.0}, ())
    assert (off.relation, off.is_on_point) == (Relation.RELATED, False)


def test_the_shipped_labeller_lets_denial_speak_against() -> None:
    weights = load_shipped_model().against.weights
    assert weights["against"] > 0
    assert weights["read_against"] > 0


def test_a_post_is_searched_without_its_trimmings() -> None:
    post = "Ships seized! https://t.co/x pic.twitter.com/y — A Name (@name) October 20, 2022"
    assert topic_text(post) == "Ships seized!"
    assert topic_text("https://t.co/x") == "https://t.co/x"


def test_a_long_claim_has_parts_and_a_short_one_is_its_own() -> None:
    assert parts_of("Grain left.") == ["Grain left."]
    parts = parts_of(
        "The ships left the port on Monday morning, and the minister said nothing about the grain."
    )
    assert len(parts) == 2


def test_what_is_remembered_may_make_room_for_what_is_asked_for_now(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clauses, "REMEMBERED", 2)
    monkeypatch.setattr(clauses, "_remembered", {})
    first, second = stances(["Grain left.", "Ships sank."])
    again = stances(["Bread rose.", "Grain left.", "Iran denied it.", "Ships sank."])
    assert (again[1], again[3]) == (first, second)
    assert len(clauses._remembered) == 2


def test_signs_are_not_read_while_an_article_is_parsed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clauses, "_remembered", {})
    done = threading.Event()

    def read() -> None:
        stances(["Grain left the port."])
        done.set()

    with PARSING:
        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        assert not done.wait(timeout=0.5)
    assert done.wait(timeout=60)
    reader.join()


def _pair(claim: str, statement: str, *, denied: bool = False) -> tuple[Side, Side]:
    return Side(claim, "Ann Marsh", denied=denied), Side(statement, "Ann Marsh")


SURE_OF_THE_OPPOSITE = np.array([[9.0, -9.0, -9.0]], dtype=np.float32)


@each(
    "claim, statement, again",
    [
        ("Iran sent drones to Russia.", "Iran sent drones to Russia", True),
        ("No drones were sent by Iran.", "“No drones were sent by Iran”", True),
        ("He knew nothing of it", "he knew nothing of it.", True),
        ("Iran sent drones to Russia.", "Iran did not send drones to Russia.", False),
        ("Iran sent drones to Russia.", "Russia sent drones to Iran.", False),
        ("Iran sent armed drones to Russia", "Syria sent armed drones to Russia", False),
        ("Some 12 drones fell on Kyiv today.", "Some 13 drones fell on Kyiv today.", False),
        ("Prices in the city rose again in May.", "Prices in the city fell again in May.", False),
        ("The old mill near Leeds has closed", "The old mill near Hull has closed", False),
        ("Kyiv was attacked by Moscow", "Moscow was attacked by Kyiv", False),
    ],
)  # fmt: skip
def test_nothing_contradicts_its_own_words_unless_a_sign_number_name_or_role_is_changed(
    claim: str, statement: str, again: bool
) -> None:
    [(pair, values)] = features(
        [_pair(claim, statement)], SURE_OF_THE_OPPOSITE, [0.9], lambda _: frozenset()
    )
    assert says_again(pair) is again
    label = load_shipped_model().label(values, ())
    assert (label.named is Relation.SUPPORTS) is again


def test_the_words_a_speaker_denies_contradict_the_speaker_where_somebody_says_them() -> None:
    words = "Iran sent drones to Russia."
    [(_, values)] = features(
        [_pair(words, words, denied=True)],
        -SURE_OF_THE_OPPOSITE,
        [0.9],
        lambda _: frozenset(),
    )
    assert load_shipped_model().label(values, ()).named is Relation.CONTRADICTS


@each(
    "claims, says, same",
    [
        (("Ann Marsh", "Skerra"), ("Ann Marsh", "Skerra"), True),
        (("Ann Marsh", None), ("spokeswoman Ann Marsh", "Skerra"), True),
        (("Marsh", None), ("Ann Marsh", None), True),
        (("Ann Marsh", None), ("Tom Marsh", None), False),
        (("Skerran Foreign Ministry", "Skerra"), ("Velmari Foreign Ministry", "Velmar"), False),
        (("Foreign Ministry", "Skerra"), ("Foreign Ministry", "Velmar"), False),
        (("Trade & Market Daily", None), ("Brightside Daily", None), False),
        ((None, "Skerra"), (None, "Skerra"), False),
    ],
)
def test_a_last_word_in_common_makes_no_two_speakers_one(
    claims: tuple[str | None, str | None], says: tuple[str | None, str | None], same: bool
) -> None:
    one, other = Side("The mill closed.", *claims), Side("The mill is open.", *says)
    assert is_same_speaker(one, other) is is_same_speaker(other, one) is same
