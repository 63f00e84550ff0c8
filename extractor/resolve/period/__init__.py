"""To which time a number belongs: dates and periods, worked out in their order."""
