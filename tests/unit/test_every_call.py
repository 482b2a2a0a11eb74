"""Every role against every call there is: the table decides, wherever the call comes from.

The calls are found by looking at the services. A new one fails the first test until it is said
here which action it needs, or why it needs none.
"""

from __future__ import annotations

import inspect
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import made
from tests.conftest import TickingClock
from tests.fakes import app_on_fakes
from workbench.app import App, Period
from workbench.desk.claims.bulk_plan import PlanChange
from workbench.desk.people.permissions import ALLOWED, Action
from workbench.errors import NotAllowed
from workbench.lazy import Lazy
from workbench.model.article import Span
from workbench.model.claim import Attributed, DismissalReason, Polarity
from workbench.model.people import Role, User
from workbench.model.verdict import Draft, Verdict
from workbench.publishing.choice import Choice
from workbench.settings import Settings
from workbench.stages import Stages
from workbench.storage.statements import imports

STORY = made.article("Kirby: Iran helps Russia\nTehran: it was denied\nKirby: it goes on\n")
WAITING, OPEN, LAST = (f"{STORY.article_id}-{number:03d}" for number in (1, 2, 3))
START = TickingClock(datetime(2022, 10, 22, 9, 0, tzinfo=UTC))
PASSWORD = "a long password"


@dataclass(frozen=True)
class Scene:
    """A desk with an account of each role, a verdict that waits, and whoever calls."""

    app: App
    folder: Path
    by: User


def decide(app: App, by: User, claim_id: str, seen: int = 0) -> object:
    return app.decide(
        claim_id,
        verdict=Verdict.UNVERIFIED,
        rationale="Nothing found.",
        cited=[],
        by=by,
        seen_version=seen,
    )


@dataclass(frozen=True)
class Guarded:
    """A call that needs an action.

    Attributes:
        call: Made by everybody.
        ready: Sets the scene for those who may; the others are refused without looking at it.
    """

    action: Action
    call: Callable[[Scene], object]
    ready: Callable[[Scene], object] = lambda scene: None


def signed(scene: Scene) -> None:
    """The claim that waits is signed, and not by the caller."""
    scene.app.verdicts.approve(WAITING, 1, by=made.SUE)


def view_of(scene: Scene) -> str:
    """The id of a view of the caller's own, saved on the first call."""
    own = scene.app.views.seen_by(scene.by).every
    return (own[0] if own else scene.app.views.save("Own", {"q": "it"}, by=scene.by)).view_id


def rest_import(scene: Scene) -> None:
    """An import that rests, with its file."""
    folder = scene.app.settings.imports_directory / "one"
    folder.mkdir(parents=True)
    (folder / "wire.csv").write_text("text\na remark", encoding="utf-8")
    with scene.app.database.write() as cursor:
        imports.start(
            cursor, import_id="one", file="wire.csv", by="lee", at=scene.app.clock(), total=1
        )
        imports.set_state(cursor, "one", imports.ImportState.PAUSED)


def work_on_import(scene: Scene) -> None:
    """An import at work, which waits for the test."""
    rest_import(scene)
    scene.app.archive.answers.clear()  # type: ignore[attr-defined]
    scene.app.imports.go_on("one", by=made.LEE)


GUARDED: dict[str, Guarded] = {
    "add_article": Guarded(
        Action.ADD_ARTICLE, lambda s: s.app.add_article(made.article("Kirby: more"), by=s.by)
    ),
    "import_articles": Guarded(
        Action.ADD_ARTICLE, lambda s: s.app.import_articles([s.folder / "stories"], by=s.by)
    ),
    "import_statements": Guarded(
        Action.IMPORT_STATEMENTS,
        lambda s: s.app.import_statements(s.folder / "wire.txt", by=s.by),
    ),
    "imports.start": Guarded(
        Action.IMPORT_STATEMENTS,
        lambda s: s.app.imports.start("wire.csv", b"text\na remark", by=s.by),
    ),
    "imports.pause": Guarded(
        Action.IMPORT_STATEMENTS, lambda s: s.app.imports.pause("one", by=s.by), work_on_import
    ),
    "imports.go_on": Guarded(
        Action.IMPORT_STATEMENTS, lambda s: s.app.imports.go_on("one", by=s.by), rest_import
    ),
    "imports.cancel": Guarded(
        Action.IMPORT_STATEMENTS, lambda s: s.app.imports.cancel("one", by=s.by), rest_import
    ),
    "imports.rejects": Guarded(
        Action.IMPORT_STATEMENTS, lambda s: s.app.imports.rejects("one", by=s.by)
    ),
    "model_changes.ask": Guarded(
        Action.CHANGE_MODEL, lambda s: s.app.model_changes.ask(None, by=s.by)
    ),
    "model_changes.rest": Guarded(
        Action.CHANGE_MODEL,
        lambda s: s.app.model_changes.rest(by=s.by),
        lambda s: s.app.re_embedding.ask(None),
    ),
    "model_changes.go_on": Guarded(
        Action.CHANGE_MODEL,
        lambda s: s.app.model_changes.go_on(by=s.by),
        lambda s: s.app.re_embedding.rest(),
    ),
    "decide": Guarded(Action.DECIDE, lambda s: decide(s.app, s.by, OPEN)),
    "approve": Guarded(Action.SIGN_OFF, lambda s: s.app.approve(WAITING, 1, by=s.by)),
    "verify_ledger": Guarded(Action.VERIFY_LEDGER, lambda s: s.app.verify_ledger(by=s.by)),
    "backups.make": Guarded(
        Action.BACK_UP, lambda s: s.app.backups.make(s.folder / "copy.duckdb", by=s.by)
    ),
    "verdicts.submit": Guarded(
        Action.DECIDE,
        lambda s: s.app.verdicts.submit(
            OPEN,
            verdict=Verdict.UNVERIFIED,
            rationale="Nothing found.",
            cited=[],
            priors=[],
            by=s.by,
            seen_version=0,
        ),
    ),
    "verdicts.approve": Guarded(
        Action.SIGN_OFF, lambda s: s.app.verdicts.approve(WAITING, 1, by=s.by)
    ),
    "verdicts.send_back": Guarded(
        Action.SIGN_OFF, lambda s: s.app.verdicts.send_back(WAITING, 1, by=s.by, reason="Why?")
    ),
    "verdicts.withdraw": Guarded(
        Action.DECIDE,
        lambda s: s.app.verdicts.withdraw(OPEN, 1, by=s.by),
        lambda s: decide(s.app, s.by, OPEN),
    ),
    "verdicts.reopen": Guarded(
        Action.DECIDE,
        lambda s: s.app.verdicts.reopen(WAITING, 1, by=s.by, correction_note="It was wrong."),
        signed,
    ),
    "claims.add": Guarded(
        Action.CHANGE_CLAIMS,
        lambda s: s.app.claims.add(STORY.article_id, Span(7, 11), by=s.by),
    ),
    "claims.split": Guarded(
        Action.CHANGE_CLAIMS, lambda s: s.app.claims.split(OPEN, len("it was "), by=s.by)
    ),
    "claims.merge": Guarded(
        Action.CHANGE_CLAIMS,
        lambda s: s.app.claims.merge(OPEN, LAST, by=s.by),
        lambda s: s.app.claims.correct(
            LAST,
            Attributed("Tehran", "Tehran", Polarity.DENIES),
            by=s.by,
            seen=0,
        ),
    ),
    "claims.correct": Guarded(
        Action.CHANGE_CLAIMS,
        lambda s: s.app.claims.correct(OPEN, Attributed("Kirby"), by=s.by, seen=0),
    ),
    "claims.dismiss": Guarded(
        Action.CHANGE_CLAIMS,
        lambda s: s.app.claims.dismiss(OPEN, DismissalReason.OPINION, by=s.by),
    ),
    "claims.restore": Guarded(
        Action.CHANGE_CLAIMS,
        lambda s: s.app.claims.restore(OPEN, by=s.by),
        lambda s: s.app.claims.dismiss(OPEN, DismissalReason.OPINION, by=s.by),
    ),
    "insights.of_desk": Guarded(
        Action.SEE_INSIGHTS, lambda s: s.app.insights.of_desk(Period.ALL, by=s.by)
    ),
    "insights.own": Guarded(Action.DECIDE, lambda s: s.app.insights.own(Period.ALL, by=s.by)),
    "work.take": Guarded(Action.DECIDE, lambda s: s.app.work.take(OPEN, by=s.by)),
    "work.hand_over": Guarded(
        Action.DECIDE,
        lambda s: s.app.work.hand_over(OPEN, to="cora", by=s.by),
        lambda s: s.app.work.take(OPEN, by=s.by),
    ),
    "work.give_back": Guarded(
        Action.DECIDE,
        lambda s: s.app.work.give_back(OPEN, by=s.by),
        lambda s: s.app.work.take(OPEN, by=s.by),
    ),
    "work.plan": Guarded(Action.PLAN, lambda s: s.app.work.plan([OPEN], by=s.by)),
    "work.plan_each": Guarded(
        Action.PLAN, lambda s: s.app.work.plan_each([OPEN], PlanChange(no_due=True), by=s.by)
    ),
    "opinions.ask": Guarded(
        Action.DECIDE, lambda s: s.app.opinions.ask(WAITING, reviewer="root", by=s.by)
    ),
    "opinions.give": Guarded(
        Action.DECIDE,
        lambda s: s.app.opinions.give(
            WAITING, verdict=Verdict.UNVERIFIED, rationale="Nothing.", cited=[], by=s.by
        ),
        lambda s: s.app.opinions.ask(WAITING, reviewer=s.by.name, by=made.SUE),
    ),
    "drafts.keep": Guarded(
        Action.DECIDE,
        lambda s: s.app.drafts.keep(OPEN, Draft(rationale="Because"), seen_version=0, by=s.by),
    ),
    "drafts.throw_away": Guarded(Action.DECIDE, lambda s: s.app.drafts.throw_away(OPEN, by=s.by)),
    "views.save": Guarded(Action.READ, lambda s: s.app.views.save("Iran", {"q": "Iran"}, by=s.by)),
    "views.rename": Guarded(
        Action.READ, lambda s: s.app.views.rename(view_of(s), "Tehran", by=s.by)
    ),
    "views.delete": Guarded(Action.READ, lambda s: s.app.views.delete(view_of(s), by=s.by)),
    "views.open_with": Guarded(Action.READ, lambda s: s.app.views.open_with(view_of(s), by=s.by)),
    "views.share": Guarded(Action.SHARE_VIEWS, lambda s: s.app.views.share(view_of(s), by=s.by)),
    "views.stop_sharing": Guarded(
        Action.SHARE_VIEWS,
        lambda s: s.app.views.stop_sharing(view_of(s), by=s.by),
        lambda s: s.app.views.share(view_of(s), by=s.by),
    ),
    "guides.end": Guarded(Action.DECIDE, lambda s: s.app.guides.end(by=s.by)),
    "guides.begin_again": Guarded(Action.DECIDE, lambda s: s.app.guides.begin_again(by=s.by)),
    "sheets.make": Guarded(Action.READ, lambda s: s.app.sheets.make(WAITING, 1, by=s.by), signed),
    "exports.take": Guarded(Action.EXPORT, lambda s: s.app.exports.take("csv", by=s.by)),
    "exports.take_file": Guarded(
        Action.EXPORT, lambda s: s.app.exports.take_file("csv", Choice(), by=s.by)
    ),
    "accounts.create": Guarded(
        Action.MANAGE_ACCOUNTS,
        lambda s: s.app.accounts.create("new", "New", Role.ADMIN, PASSWORD, by=s.by),
    ),
    "accounts.set_role": Guarded(
        Action.MANAGE_ACCOUNTS, lambda s: s.app.accounts.set_role(s.by.name, Role.ADMIN, by=s.by)
    ),
    "accounts.disable": Guarded(
        Action.MANAGE_ACCOUNTS, lambda s: s.app.accounts.disable("cora", by=s.by)
    ),
    "accounts.enable": Guarded(
        Action.MANAGE_ACCOUNTS, lambda s: s.app.accounts.enable("cora", by=s.by)
    ),
    "accounts.set_password": Guarded(
        Action.MANAGE_ACCOUNTS, lambda s: s.app.accounts.set_password(s.by.name, PASSWORD, by=s.by)
    ),
    "accounts.set_email": Guarded(
        Action.MANAGE_ACCOUNTS, lambda s: s.app.accounts.set_email("cora", None, by=s.by)
    ),
    "accounts.emails": Guarded(Action.MANAGE_ACCOUNTS, lambda s: s.app.accounts.emails(by=s.by)),
    "sessions.open_sessions": Guarded(
        Action.MANAGE_ACCOUNTS, lambda s: s.app.sessions.open_sessions("cora", by=s.by)
    ),
    "sessions.end": Guarded(
        Action.MANAGE_ACCOUNTS, lambda s: s.app.sessions.end(session_of_cora(s.app), by=s.by)
    ),
}

READS = "reading: every role may, and nobody without a session gets to a page or route"
FILES = "reads a file of the caller's own; nothing of the desk"
HOLDER = "the token is the permission"
INSIDE = "called by the desk itself; no page, route or command does"
UNGUARDED: dict[str, str] = {
    **dict.fromkeys(
        [
            *("absence", "as_known", "close", "may", "model_revisions", "operator", "priors"),
            *("timeline", "timeline_by"),
            *("reversals", "word_marks", "verdicts.changes_since"),
            *("verdicts.decided", "verdicts.history"),
            *("opinions.agreement_by_kind", "opinions.agreement_by_pair"),
            *("sign_off_queue.difference", "sign_off_queue.waiting", "waiting.of"),
            *("opinions.blind", "opinions.disagreements", "opinions.of_claim"),
            *("claims.dismissed", "claims.history", "claims.places", "claims.reading"),
            "claims.place_of_cut",
            *("accounts.users", "exports.claimreview", "exports.evidence_csv", "exports.preview"),
            "exports.history",
            *("imports.latest", "imports.under_way", "statement_pages.page"),
            *("exports.verdicts_csv", "drafts.mine", "guides.is_wanted"),
            "views.seen_by",
        ],
        READS,
    ),
    **dict.fromkeys(
        [
            *("article_from_text", "documents", "documents_in", "read_file", "uploaded_documents"),
        ],
        FILES,
    ),
    **dict.fromkeys(
        [
            *("sessions.sign_in", "sessions.sign_in_as_owner_of", "sessions.sign_out"),
            *("sessions.user_of_session", "sessions.change_password", "first_admin.open_desk"),
        ],
        HOLDER,
    ),
    **dict.fromkeys(
        [
            *("complete_pending", "verdicts.raise_flags"),
            *("accounts.checked", "accounts.add_checked"),
            "first_admin.is_awaited",
            *("imports.stop", "imports.wait"),
        ],
        INSIDE,
    ),
    "first_admin.token": "given only while nobody has an account, by the command that starts it",
    "restore": "only before the desk is open, by whoever may write its file",
}
"""What asks nobody, and why."""
ASKED_BEFORE = {
    *("archive.begin_import", "archive.go_on_importing", "archive.cancel_import"),
    *("archive.add_statements", "archive.import_statements", "verdicts.raise_flags"),
    *("accounts.add_checked", "first_admin.token", "restore"),
}
"""Calls that note who acts after the call that made them has asked, or where nobody can be asked.
"""
NO_SERVICE = {"database", "extractor", "re_embedding", "relator"}
"""Attributes that pages, routes and commands do not call."""


READING = ("archive", "page_queries")
"""Services whose calls without ``by`` only read, or are made by the application object after it
has asked."""


def calls() -> Iterator[str]:
    """Every public call of the application object and its services, by its full name."""
    for name, _ in inspect.getmembers(App, inspect.isfunction):
        if not name.startswith("_"):
            yield name
    for name, made_by in vars(Stages).items():
        if isinstance(made_by, Lazy) and not name.startswith("_") and name not in NO_SERVICE:
            for call, _ in inspect.getmembers(service_class(made_by), inspect.isfunction):
                if not call.startswith("_"):
                    yield f"{name}.{call}"


def service_class(made_by: Lazy[object]) -> type:
    """The class that a stage says it makes."""
    named = inspect.signature(made_by._make).return_annotation
    source = inspect.getsource(inspect.getmodule(made_by._make))  # type: ignore[arg-type]
    line = next(one for one in source.splitlines() if one.strip().endswith(f" import {named}"))
    scope: dict[str, type] = {}
    exec(line.strip(), scope)
    return scope[named]


def test_every_call_is_guarded_or_said_to_need_no_guard() -> None:
    assert not GUARDED.keys() & UNGUARDED.keys()
    found = {name for name in calls() if not name.startswith(READING)}
    assert found == GUARDED.keys() | UNGUARDED.keys()


def test_a_call_that_names_who_acts_is_guarded() -> None:
    """``by`` is how a call learns who acts, so none that has it may go unasked."""
    for name in set(calls()) - GUARDED.keys() - ASKED_BEFORE:
        owner, _, call = name.rpartition(".")
        where = service_class(vars(Stages)[owner]) if owner else App
        assert "by" not in inspect.signature(getattr(where, call)).parameters, name


def test_every_action_guards_something() -> None:
    guarding = {guarded.action for guarded in GUARDED.values()} | {Action.READ}
    assert guarding == set(Action)


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with an account of each role, somebody else's verdict waiting; copy it."""
    folder = tmp_path_factory.mktemp("furnished")
    app = app_on_fakes(Settings(database=folder / "workbench.duckdb"), START)
    for role in Role:
        app.accounts.create(role.value, role.value.title(), role, PASSWORD, by=made.OPERATOR)
    for name, role in (("cora", Role.CHECKER), ("root", Role.ADMIN)):
        app.accounts.create(name, name.title(), role, PASSWORD, by=made.OPERATOR)
    app.add_article(STORY, by=made.ADA)
    decide(app, User("cora", "Cora", Role.CHECKER), WAITING)
    app.sessions.sign_in("cora", PASSWORD)
    app.close()
    return app.settings.database


@contextmanager
def scene(furnished: Path, folder: Path, by: User) -> Iterator[Scene]:
    folder.mkdir()
    copy = Path(shutil.copy(furnished, folder))
    (folder / "wire.txt").write_text("a remark", encoding="utf-8")
    (folder / "stories").mkdir()
    (folder / "stories" / "new.txt").write_text("Kirby: news", encoding="utf-8")
    app = app_on_fakes(Settings(database=copy), START)
    try:
        yield Scene(app, folder, by)
    finally:
        app.archive.answers.set()  # type: ignore[attr-defined]  # an import at work goes on and ends
        app.close()


def session_of_cora(app: App) -> str:
    return app.sessions.open_sessions("cora", by=made.OPERATOR)[0].session_hash


def happened(app: App) -> list[int]:
    return [event.seq for event in app.page_queries.events(1000)]


def person(role: Role) -> User:
    return User(role.value, role.value.title(), role)


NOBODIES = (
    User("nobody", "Nobody", Role.ADMIN),
    User("cli:root", "Not the command line", Role.ADMIN),
    User("desk:machine", "Not the desk", Role.ADMIN),
)


@pytest.mark.parametrize("call", GUARDED)
def test_whom_the_table_does_not_name_is_refused_and_changes_nothing(
    furnished: Path, tmp_path: Path, call: str
) -> None:
    guarded = GUARDED[call]
    refused = [role for role in Role if guarded.action not in ALLOWED[role]]
    with scene(furnished, tmp_path / "desk", made.ADA) as here:
        here.app.accounts.disable("admin", by=made.OPERATOR)
        before = happened(here.app)
        for by in (
            *(person(role) for role in refused),
            *(User(role.value, "", Role.ADMIN) for role in refused),  # claims another role
            person(Role.ADMIN),  # disabled
            *NOBODIES,
        ):
            with pytest.raises(NotAllowed):
                guarded.call(replace(here, by=by))
        assert happened(here.app) == before


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("call", GUARDED)
def test_whom_the_table_names_may(furnished: Path, tmp_path: Path, call: str, role: Role) -> None:
    guarded = GUARDED[call]
    if guarded.action not in ALLOWED[role]:
        return
    with scene(furnished, tmp_path / "desk", person(role)) as here:
        guarded.ready(here)
        guarded.call(here)


def test_one_looks_after_ones_own_sessions_whatever_the_role(
    furnished: Path, tmp_path: Path
) -> None:
    cora = User("cora", "Cora", Role.CHECKER)
    with scene(furnished, tmp_path / "desk", cora) as here:
        [mine] = here.app.sessions.open_sessions("cora", by=cora)
        here.app.sessions.end(mine.session_hash, by=cora)
        assert here.app.sessions.open_sessions("cora", by=cora) == []
