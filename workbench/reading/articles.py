"""Text in, Article out: the one place where an article's id and hash are made."""

from __future__ import annotations

import hashlib
from datetime import date

from workbench.errors import InputError
from workbench.model.article import Article
from workbench.reading import first_lines


def article_from_text(
    text: str,
    *,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    published_on: date | None = None,
    language: str = "en",
    article_id: str | None = None,
    file: str | None = None,
    short_lines_tell_the_day: bool = True,
) -> Article:
    """Make the immutable snapshot of a document.

    The text is stored to the character. A title or date that is not given is taken from the first
    lines where they show one beyond doubt.

    Args:
        text: The document's text.
        title: Its headline.
        publisher: Who published it.
        url: Where; http or https only, since screens make a link of it.
        published_on: The day.
        language: A language code, ``en`` for English.
        article_id: None for the first 16 hex digits of the text's SHA-256.
        file: The name to put in an error.
        short_lines_tell_the_day: Not where the page around the text was asked for the day already.

    Raises:
        InputError: The text holds no word or cannot be stored, or the address is not a web address.
    """
    if not any(character.isalnum() for character in text):
        raise InputError("there are no words in it; paste or upload the article's words", file=file)
    try:
        digest = hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise InputError(
            f"character {error.start:,} of the text is half a character (a lone surrogate); "
            "save the document again as UTF-8",
            file=file,
            column="text",
        ) from None
    if url is not None and not url.lower().startswith(("http://", "https://")):
        raise InputError(
            f"{url[:80]!r} is not a web address; it must begin with https:// or http://",
            file=file,
            column="url",
        )
    return Article(
        article_id=article_id if article_id is not None else digest[:16],
        text=text,
        sha256=digest,
        title=title if title is not None else first_lines.headline(text),
        publisher=publisher,
        url=url,
        published_on=published_on
        if published_on is not None
        else first_lines.find_day(text, short_lines=short_lines_tell_the_day),
        language=language,
    )
