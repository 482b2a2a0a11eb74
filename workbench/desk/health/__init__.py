"""Whether people can work: a check for each thing that they need, and what to do where it fails.
May import model, errors and storage.
"""
