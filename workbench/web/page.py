"""What the pages before the desk share: plain HTML without scripts, and the policy they keep."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from workbench import markup as h
from workbench.markup import Markup, Node
from workbench.settings import FORM_FIELD

FONTS: Final = (
    ("Source Sans", "SourceSansVF-Upright*.woff2"),
    ("Source Serif", "SourceSerifVariable-Roman*.woff2"),
)
STYLE: Final = """
:root { color-scheme: light dark; --paper: light-dark(#fbfaf7, #171614);
  --panel: light-dark(#ffffff, #211f1c); --ink: light-dark(#24211d, #edebe8);
  --soft: light-dark(#5d574f, #b5afa7); --line: light-dark(#d9d4cb, #45413b);
  --accent: light-dark(#1f4e79, #9cc4ec); --on-accent: light-dark(#ffffff, #14202c);
  --bad: light-dark(#9b1c1c, #ffb4a9); --bad-paper: light-dark(#fdeeee, #3a1f1d); }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 "Source Sans", system-ui, sans-serif;
  display: grid; place-items: center; padding: 1.5rem; }
main { width: min(27rem, 100%); }
h1 { font: 600 2rem/1.2 "Source Serif", Georgia, serif; margin: 0; }
.rule { border: 0; border-top: 3px double var(--line); margin: .75rem 0 1rem; }
p { margin: 0 0 1rem; color: var(--soft); }
form { background: var(--panel); border: 1px solid var(--line); border-radius: .4rem;
  padding: 1.25rem; display: grid; gap: .35rem; }
label { font-weight: 600; }
input { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--soft);
  border-radius: .3rem; padding: .5rem .6rem; margin-bottom: .6rem; width: 100%; }
button, .button { font: inherit; font-weight: 600; color: var(--on-accent);
  background: var(--accent); border: 0; border-radius: .3rem; padding: .6rem; cursor: pointer;
  display: block; text-align: center; text-decoration: none; }
.or { text-align: center; margin: 1rem 0; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.problem { color: var(--bad); background: var(--bad-paper); border-left: 4px solid var(--bad);
  padding: .6rem .8rem; border-radius: .2rem; }
.demo { margin-top: 1.25rem; font-size: .9rem; }
.demo h2 { font-size: 1rem; margin: 0 0 .25rem; }
table { border-collapse: collapse; width: 100%; }
td, th { text-align: left; padding: .2rem .5rem .2rem 0; vertical-align: top;
  border-top: 1px solid var(--line); font-weight: 400; }
th { font-family: ui-monospace, monospace; white-space: nowrap; }
td { color: var(--soft); }
"""


@cache
def style_sheet() -> str:
    """The page's style, in the same fonts as the pages of the installed Streamlit."""
    import streamlit

    media = Path(streamlit.__file__).parent / "static" / "static" / "media"
    faces = "".join(
        f'@font-face {{ font-family: "{name}"; src: url("/static/media/{file.name}") '
        'format("woff2"); font-weight: 200 900; }\n'
        for name, pattern in FONTS
        for file in sorted(media.glob(pattern))[:1]
    )
    return faces + STYLE


def style_source() -> str:
    """The hash that lets exactly this style sheet through the page's own policy."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(style_sheet().encode()).digest()).decode()}'"


def page_policy() -> str:
    """The content security policy of this page: its style, its form, nothing else."""
    return (
        f"default-src 'none'; style-src {style_source()}; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'; img-src 'self'; font-src 'self'"
    )


def page(title: str, lead: str, body: Node, *, problem: str | None = None) -> Markup:
    """A whole page.

    Args:
        title: Of the browser's tab.
        lead: A sentence on what this is for.
        body: What stands below the lead.
        problem: What went wrong the last time, if anything.
    """
    return h.document(
        f"{title} – Factcheck workbench",
        style_sheet(),
        (
            h.h1["Factcheck workbench"],
            h.hr(".rule"),
            h.p[lead],
            None if problem is None else h.p(".problem", role="alert", id="problem")[problem],
            body,
        ),
    )


def form_token_field(token: str) -> Markup:
    """The hidden field that shows that a form came from here."""
    return h.input_(type="hidden", name=FORM_FIELD, value=token)


def describe(problem: str | None) -> dict[str, str]:
    """The attributes that tie a field to the problem, for screen readers."""
    return {} if problem is None else {"aria_describedby": "problem", "aria_invalid": "true"}
