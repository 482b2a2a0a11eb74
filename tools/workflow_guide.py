"""The guide to states, moves and roles, made from the tables: ``docs/workflow.md``.

``python -m tools.workflow_guide > docs/workflow.md`` writes it; a test compares.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Final

from workbench.desk.claims.work import HELD_FOR
from workbench.desk.claims.workflow import RULES
from workbench.model.desk import ClaimState
from workbench.model.people import ALLOWED, Action, Role

MEANING: Final = {
    ClaimState.OPEN: "Nobody has given a verdict. This is the absence of one, not a finding.",
    ClaimState.TAKEN: (
        f"A checker is at it. A soft lock for {HELD_FOR.seconds // 60} minutes over one of the "
        "states that want a verdict; when it ends, the claim stands where it stood."
    ),
    ClaimState.SUBMITTED: "A version of the verdict waits for a supervisor.",
    ClaimState.APPROVED: "Somebody without a hand in the version has signed it.",
    ClaimState.RETURNED: "A supervisor sent the version back with a reason.",
    ClaimState.WITHDRAWN: "Its author took the version back before it was signed.",
    ClaimState.REOPENED: "A signed version is to be corrected; a public note says why.",
    ClaimState.DISMISSED: (
        "Somebody said why it is no claim to check, or others have taken its place. It is kept and "
        "can be shown."
    ),
}
HEAD: Final = """\
# How a claim goes over the desk

This page is made from the tables in `workbench/desk/claims/workflow.py` and
`workbench/desk/people/permissions.py` by `python -m tools.workflow_guide`.
"""
RULES_BESIDE: Final = """\
## What holds besides

- A verdict needs a rationale. Contested and confirmed also need at least one cited statement, or a
  URL or note on evidence outside the archive. Unverified needs the rationale alone.
- Four eyes: whoever had a hand in a version can neither approve it nor send it back, whatever the
  role. A hand in it has who wrote this version or an earlier one, text or citations; who wrote the
  correction note it answers; whose second opinion it follows; and who added, cut, put together or
  corrected the claim itself.
- A sign-off names the version that was seen. If there is a later one it fails and says whose. An
  approval also fails, and says what came, when a statement that contradicts the claim or a later
  text of the article has come in that the signer has not seen.
- An approved verdict changes only by a new version with a public correction note. Note, corrected
  version and its verdict go into the exports.
- Who has taken a claim keeps others from submitting. It ends with its time, with a verdict, or when
  it is given back; its holder or a supervisor may hand it over.
- A claim that was cut in two or put together with another stays in the record as replaced; it is
  not restored, its parts are put together or cut again.
- What a person dismissed is not suggested again: the same words or the same proposition of the same
  speaker, in a revised text or another one, is dismissed at once for the same reason, and can be
  restored. Of duplicates the first in a text stays.
- Assignment, priority and due time say who should look and how soon. They bind nobody.
- A second opinion is blind: who is asked for one is shown no verdict until they have given it.
- A verdict is given on the version that was seen, too: if somebody else was faster, nothing is
  stored and the message says what they decided.
- New evidence after a verdict flags the claim. It never changes the verdict or its state.
- Nothing is overwritten: every version, sign-off, flag, hold, plan and opinion stays, with an event
  in the ledger.
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
                ("from", "move", "to", "who", "which of them", "effect"),
                [
                    (
                        ", ".join(start.value for start in rule.starts),
                        rule.move.value,
                        "where it stood" if rule.end is None else rule.end.value,
                        _roles(rule.action),
                        rule.who.value,
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
