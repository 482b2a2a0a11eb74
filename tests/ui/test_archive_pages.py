"""The librarian's pages and the export's, in Streamlit's own harness."""

from __future__ import annotations

import re
import threading
from collections.abc import Generator
from datetime import date

import pytest

from tests.databases import database_of
from tests.ui.conftest import Open, html_of, labels_of_links, person
from tests.ui.test_pages import crimea_claim, decide
from workbench.app import App
from workbench.model.job import JobStep
from workbench.ui.archive.state import PAGES, Asked

TABLE = b"text,speaker,said_on\nThe dam holds.,Ann Brook,2022-10-20\nThe dam fell.,Ann Brook,soon\n"


def test_a_search_stands_in_the_address_whatever_the_address_says() -> None:
    asked = Asked.from_link(
        {"q": " drones ", "actor": "Iran", "since": "soon", "as_of": "2022-10-20", "page": "-3"}
    )
    assert (asked.words, asked.since, asked.as_of) == ("drones", None, date(2022, 10, 20))
    assert Asked.from_link(asked.link) == asked
    assert Asked.from_link({"page": "9999"}).page == 1
    assert Asked.from_link({"page": "999"}).page == PAGES
    assert Asked().link == {}
    backwards = Asked(since=date(2022, 10, 21), as_of=date(2022, 10, 20))
    assert backwards.fault is not None


def test_a_search_takes_filters_from_its_link_and_marks_the_words_it_shares(
    app_to_read: App, open_page: Open
) -> None:
    link = {"q": "Iran sent drones to Russia", "speaker": "kanaani", "since": "2022-10-01"}
    test = open_page(app_to_read, "checker", "archive", **link)
    assert not test.exception
    html = html_of(test)
    assert "<mark>" in html
    assert "Nasser Kanaani" in html
    assert "John Kirby" not in html
    assert test.text_input(key="search_speaker").value == "kanaani"
    assert any(label.startswith("Open statement 1: ") for label in labels_of_links(test))


def test_finding_nothing_says_what_was_looked_through_and_a_bad_day_is_no_error(
    app_to_read: App, open_page: Open
) -> None:
    link = {"q": "drones", "source": "No Such Paper", "since": "2022-13-45", "as_of": ""}
    test = open_page(app_to_read, "checker", "archive", **link)
    assert not test.exception
    assert not test.error
    [told] = [each.value for each in test.info if "Nothing found" in each.value]
    assert "Searched 0 statements published by No Such Paper" in told


def test_what_came_by_the_command_line_says_so_in_words(app_to_read: App, open_page: Open) -> None:
    test = open_page(app_to_read, "librarian", "archive", statement="iran-drones-011")
    html = html_of(test)
    assert "imported from statements.jsonl by the command line (" in html
    assert "cli:" not in html


def test_what_is_refused_twice_is_told_to_a_screen_reader_twice(
    app_to_read: App, open_page: Open
) -> None:
    test = open_page(app_to_read, "librarian", "archive", statement="nowhere")
    before = test.session_state["notice_number"]
    test.query_params["statement"] = "elsewhere"
    test.run()
    assert "elsewhere" in test.error[0].value
    assert test.session_state["notice_number"] == before + 1


def test_a_statement_has_a_page_with_its_source_and_the_verdicts_that_cite_it(
    app: App, open_page: Open
) -> None:
    decided = decide(app, "checker")
    assert decided.verdict is not None
    [cited] = decided.verdict.cited
    test = open_page(app, "librarian", "archive", statement=cited)
    assert not test.exception
    html = html_of(test)
    assert "Cited in 1 verdict" in html
    assert "Contested" in html
    assert "Back to the search" in labels_of_links(test)
    # who owes a second opinion learns neither the verdict nor that this is its evidence
    app.opinions.ask(decided.claim.claim_id, reviewer="checker2", by=person(app, "supervisor"))
    blind = html_of(open_page(app, "checker2", "archive", statement=cited))
    assert "Contested" not in blind
    assert "Cited in" not in blind
    assert "not listed here" in blind


def test_an_unknown_statement_is_said_to_be_none(app_to_read: App, open_page: Open) -> None:
    test = open_page(app_to_read, "checker", "archive", statement="nowhere")
    assert "nowhere" in test.error[0].value


def test_an_import_by_somebody_else_shows_to_whoever_comes_with_its_rejects(
    app: App, open_page: Open
) -> None:
    app.imports.start("dam.csv", TABLE, by=person(app, "librarian"))
    assert app.jobs.wait(60)
    test = open_page(app, "supervisor", "archive")
    test.session_state["archive_tab"] = "Import"
    test.run()
    assert not test.exception
    html = html_of(test)
    assert "dam.csv" in html
    assert "said_on" in html
    assert "&#x27;soon&#x27; is not a day" in html


def test_the_state_of_the_archive_tells_model_index_and_reprints(
    app: App, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    test = open_page(app, "librarian", "archive")
    test.session_state["archive_tab"] = "State of the archive"
    test.run()
    assert not test.exception
    html = html_of(test)
    for words in ("Searches use", "Search index", "Same text in several outlets", "all looked at"):
        assert words in html
    assert not [each for each in test.button if "model" in each.label.lower()]
    test = open_page(app, "admin", "archive")
    test.session_state["archive_tab"] = "State of the archive"
    test.run()
    may = threading.Event()

    def held_up(model: str | None) -> Generator[JobStep, None, None]:
        yield JobStep(0, 9)
        assert may.wait(timeout=60)
        yield JobStep(9, 9)

    monkeypatch.setattr(app._parts.archive, "re_embed", held_up)
    next(each for each in test.button if each.label == "Read the archive with it").click().run()
    next(each for each in test.button if each.label == "Pause the change of model").click().run()
    assert app.model_changes.told.startswith("resting: ")
    next(each for each in test.button if "Go on" in each.label).click().run()
    assert not app.model_changes.told.startswith("resting: ")
    may.set()
    assert app.jobs.wait(60)
    assert "all 9 statements" in app.model_changes.told


def test_the_state_tells_what_is_not_well_and_what_to_do(
    app: App, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_of(app), "_room", 1 << 60)
    test = open_page(app, "admin", "archive")
    test.session_state["archive_tab"] = "State of the archive"
    test.run()
    assert not test.exception
    html = html_of(test)
    assert "nearly full. Make room on the disk" in html
    assert "loading. Wait" in html, "nothing was made ready in this process"
    assert "cannot be read" not in html


def test_whoever_owes_a_second_opinion_sees_no_verdict_before_exporting(
    app: App, open_page: Open
) -> None:
    item = decide(app, "checker")
    assert crimea_claim(app).claim.claim_id == item.claim.claim_id
    app.verdicts.approve(item.claim.claim_id, 1, by=person(app, "supervisor"))
    assert "1 claim" in html_of(open_page(app, "checker", "export"))
    app.opinions.ask(item.claim.claim_id, reviewer="checker2", by=person(app, "supervisor"))
    test = open_page(app, "checker2", "export")
    assert not test.dataframe
    assert "second opinion" in html_of(test)


def test_what_the_export_leaves_out_is_listed_behind_its_link(
    app_to_read: App, open_page: Open
) -> None:
    export = open_page(app_to_read, "supervisor", "export")
    links = {element.proto.label: element.proto.query_string for element in export.get("page_link")}
    assert links["List what is not reviewed"] == "state=open"
    test = open_page(app_to_read, "supervisor", "queue", state="open")
    [found] = re.findall(r">([0-9,]+ claims) <small>1 to 25", html_of(test))
    assert f"<p>{found}: not reviewed yet</p>" in html_of(export)


def test_the_export_remembers_who_took_what(app: App, open_page: Open) -> None:
    item = decide(app, "checker")
    app.verdicts.approve(item.claim.claim_id, 1, by=person(app, "supervisor"))
    app.exports.take("csv", by=person(app, "supervisor"))
    html = html_of(open_page(app, "checker", "export"))
    assert "Past exports" in html
    assert "signed-off verdicts" in html


def test_a_day_long_ago_can_be_given_to_an_article_and_a_search(
    app_to_read: App, open_page: Open
) -> None:
    for page in ("add_article", "archive"):
        test = open_page(app_to_read, "librarian", page)
        assert test.date_input
        assert all(each.min <= date(1986, 4, 26) for each in test.date_input)


def test_an_empty_archive_opens_where_it_can_be_filled(empty_app: App, open_page: Open) -> None:
    librarian = open_page(empty_app, "librarian", "archive")
    assert any(each.label == "Import" for each in librarian.button)
    checker = open_page(empty_app, "checker", "archive")
    assert "There is nothing to search yet." in html_of(checker)
    assert labels_of_links(open_page(empty_app, "checker", "queue")) == ["Add an article"]


def test_search_keeps_to_what_was_known_on_the_day(app_to_read: App, open_page: Open) -> None:
    words = "Iran sent drones to Russia before the war"
    later = html_of(open_page(app_to_read, "checker", "archive", q=words, actor="Iran"))
    then = html_of(
        open_page(app_to_read, "checker", "archive", q=words, actor="Iran", as_of="2022-10-20")
    )
    assert "5 November 2022" in later
    assert "November 2022" not in then
    assert "closest first" in then


def test_export_shows_what_is_left_out_and_why(app: App, open_page: Open) -> None:
    item = decide(app, "checker")
    test = open_page(app, "supervisor", "export")
    assert "not reviewed yet" in html_of(test)
    assert "waiting for a supervisor" in html_of(test)
    app.verdicts.approve(item.claim.claim_id, 1, by=person(app, "supervisor"))
    test = open_page(app, "supervisor", "export")
    assert [each.proto.label for each in test.get("download_button")][:2] == [
        "Download verdicts (CSV)",
        "Download evidence (CSV)",
    ]
