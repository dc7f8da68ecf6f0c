#!/usr/bin/env python3
"""Scores the merging of claims: do two reports that tell of one happening have an event in common, and two that do not, none?

    tetrapylon ingest --store r.db REPORTS.jsonl.gz
    tetrapylon claims --store r.db --json > claims.jsonl
    tetrapylon events --store r.db --json > events.jsonl
    python3 benchmarks/merging/score.py claims.jsonl events.jsonl [--reports REPORTS.jsonl.gz] [--list]

With --reports the digests of the texts are checked, and pairs whose texts are others are left out."""
import argparse, collections, gzip, hashlib, json, os

ask = argparse.ArgumentParser()
ask.add_argument("claims")
ask.add_argument("events")
ask.add_argument("--reports")
ask.add_argument("--list", action="store_true", help="name each pair that was judged otherwise")
asked = ask.parse_args()

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "pairs.tsv")) as lines:
    names = next(lines).rstrip("\n").split("\t")
    pairs = [dict(zip(names, line.rstrip("\n").split("\t"))) for line in lines]
if asked.reports:
    digest = {}
    with (gzip.open if asked.reports.endswith(".gz") else open)(asked.reports, "rt") as lines:
        for line in lines:
            report = json.loads(line)
            digest[report["id"]] = hashlib.sha256(report["text"].encode()).hexdigest()[:16]
    known = [p for p in pairs if digest.get(p["report_a"]) == p["digest_a"] and digest.get(p["report_b"]) == p["digest_b"]]
    print(f"{len(pairs) - len(known)} of {len(pairs)} pairs left out: other texts")
    pairs = known

report_of = {}
with open(asked.claims) as lines:
    for line in lines:
        claim = json.loads(line)
        report_of[claim["id"]] = claim["report"]
events = collections.defaultdict(set)
with open(asked.events) as lines:
    for line in lines:
        event = json.loads(line)
        for claim in event["claims"]:
            if claim in report_of:
                events[report_of[claim]].add(event["id"])

right = wrong = missed = 0
for pair in pairs:
    merged, same = bool(events[pair["report_a"]] & events[pair["report_b"]]), pair["same"] == "yes"
    right += merged and same
    wrong += merged and not same
    missed += same and not merged
    if asked.list and merged != same:
        print("merged wrongly" if merged else "not merged", pair["report_a"], pair["report_b"], pair["found_by"])
precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
print(f"{len(pairs)} pairs, {sum(p['same'] == 'yes' for p in pairs)} of one happening: P {precision:.3f}, R {recall:.3f}, F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}")
