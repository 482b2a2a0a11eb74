"""People decide: verdicts, sign-off, claims, roles, accounts, ledger.
May import model, words, errors, storage and archive.

What comes in goes through ``article_jobs`` (each step in ``intake``) and ``import_jobs``. ``desk``
takes verdicts and sign-offs by the tables in ``workflow`` and ``permissions``; ``claim_edits`` what
people make of claims, ``work`` who looks at them, ``opinions`` what others find unseen. What waits
is told by ``morning`` for a person and by ``stack`` for who signs, by the reasons in ``risk``.
``new_evidence`` flags what came later. ``ledger`` proves the chain of events and, with ``recorded``
by ``contents``, the rows behind it. ``accounts`` are people, ``sessions`` lets them in;
``workflow_guide`` writes ``docs/workflow.md`` from the tables.
"""
