"""The way to the printed sheet of a signed verdict."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from html import escape
from typing import Any
from urllib.parse import quote


def sheet_link(claim_id: str, version: int, label: str = "Printed sheet") -> str:
    """A link that opens the sheet in a tab of its own."""
    address = f"/sheet/{quote(claim_id, safe='')}/{version}"
    return (
        f'<a href="{escape(address)}" target="_blank" rel="noopener">{escape(label)}'
        '<span class="wb-hidden"> (opens in a new tab)</span></a>'
    )


def sheet_list(rows: Iterable[Mapping[Hashable, Any]]) -> str:
    """The sheets of the signed verdicts among rows of the verdict CSV; empty for none."""
    lines = "".join(
        f"<li>{sheet_link(row['claim_id'], int(row['verdict_version']), row['claim_text'])}</li>"
        for row in rows
        if row["signoff_state"] == "approved"
    )
    return f'<ul class="wb-found">{lines}</ul>' if lines else ""
