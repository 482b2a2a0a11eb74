"""Accounts as an administrator and as their owners look after them."""

from __future__ import annotations

from tests.ui.conftest import Open, person
from workbench.app import App


def test_accounts_are_made_and_closed_by_the_administrator(app: App, open_page: Open) -> None:
    test = open_page(app, "admin", "people")
    test.text_input(key="new_display_name").set_value("Dana Desk")
    test.text_input(key="new_name").set_value("dana")
    test.selectbox(key="new_role").set_value(test.selectbox(key="new_role").options[0])
    test.text_input(key="new_password").set_value("long enough")
    next(each for each in test.button if each.label == "Create account").click().run()
    assert not test.exception
    assert person(app, "dana").display_name == "Dana Desk"
    assert not open_page(app, "checker", "people").text_input


def test_the_administrator_replaces_a_forgotten_password(app: App, open_page: Open) -> None:
    test = open_page(app, "admin", "people")
    account = test.selectbox(key="change_name")
    account.set_value(next(each for each in account.options if "(checker)" in each)).run()
    test.text_input(key="password_of_checker").set_value("short")
    next(each for each in test.button if each.label == "Set password").click().run()
    assert "has 8 to" in test.error[0].value
    test.text_input(key="password_of_checker").set_value("another long one")
    next(each for each in test.button if each.label == "Set password").click().run()
    assert not test.exception
    assert test.text_input(key="password_of_checker").value == ""
    assert app.sessions.sign_in("checker", "another long one")


def test_people_end_their_other_sessions_and_change_their_own_password(
    empty_app: App, open_page: Open
) -> None:
    empty_app.sessions.sign_in("checker", "long enough", browser="A lost *laptop*")
    test = open_page(empty_app, "checker", "account")
    assert any("A lost \\*laptop\\*" in each.value for each in test.markdown)
    next(each for each in test.button if each.label == "End session 1").click().run()
    assert empty_app.sessions.open_sessions("checker", by=person(empty_app, "checker")) == []
    for old, new, again in (
        ("wrong", "another long one", "another long one"),
        ("long enough", "another long one", "another long two"),
        ("long enough", "another long one", "another long one"),
    ):
        test.text_input(key="old_password").set_value(old)
        test.text_input(key="own_password").set_value(new)
        test.text_input(key="own_password_again").set_value(again)
        next(each for each in test.button if each.label == "Change password").click().run()
        assert not test.exception
    assert "is changed" in test.success[0].value
    assert empty_app.sessions.sign_in("checker", "another long one")
