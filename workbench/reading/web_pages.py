"""HTML to Article: the main text and what the page says of itself, through trafilatura."""

from __future__ import annotations

import logging
from configparser import ConfigParser
from typing import Final

from workbench.errors import InputError
from workbench.model.article import Article
from workbench.reading.articles import article_from_text
from workbench.reading.decoding import refuse_unreadable
from workbench.reading.page_dates import find_day
from workbench.reading.page_repairs import repair

SHORTEST: Final = "60"
"""Characters of a story; trafilatura runs the lines of one it thinks too short (250) together."""


def article_from_html(data: bytes, *, file: str) -> Article:
    """Read a saved web page. Offsets point into the main text, which is what is stored.

    Args:
        data: The page's bytes; the encoding is found from its marks and declarations.
        file: Its name, for the error.

    Raises:
        InputError: The page is unreadable or holds no article.
    """
    import trafilatura

    # Its complaints about a bad page would stand beside our one clear line.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    refuse_unreadable(data, file=file)
    page = trafilatura.load_html(data)
    if page is None:
        raise InputError("this is not a web page; save it as .txt if it is plain text", file=file)
    language, day = _read_language(page), find_day(page)
    repair(page)
    document = trafilatura.bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        config=_short_pages_too(),
    )
    found: dict[str, str | None] = {} if document is None else _as_dict(document)
    text = found.get("text")
    if text is None or not text.strip():
        raise InputError(
            "no article was found in this page; copy its text and paste it instead", file=file
        )
    return article_from_text(
        text,
        title=_words(found.get("title")),
        publisher=_words(found.get("sitename")),
        url=_web_address(found.get("url")),
        published_on=day,
        language=language,
        file=file,
        short_lines_tell_the_day=False,
    )


def _short_pages_too() -> ConfigParser:
    from trafilatura.settings import DEFAULT_CONFIG

    config = ConfigParser()
    config.read_dict(DEFAULT_CONFIG)
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = SHORTEST
    config["DEFAULT"]["MIN_OUTPUT_SIZE"] = "1"
    return config


def _as_dict(document: object) -> dict[str, str | None]:
    names = ("text", "title", "sitename", "url")
    return {name: getattr(document, name, None) for name in names}


def _words(value: str | None) -> str | None:
    words = " ".join(value.split()) if value else ""
    return words if words else None


def _web_address(value: str | None) -> str | None:
    return value if value and value.lower().startswith(("http://", "https://")) else None


def _read_language(page: object) -> str:
    """The page's own ``lang``, shortened ("en-GB" to "en"); English when it declares none."""
    declared = getattr(page, "get", lambda _: None)("lang")
    code = str(declared).replace("_", "-").split("-")[0].strip().lower() if declared else ""
    return code if code.isalpha() else "en"
