"""Which place, organisation and time a number belongs to."""
