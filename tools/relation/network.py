"""The cross-encoder while it is trained: which of its weights learn, and what it costs to be wrong.

What stays as it was is run without a graph: the embeddings, so that words the training never saw
keep their place among those it saw, and the lower layers, which hold little that a relation needs
other than what a sentence needs. Nothing is dropped out: no pair is shown often enough to be
learned by heart, and on a processor the dice cost a tenth of the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import torch

from tools.relation.examples import NOT_SUPPORTS, Example
from tools.relation.first_token import read_first_token_only
from workbench.archive.relation.cross_encoder import LABELS
from workbench.model.prior import Relation

LONGEST: Final = 112  # tokens of claim and statement together
MULTIPLE: Final = 16
"""What batches are padded to in 16-bit numbers, where each new shape is compiled anew by oneDNN."""
INFERENCE_NAMES: Final = {0: "contradiction", 1: "entailment", 2: "neutral"}
"""LABELS as makers of inference models call them, and as the product reads a folder's labels."""


class Network:
    """A sequence classifier of any base, its upper layers and head learning."""

    def __init__(self, folder: Path, *, frozen: int) -> None:
        """Load a base, or what was trained before.

        Args:
            frozen: How many of the lower layers stay as they are.
        """
        from transformers import AutoModelForSequenceClassification, AutoTokenizer

        self.tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        self.model: Any = AutoModelForSequenceClassification.from_pretrained(
            folder,
            num_labels=len(LABELS),
            id2label=INFERENCE_NAMES,
            label2id={name: number for number, name in INFERENCE_NAMES.items()},
        )
        for part in self.model.modules():
            if isinstance(part, torch.nn.Dropout):
                part.p = 0.0
        read_first_token_only(self.model)
        base = self.model.base_model
        for parameter in base.parameters():
            parameter.requires_grad = False
        learning = [*base.encoder.layer[frozen:], getattr(base, "pooler", None)]
        for parameter in (
            one for part in learning if part is not None for one in part.parameters()
        ):
            parameter.requires_grad = True
        self.learned: dict[str, torch.nn.Parameter] = {
            name: parameter
            for name, parameter in self.model.named_parameters()
            if parameter.requires_grad
        }

    def logits(self, examples: Sequence[Example]) -> torch.Tensor:
        """Scores in the order of LABELS, shape (examples, 3)."""
        read = self.tokenizer(
            [one.statement for one in examples],
            [one.claim for one in examples],
            truncation=True,
            max_length=LONGEST,
            padding=True,
            pad_to_multiple_of=MULTIPLE if has_bfloat16() else None,
            return_tensors="pt",
        )
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=has_bfloat16()):
            logits: torch.Tensor = self.model(**read).logits
        return logits.float()

    def length(self, example: Example) -> int:
        """Tokens of a pair as it is read."""
        read = self.tokenizer(example.statement, example.claim, truncation=True, max_length=LONGEST)
        return len(read["input_ids"])

    def loss(self, examples: Sequence[Example]) -> torch.Tensor:
        """Mean cross-entropy of a batch."""
        return cost(self.logits(examples), torch.tensor([one.label for one in examples]))

    def save(self, folder: Path) -> None:
        """Model and tokenizer as transformers keeps them, which the product can be pointed to."""
        self.model.save_pretrained(folder)
        self.tokenizer.save_pretrained(folder)


def has_bfloat16() -> bool:
    """Whether the processor multiplies 16-bit numbers itself; without, they are far slower."""
    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())


def cost(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Cross-entropy; "does not support" is the chance of either of the other two."""
    chances = torch.log_softmax(logits, -1)
    picked = chances.gather(1, labels.clamp(max=len(LABELS) - 1)[:, None])[:, 0]
    supports = chances[:, LABELS.index(Relation.SUPPORTS)].exp()
    either = torch.log1p(-supports.clamp(max=0.999))
    return -torch.where(labels == NOT_SUPPORTS, either, picked).mean()
