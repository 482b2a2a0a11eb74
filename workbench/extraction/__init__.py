"""Articles in, claims out: pure functions over text.
May import model, errors and reading.

The rooms stand in the order of the way: ``parse`` (paragraphs, turns, sentences), ``candidates``
(words and marks that may attribute), ``sifting`` (which of them hold a proposition),
``attribution`` (who said what), ``speakers`` with ``actors``
(who that is and for whom they speak), ``propositions`` (what is claimed, in words that stand
alone), ``claims`` (what is checkable, when, how much worth). ``extractor`` joins them.
"""
