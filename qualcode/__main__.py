"""Lets `python -m qualcode` do what the `qualcode` command does."""

from qualcode.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
