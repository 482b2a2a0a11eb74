"""Naming a larger reader: off by default, nothing guessed, and the key is never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases import each
from workbench.cli.serving import tell_of_reader
from workbench.errors import InputError
from workbench.reader_settings import larger_reader
from workbench.settings import Settings

NAMED = {"WORKBENCH_READER_URL": "https://api.paper.example/v1", "WORKBENCH_READER_MODEL": "qwen"}


def test_there_is_none_unless_an_address_is_named() -> None:
    alone = {"WORKBENCH_READER_MODEL": "qwen", "WORKBENCH_READER_KEY": "secret"}
    for env in ({}, {"WORKBENCH_READER_URL": ""}, alone):
        assert Settings.from_environment(env).larger_reader is None


@each(
    "url, asked, host, here",
    [
        ("http://localhost:11434/v1", "http://localhost:11434/v1", "localhost:11434", True),
        ("http://127.0.0.2:8080/v1/", "http://127.0.0.2:8080/v1", "127.0.0.2:8080", True),
        ("http://[::1]:8080", "http://[::1]:8080", "[::1]:8080", True),
        ("http://10.0.0.7:8000/v1", "http://10.0.0.7:8000/v1", "10.0.0.7:8000", False),
        ("http://ollama:11434/v1", "http://ollama:11434/v1", "ollama:11434", False),
        ("http://gpu.lan/v1", "http://gpu.lan/v1", "gpu.lan", False),
        (
            "https://api.paper.example/v1",
            "https://api.paper.example/v1",
            "api.paper.example",
            False,
        ),
    ],
)
def test_the_address_is_that_of_the_endpoint_whole_or_without_its_door(
    url: str, asked: str, host: str, here: bool
) -> None:
    for written in (url, f"{url.rstrip('/')}/chat/completions"):
        found = larger_reader({**NAMED, "WORKBENCH_READER_URL": written})
        assert found is not None
        assert found.url == f"{asked}/chat/completions"
        assert (found.host, found.on_this_machine) == (host, here)


def test_where_words_go_is_said_plainly() -> None:
    far = larger_reader(NAMED)
    near = larger_reader({**NAMED, "WORKBENCH_READER_URL": "http://localhost:11434/v1"})
    assert far is not None
    assert near is not None
    assert far.where_words_go.endswith("leave this machine: they go to api.paper.example.")
    assert "go to a program on this machine." in near.where_words_go


@each(
    "name, value, named",
    [
        ("URL", "api.paper.example/v1", "WORKBENCH_READER_URL"),
        ("URL", "ftp://paper.example", "WORKBENCH_READER_URL"),
        ("URL", "https://", "WORKBENCH_READER_URL"),
        ("URL", "https://[", "WORKBENCH_READER_URL"),
        ("URL", "https://paper.example:port", "WORKBENCH_READER_URL"),
        ("URL", "https://paper.example/a b", "WORKBENCH_READER_URL"),
        ("URL", "http://api.paper.example/v1", "https://"),
        ("URL", "http://8.8.8.8/v1", "https://"),
        ("URL", "https://me:secret@paper.example/v1", "WORKBENCH_READER_KEY"),
        ("URL", "https://paper.example/v1?key=secret", "WORKBENCH_READER_KEY"),
        ("MODEL", "", "WORKBENCH_READER_MODEL"),
        ("MODEL", "m" * 201, "WORKBENCH_READER_MODEL"),
        ("MODEL", "a\nb", "WORKBENCH_READER_MODEL"),
        ("KEY", "two secret words", "WORKBENCH_READER_KEY"),
        ("KEY", "secret\r\nHost: elsewhere", "WORKBENCH_READER_KEY"),
        ("KEY", "sécret", "WORKBENCH_READER_KEY"),
        ("KEY_FILE", "/no/such/secret/file", "WORKBENCH_READER_KEY_FILE"),
        ("A_DAY", "0", "WORKBENCH_READER_A_DAY"),
        ("A_DAY", "many", "WORKBENCH_READER_A_DAY"),
        ("A_DAY", "nan", "WORKBENCH_READER_A_DAY"),
        ("TIMEOUT", "0.2", "WORKBENCH_READER_TIMEOUT"),
        ("TIMEOUT", "inf", "WORKBENCH_READER_TIMEOUT"),
    ],
)
def test_what_cannot_be_is_refused_by_name_and_nothing_secret_is_repeated(
    name: str, value: str, named: str
) -> None:
    with pytest.raises(InputError) as refused:
        larger_reader({**NAMED, f"WORKBENCH_READER_{name}": value})
    assert named in str(refused.value)
    assert "secret" not in str(refused.value)


def test_the_key_comes_from_the_environment_or_a_file_and_is_never_shown(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("sk-secret\n", encoding="utf-8")
    for env in (
        {**NAMED, "WORKBENCH_READER_KEY": "sk-secret"},
        {**NAMED, "WORKBENCH_READER_KEY_FILE": str(file)},
    ):
        settings = Settings.from_environment(env)
        assert settings.larger_reader is not None
        assert settings.larger_reader.key == "sk-secret"
        assert "secret" not in repr(settings)


def test_the_start_says_what_leaves_the_desk_and_to_whom(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tell_of_reader(Settings.from_environment({}))
    assert capsys.readouterr().err == ""
    tell_of_reader(Settings.from_environment({**NAMED, "WORKBENCH_READER_KEY": "sk-secret"}))
    told = " ".join(capsys.readouterr().err.split())
    assert "qwen at api.paper.example" in told
    assert "leave this machine: they go to api.paper.example. At most 1,000" in told
    assert "secret" not in told


def test_limits_are_numbers_of_ones_own() -> None:
    env = {"WORKBENCH_READER_A_DAY": "50", "WORKBENCH_READER_TIMEOUT": "90"}
    found = larger_reader({**NAMED, **env})
    assert found is not None
    assert (found.a_day, found.timeout) == (50, 90.0)
