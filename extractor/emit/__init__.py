"""Facts written out, one file a format, all with the same functions.

``write(facts, out)`` writes a whole output, with whatever the format puts before, between and behind, and
returns how many facts it was; ``out`` is a binary file, of a database or a package its path. A format of
lines has ``line(fact)`` too, which gives one fact as the format's line, as bytes.
"""
