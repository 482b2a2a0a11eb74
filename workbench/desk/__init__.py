"""People decide: verdicts, sign-off, roles, accounts, ledger.
May import model, errors, storage and archive.

An article comes in through ``article_jobs`` (each step in ``intake``). ``desk`` takes verdicts and
sign-offs by the tables in ``workflow`` and ``permissions``; ``citations`` finds what may be cited,
``new_evidence`` flags what came later, ``wording`` trims what people write. ``ledger`` proves the
chain of events and, with ``recorded`` by ``contents``, the rows behind it. ``accounts`` are people
and their sessions; ``workflow_guide`` writes ``docs/workflow.md`` from the tables.
"""
