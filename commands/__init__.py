"""The command line: `python -m commands.<name>`."""
