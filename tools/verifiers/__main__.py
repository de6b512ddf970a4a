"""Whether the two verifiers of the record say the same: python -m tools.verifiers [SEED] (make audit runs it).

Thousands of bundles, right ones and such as are spoilt or dressed up at one place, as archives, in their packed bytes,
as JSON, as text, in keys and signatures, in times, in votes and in what acts say. Prints of each kind how many both
accept and how many each check refuses; ends with 1 if the verifiers differ anywhere, or take what they must not.
"""

import sys
import time

from tools.verifiers.comparing import LEVELS, all_cases, compared
from tools.verifiers.readers import empty_page, in_javascript, in_python

NUMBER = 900
SHOWN = 40


def main() -> int:
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 2016
    begun = time.monotonic()
    cases = list(all_cases(seed, NUMBER))
    with empty_page() as page:
        in_browser = [in_javascript(page, cases, own=own) for own in (True, False)]
    found = compared(cases, in_python(cases), in_browser)
    print(f"{'':10} {'cases':>6} {'both accept':>12}  both refuse by check")
    for level in LEVELS:
        by_check = sorted((check, number) for (of, check), number in found.said.items() if of == level and check)
        refused = ", ".join(f"{check}: {number}" for check, number in by_check)
        print(f"{level:10} {found.cases[level]:6} {found.said[level, 0]:12}  {refused}")
    for what, those in (("DIFFERENT", found.differences), ("WRONG", found.surprises)):
        for one in those[:SHOWN]:
            print(f"{what} {one[:400]}")
    print(
        f"{len(cases)} bundles with seed {seed}, each read three times in {time.monotonic() - begun:.0f} s: "
        f"{len(found.differences)} disagreements, {len(found.surprises)} accepted or refused against what is known"
    )
    return int(bool(found.differences or found.surprises))


if __name__ == "__main__":
    sys.exit(main())
