"""Facts written out, one file a format, each with the same two functions.

``line(fact)`` gives one fact as the format's line, as bytes; ``write(facts, out)`` writes a whole
output, with whatever the format puts before, between and behind, and returns how many facts it was.
"""
