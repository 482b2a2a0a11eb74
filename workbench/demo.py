"""The demonstration: its accounts, statements and articles, put into a database of its own.

Everything goes through the application object, as a newsroom's own data would. Seeding again
changes nothing that was done since.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.errors import InputError, NotFound
from workbench.model.people import Role
from workbench.model.verdict import Verdict
from workbench.settings import locate_shipped

if TYPE_CHECKING:
    from workbench.app import App


@dataclass(frozen=True, slots=True)
class Account:
    """One demonstration account and what it is for."""

    name: str
    display_name: str
    role: Role
    does: str


PASSWORD: Final = "fact-check-demo"  # noqa: S105 - printed at every start, for sample data only
ACCOUNTS: Final = (
    Account("checker", "Chris Checker", Role.CHECKER, "gives verdicts"),
    Account("checker2", "Cora Checker", Role.CHECKER, "gives verdicts too"),
    Account("supervisor", "Sam Supervisor", Role.SUPERVISOR, "signs off, never their own work"),
    Account("librarian", "Lee Librarian", Role.LIBRARIAN, "looks after the archive"),
    Account("admin", "Alex Admin", Role.ADMIN, "looks after the accounts"),
)


FIRST_STORY: Final = "Iranian trainers in Crimea are helping Russia fly drones, White House says"
"""The headline of the article that a first review is best begun with: it has been denied."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A decision written by us, so that a supervisor's first screen is not empty.

    Attributes:
        words: Words that only this claim of the article contains.
    """

    article: str
    words: str
    verdict: Verdict
    rationale: str
    cited: tuple[str, ...]
    author: str


SAMPLE: Final = Sample(
    article="2022-08-19-zaporizhzhia-shelling.txt",
    words="no heavy weapons at the station",
    verdict=Verdict.CONTESTED,
    rationale=(
        "Sample decision, written for the demonstration: the United States on 1 August and NATO "
        "on 17 August both said that Russia fires from the ground around the plant. No inspector "
        "had been there, so neither account is settled."
    ),
    cited=("zaporizhzhia-npp-007", "zaporizhzhia-npp-017"),
    author="checker2",
)


def sign_ins() -> str:
    """The accounts and their password, in lines to print."""
    width = max(len(account.name) for account in ACCOUNTS)
    lines = [f"  {account.name:<{width}}  {account.does}" for account in ACCOUNTS]
    return "\n".join([f"sign in with the password {PASSWORD} as", *lines])


def seed(app: App, *, tell: Callable[[str], None]) -> None:
    """Fill the desk's database with the demonstration, leaving out what is there already.

    Args:
        tell: Told in a line what is being done, since the first time takes a minute.

    Raises:
        InputError: the database holds accounts of real people; the demonstration's known
            passwords must not open it.
    """
    _open_accounts(app)
    operator = app.operator()
    data = locate_shipped("data")
    statements = data / "statements.jsonl"
    if not _is_imported(app, statements):
        tell("importing the demonstration's statements ...")
        app.statements.import_file(statements, by=operator)
    stored = {article.article_id for article in app.page_queries.queue(operator)}
    missing = [
        path
        for path in sorted((data / "articles").glob("*.txt"))
        if app.articles.read_file(path)[0].article_id not in stored
    ]
    if missing:
        tell("reading the demonstration's articles ...")
        app.articles.import_files(missing, by=operator)
        if any(path.name == SAMPLE.article for path in missing):
            _decide_sample(app, data / "articles" / SAMPLE.article, tell)


def refuse(app: App) -> None:
    """Refuse to open the demonstration's database as a newsroom's desk.

    Raises:
        InputError: it holds accounts of the demonstration, whose password everybody knows.
    """
    ours = {(account.name, account.display_name) for account in ACCOUNTS}
    if any((user.name, user.display_name) in ours for user in app.accounts.users()):
        raise InputError(
            f"{app.settings.database} is the demonstration's, with passwords that everybody "
            "knows; open it with workbench demo, or name another with --database"
        )


def _decide_sample(app: App, path: Path, tell: Callable[[str], None]) -> None:
    [article] = app.articles.read_file(path)
    found = [
        on_desk
        for on_desk in app.page_queries.claims_of(article.article_id, reader=None)
        if SAMPLE.words in on_desk.claim.text
    ]
    author = next(user for user in app.accounts.users() if user.name == SAMPLE.author)
    if len(found) != 1 or found[0].seen_version != 0:
        tell(f"left out the sample decision: {len(found)} claims say {SAMPLE.words!r}")
        return
    app.verdicts.submit(
        found[0].claim.claim_id,
        verdict=SAMPLE.verdict,
        rationale=SAMPLE.rationale,
        cited=SAMPLE.cited,
        by=author,
        seen_version=0,
    )


def _open_accounts(app: App) -> None:
    names = {user.name for user in app.accounts.users()}
    if strangers := sorted(names - {account.name for account in ACCOUNTS}):
        raise InputError(
            f"{app.settings.database} has accounts of its own ({', '.join(strangers[:3])}), which "
            "the demonstration's known passwords would open to anyone; name a new file with "
            "--database"
        )
    for account in ACCOUNTS:
        if account.name not in names:
            app.accounts.create(
                account.name,
                account.display_name,
                account.role,
                PASSWORD,
                by=app.operator(),
            )


def _is_imported(app: App, statements: Path) -> bool:
    """Whether the file's last statement is there; imports go in order, so all of it is."""
    last = statements.read_text(encoding="utf-8").splitlines()[-1]
    try:
        app.archive.statement(json.loads(last)["id"])
    except NotFound:
        return False
    return True
