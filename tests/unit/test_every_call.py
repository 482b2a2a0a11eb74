"""Every role against every call there is: the table decides, wherever the call comes from.

The calls are found by looking at the services. A new one fails the first test until it is said
here which action it needs, or why it needs none.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import workbench.app
from tests import made
from tests.conftest import TickingClock
from tests.databases import database_of
from tests.fakes import app_on_fakes
from workbench.app import App
from workbench.errors import NotAllowed
from workbench.lazy import Lazy
from workbench.model.article import Span
from workbench.model.claim import Attributed, DismissalReason, Polarity
from workbench.model.desk import PlanChange
from workbench.model.figures import Period
from workbench.model.job import Job, JobKind, JobState
from workbench.model.people import ALLOWED, Action, Role, User
from workbench.model.publishing import Choice
from workbench.model.verdict import Draft, Verdict
from workbench.settings import Settings
from workbench.storage import jobs

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
    return app.verdicts.submit(
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
    job = Job("one", JobKind.STATEMENTS, "wire.csv", JobState.PAUSED, "lee", scene.app.clock())
    with database_of(scene.app).write() as cursor:
        jobs.add(cursor, job)


def work_on_import(scene: Scene) -> None:
    """An import at work, which waits for the test."""
    rest_import(scene)
    scene.app._parts.archive.import_goes_on.clear()  # type: ignore[attr-defined]
    scene.app.jobs.go_on(JobKind.STATEMENTS, "one", by=made.LEE)


def make_backup(scene: Scene) -> Path:
    """A backup, for a machine that starts anew with it."""
    scene.app.backups.make(scene.folder / "backup.duckdb", by=made.OPERATOR)
    return scene.folder


def restore_anew(scene: Scene) -> None:
    app = App(Settings(database=scene.folder / "anew.duckdb"))
    app.backups.restore(scene.folder / "backup.duckdb", by=scene.by)


ON_ITS_WORD = ("backups.restore",)
"""Where no account can be asked, since no database is open: the role is what ``by`` says it is."""

GUARDED: dict[str, Guarded] = {
    "articles.add": Guarded(
        Action.ADD_ARTICLE, lambda s: s.app.articles.add(made.article("Kirby: more"), by=s.by)
    ),
    "articles.import_files": Guarded(
        Action.ADD_ARTICLE, lambda s: s.app.articles.import_files([s.folder / "stories"], by=s.by)
    ),
    "statements.import_file": Guarded(
        Action.IMPORT_STATEMENTS,
        lambda s: s.app.statements.import_file(s.folder / "wire.csv", by=s.by),
    ),
    "imports.start": Guarded(
        Action.IMPORT_STATEMENTS,
        lambda s: s.app.imports.start("wire.csv", b"text\na remark", by=s.by),
    ),
    "imports.run": Guarded(
        Action.IMPORT_STATEMENTS, lambda s: s.app.imports.run(s.folder / "wire.csv", by=s.by)
    ),
    "jobs.pause": Guarded(
        Action.IMPORT_STATEMENTS,
        lambda s: s.app.jobs.pause(JobKind.STATEMENTS, "one", by=s.by),
        work_on_import,
    ),
    "jobs.go_on": Guarded(
        Action.IMPORT_STATEMENTS,
        lambda s: s.app.jobs.go_on(JobKind.STATEMENTS, "one", by=s.by),
        rest_import,
    ),
    "jobs.cancel": Guarded(
        Action.IMPORT_STATEMENTS,
        lambda s: s.app.jobs.cancel(JobKind.STATEMENTS, "one", by=s.by),
        rest_import,
    ),
    "imports.rejects": Guarded(
        Action.IMPORT_STATEMENTS, lambda s: s.app.imports.rejects("one", by=s.by)
    ),
    "model_changes.ask": Guarded(
        Action.CHANGE_MODEL, lambda s: s.app.model_changes.ask(None, by=s.by)
    ),
    "verdicts.submit": Guarded(Action.DECIDE, lambda s: decide(s.app, s.by, OPEN)),
    "verdicts.approve": Guarded(
        Action.SIGN_OFF, lambda s: s.app.verdicts.approve(WAITING, 1, by=s.by)
    ),
    "ledger.verify": Guarded(Action.VERIFY_LEDGER, lambda s: s.app.ledger.verify(by=s.by)),
    "ledger.as_known": Guarded(
        Action.VERIFY_LEDGER, lambda s: s.app.ledger.as_known(WAITING, 1, by=s.by), signed
    ),
    "model_changes.run": Guarded(
        Action.CHANGE_MODEL, lambda s: s.app.model_changes.run(None, by=s.by)
    ),
    "first_admin.token": Guarded(
        Action.MANAGE_ACCOUNTS, lambda s: s.app.first_admin.token(by=s.by)
    ),
    "backups.restore": Guarded(Action.BACK_UP, restore_anew, make_backup),
    "backups.make": Guarded(
        Action.BACK_UP, lambda s: s.app.backups.make(s.folder / "copy.duckdb", by=s.by)
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

FILES = "reads what the caller brings along; nothing of the desk"
STATEMENTS = "reads the archive, its articles or the words of claims: open to every role"
DESK = "reads the desk: open to every role; what a reader must not see is kept from them in storage"
TOKEN = "the token or the password is the permission"
DUE = "finishes what people who might have begun; changes nothing that anybody decides"
NEEDS_NOBODY = {
    **dict.fromkeys(
        [
            *("extractor.actor_of", "extractor.claim_of", "extractor.claims"),
            *("extractor.claims_of_many", "relator.features", "relator.relate"),
            *("relator.relate_read", "relator.relate_sides"),
            *("articles.count_documents", "articles.read_each", "articles.read_file"),
            *("articles.read_text", "articles.read_upload", "statements.count_rows"),
            "operator",
        ],
        FILES,
    ),
    **dict.fromkeys(
        [
            *("archive.absence_for", "archive.absence_of", "archive.count", "archive.match"),
            *("archive.reversals", "archive.search", "archive.searches", "archive.statement"),
            *("archive.statements", "archive.status", "archive.timeline", "archive.timeline_by"),
            *("priors.absence", "priors.asked_today", "priors.beside", "priors.of"),
            *("priors.of_claim", "priors.read_again", "priors.reading", "priors.reversals"),
            *("priors.timeline", "priors.timeline_by", "priors.word_marks"),
            *("page_queries.article", "page_queries.bare_claim"),
            *("claims.place_of_cut", "claims.places", "claims.reading"),
        ],
        STATEMENTS,
    ),
    **dict.fromkeys(
        [
            *("accounts.may", "accounts.users", "health.look"),
            *("claims.dismissed", "claims.history", "drafts.mine", "guides.is_wanted"),
            *("exports.claimreview", "exports.evidence_csv", "exports.history"),
            *("exports.preview", "exports.verdicts_csv", "imports.latest", "imports.under_way"),
            *("jobs.latest", "jobs.under_way", "model_changes.last"),
            *("opinions.agreement_by_kind", "opinions.agreement_by_pair"),
            *("opinions.disagreements", "opinions.of_claim", "page_queries.awaiting_sign_off"),
            *("page_queries.claim", "page_queries.claims_of", "page_queries.events"),
            *("page_queries.flagged", "page_queries.history", "page_queries.listed"),
            *("page_queries.priors_seen", "page_queries.queue", "sign_off_queue.difference"),
            *("sign_off_queue.waiting", "statement_pages.page", "verdicts.changes_since"),
            *("views.seen_by", "waiting.of"),
        ],
        DESK,
    ),
    **dict.fromkeys(
        [
            *("sessions.sign_in", "sessions.sign_in_as_owner_of", "sessions.sign_out"),
            *("sessions.user_of_session", "sessions.change_password", "first_admin.open_desk"),
            "first_admin.is_awaited",
        ],
        TOKEN,
    ),
    **dict.fromkeys(
        [
            *("close", "due_work.finish", "due_work.finish_articles", "due_work.finish_imported"),
            "health.get_ready",
            *("jobs.resume", "jobs.stop", "jobs.wait"),
        ],
        DUE,
    ),
}
"""What asks nobody, and why."""


def services() -> Iterator[tuple[str, type]]:
    """The services of the application by name, with the class that each says it is of."""
    tree = ast.parse(inspect.getsource(workbench.app))
    modules = {
        alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module is not None
        for alias in node.names
    }
    for name, made_by in vars(App).items():
        if isinstance(made_by, Lazy) and not name.startswith("_"):
            kind = inspect.signature(made_by._make).return_annotation
            yield name, getattr(importlib.import_module(modules[kind]), kind)


def calls() -> Iterator[tuple[str, inspect.Signature]]:
    """Every public call of the application and its services, by its full name."""
    for prefix, kind in [("", App), *((f"{name}.", kind) for name, kind in services())]:
        for call, method in inspect.getmembers(kind, inspect.isfunction):
            if not call.startswith("_"):
                yield f"{prefix}{call}", inspect.signature(method)


def test_every_call_asks_who_or_is_said_to_need_nobody() -> None:
    assert not GUARDED.keys() & NEEDS_NOBODY.keys()
    assert {name for name, _ in calls()} == GUARDED.keys() | NEEDS_NOBODY.keys()


def test_what_is_told_who_acts_asks_whether_they_may() -> None:
    assert {name for name, signature in calls() if "by" in signature.parameters} == GUARDED.keys()


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
    app.articles.add(STORY, by=made.ADA)
    decide(app, User("cora", "Cora", Role.CHECKER), WAITING)
    app.sessions.sign_in("cora", PASSWORD)
    app.close()
    return app.settings.database


@contextmanager
def scene(furnished: Path, folder: Path, by: User) -> Iterator[Scene]:
    folder.mkdir()
    copy = Path(shutil.copy(furnished, folder))
    (folder / "wire.csv").write_text("text\na remark", encoding="utf-8")
    (folder / "stories").mkdir()
    (folder / "stories" / "new.txt").write_text("Kirby: news", encoding="utf-8")
    app = app_on_fakes(Settings(database=copy), START)
    try:
        yield Scene(app, folder, by)
    finally:
        app._parts.archive.import_goes_on.set()  # type: ignore[attr-defined]  # an import at work goes on and ends
        app.close()


def session_of_cora(app: App) -> str:
    return app.sessions.open_sessions("cora", by=made.OPERATOR)[0].session_hash


def happened(app: App) -> list[int]:
    return [event.seq for event in app.page_queries.events(1000, reader=None)]


def person(role: Role) -> User:
    return User(role.value, role.value.title(), role)


NOBODIES = (
    User("nobody", "Nobody", Role.ADMIN),
    User("cli:root", "Not the command line", Role.ADMIN),
    User("desk:machine", "Not the desk", Role.ADMIN),
)


@pytest.mark.parametrize("call", GUARDED)
def test_whom_the_table_names_may_and_nobody_else(
    furnished: Path, tmp_path: Path, call: str
) -> None:
    """Whoever is refused has changed nothing; a role, like an account, counts as it is now."""
    guarded = GUARDED[call]
    refused = [role for role in Role if guarded.action not in ALLOWED[role]]
    with scene(furnished, tmp_path / "refused", made.ADA) as here:
        here.app.accounts.disable("admin", by=made.OPERATOR)
        before = happened(here.app)
        for by in (
            *(person(role) for role in refused),
            *(User(role.value, "", Role.ADMIN) for role in refused),  # claims another role
            person(Role.ADMIN),  # disabled
            *NOBODIES,
        ):
            if call in ON_ITS_WORD and by.role is Role.ADMIN:
                continue
            with pytest.raises(NotAllowed):
                guarded.call(replace(here, by=by))
        assert happened(here.app) == before
    for role in Role:
        if guarded.action in ALLOWED[role]:
            with scene(furnished, tmp_path / role, person(role)) as here:
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
