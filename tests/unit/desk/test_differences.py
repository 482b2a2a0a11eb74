"""What a new version changes, word by word."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from tests.cases import each
from workbench.desk.verdicts.differences import MOST_WORDS, since_last_decision, word_changes
from workbench.model.on_desk import HistoryEntry, Kept
from workbench.model.verdict import Reopening, SignOff, SignOffDecision, Verdict, VerdictVersion

NOON = datetime(2022, 10, 22, 12, 0, tzinfo=UTC)
TEXT = st.text(st.sampled_from("ab é’-\n.,1"), max_size=40)


def side(pieces: tuple, gone: Kept) -> str:
    return "".join(piece.text for piece in pieces if piece.kept is not gone)


@given(TEXT, TEXT)
def test_both_texts_can_be_read_out_of_the_pieces(before: str, after: str) -> None:
    pieces = word_changes(before, after)
    assert side(pieces, Kept.ADDED) == before
    assert side(pieces, Kept.REMOVED) == after


def test_words_are_compared_and_not_letters() -> None:
    pieces = word_changes("Iran denied it on Monday.", "Iran denied that on Tuesday.")
    assert [(piece.kept.value, piece.text) for piece in pieces] == [
        ("same", "Iran denied "),
        ("removed", "it"),
        ("added", "that"),
        ("same", " on "),
        ("removed", "Monday"),
        ("added", "Tuesday"),
        ("same", "."),
    ]


def test_words_replaced_one_after_the_other_are_one_change() -> None:
    pieces = word_changes("It was so.", "They were so.")
    assert [piece.text for piece in pieces] == ["It was", "They were", " so."]


def test_very_long_texts_are_replaced_as_a_whole() -> None:
    long = "word " * MOST_WORDS
    assert [piece.kept for piece in word_changes(long, "short")] == [Kept.REMOVED, Kept.ADDED]
    assert [piece.kept for piece in word_changes(long, long)] == [Kept.SAME]


def entry(
    number: int,
    decision: SignOffDecision | None = None,
    *,
    cited: tuple[str, ...] = ("a",),
    verdict: Verdict = Verdict.CONTESTED,
    reopened: str | None = None,
) -> HistoryEntry:
    return HistoryEntry(
        VerdictVersion("c", number, verdict, f"Reason {number}.", "chris", NOON, cited=cited),
        None if decision is None else SignOff("c", number, decision, "sam", NOON, "Why?"),
        reopening=None if reopened is None else Reopening("c", number, "sam", NOON, reopened),
    )


def test_a_first_version_is_compared_with_nothing() -> None:
    assert since_last_decision([entry(1)]) is None


def test_a_version_is_compared_with_the_last_one_that_was_decided_on() -> None:
    history = [entry(1, SignOffDecision.RETURNED), entry(2, cited=("b",)), entry(3, cited=("b",))]
    found = since_last_decision(history)
    assert found is not None
    assert (found.base.version, found.now.version) == (1, 3)
    assert found.sign_off is not None
    assert found.sign_off.note == "Why?"
    assert (found.cited_anew, found.no_longer_cited) == (("b",), ("a",))
    assert found.changes_rationale
    assert not found.changes_verdict


@each("verdict", list(Verdict))
def test_a_correction_carries_its_note_and_tells_another_finding(verdict: Verdict) -> None:
    history = [entry(1, SignOffDecision.APPROVED, reopened="The day."), entry(2, verdict=verdict)]
    found = since_last_decision(history)
    assert found is not None
    assert found.correction is not None
    assert found.correction.correction_note == "The day."
    assert found.changes_verdict is (verdict is not Verdict.CONTESTED)


def test_without_any_decision_the_version_before_is_the_measure() -> None:
    found = since_last_decision([entry(1), entry(2), entry(3)])
    assert found is not None
    assert (found.base.version, found.sign_off) == (2, None)
