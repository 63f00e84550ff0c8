"""Whose work a number is about: names of organisations, made whole, and what they do."""
