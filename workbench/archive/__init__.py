"""Statements: import, embed, index, search, relate.
May import model, errors, storage and extraction.

In: ``rows`` of a file become statements in ``importing`` or end in ``rejects`` (``json_faults``
says why in plain words); ``intake`` commits them with their vectors (``embedding``,
``onnx_embedding``). Out: ``archive`` reads a claim (``query_text``), gathers ``candidates`` from
``search_index`` (``vector_index``, ``words``, ``filters``), orders them by ``ranking`` and, having
read the best beside the claim, by ``closer_look``, and labels them by ``relation`` (``signs``,
``stance``, ``pairs``). ``tools/fit_ranking.py`` and ``fit_relation`` (with ``templates``) make the
numbers that ship; the desk never loads them.
"""
