"""Statements: import, embed, index, search, relate.
May import model, errors, storage, reading and extraction.

``archive`` is the face of it. In: ``rows`` of a file become statements in ``importing`` or end in
``rejects`` (``json_faults`` says why in plain words); ``intake`` commits them with their vectors
(``embedding``, ``onnx_embedding``) and ``reprints`` groups them.

Out: ``matching`` reads claims (``sought``, ``query_text``), gathers ``candidates`` from
``search_index`` (``vector_index``, ``words``, ``filters``), orders them by ``ranking`` and, having
read the best beside the claim, by ``closer_look``, labels them by ``relation`` (``cross_encoder``,
``pairs``, ``signs``, ``stance``, ``hearsay``) and hands them out as ``priors`` in their ``lanes``.
``watched_claims`` does so for new statements alone. ``reversals``, ``timeline``, ``absence`` and
``word_marks`` say what may be seen in what was found.

``serving`` knows the model that searches use and ``re_embedding`` changes it, between the
``rounds`` of searches; ``status`` tells how all stands. The numbers that ship are made by programs
in ``tools``, which the desk never loads.
"""
