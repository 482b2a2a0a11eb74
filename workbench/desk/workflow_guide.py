"""The guide to states, moves and roles, made from the tables: ``docs/workflow.md``.

``python -m workbench.desk.workflow_guide > docs/workflow.md`` writes it; a test compares.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Final

from workbench.desk.permissions import ALLOWED, Action
from workbench.desk.workflow import RULES
from workbench.model import ClaimState, Role

MEANING: Final = {
    ClaimState.OPEN: "Nobody has given a verdict. This is the absence of one, not a finding.",
    ClaimState.SUBMITTED: "A version of the verdict waits for a supervisor.",
    ClaimState.APPROVED: "Somebody other than its author has signed the version.",
    ClaimState.RETURNED: "A supervisor sent the version back with a reason.",
}
HEAD: Final = """\
# How a claim goes over the desk

This page is made from the tables in `workbench/desk/workflow.py` and
`workbench/desk/permissions.py` by `python -m workbench.desk.workflow_guide`.
"""
RULES_BESIDE: Final = """\
## What holds besides

- A verdict needs a rationale. Contested and confirmed also need at least one cited statement, or a
  URL or note on evidence outside the archive. Unverified needs the rationale alone.
- Whoever wrote a version can neither approve it nor send it back, whatever the role.
- A sign-off names the version that was seen. If there is a later one it fails and says whose.
- A verdict is given on the version that was seen, too: if somebody else was faster, nothing is
  stored and the message says what they decided.
- New evidence after a verdict flags the claim. It never changes the verdict or its state.
- Nothing is overwritten: every version, sign-off and flag stays, with an event in the ledger.
- A role taken away or an account disabled counts at once, in the middle of a session too.
"""


def guide() -> str:
    """The whole page in Markdown."""
    return "\n".join(
        (
            HEAD,
            "## States\n",
            _table(("state", "meaning"), [(state.value, MEANING[state]) for state in ClaimState]),
            "## Moves\n",
            _table(
                ("from", "move", "to", "who", "not the author", "effect"),
                [
                    (
                        rule.start.value,
                        rule.move.value,
                        rule.end.value,
                        _roles(rule.action),
                        "yes" if rule.four_eyes else "",
                        rule.effect,
                    )
                    for rule in RULES
                ],
            ),
            "Any other move is refused.\n",
            "## Roles\n",
            _table(
                ("may", *(role.value for role in Role)),
                [
                    (action.value, *("yes" if action in ALLOWED[role] else "" for role in Role))
                    for action in Action
                ],
            ),
            RULES_BESIDE,
        )
    )


def _roles(action: Action) -> str:
    return ", ".join(role.value for role in Role if action in ALLOWED[role])


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


if __name__ == "__main__":
    sys.stdout.write(guide())
