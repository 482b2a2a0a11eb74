"""Verdict versions, evidence, opinions and drafts. Rows are added only, drafts aside.
May import engine and statements.
"""
