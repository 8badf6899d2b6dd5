"""``python -m discourse …`` does what ``discourse …`` does."""

from discourse.cli import main

if __name__ == "__main__":
    main()
