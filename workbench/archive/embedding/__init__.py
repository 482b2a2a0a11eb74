"""Sentence vectors: the model, its ONNX form, the one that serves, and changing it.
May import model, errors and storage.
"""
