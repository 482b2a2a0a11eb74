"""The only SQL. May import model and errors.

``database`` opens the file and gives units of work, ``migrations`` hold the schema. One module a
table group: ``articles``, ``statements``, ``vectors``, ``verdicts``, ``evidence``, ``accounts``,
``events``, ``watermarks``; ``screens`` reads for the pages. ``inserting``, ``moments`` and
``digests`` serve them all.
"""
