"""`python -m tests.cases FILE…` prints what really happens in the cases of the files, in the words of a case.

A step may be written without `-> effects`, and what happens by itself may be left out: copy it from here once it is
what you want. --write puts it into the files.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.cases.runner import play
from tests.cases.text import CaseError, read_file


def rewritten(path: Path) -> tuple[str, list[str]]:
    """The file as its cases really go, and what was otherwise."""
    source = path.read_text(encoding="utf-8").splitlines()
    cases = read_file(path)
    starts = [int(case.place.rpartition(":")[2]) - 1 for case in cases]
    played = [play(case) for case in cases]
    text = source[: starts[0]]
    for k, case in enumerate(played):
        end = starts[k + 1] if k + 1 < len(starts) else len(source)
        text += _with_comments(source[starts[k] : end], case.text)
    return "\n".join(text).rstrip() + "\n", [problem for case in played for problem in case.problems]


def _with_comments(source: list[str], told: list[str]) -> list[str]:
    """Comments of a case come after its title; those that stand before the next title stay there."""
    end = len(source)
    while end > 1 and (not source[end - 1].strip() or source[end - 1].startswith("#")):
        end -= 1
    comments = [line for line in source[1:end] if line.strip().startswith("#")]
    return [told[0], *comments, *told[1:], *source[end:]]


def main() -> int:
    """0 if all went as written."""
    parser = argparse.ArgumentParser(prog="python -m tests.cases", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help="write what happens into the files")
    options = parser.parse_args()
    failed = False
    for path in options.files:
        try:
            text, problems = rewritten(path)
        except CaseError as error:
            print(error, file=sys.stderr)
            return 2
        failed = failed or bool(problems)
        if options.write:
            path.write_text(text, encoding="utf-8")
        else:
            print(text)
        for problem in problems:
            print(problem, file=sys.stderr)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
