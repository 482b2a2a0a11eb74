"""What is claimed, in words that stand on their own; never shown as a quotation.
May import parse, attribution and speakers.
"""
