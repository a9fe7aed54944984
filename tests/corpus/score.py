"""python -m tests.corpus.score: how many cases of the corpus are read exactly as they are drawn."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from tests.corpus.cases import held_out, load, names
from tests.corpus.compare import Outcome, run


def chosen(group: str, only: str) -> list[str]:
    """The cases of a group (empty: all), of the seen or of the held-out part, the exam (empty: both)."""
    of_group = [name for name in names() if not group or name.startswith(f"{group}/")]
    return [name for name in of_group if not only or held_out(name) == (only == "held-out")]


def part(title: str, outcomes: list[Outcome]) -> str:
    """One line of the score."""
    exact = sum(outcome.exact for outcome in outcomes)
    share = f" ({exact / len(outcomes):.0%})" if outcomes else ""
    return f"{title} {exact}/{len(outcomes)} exact{share}, silent errors in {sum(bool(o.silent) for o in outcomes)}"


def details(outcomes: Iterable[Outcome], silent: bool = False) -> list[str]:
    """The failing cases with their differences; or those with silent errors, with these."""
    lines = []
    for outcome in outcomes:
        shown = outcome.silent if silent else outcome.differences
        lines += [outcome.name, *(f"    {difference}" for difference in shown)] if shown else []
    return lines


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.score", description=__doc__)
    parser.add_argument("--group", default="", help="layout, defect, wild, foreign, exam")
    parser.add_argument("--only", default="", choices=["seen", "held-out"])
    parser.add_argument(
        "--failures", action="store_true", help="each failing seen case, with its differences"
    )
    parser.add_argument("--show-held-out", action="store_true", help="held-out cases by name, too")
    return parser.parse_args()


def main() -> None:
    """Prints the score, and the silent errors: wrong or lost figures that no error or warning speaks of."""
    wanted = options()
    outcomes = [run(load(name)) for name in chosen(wanted.group, wanted.only)]
    unseen = [outcome for outcome in outcomes if held_out(outcome.name)]
    seen = [outcome for outcome in outcomes if not held_out(outcome.name)]
    shown = outcomes if wanted.show_held_out else seen
    if wanted.failures:
        print("\n".join(["Failing:", *details(shown)]))
    print("\n".join(["Silent errors:", *(details(shown, silent=True) or ["none"])]))
    print(part("seen", seen))
    print(part("held out", unseen))


if __name__ == "__main__":
    main()
