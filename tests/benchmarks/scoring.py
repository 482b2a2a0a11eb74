"""Claims to match, runs as the command line prints them, and the scorers that judge these."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import ModuleType

from tools.archive_of import rows
from workbench.model.prior import Prior, Query


def queries(claims: Path) -> list[Query]:
    """The claims of a file as the command line reads them."""
    return [
        Query(
            claim_id=row["claim_id"],
            text=row["text"],
            speaker=row.get("speaker"),
            actor=row.get("actor"),
            article_date=date.fromisoformat(row["article_date"]) if "article_date" in row else None,
        )
        for row in rows(claims)
    ]


def write_run(path: Path, found: Iterable[tuple[Query, list[Prior]]]) -> Path:
    """A run as ``workbench match --format jsonl`` prints it."""
    with path.open("w", encoding="utf-8") as stream:
        for query, priors in found:
            shown = [
                {
                    "statement_id": prior.statement.statement_id,
                    "relation": prior.label.relation.value,
                    "lane": prior.lane.value,
                }
                for prior in priors
            ]
            stream.write(json.dumps({"claim_id": query.claim_id, "priors": shown}) + "\n")
    return path


def scorer(shared: Path, name: str) -> ModuleType:
    """A scorer of ``SHARED/eval``, such as ``score_denials``."""
    spec = importlib.util.spec_from_file_location(name, shared / "eval" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
