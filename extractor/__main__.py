"""``python -m extractor`` is ``zhstat``."""

from extractor.cli import main

if __name__ == "__main__":
    main()
