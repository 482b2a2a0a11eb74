"""Training the cross-encoder: its pairs, the order they come in, the run and what judges it."""
