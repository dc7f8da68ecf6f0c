#!/usr/bin/env python3
"""Kills an ingest with SIGKILL at random moments, again and again, and says whether anything that was acknowledged got lost.

    python3 benchmarks/faults/kill.py PROGRAM.dll [--kills 200] [--reports 6000] [--seed 1]

A record is ingested in one go; others are ingested by runs that are killed at a random moment and started again until one ends by itself.
After every kill the record must open, hold no fewer reports than before, and hold every report of a batch or none of it; when a run ends by itself
its exports must equal those of the record made in one go, byte by byte. Prints the counts and exits with 1 when anything differs."""
import argparse, hashlib, json, os, random, sqlite3, subprocess, sys, tempfile, time

TOWNS = ["Ramadi", "Tikrit", "Fallujah", "Kirkuk", "Homs", "Hama", "Idlib", "Deir ez-Zor", "Sirte", "Misrata", "Donetsk", "Aden"]
EXPORTS = [["events", "--json"], ["control", "--json"], ["claims", "--json"]]
BATCH = 1000


def report(i):
    return json.dumps({"id": f"m{i}", "published": f"2019-{i % 12 + 1:02}-{i % 28 + 1:02}",
                       "text": f"Rebels captured the town of {TOWNS[i % len(TOWNS)]} from the army on Monday and {i % 9 + 2} soldiers were killed in clashes, a monitor said."})


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("program")
    ask.add_argument("--kills", type=int, default=200)
    ask.add_argument("--reports", type=int, default=6000)
    ask.add_argument("--seed", type=int, default=1)
    asked = ask.parse_args()
    chance = random.Random(asked.seed)
    folder = tempfile.mkdtemp(prefix="tetrapylon-kill-")
    reports = os.path.join(folder, "reports.jsonl")
    with open(reports, "w") as into:
        into.writelines(report(i) + "\n" for i in range(asked.reports))

    def start(store):
        return subprocess.Popen(["dotnet", asked.program, "ingest", "--store", store, reports], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)

    def exported(store):
        told = hashlib.sha256()
        for command in EXPORTS:
            told.update(subprocess.run(["dotnet", asked.program, *command, "--store", store], capture_output=True, check=True).stdout)
        return told.hexdigest()

    def held(store):
        if not os.path.exists(store) or os.path.getsize(store) == 0:
            return 0
        db = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
        try:
            if db.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                sys.exit(f"{store} is damaged")
            tables = db.execute("SELECT count(*) FROM sqlite_master WHERE name='report'").fetchone()[0]
            return db.execute("SELECT count(*) FROM report").fetchone()[0] if tables else 0
        finally:
            db.close()

    clock = time.time()
    whole = os.path.join(folder, "whole.db")
    if start(whole).wait() != 0:
        sys.exit("the run in one go failed")
    length = time.time() - clock
    wanted = exported(whole)
    kills = wrong = ended = lost = 0
    while kills < asked.kills:
        store = os.path.join(folder, f"killed-{ended}.db")
        before = 0
        while True:
            run = start(store)
            try:
                # The first part of a run is start-up; late moments hit deriving, which comes last.
                moment = chance.uniform(0.3, 0.7) if chance.random() < 0.7 else chance.uniform(0.7, 1.0)
                code = run.wait(timeout=moment * length if kills < asked.kills else None)
            except subprocess.TimeoutExpired:
                run.kill()
                run.wait()
                kills += 1
                now = held(store)
                # Reports come in their order, so a batch ends at a thousand or at the last.
                if now < before or now % BATCH not in (0, asked.reports % BATCH):
                    lost += 1
                    print(f"after kill {kills}: {now} reports, {before} before", file=sys.stderr)
                before = now
                continue
            if code != 0:
                sys.exit(f"a resumed run ended with {code}")
            break
        ended += 1
        if exported(store) != wanted:
            wrong += 1
            print(f"{store}: another record than in one go", file=sys.stderr)
        for ending in ("", "-wal", "-shm"):
            if not wrong and os.path.exists(store + ending):
                os.remove(store + ending)
        print(f"{kills} kills, {ended} records resumed to their end: {wrong} differ, {lost} lost what was acknowledged ({time.time() - clock:.0f} s)", file=sys.stderr)
    print(json.dumps({"kills": kills, "resumed": ended, "differ": wrong, "lost": lost}))
    sys.exit(1 if wrong or lost else 0)


main()
