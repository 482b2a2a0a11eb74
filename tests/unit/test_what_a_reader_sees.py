"""Whoever owes a second opinion learns nothing of the verdict, whatever they call.

The calls are found on the living application, so a new read is held to it by itself: its arguments
are filled in by their names, and one that cannot be called so has to be told here.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import Any, Final

import pandas
import pytest

from tests import made
from tests.conftest import TickingClock
from tests.databases import database_of
from tests.fakes import app_on_fakes
from workbench.app import App
from workbench.errors import WorkbenchError
from workbench.model.figures import Period
from workbench.model.job import JobKind
from workbench.model.people import Program, Role, User
from workbench.model.publishing import Choice
from workbench.model.queue import Wanted
from workbench.model.verdict import OpinionRequest, Verdict
from workbench.settings import Settings
from workbench.storage.verdicts import opinions

STORY = made.article("Kirby: Iran helps Russia\nTehran: it was denied\n")
CLAIM = f"{STORY.article_id}-001"
SECRET: Final = "zebra"
"""Stands in every word that anybody wrote about the claim, and nowhere else."""
CITED = made.statement("s-cited")
READERS = tuple(User(f"owes-{role.value}", "Owes", role) for role in Role)
FREE = User("free", "Free", Role.ADMIN)
PROGRAM = Program("cli:somebody", "A program", Role.ADMIN)

ARGUMENTS: Final[Mapping[str, Callable[[App, User], object]]] = {
    "claim_id": lambda app, reader: CLAIM,
    "version": lambda app, reader: 2,
    "article_id": lambda app, reader: STORY.article_id,
    "statement_id": lambda app, reader: CITED.statement_id,
    "choice": lambda app, reader: Choice(include_open=True),
    "wanted": lambda app, reader: Wanted(),
    "what": lambda app, reader: "evidence",
    "include_open": lambda app, reader: True,
    "period": lambda app, reader: Period.ALL,
    "link": lambda app, reader: {},
    "text": lambda app, reader: "Iran helps",
    "actor": lambda app, reader: "Kirby",
    "name": lambda app, reader: reader.name,
    "limit": lambda app, reader: 1000,
    "claim": lambda app, reader: app.page_queries.bare_claim(CLAIM),
    "priors": lambda app, reader: [],
    "seen": lambda app, reader: [],
    "cited": lambda app, reader: [],
    "import_id": lambda app, reader: "one",
    "named": lambda app, reader: JobKind.STATEMENTS,
    **dict.fromkeys(("reader", "by", "user", "person", "reviewer"), lambda app, reader: reader),
}
"""What to call a read with, by the name of the parameter."""

CHANGES: Final = {
    *("verdicts.approve", "verdicts.withdraw", "work.take", "work.give_back", "guides.end"),
    *("claims.restore", "drafts.throw_away", "accounts.disable", "accounts.enable", "close"),
    *("imports.cancel", "imports.go_on", "imports.pause", "imports.stop", "imports.wait"),
    *("model_changes.rest", "model_changes.go_on", "model_changes.run_if_asked"),
    *("due_work.finish", "due_work.finish_articles", "due_work.finish_imported"),
    *("guides.begin_again", "first_admin.token"),
}
"""Acts that could be called so; what is given back tells the person of their own doing."""
NOT_OF_THE_DESK: Final = {
    *("articles.count_documents", "articles.read_each", "articles.read_file"),
    *("articles.read_text", "articles.read_upload", "statements.count_rows"),
    *("sessions.sign_out", "sessions.user_of_session", "sessions.sign_in"),
    *("sessions.sign_in_as_owner_of", "sessions.change_password", "first_admin.open_desk"),
    *("accounts.may", "claims.reading", "claims.places", "claims.place_of_cut"),
}
"""What takes a file, a token, an action or a place in a text, and reads nothing of a verdict."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A claim that was sent back, decided again, signed, opined on and drafted about."""
    start = TickingClock(datetime(2022, 10, 22, 9, 0, tzinfo=UTC))
    desk = app_on_fakes(
        Settings(database=tmp_path_factory.mktemp("seen") / "workbench.duckdb"), start
    )
    people = (*READERS, FREE, *(User(n, n.title(), Role.CHECKER) for n in ("cora", "root")))
    for one in people:
        desk.accounts.create(one.name, one.name.title(), one.role, "a long password", by=PROGRAM)
    desk.articles.add(STORY, by=made.ADA)
    made.store_statements(database_of(desk), [CITED])
    decide(desk, f"{SECRET} one", 0)
    desk.verdicts.send_back(CLAIM, 1, by=made.SUE, reason=f"{SECRET} reason")
    decide(desk, f"{SECRET} two", 1)
    desk.opinions.ask(CLAIM, reviewer="root", by=made.SUE)
    desk.opinions.give(
        CLAIM,
        verdict=Verdict.UNVERIFIED,
        rationale=f"{SECRET} opinion",
        cited=[],
        by=User("root", "Root", Role.CHECKER),
    )
    desk.verdicts.approve(CLAIM, 2, by=made.SUE, note=f"{SECRET} note")
    with database_of(desk).write() as cursor:
        for one in READERS:
            asked = OpinionRequest(CLAIM, 2, one.name, "sue", made.THEN)
            opinions.add_request(cursor, asked)
    yield desk
    desk.close()


def decide(app: App, rationale: str, seen: int) -> None:
    app.verdicts.submit(
        CLAIM,
        verdict=Verdict.CONTESTED,
        rationale=rationale,
        cited=[CITED.statement_id],
        shown=[made.prior(CITED)],
        by=User("cora", "Cora", Role.CHECKER),
        seen_version=seen,
        outside_evidence=f"{SECRET} call",
    )


def reads(app: App) -> Iterator[tuple[str, Callable[..., object]]]:
    """Every public call of the application and of what it holds, by its full name."""
    for name in dir(app):
        if name.startswith("_") or name in ("settings", "clock"):
            continue
        found = getattr(app, name)
        if inspect.ismethod(found):
            yield name, found
        elif type(found).__module__.startswith("workbench."):
            for call, method in inspect.getmembers(found, inspect.ismethod):
                if not call.startswith("_"):
                    yield f"{name}.{call}", method


def told(app: App, call: Callable[..., object], reader: User) -> str | None:
    """All that a call tells a reader, as one text; none if it cannot be called."""
    arguments: dict[str, Any] = {}
    for name, parameter in inspect.signature(call).parameters.items():
        if name in ARGUMENTS:
            arguments[name] = ARGUMENTS[name](app, reader)
        elif parameter.default is inspect.Parameter.empty:
            return None
    try:
        return text_of(call(**arguments))
    except (WorkbenchError, TypeError, AttributeError) as error:
        return str(error)


def text_of(found: object) -> str:
    if isinstance(found, bytes):
        return found.decode("utf-8", "replace")
    if isinstance(found, pandas.DataFrame):
        return found.to_csv()
    if is_dataclass(found) and not isinstance(found, type):
        return " ".join(text_of(getattr(found, one.name)) for one in fields(found))
    if isinstance(found, Mapping):
        return " ".join(f"{text_of(key)} {text_of(value)}" for key, value in found.items())
    if isinstance(found, (list, tuple, set, frozenset)):
        return " ".join(map(text_of, found))
    return str(found)


def telling(app: App, reader: User) -> set[str]:
    """The calls that tell a reader of the verdict."""
    return {
        name
        for name, call in reads(app)
        if name not in CHANGES | NOT_OF_THE_DESK and SECRET in (told(app, call, reader) or "")
    }


def test_every_read_can_be_called_here(app: App) -> None:
    """One with a parameter of a new name is filled in above; an act says who acts."""
    unknown = {
        f"{name} needs {each}"
        for name, call in reads(app)
        for each, parameter in inspect.signature(call).parameters.items()
        if name not in CHANGES | NOT_OF_THE_DESK
        and "by" not in inspect.signature(call).parameters
        and parameter.default is inspect.Parameter.empty
        and each not in ARGUMENTS
    }
    assert unknown == set()


@pytest.mark.parametrize("reader", READERS, ids=lambda one: one.name)
def test_whoever_owes_an_opinion_finds_the_verdict_in_nothing(app: App, reader: User) -> None:
    assert telling(app, reader) == set()


def test_a_program_is_told_only_of_the_claim_that_it_names(app: App) -> None:
    assert telling(app, PROGRAM) == {"ledger.as_known", "sheets.make"}


def test_whoever_owes_none_finds_it(app: App) -> None:
    found = telling(app, FREE)
    assert found >= {
        *("page_queries.claim", "page_queries.claims_of", "page_queries.history"),
        *("page_queries.events", "opinions.of_claim", "opinions.disagreements"),
        *("ledger.as_known", "sheets.make", "exports.preview", "exports.take", "exports.take_file"),
        *("sign_off_queue.difference", "statement_pages.page"),
    }


def test_nobody_in_particular_is_told_only_what_everybody_may_know(app: App) -> None:
    assert app.page_queries.claim(CLAIM, reader=None).is_blind
    for made_of_all in (app.exports.verdicts_csv, app.exports.evidence_csv):
        assert SECRET.encode() not in made_of_all(include_open=True)


def test_a_claim_that_is_kept_from_its_reader_stands_as_one_nobody_has_decided(app: App) -> None:
    for reader in READERS:
        shown = app.page_queries.claim(CLAIM, reader=reader)
        assert (shown.state.value, shown.verdict, shown.hold, shown.plan) == (
            "open",
            None,
            None,
            None,
        )
        [story] = app.page_queries.queue(reader)
        assert (story.open, story.approved) == (story.claims, 0)
    assert not app.page_queries.claim(CLAIM, reader=FREE).is_blind
