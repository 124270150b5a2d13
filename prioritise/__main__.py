"""`python -m prioritise`, the same as `prioritise`."""

from prioritise.cli import main

if __name__ == "__main__":
    main()
