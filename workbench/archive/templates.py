"""Plain denials, confirmations and evasions of a proposition, for fitting the relation labeller.

The bank's pairs share few words, so a model fitted on them alone would not know that a sentence
which repeats the claim after "denied that" contradicts it. These make that regime known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workbench.model import Relation

TEMPLATES: Final[tuple[tuple[str, Relation], ...]] = (
    ("The spokesman denied that {p}.", Relation.CONTRADICTS),
    ("The minister dismissed as baseless the claim that {p}.", Relation.CONTRADICTS),
    ("The ministry rejected the allegation that {p}.", Relation.CONTRADICTS),
    ("Reports that {p} are false, the embassy said.", Relation.CONTRADICTS),
    ("It is not true that {p}, the official said.", Relation.CONTRADICTS),
    ("The president called the report that {p} a lie.", Relation.CONTRADICTS),
    ("Officials confirmed that {p}.", Relation.SUPPORTS),
    ("The minister acknowledged that {p}.", Relation.SUPPORTS),
    ("An official said on Tuesday that {p}.", Relation.SUPPORTS),
    ("The spokesman did not deny that {p}.", Relation.RELATED),
    ("The ministry could not confirm that {p}.", Relation.RELATED),
    ("Reporters asked whether {p}.", Relation.RELATED),
    ("The spokesman declined to say whether {p}.", Relation.RELATED),
    ("There is no evidence so far that {p}, the agency said.", Relation.RELATED),
)


def written_pairs(claim: str) -> Iterator[tuple[str, str, Relation]]:
    """(claim, statement, relation) made from one claim, in both directions where that holds."""
    proposition = claim.rstrip(". ")
    for template, relation in TEMPLATES:
        statement = template.format(p=proposition)
        yield claim, statement, relation
        if relation is Relation.CONTRADICTS:
            yield statement, claim, relation
