"""One frozen Settings object, read from the environment when asked."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from platformdirs import user_data_path

from workbench.errors import InputError
from workbench.model.prior import ReaderEndpoint
from workbench.reader_settings import larger_reader
from workbench.single_sign_on import SingleSignOn, check_url, single_sign_on

SESSION_COOKIE: Final = "workbench_session"
SAFE_SESSION_COOKIE: Final = f"__Host-{SESSION_COOKIE}"
"""The cookie that carries a session: set by the sign-in route, read by the pages. Over HTTPS it has
the second name, which no other host and no plain connection can set."""
FORM_COOKIE: Final = "workbench_form"
FORM_FIELD: Final = "form_token"
FORM_HEADER: Final = "X-Form-Token"
"""The cookie and the field, or the header, that must agree before a form is taken."""


class LogFormat(StrEnum):
    """How the log is written."""

    TEXT = "text"
    JSON = "json"

    @classmethod
    def named(cls, word: str) -> LogFormat:
        """The format of that name.

        Raises:
            InputError: there is none.
        """
        try:
            return cls(word.strip().lower())
        except ValueError:
            raise InputError(
                f"WORKBENCH_LOG_FORMAT is {word!r}; write text or json, or leave it out"
            ) from None


def locate_shipped(name: str, *, installed: str | None = None) -> Path:
    """The path of a file or folder that comes with the project, such as ``data``.

    Args:
        installed: What an installation calls it, where its name there is taken.
    """
    root = Path(__file__).resolve().parent
    beside = root.parent / name
    return beside if beside.exists() else root / (installed or name)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things lie and which models serve.

    Attributes:
        database: The DuckDB file; created if missing. The index lies beside it.
        actors: CSV of actors and aliases.
        embedding_model: None for the installed all-MiniLM-L6-v2, else a path or model name.
        relation_model: None for the cross-encoder that ships, else the folder of another.
        larger_reader: The model elsewhere that reads again what is shown, none unless one is named.
        demo: Whether the sign-in page may show the demonstration accounts.
        log_format: Lines for people, or one JSON object a line.
        address: Where browsers reach the desk, such as ``https://desk.paper.example``; none if
            that does not matter.
        single_sign_on: The newsroom's own sign-in, if there is one.
        passwords: Whether people may sign in with a password.
    """

    database: Path = field(default_factory=lambda: user_data_path("workbench") / "workbench.duckdb")
    actors: Path = field(default_factory=lambda: locate_shipped("data") / "actors.csv")
    embedding_model: str | None = None
    relation_model: str | None = None
    larger_reader: ReaderEndpoint | None = None
    demo: bool = False
    log_format: LogFormat = LogFormat.TEXT
    address: str | None = None
    single_sign_on: SingleSignOn | None = None
    passwords: bool = True

    @property
    def index_directory(self) -> Path:
        """Where the search index lies; everything in it can be rebuilt from the database."""
        return self.database.with_suffix(".index")

    @property
    def imports_directory(self) -> Path:
        """Where files lie while their import is not over, and for good the rows it rejected."""
        return self.database.with_suffix(".imports")

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str] | None = None, *, database: Path | None = None
    ) -> Settings:
        """Read WORKBENCH_* variables; an explicit ``database`` wins over WORKBENCH_DATABASE.

        Raises:
            InputError: a variable cannot be taken; the message names it.
        """
        env = os.environ if environment is None else environment
        default = cls()
        told = env.get("WORKBENCH_ADDRESS")
        address = check_url(told, "WORKBENCH_ADDRESS") if told else None
        provider = single_sign_on(env, address)
        passwords = env.get("WORKBENCH_PASSWORDS", "1") not in ("", "0")
        if provider is None and not passwords:
            raise InputError("without passwords nobody could sign in; name WORKBENCH_OIDC_* too")
        named = env.get("WORKBENCH_DATABASE")
        return cls(
            database=database or (Path(named) if named else default.database),
            actors=Path(env["WORKBENCH_ACTORS"]) if "WORKBENCH_ACTORS" in env else default.actors,
            embedding_model=env.get("WORKBENCH_EMBEDDING_MODEL") or None,
            relation_model=env.get("WORKBENCH_RELATION_MODEL") or None,
            larger_reader=larger_reader(env),
            demo=env.get("WORKBENCH_DEMO", "") not in ("", "0"),
            log_format=LogFormat.named(env.get("WORKBENCH_LOG_FORMAT") or "text"),
            address=address,
            single_sign_on=provider,
            passwords=passwords,
        )
