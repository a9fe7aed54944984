"""`python -m tests.corpus.score`: how many cases are read exactly, those held out apart.

--failures prints each difference of the cases that are not held out; --show-held-out prints the others too.
"""

from __future__ import annotations

import argparse
from collections import Counter

from tests.corpus.cases import GROUPS, load, names
from tests.corpus.compare import differences, read, silent


def main() -> None:
    """Read every case and print the score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--group", choices=GROUPS)
    parser.add_argument("--only", default="")
    parser.add_argument("--failures", action="store_true")
    parser.add_argument("--show-held-out", action="store_true")
    given = parser.parse_args()
    exact: Counter[tuple[str, bool]] = Counter()
    every: Counter[tuple[str, bool]] = Counter()
    quiet: Counter[bool] = Counter()
    for name in names():
        group = name.partition("/")[0]
        if (given.group and group != given.group) or given.only not in name:
            continue
        case = load(name)
        result = read(case)
        found = differences(case, result)
        every[group, case.held_out] += 1
        exact[group, case.held_out] += not found
        quiet[case.held_out] += silent(case, result)
        if found and given.failures and (given.show_held_out or not case.held_out):
            print(f"\n{name}  {case.about}{'  SILENT' if silent(case, result) else ''}")
            print("\n".join(f"    {line}" for line in found))
    for held_out in (False, True):
        title = "held out" if held_out else "seen"
        told = ", ".join(
            f"{g} {exact[g, held_out]}/{every[g, held_out]}" for g in GROUPS if every[g, held_out]
        )
        total = sum(n for (_, h), n in exact.items() if h == held_out)
        whole = sum(n for (_, h), n in every.items() if h == held_out)
        print(f"{title}: {total} of {whole} exact ({told}); silently wrong: {quiet[held_out]}")


if __name__ == "__main__":
    main()
