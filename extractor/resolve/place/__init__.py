"""Where what a number counts belongs: names of places, how they stand, and what they come to."""
