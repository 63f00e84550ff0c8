"""From bytes to sentences: reading records, making spelling one, splitting pages."""
