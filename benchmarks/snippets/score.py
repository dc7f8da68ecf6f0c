#!/usr/bin/env python3
"""Scores the first event of each snippet against its sub-event type: weighted F1.

usage: score.py SYSTEM.jsonl [--errors]     (SYSTEM: `tetrapylon code --json` of one or both of the files of reports here)
"""
import collections
import json
import os
import sys


def rows(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    here = os.path.dirname(os.path.abspath(__file__))
    coded = {row["id"]: [event["sub_type"] for event in row["events"]] for row in rows(sys.argv[1])}
    gold, text = {}, {}
    for name in ("snippets", "notes"):
        gold |= {row["id"]: row["sub_type"] for row in rows(os.path.join(here, name + ".gold.jsonl")) if row["id"] in coded}
        text |= {row["id"]: row["text"] for row in rows(os.path.join(here, name + ".reports.jsonl"))}
    first = {report: (coded.get(report) or [None])[0] for report in gold}
    if "--errors" in sys.argv:
        for report, right in gold.items():
            if first[report] != right:
                print(f"{right} coded {coded.get(report)}: {text[report]}")
    told, found = collections.Counter(gold.values()), collections.Counter(first.values())
    hits = collections.Counter(right for report, right in gold.items() if first[report] == right)
    weighted = sum(2 * hits[kind] / (told[kind] + found[kind]) * told[kind] for kind in told) / len(gold)
    print(f"{len(gold)} snippets: weighted F1 {weighted:.3f}, right {sum(hits.values())}, silent {found[None]}")


if __name__ == "__main__":
    main()
