"""The way to the printed sheet of a signed verdict."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any
from urllib.parse import quote

from workbench import markup as h
from workbench.markup import Markup


def sheet_link(claim_id: str, version: int, label: str = "Printed sheet") -> Markup:
    """A link that opens the sheet in a tab of its own."""
    address = f"/sheet/{quote(claim_id, safe='')}/{version}"
    return h.a(href=address, target="_blank", rel="noopener")[
        label, h.span(".wb-hidden")[" (opens in a new tab)"]
    ]


def sheet_list(rows: Iterable[Mapping[Hashable, Any]]) -> Markup:
    """The sheets of the signed verdicts among rows of the verdict CSV; empty for none."""
    lines = [
        h.li[sheet_link(row["claim_id"], int(row["verdict_version"]), row["claim_text"])]
        for row in rows
        if row["signoff_state"] == "approved"
    ]
    return h.ul(".wb-found")[lines] if lines else h.NOTHING
