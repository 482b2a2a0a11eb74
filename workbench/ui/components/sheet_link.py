"""The way to the printed sheet of a signed verdict."""

from __future__ import annotations

from html import escape
from urllib.parse import quote


def sheet_link(claim_id: str, version: int, label: str = "Printed sheet") -> str:
    """A link that opens the sheet in a tab of its own."""
    address = f"/sheet/{quote(claim_id, safe='')}/{version}"
    return (
        f'<a href="{escape(address)}" target="_blank" rel="noopener">{escape(label)}'
        '<span class="wb-hidden"> (opens in a new tab)</span></a>'
    )
