"""A large archive made from few real sentences, so that nobody waits an hour for embedding.

Sentences of the White House's briefings and releases are embedded once with the real model. Each
further statement is a copy: its vector perturbed, the names and two words of its text exchanged,
its actor, day, publisher and language drawn anew. All of it is written through the storage layer.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import cycle
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.archive.embedding.embedding import default_embedder
from workbench.model.statement import Statement
from workbench.storage.engine.database import Database
from workbench.storage.statements import statements as statement_rows
from workbench.storage.statements import vectors as vector_rows

SENTENCES = 30_000
HELD_OUT = 200
"""Sentences that are asked for and never stored."""
BATCH = 20_000
NOISE = 0.5
"""Length of the random vector added to a copy's; its cosine with the original is about .89."""
FIRST_DAY = date(2012, 1, 1)
DAYS = 4_000
LANGUAGES = ("en",) * 17 + ("fa", "ru", "fr")
SEED = 7
VERSION = 2
"""Raise it when other statements are made, so that archives in caches are not taken for these."""

_SENTENCE_END = re.compile(r"(?<=[.?!])[”\"]?\s+(?=[A-Z“\"])")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*")
_WORD = re.compile(r"\b[a-z]{5,}\b")


@dataclass(frozen=True, eq=False)
class Sentences:
    """Real sentences with their vectors, shape (sentences, dimension), titles and days."""

    texts: tuple[str, ...]
    titles: tuple[str, ...]
    days: tuple[date, ...]
    vectors: NDArray[np.float32]


def sentences(shared: Path, cache: Path) -> Sentences:
    """The sentences in a fixed random order, embedded now or read from the cache."""
    rows = list(_read(shared / "archive" / "whitehouse_2022h2.jsonl.gz"))
    random.Random(SEED).shuffle(rows)
    rows = rows[: SENTENCES + HELD_OUT]
    file = cache / f"sentences-{len(rows)}-{default_embedder().revision}.npy"
    if not file.exists():
        cache.mkdir(parents=True, exist_ok=True)
        made = default_embedder().encode([text for text, _, _ in rows])
        partial = file.with_suffix(".partial.npy")
        np.save(partial, made)
        partial.replace(file)
    texts, titles, days = zip(*rows, strict=True)
    return Sentences(texts, titles, days, np.load(file))


def made_archive(real: Sentences, size: int, cache: Path) -> Path:
    """The database with ``size`` statements, made now or found in the cache."""
    folder = cache / f"{size}-statements-{VERSION}"
    path = folder / "scale.duckdb"
    if (folder / "whole").exists():
        return path
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    database = Database(path)
    try:
        for first in range(0, size, BATCH):
            store(database, real, first, min(BATCH, size - first))
    finally:
        database.close()
    (folder / "whole").touch()
    return path


def store(database: Database, real: Sentences, first: int, number: int) -> None:
    """Write one batch: statements ``first`` to ``first + number``, the same at every run."""
    statements, vectors = _batch(real, first, number)
    embedder = default_embedder()
    with database.write() as cursor:
        row_ids = statement_rows.add(
            cursor,
            statements,
            hashes=[statement_rows.content_hash(one) for one in statements],
            import_id=None,
            at=datetime(2022, 12, 31, tzinfo=UTC),
        )
        vector_rows.add(cursor, row_ids, vectors, model=embedder.name, revision=embedder.revision)


def actors() -> list[str]:
    """Who speaks, from those who speak most to those with a few dozen statements in a million."""
    return ["United States", "Russia", "Iran", *(f"Ministry {number}" for number in range(1, 400))]


def _batch(
    real: Sentences, first_number: int, number: int
) -> tuple[list[Statement], NDArray[np.float32]]:
    draw = np.random.default_rng([SEED, first_number])
    stored = len(real.texts) - HELD_OUT
    numbers = np.arange(first_number, first_number + number)
    origins = HELD_OUT + numbers % stored
    copied = numbers >= stored
    vectors = real.vectors[origins]
    noise = draw.standard_normal(vectors.shape, dtype=np.float32) * (
        NOISE / np.sqrt(vectors.shape[1])
    )
    vectors = vectors + noise * copied[:, None]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    speakers = actors()
    # the commonest actor has a fifth of all, the rarest a few dozen in a million
    share = 1.0 / np.arange(1, len(speakers) + 1) ** 1.3
    who = draw.choice(len(speakers), size=number, p=share / share.sum())
    when = draw.integers(0, DAYS, size=number)
    where = draw.integers(0, 40, size=number)
    language = draw.integers(0, len(LANGUAGES), size=number)
    names, words = _spare(real)
    exchanged = draw.integers(0, 1 << 30, size=(number, 3))
    statements = []
    for position, origin in enumerate(origins.tolist()):
        text, day = real.texts[origin], real.days[origin]
        if copied[position]:
            first, *others = exchanged[position].tolist()
            another = cycle(names[first % len(names) :][:50])
            parts = _NAME.split(text)
            text = "".join(part + next(another) for part in parts[:-1]) + parts[-1]
            for one in others:
                own = _WORD.findall(text) or [text]
                text = text.replace(own[one % len(own)], words[one % len(words)], 1)
            day = FIRST_DAY + timedelta(days=int(when[position]))
        statements.append(
            Statement(
                statement_id=f"s{first_number + position}",
                text=text,
                speaker=f"Speaker {who[position]}",
                actor=speakers[who[position]],
                said_on=day,
                title=real.titles[origin],
                publisher=f"Publisher {where[position]}",
                language=LANGUAGES[language[position]],
            )
        )
    return statements, vectors.astype(np.float32)


@lru_cache(maxsize=1)
def _spare(real: Sentences) -> tuple[list[str], list[str]]:
    """Names and words of the sentences, to exchange others for."""
    some = real.texts[:5_000]
    return (
        [name for text in some for name in _NAME.findall(text)],
        [word for text in some for word in _WORD.findall(text)],
    )


def _read(file: Path) -> Iterator[tuple[str, str, date]]:
    seen: set[str] = set()
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        for line in stream:
            row = json.loads(line)
            day = date.fromisoformat(row["published_on"])
            for text in _SENTENCE_END.split(" ".join(row["text"].split())):
                if 40 <= len(text) <= 300 and text not in seen:
                    seen.add(text)
                    yield text, row["title"], day
