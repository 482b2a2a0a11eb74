"""Articles in, Claims out. Pure functions over text; may import model, errors and reading.

``extractor`` goes through four steps:

1. Parse: ``language`` runs spaCy after ``paragraphs``, ``sections`` (by ``furniture`` and, for
   spoken words, ``transcripts`` with ``speaker_labels``), ``dateline`` and ``quotations`` have said
   where sentences may begin; ``page`` lays the result out over ``tree``.
2. Attribute: ``attribution`` says who said what. ``assembly`` gathers candidates from verbs
   (``frames``, ``parenthesis``, with the source by ``sources``), from other words (``phrases``),
   from punctuation (``labels``) and from quotations alone (``direct``), by the lexicon ``cues``;
   ``polarity`` tells asserting, denying and asking apart, ``telling`` what can be checked at all;
   ``bare_facts`` are the sentences left, ``answers`` those of them that only deny.
3. Resolve: ``speakers`` says who each source is. ``entities`` (with ``people``, ``offices`` and
   ``shared_names``) are what the article names, ``antecedents`` and ``descriptions`` (with
   ``bodies``) whom "he" and "its ministry" mean, ``resolved`` the outcome; ``actors``
   (``actors_file``, ``gazetteer``, ``alias``) stand behind them; ``roles`` and ``given_names`` are
   word lists.
4. Finish: ``claims`` decides which attributions are claims, ``propositions`` (``pronouns``,
   ``agreement``, ``missing_subjects``, ``written_names``, ``past_tense``) renders them to stand
   alone, ``dates`` (``date_words``) finds the
   days, and ``checkworthiness`` (``factual_features``) scores.
"""
