"""A fact-checking editorial workbench: who said what, when, and what they said before."""

__version__ = "0.1.0"
