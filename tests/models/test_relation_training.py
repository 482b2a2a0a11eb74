"""A training run of a tiny encoder: its plan, its schedule, and that a stopped one goes on."""

from __future__ import annotations

import random
import signal
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.small_model import make_small_model
from tools.relation import checkpoint
from tools.relation.checkpoint import Position
from tools.relation.examples import Example
from tools.relation.first_token import read_first_token_only
from tools.relation.network import Network, cost
from tools.relation.plan import batches_of
from tools.relation.run import Run, rate_at
from tools.ship_relation import ship
from workbench.archive.relation.cross_encoder import LABELS, CrossEncoder, load_cross_encoder
from workbench.model.prior import Relation

PLAN = [
    [Example(f"a{number}", f"b{number + each}", (number + each) % 4) for each in range(4)]
    for number in range(12)
]
START = Position(frozen=0, rate=1e-3, end=48)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_small_model(tmp_path_factory.mktemp("base") / "small")
    return folder.with_name("small-parts")  # the encoder alone


def _weights(folder: Path) -> dict[str, torch.Tensor]:
    from safetensors.torch import load_file

    return load_file(folder / "checkpoint" / "learned.safetensors")


def _quietly(line: str) -> None:
    pass


def _begun(base: Path) -> Run:
    torch.manual_seed(1)  # of the head, which starts from nothing
    return Run(Network(base, frozen=0), START)


def test_a_run_taken_up_again_ends_where_one_that_was_never_stopped_does(
    base: Path, tmp_path: Path
) -> None:
    _begun(base).learn(PLAN, tmp_path / "through", minutes=60, log=_quietly)
    _begun(base).learn(PLAN[:5], tmp_path / "parts", minutes=60, log=_quietly)
    kept = checkpoint.latest(tmp_path / "parts")
    assert kept is not None
    position = checkpoint.position_of(kept)
    assert (position.batches, position.pairs) == (5, 20)
    Run(Network(kept / "model", frozen=0), position, kept).learn(
        PLAN, tmp_path / "parts", minutes=60, log=_quietly
    )
    through, parts = _weights(tmp_path / "through"), _weights(tmp_path / "parts")
    for name, one in through.items():
        torch.testing.assert_close(parts[name], one, msg=name)


def test_a_run_told_to_stop_keeps_what_it_learned(base: Path, tmp_path: Path) -> None:
    run = _begun(base)
    taken: list[int] = []
    take = run._take

    def told_to_stop(batch: list[Example]) -> None:
        take(batch)
        taken.append(len(batch))
        if len(taken) == 3:
            signal.raise_signal(signal.SIGTERM)

    run._take = told_to_stop  # type: ignore[method-assign]
    run.learn(PLAN, tmp_path, minutes=60, log=_quietly)
    kept = checkpoint.latest(tmp_path)
    assert kept is not None
    assert checkpoint.position_of(kept).batches == 3


def test_only_a_whole_checkpoint_is_taken_up(base: Path, tmp_path: Path) -> None:
    assert checkpoint.latest(tmp_path) is None
    run = _begun(base)
    run.write(tmp_path)
    (tmp_path / "checkpoint").rename(tmp_path / "checkpoint.old")  # killed between two renamings
    (tmp_path / "checkpoint").mkdir()
    assert checkpoint.latest(tmp_path) == tmp_path / "checkpoint.old"


def test_the_product_reads_a_checkpoint_as_it_is(base: Path, tmp_path: Path) -> None:
    run = _begun(base)
    run.write(tmp_path)
    model = tmp_path / "checkpoint" / "model"
    read = load_cross_encoder(str(model), cache=tmp_path / "exported")
    pair = Example("a1", "b2 c3", 0)
    run.network.model.eval()
    with torch.no_grad():
        ours = run.network.logits([pair]).numpy()
    assert abs(read.logits([(pair.claim, pair.statement)]) - ours).max() < 0.1


def test_the_last_layer_read_at_its_first_token_gives_the_same_logits() -> None:
    from transformers import MPNetConfig, MPNetForSequenceClassification

    torch.manual_seed(3)
    model: Any = MPNetForSequenceClassification(
        MPNetConfig(
            vocab_size=50,
            hidden_size=32,
            num_hidden_layers=2,
            num_attention_heads=4,
            intermediate_size=64,
        )
    )
    model.eval()
    read = {
        "input_ids": torch.randint(4, 50, (3, 9)),
        "attention_mask": torch.tensor([[1] * 9, [1] * 5 + [0] * 4, [1] * 7 + [0] * 2]),
    }
    with torch.no_grad():
        whole = model(**read).logits
        read_first_token_only(model)
        torch.testing.assert_close(model(**read).logits, whole)


def test_frozen_layers_and_embeddings_do_not_learn(base: Path) -> None:
    assert not any("embeddings" in name for name in Network(base, frozen=0).learned)
    assert not any("encoder.layer.0." in name for name in Network(base, frozen=1).learned)
    assert any("encoder.layer.0." in name for name in Network(base, frozen=0).learned)


def test_the_rate_goes_up_stays_and_comes_down() -> None:
    at = [
        rate_at(Position(0, 1.0, 10_000, pairs=pairs)) for pairs in (0, 1_600, 6_000, 8_000, 9_999)
    ]
    assert at[0] < 0.01
    assert at[1] == at[2] == 1.0
    assert at[3] == pytest.approx(0.5)
    assert at[4] < 0.001


def test_not_supporting_costs_nothing_where_either_other_label_is_sure() -> None:
    supports = LABELS.index(Relation.SUPPORTS)
    sure = torch.full((1, 3), -9.0)
    for number in range(3):
        logits = sure.clone()
        logits[0, number] = 9.0
        lost = float(cost(logits, torch.tensor([3])))
        assert lost > 5 if number == supports else lost < 0.01


def test_batches_hold_every_pair_once_and_are_of_like_length() -> None:
    pairs = [Example("x" * (number % 90), "y", 0) for number in range(400)]

    def length(one: Example) -> int:
        return len(one.claim)

    made = batches_of(pairs, 8, random.Random(1), length)
    assert sorted(length(one) for batch in made for one in batch) == sorted(map(length, pairs))
    assert max(length(batch[-1]) - length(batch[0]) for batch in made) < 15


def test_what_ships_of_a_run_says_nearly_what_the_run_says(base: Path, tmp_path: Path) -> None:
    network = Network(base, frozen=0)
    network.save(tmp_path / "model")
    ship(tmp_path / "model", tmp_path / "shipped")
    shipped = CrossEncoder(
        tmp_path / "shipped" / "model.onnx",
        tmp_path / "shipped" / "tokenizer.json",
        range(len(LABELS)),
    )
    examples = [Example("abc d", "dcb a", 0), Example("a long one 1 2 3", "b", 1)]
    with torch.no_grad():
        wanted = network.logits(examples).numpy()
    said = shipped.logits([(one.claim, one.statement) for one in examples])
    assert abs(said - wanted).max() < 0.2 * (abs(wanted).max() + 0.1)
