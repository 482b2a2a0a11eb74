"""What is looked for on behalf of claims: their topics, with the vectors to search by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain

from workbench.archive.embedding.embedding import Embedder
from workbench.archive.index.query_text import parts_of, texts_beside, topic_of
from workbench.archive.priors.candidates import Sought
from workbench.model.prior import Query


def prepare_searches(
    queries: Sequence[Query], embedder: Embedder, mentioned: Callable[[str], frozenset[str]]
) -> list[Sought]:
    """Each query with its topic, the parts of it and the texts beside it, embedded together.

    Args:
        mentioned: The actors a text names.
    """
    texts = [topic_of(query) for query in queries]
    parts = [parts_of(text) for text in texts]
    beside = texts_beside(queries, texts)
    # a short claim is its own only part
    fresh = list(dict.fromkeys(chain(texts, *parts, *beside)))
    made = embedder.encode(fresh)
    at = {text: position for position, text in enumerate(fresh)}
    return [
        Sought(
            query,
            text,
            made[at[text]],
            made[[at[part] for part in some]],
            made[[at[other] for other in others]],
            mentioned(text),
        )
        for query, text, some, others in zip(queries, texts, parts, beside, strict=True)
    ]
