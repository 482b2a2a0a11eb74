"""Figures, not tests: ``make bench SHARED=../shared [ONLY=topic]`` prints them as one table."""
