"""Looking after the desk: its health, its backups, and the model that searches use.
May import people, jobs, model, errors, ledger, storage and the archive.
"""
