"""Evidence on the command line: ``load`` a release, ``match`` findings with it, ``refresh`` from CIViC."""

import argparse
import os
import sys
from collections.abc import Sequence

from commands import knowledge_load, knowledge_match, knowledge_refresh
from commands.interrupted import until_stopped

STOPPED = "Stopped: nothing was recorded or kept but what was said above."


def parser() -> argparse.ArgumentParser:
    """The command's words and options."""
    made = argparse.ArgumentParser(prog="python -m commands.knowledge", description=__doc__)
    parts = made.add_subparsers(dest="what", required=True, metavar="WHAT")
    load = parts.add_parser("load", help="show what a release holds, and record it with --record")
    knowledge_load.add_arguments(load)
    load.set_defaults(run=knowledge_load.run)
    match = parts.add_parser("match", help="show which evidence meets findings")
    knowledge_match.add_arguments(match)
    match.set_defaults(run=knowledge_match.run)
    refresh = parts.add_parser("refresh", help="download CIViC's accepted evidence, where a network is")
    knowledge_refresh.add_arguments(refresh)
    refresh.set_defaults(run=knowledge_refresh.run)
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Do what is asked; 0 when it was done, 2 with one line on the error output when it was not."""
    args = parser().parse_args(argv)
    try:
        done: int = args.run(args)
        sys.stdout.flush()
    except BrokenPipeError:
        # Who reads the output has had enough (``| head``): what is still to be written goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return done


if __name__ == "__main__":
    sys.exit(until_stopped(main, STOPPED))
