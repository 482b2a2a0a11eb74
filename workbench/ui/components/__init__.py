"""Pieces of screen that several pages share; HTML is made here and every word of it escaped."""
