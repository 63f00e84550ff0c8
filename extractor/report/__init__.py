"""Facts on one page that people read, check and mend: ``page.py`` writes it of the parts in ``page/``."""
