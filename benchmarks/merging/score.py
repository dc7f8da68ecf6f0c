#!/usr/bin/env python3
"""Scores the merging of claims: do two reports that tell of one happening have an event in common, and two that do not, none?

    tetrapylon ingest --store r.db REPORTS.jsonl.gz
    tetrapylon claims --store r.db --json > claims.jsonl
    tetrapylon events --store r.db --json > events.jsonl
    python3 benchmarks/merging/score.py claims.jsonl events.jsonl [--reports REPORTS.jsonl.gz] [--list]

Two figures: over all pairs, from text to event; and over the pairs whose reports both give a claim that may be the happening (kindred type, same
country, days that agree within their precision), which is what merging decides. A pair of one happening without such claims is the coder's miss.
With --reports the digests of the texts are checked, and pairs whose texts are others are left out."""
import argparse, collections, datetime, gzip, hashlib, json, os, re

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

kin = collections.defaultdict(set)
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "record", "merge.yaml")) as policy:
    for types in re.findall(r"types: \[(.*?)\]", policy.read()):
        for type in types.split(", "):
            kin[type] |= set(types.split(", "))


def days(claim):
    told = datetime.date.fromisoformat(claim["published"]).toordinal()
    date = claim["date"]
    if not date:
        return told - 7, told
    start = datetime.date.fromisoformat(date["start"]).toordinal()
    # Told as news: the happening may be a day older.
    return start - (date["basis"] == "report_day"), datetime.date.fromisoformat(date["end"]).toordinal()


def may_be_one(a, b):
    country = [(c["place"] or {}).get("country") for c in (a, b)]
    (x, y), (p, q) = days(a), days(b)
    return (a["sub_type"] == b["sub_type"] or b["sub_type"] in kin[a["sub_type"]]) and country[0] == country[1] and x <= q and p <= y and (a["status"] == "planned") == (b["status"] == "planned")


report_of, claims = {}, collections.defaultdict(list)
with open(asked.claims) as lines:
    for line in lines:
        claim = json.loads(line)
        report_of[claim["id"]] = claim["report"]
        claims[claim["report"]].append(claim)
events = collections.defaultdict(set)
with open(asked.events) as lines:
    for line in lines:
        event = json.loads(line)
        for claim in event["claims"]:
            if claim in report_of:
                events[report_of[claim]].add(event["id"])



def score(name, pairs):
    right = wrong = missed = 0
    for pair in pairs:
        merged, same = bool(events[pair["report_a"]] & events[pair["report_b"]]), pair["same"] == "yes"
        right += merged and same
        wrong += merged and not same
        missed += same and not merged
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    print(f"{name}: {len(pairs)} pairs, {right + missed} of one happening: P {precision:.3f}, R {recall:.3f}, F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}")


given = [p for p in pairs if any(may_be_one(a, b) for a in claims[p["report_a"]] for b in claims[p["report_b"]])]
score("from text to event", pairs)
score("where both reports give such a claim", given)
if asked.list:
    for pair in pairs:
        merged = bool(events[pair["report_a"]] & events[pair["report_b"]])
        if merged != (pair["same"] == "yes"):
            print("merged wrongly" if merged else "not merged" if pair in given else "not coded", pair["report_a"], pair["report_b"], pair["found_by"])
