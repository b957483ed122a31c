#!/usr/bin/env python3
"""Reads meson's test logs and prints the reason of each failure, then one closing line.

usage: report.py TESTLOG.json...

Counts the single tests of TAP programs; a program that died counts as one failed test more.
"""
import json
import os
import re
import sys

RESULT = re.compile(r"^\s*(not ok|ok)\s+\d+\s*(.*)$")


def read(program):
    """Returns (passed, failed, skipped, lines to show) of one test program."""
    passed = failed = skipped = 0
    show = []
    notes = []
    for line in program.get("stdout", "").splitlines():
        match = RESULT.match(line)
        if not match:
            notes.append(line)
            continue
        name = match.group(2)
        if match.group(1) == "not ok":
            failed += 1
            show.append("  FAILED " + name)
            show += ["    " + note for note in notes[-20:]]
        elif re.search(r"#\s*skip", name, re.IGNORECASE):
            skipped += 1
        else:
            passed += 1
        notes = []
    result = program["result"]
    if result == "SKIP" and passed + failed + skipped == 0:
        skipped = 1
    elif result == "OK" and passed + failed + skipped == 0:
        passed = 1  # a program that is one test, told by its exit status
    elif result not in ("OK", "SKIP", "EXPECTEDFAIL") and failed == 0:
        failed = 1
        show.append(f"  {result} (exit status {program.get('returncode')})")
        show += ["    " + line for line in notes[-40:]]
    if failed:
        show += ["    " + line for line in program.get("stderr", "").splitlines()[-40:]]
    return passed, failed, skipped, show


def main():
    totals = [0, 0, 0]
    for path in sys.argv[1:]:
        if not os.path.exists(path):
            print(f"{path}: the tests did not run")
            totals[1] += 1
            continue
        with open(path, encoding="utf-8", errors="replace") as log:
            for line in log:
                program = json.loads(line)
                *counts, show = read(program)
                totals = [a + b for a, b in zip(totals, counts)]
                seconds = program.get("duration", 0)
                print(f"{program['result']:6} {seconds:6.1f} s  {program['name']}"
                      f" ({counts[0]} passed, {counts[1]} failed, {counts[2]} skipped)")
                if show:
                    print("\n".join(show))
    print("%d passed, %d failed, %d skipped" % tuple(totals))
    return 1 if totals[1] or sum(totals) == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
