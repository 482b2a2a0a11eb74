"""The cross-encoder that ships, and one that is configured instead."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from workbench.archive.embedding.embedding import default_folder
from workbench.archive.relation.cross_encoder import (
    LABELS,
    CrossEncoder,
    load_cross_encoder,
    with_speaker,
)
from workbench.errors import ModelUnavailable
from workbench.model.prior import Relation


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> CrossEncoder:
    return load_cross_encoder(None, cache=tmp_path_factory.mktemp("cache"))


def test_a_plain_denial_and_a_plain_confirmation_are_told_apart(shipped: CrossEncoder) -> None:
    claim = "The ministry paid for the villa."
    said = shipped.logits(
        [
            (claim, "The ministry never paid for the villa, a spokeswoman said."),
            (claim, "The ministry confirmed that it had paid for the villa."),
            (claim, "The harvest was poor in the northern districts."),
        ]
    ).argmax(axis=1)
    assert [LABELS[one] for one in said] == [
        Relation.CONTRADICTS,
        Relation.SUPPORTS,
        Relation.RELATED,
    ]


def test_pairs_come_back_in_the_order_they_were_asked(shipped: CrossEncoder) -> None:
    pairs = [
        ("The bridge is open.", "The bridge is closed to all traffic until the spring, they said."),
        ("It rained.", "It rained."),
        ("The bank failed.", "Nobody lost a deposit when the bank was wound up by the regulator."),
    ]
    together = shipped.logits(pairs)
    for row, pair in zip(together, pairs, strict=True):
        np.testing.assert_allclose(row, shipped.logits([pair])[0], atol=0.5)


def test_no_pairs_are_no_rows(shipped: CrossEncoder) -> None:
    assert shipped.logits([]).shape == (0, 3)


def test_a_speaker_is_told_unless_the_text_names_him() -> None:
    assert (
        with_speaker("We never did.", ("Nasser Kanaani", "Iran"))
        == "Nasser Kanaani, Iran: We never did."
    )
    assert with_speaker("Kanaani said no.", ("Nasser Kanaani", None)) == "Kanaani said no."
    assert with_speaker("It rained.", (None, None)) == "It rained."


def test_another_model_is_exported_and_its_labels_put_in_our_order(tmp_path: Path) -> None:
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    folder = tmp_path / "other"
    labels = ("ENTAILMENT", "neutral", "Contradiction")
    configuration = BertConfig(
        vocab_size=30522, hidden_size=32, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=32, id2label=dict(enumerate(labels)),
    )  # fmt: skip
    model = BertForSequenceClassification(configuration)
    model.classifier.weight.data.zero_()
    model.classifier.bias.data.copy_(model.classifier.bias.new_tensor([1.0, 2.0, 3.0]))
    model.save_pretrained(folder)
    AutoTokenizer.from_pretrained(default_folder()).save_pretrained(folder)
    reader = load_cross_encoder(str(folder), cache=tmp_path / "cache")
    [row] = reader.logits([("One.", "Two.")])
    np.testing.assert_allclose(row, [3.0, 1.0, 2.0], atol=0.1)


def test_a_model_without_the_three_labels_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"id2label": {"0": "joy", "1": "anger"}}))
    with pytest.raises(ModelUnavailable, match="contradiction, entailment and neutral"):
        load_cross_encoder(str(tmp_path), cache=tmp_path)
