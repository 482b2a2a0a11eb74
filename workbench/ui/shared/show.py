"""The one door by which HTML comes onto a page."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from workbench.markup import Markup


def show(html: Markup, *, width: Literal["stretch", "content"] = "stretch") -> None:
    """Put HTML on the page.

    Raises:
        TypeError: ``html`` is a plain string, of which nobody knows whether it is escaped.
    """
    st.html(check(html), width=width)


def check(html: Markup) -> str:
    """The HTML as the browser gets it.

    Raises:
        TypeError: as for ``show``.
    """
    if not isinstance(html, Markup):
        raise TypeError("only what workbench.markup made goes onto a page")
    return str(html)
