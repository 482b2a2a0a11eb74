"""One frozen Settings object, read from the environment when asked."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from platformdirs import user_data_path

SESSION_COOKIE: Final = "workbench_session"
"""The cookie that carries a session: set by the sign-in route, read by the pages."""
FORM_COOKIE: Final = "workbench_form"
FORM_FIELD: Final = "form_token"
"""The cookie and the field that must agree before a form is taken."""


def shipped(name: str) -> Path:
    """The path of a file or folder that comes with the project, such as ``data``."""
    root = Path(__file__).resolve().parent
    beside = root.parent / name
    return beside if beside.exists() else root / name


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things lie and which models serve.

    Attributes:
        database: The DuckDB file; created if missing. The index lies beside it.
        actors: CSV of actors and aliases.
        embedding_model: None for the installed all-MiniLM-L6-v2, else a path or model name.
        demo: Whether the sign-in page may show the demonstration accounts.
    """

    database: Path = field(default_factory=lambda: user_data_path("workbench") / "workbench.duckdb")
    actors: Path = field(default_factory=lambda: shipped("data") / "actors.csv")
    embedding_model: str | None = None
    demo: bool = False

    @property
    def index_directory(self) -> Path:
        """Where the search index lies; everything in it can be rebuilt from the database."""
        return self.database.with_suffix(".index")

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str] | None = None, *, database: Path | None = None
    ) -> Settings:
        """Read WORKBENCH_* variables; an explicit ``database`` wins over WORKBENCH_DATABASE."""
        env = os.environ if environment is None else environment
        default = cls()
        named = env.get("WORKBENCH_DATABASE")
        return cls(
            database=database or (Path(named) if named else default.database),
            actors=Path(env["WORKBENCH_ACTORS"]) if "WORKBENCH_ACTORS" in env else default.actors,
            embedding_model=env.get("WORKBENCH_EMBEDDING_MODEL") or None,
            demo=env.get("WORKBENCH_DEMO", "") not in ("", "0"),
        )
