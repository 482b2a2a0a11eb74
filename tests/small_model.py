"""A sentence-transformers model of a few kilobytes: real in every step, and made in a second."""

from __future__ import annotations

from pathlib import Path

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def make_small_model(folder: Path, *, dimension: int = 32, seed: int = 0) -> Path:
    """Write the model and return its folder; its words are letters and its weights are random."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    parts = folder.with_name(f"{folder.name}-parts")
    parts.mkdir(parents=True)
    words = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        *LETTERS,
        *(f"##{one}" for one in LETTERS),
    ]
    (parts / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=dimension,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=dimension,
    )
    BertModel(config).save_pretrained(parts)
    BertTokenizerFast(vocab_file=str(parts / "vocab.txt")).save_pretrained(parts)
    reading = Transformer(str(parts), max_seq_length=64)
    SentenceTransformer(modules=[reading, Pooling(dimension)], device="cpu").save(str(folder))
    return folder
