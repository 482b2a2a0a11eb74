"""Names that other programs may import: taking one away or renaming it must be on purpose."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from types import ModuleType

import pytest

from workbench import app, errors
from workbench import model as nouns
from workbench.errors import WorkbenchError

MODEL = {
    *("Absence", "AccountOpened", "Action", "ActorKind", "Agreement", "Arrival", "Article"),
    *("ArticleAdded", "ArticleProgress", "Attributed", "AttributionLink", "AwaitingSignature"),
    *("Backlog", "Bar", "Cause", "Change", "Choice", "Citation", "Claim", "ClaimChange"),
    *("ClaimChangeKind", "ClaimOnDesk", "ClaimState", "DateMention"),
    *("Difference", "Dismissal"),
    *(
        "DismissalReason",
        "Draft",
        "Due",
        "Event",
        "EvidenceFlag",
        "ExportPreview",
        "ExportTaken",
        "Figures",
    ),
    *("Flags", "FlagsRaised", "HistoryEntry", "Hold", "ImportCounts", "ImportReport"),
    *("Job", "JobKind", "JobState", "JobStep", "JobUnderWay", "Judge"),
    *("Kept", "KeptDraft", "Lane", "LeftOut", "Listed"),
    *("Opinion", "OpinionRequest", "Order", "Period", "Piece", "Plan", "PlanChange"),
    *("PlannedTogether", "Polarity", "Prior", "Priority", "Program", "Query", "Quotation"),
    *("ReaderEndpoint", "ReaderState"),
    *("Reason", "Refused", "Rejection", "Rejects", "Relation", "RelationLabel", "Reopening"),
    *("Reversal", "Risk", "RiskKind", "Role", "SavedView", "Search", "SetAside", "SignOff"),
    *("SignOffDecision", "Span", "Statement", "StatementPage", "StatementsAdded", "Step"),
    *("StoredArticle", "Timeline", "TimelineMark", "TimelinePart", "TimelineRow", "Times"),
    *("User", "Verdict", "VerdictSubmitted", "VerdictVersion", "Views", "WaitingClaim"),
    *("Waits", "Wanted", "Withdrawal", "WordMarks"),
}
ERRORS = {
    *("AnswerRefused", "Conflict", "DatabaseInUse", "DeskStopping", "InputError", "LedgerBroken"),
    *("ModelUnavailable", "NotAllowed", "NotFound", "NotSignedIn", "ReaderUnavailable"),
    *("SchemaTooNew", "StorageError", "TooManyTries", "WorkbenchError"),
}
APP = {
    *("accounts", "archive", "articles", "backups", "claims", "close", "drafts"),
    *("due_work", "exports", "extractor", "first_admin", "guides", "health", "imports"),
    *("insights", "jobs"),
    *("ledger", "model_changes", "operator", "opinions", "page_queries", "priors"),
    *("relator", "sessions", "sheets", "sign_off_queue", "statement_pages"),
    *("statements", "verdicts", "views", "waiting", "work"),
}
"""The services, see test_every_call for what each can be asked; and what the application does."""


def defined_in(module: ModuleType) -> set[str]:
    return {
        name
        for name, value in vars(module).items()
        if inspect.isclass(value) and value.__module__ == module.__name__
    }


def rooms_of_the_model() -> list[ModuleType]:
    found = pkgutil.iter_modules(nouns.__path__, f"{nouns.__name__}.")
    return [importlib.import_module(each.name) for each in found]


def test_the_nouns_of_the_model_are_pinned() -> None:
    defined = [name for room in rooms_of_the_model() for name in sorted(defined_in(room))]
    assert sorted(defined) == sorted(MODEL)


def test_the_errors_are_pinned() -> None:
    assert defined_in(errors) == ERRORS


def test_what_the_application_object_offers_is_pinned() -> None:
    offered = {name for name in dir(app.App) if not name.startswith("_")}
    assert offered == APP


@pytest.mark.parametrize("name", sorted(ERRORS))
def test_one_base_catches_every_error(name: str) -> None:
    assert issubclass(getattr(errors, name), WorkbenchError)


def test_every_noun_is_an_enum_or_frozen() -> None:
    for room in rooms_of_the_model():
        for name in defined_in(room):
            noun = getattr(room, name)
            frozen = getattr(noun, "__dataclass_params__", None)
            assert issubclass(noun, str) if frozen is None else frozen.frozen, name


def test_the_hierarchy_drawn_at_the_top_is_the_real_one() -> None:
    drawing = errors.__doc__ or ""
    parents: list[str] = []
    drawn: dict[str, str] = {}
    for line in drawing.splitlines():
        words = line.replace("│", " ").replace("├──", "   ").replace("└──", "   ").split("  ")
        name = next((word.strip().split()[0] for word in words if word.strip()), "")
        if name not in ERRORS:
            continue
        depth = line.index(name) // 4
        parents[depth:] = [name]
        if depth:
            drawn[name] = parents[depth - 1]
    real = {name: getattr(errors, name).__base__.__name__ for name in ERRORS - {"WorkbenchError"}}
    assert drawn == real
