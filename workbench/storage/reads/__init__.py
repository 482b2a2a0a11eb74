"""What the pages read: SQL shaped for one page each, and no decisions.
May import every other room of storage.
"""
