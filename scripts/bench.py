#!/usr/bin/env python3
"""Compares boardpack with the peers that are installed, on the same data, in the same run, alternating.

    scripts/bench.py BOARDPACK BENCHDATA [--rows N] [--turns N] [--work FOLDER]

Prints ratios: how many times as long a peer needs (wall clock) as boardpack, and what memory each takes. Peers: DuckDB's
command line (`pip install duckdb-cli`), Polars and pandas (`pip install polars pandas`). All results are compared: counts
must be equal, sums equal to 1e-12.
"""

import argparse
import csv
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time

from timed import Run

PACK = """title: Benchmark
as_of: 2026-12-31
currency: EUR
calendar: {{zone: UTC}}
period: 2025-02-01..2026-09-30
datasets:
  sessions:
    file: {file}
    time: started_at
    {cluster}
    columns:
      session_id: text
      customer_id: text
      channel: text
      intent: text
      cohort: text
      started_at: timestamp
      resolved_by_bot: boolean
      handed_off: boolean
      handle_seconds: {{type: integer, unit: s}}
      amount: money
      order_id: text
segments:
  channel: {{sessions: channel}}
  intent: {{sessions: intent}}
cohorts:
  arm: {{sessions: cohort, randomised: true, values: {{assistant: treatment, holdout: control}}}}
measures:
  sessions: {{count: sessions}}
  contained: {{count: sessions, where: resolved_by_bot AND NOT handed_off}}
  ordered: {{count: sessions, where: order_id IS NOT NULL}}
  revenue: {{sum: amount, from: sessions}}
  handled: {{sum: handle_seconds, from: sessions}}
metrics:
  containment: {{value: contained / sessions, better: up}}
  conversion: {{value: ordered / sessions, better: up}}
  revenue_per_session: {{value: revenue / sessions, better: up}}
  handle_time: {{value: handled / sessions, better: down}}
pages: [index.md]
"""

PAGE = """---
title: Benchmark
---
# Containment was {{ containment }}

Conversion was {{ conversion }}, revenue a session {{ revenue_per_session }}, handling took {{ handle_time }}.

```chart
kind: bars
title: Containment by channel
metric: containment
by: channel
```

```chart
kind: line
title: Containment by month
from: 2025-02
metric: containment
grain: month
```
"""

COLUMNS = "channel, intent, cohort, started_at, resolved_by_bot, handed_off, amount, handle_seconds, order_id"
SUMS = """count(*) AS sessions,
  count(*) FILTER (resolved_by_bot AND NOT handed_off) AS contained,
  count(*) FILTER (order_id IS NOT NULL) AS ordered,
  sum(CAST(amount * 100 AS BIGINT)) AS revenue,
  sum(handle_seconds) AS handled,
  sum(handle_seconds * handle_seconds) AS "handled^2\""""
TYPES = (
    "{'session_id': 'VARCHAR', 'customer_id': 'VARCHAR', 'channel': 'VARCHAR', 'intent': 'VARCHAR', 'tier': 'VARCHAR', "
    "'cohort': 'VARCHAR', 'started_at': 'TIMESTAMP', 'ended_at': 'TIMESTAMP', 'resolved_by_bot': 'BOOLEAN', "
    "'handed_off': 'BOOLEAN', 'message_count': 'BIGINT', 'handle_seconds': 'BIGINT', 'amount': 'DECIMAL(18,2)', "
    "'order_id': 'VARCHAR', 'model_version': 'VARCHAR', 'comment': 'VARCHAR'}"
)


def source(path):
    if path.endswith(".jsonl"):
        return f"read_json('{path}', format = 'newline_delimited', columns = {TYPES})"
    return f"read_csv('{path}', header = true, columns = {TYPES})"


def duckdb_query(path, bucketed):
    """One pass over the file into the finest groups, from which the narrow views are added up: DuckDB's best plan."""
    bucket = ", substr(md5(coalesce(customer_id, session_id)), 1, 2) AS bucket" if bucketed else ""
    by_bucket = ", bucket" if bucketed else ""
    added = ", ".join(f'sum("{n}") AS "{n}"' for n in ("sessions", "contained", "ordered", "revenue", "handled", "handled^2"))
    views = " UNION ALL ".join(
        f"SELECT '{view}' AS view, month, cohort, {view if view else chr(39) * 2} AS segment{by_bucket}, {added}"
        f" FROM finest GROUP BY ALL"
        for view in ("", "channel", "intent")
    )
    return (
        f"WITH finest AS MATERIALIZED (SELECT strftime(date_trunc('month', started_at), '%Y-%m') AS month, cohort, channel,"
        f" intent{bucket}, {SUMS} FROM {source(path)} GROUP BY ALL) {views} ORDER BY ALL;"
    )


def polars_script(path, threads):
    scan = "scan_ndjson" if path.endswith(".jsonl") else "scan_csv"
    return f"""
import os
os.environ["POLARS_MAX_THREADS"] = "{threads}"
import polars as pl
f = pl.{scan}({path!r})
f = f.with_columns(month=pl.col("started_at").str.slice(0, 7))
q = f.group_by("month", "cohort", "channel", "intent").agg(
  sessions=pl.len(), contained=(pl.col("resolved_by_bot") & ~pl.col("handed_off")).sum(),
  ordered=pl.col("order_id").is_not_null().sum(), revenue=pl.col("amount").sum() * 100,
  handled=pl.col("handle_seconds").sum(), squares=(pl.col("handle_seconds") ** 2).sum())
finest = q.collect(engine="streaming")
names = ["sessions", "contained", "ordered", "revenue", "handled", "squares"]
print("view,month,cohort,segment,sessions,contained,ordered,revenue,handled,handled^2")
for view in ["", "channel", "intent"]:
  keys = ["month", "cohort"] + ([view] if view else [])
  for r in finest.group_by(keys).agg(pl.col(n).sum() for n in names).iter_rows(named=True):
    print(view, r["month"], r["cohort"], r[view] if view else "", *(r[n] for n in names), sep=",")
"""


def pandas_script(path):
    return f"""
import pandas as pd
f = pd.read_csv({path!r}, usecols={COLUMNS.split(", ")!r}, engine="c")
f["month"] = f["started_at"].str.slice(0, 7)
f["contained"] = f["resolved_by_bot"] & ~f["handed_off"]
f["ordered"] = f["order_id"].notna()
f["squares"] = f["handle_seconds"] ** 2
f["sessions"] = 1
f["revenue"] = f["amount"] * 100
names = ["sessions", "contained", "ordered", "revenue", "handle_seconds", "squares"]
print("view,month,cohort,segment,sessions,contained,ordered,revenue,handled,handled^2")
for view in ["", "channel", "intent"]:
  keys = ["month", "cohort"] + ([view] if view else [])
  for key, r in f.groupby(keys)[names].sum().iterrows():
    print(view, key[0], key[1], key[2] if view else "", *(r[n] for n in names), sep=",")
"""


def alternate(runs, turns):
    """All commands in turn, again and again, so that a slow stretch of the machine meets them all."""
    for turn in range(turns):
        for run in runs.values():
            run.turn(keep=turn == 0)


def from_boardpack(text):
    """{(view, month, arm, segment, bucket): {slot: sum}}"""
    months, cells = {}, {}
    for row in csv.DictReader(io.StringIO(text)):
        start = int(row["start"])
        if start not in months:
            months[start] = time.strftime("%Y-%m", time.gmtime(start))
        key = (row["view"], months[start], row["arm"], row["segment"], row["bucket"])
        cells.setdefault(key, {})[row["slot"]] = int(row["value"])
    return cells


def from_peer(text):
    cells = {}
    for row in csv.DictReader(io.StringIO(text)):
        bucket = str(int(row["bucket"], 16)) if row.get("bucket") else ""
        key = (row["view"], row["month"], row["cohort"], row["segment"], bucket)
        cells[key] = {
            name: 0 if text == "NULL" else float(text) if "." in text or "e" in text else int(text)
            for name, text in row.items()
            if name not in ("view", "month", "cohort", "segment", "bucket")
        }
    return cells


def compare(name, ours, theirs):
    """Every cell of ours against theirs; ours knows views by number: told apart by their segment values."""
    index = {}
    for (view, *place), sums in theirs.items():
        index[tuple(place)] = sums
    checked = 0
    for (view, *place), sums in ours.items():
        peer = index.get(tuple(place))
        if peer is None:
            sys.exit(f"bench: {name} has no group {place}")
        for slot, value in sums.items():
            if slot not in peer:
                continue
            exact = slot in ("sessions", "contained", "ordered")
            if value != peer[slot] if exact else abs(value - peer[slot]) > 1e-12 * max(1, abs(value)):
                sys.exit(f"bench: {name} differs at {place}: {slot} is {peer[slot]}, boardpack has {value}")
            checked += 1
    if checked == 0 or len(index) != len({tuple(k[1:]) for k in ours}):
        sys.exit(f"bench: {name} has {len(index)} groups, boardpack {len(ours)}")
    return checked


def report(title, runs, base, size):
    print(f"\n{title}")
    own = runs[base]
    print(f"  {'':28}{'wall, boardpack = 1':>20}{'processor time':>16}{'GB/s':>8}{'peak MB':>9}")
    for name, run in runs.items():
        rate = f"{size / run.wall / 1e9:.2f}" if size else ""
        print(f"  {name:28}{run.wall / own.wall:>20.2f}{run.cpu / own.cpu:>16.2f}{rate:>8}{run.peak:>9.0f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("boardpack")
    parser.add_argument("benchdata")
    parser.add_argument("--rows", type=int, default=int(os.environ.get("ROWS", "1000000")))
    parser.add_argument("--turns", type=int, default=int(os.environ.get("TURNS", "5")))
    parser.add_argument("--work", default=os.environ.get("WORK"))
    options = parser.parse_args()
    boardpack = os.path.abspath(options.boardpack)
    work = options.work or tempfile.mkdtemp(prefix="boardpack-bench-")
    os.makedirs(work, exist_ok=True)
    try:
        bench(boardpack, os.path.abspath(options.benchdata), options.rows, options.turns, work)
    finally:
        if not options.work:
            shutil.rmtree(work)


def make_pack(folder, file, bucketed):
    os.makedirs(folder, exist_ok=True)
    cluster = "cluster: COALESCE(customer_id, session_id)" if bucketed else "noun: session"
    with open(f"{folder}/pack.yaml", "w") as out:
        out.write(PACK.format(file=os.path.basename(file), cluster=cluster))
    with open(f"{folder}/index.md", "w") as out:
        out.write(PAGE)
    link = f"{folder}/{os.path.basename(file)}"
    if not os.path.exists(link):
        os.link(file, link)
    return folder


def bench(boardpack, benchdata, rows, turns, work):
    sessions, lines = f"{work}/sessions-{rows}.csv", f"{work}/sessions-{min(rows, 1_000_000)}.jsonl"
    small = f"{work}/sessions-2000.csv"
    for path, count in ((sessions, rows), (lines, min(rows, 1_000_000)), (small, 2000)):
        if not os.path.exists(path):
            subprocess.run([benchdata, str(count), path], check=True)
    duckdb = shutil.which("duckdb")
    peers = {name: has(name) for name in ("polars", "pandas")}
    version = subprocess.run([boardpack, "--version"], capture_output=True, text=True).stdout.strip()
    print(f"boardpack {version}; {os.cpu_count()} cores; {rows:,} rows, "
          f"{os.path.getsize(sessions) / 1e9:.2f} GB; medians of {turns} alternating turns")
    for name in [n for n, there in {"duckdb": duckdb, **peers}.items() if not there]:
        print(f"  {name} is not installed and left out")

    def sums(folder, threads, *more):
        return [boardpack, "sums", folder, "--threads", str(threads), "--no-cache", "--grain", "month", "--by", "channel",
                "--by", "intent", "--cohort", "arm", "--no-clusters", *more]

    def duck(path, threads, bucketed):
        return [duckdb, "-csv", "-c", f"SET threads = {threads}; " + duckdb_query(path, bucketed)]

    plain = make_pack(f"{work}/plain", sessions, bucketed=False)
    clustered = make_pack(f"{work}/clustered", sessions, bucketed=True)
    json_pack = make_pack(f"{work}/json", lines, bucketed=False)
    for title, path, folder, bucketed in (
        ("CSV, without buckets", sessions, plain, False), ("CSV, with 256 buckets", sessions, clustered, True),
        ("JSON lines, without buckets", lines, json_pack, False),
    ):
        more = () if bucketed else ("--no-buckets",)
        runs = {"boardpack, 2 threads": Run(sums(folder, 2, *more))}
        if not bucketed:
            runs["boardpack, 1 thread"] = Run(sums(folder, 1, *more))
        if duckdb:
            runs["duckdb, 2 threads"] = Run(duck(path, 2, bucketed))
            if not bucketed:
                runs["duckdb, 1 thread"] = Run(duck(path, 1, bucketed))
        if peers["polars"] and not bucketed:
            runs["polars, 2 threads"] = Run([sys.executable, "-c", polars_script(path, 2)])
        if peers["pandas"] and not bucketed and path.endswith(".csv"):
            runs["pandas"] = Run([sys.executable, "-c", pandas_script(path)])
        alternate(runs, turns)
        report(title, runs, "boardpack, 2 threads", os.path.getsize(path))
        ours = from_boardpack(runs["boardpack, 2 threads"].output)
        for name, run in runs.items():
            if name.startswith("boardpack"):
                if run.output != runs["boardpack, 2 threads"].output:
                    sys.exit(f"bench: {name} prints other sums")
            else:
                print(f"  {name}: {compare(name, ours, from_peer(run.output)):,} sums agree")

    whole = {"pack of all rows": Run([boardpack, "build", clustered, "--output", f"{work}/out", "--threads", "2", "--no-cache"])}
    if duckdb:
        whole["duckdb, sums alone"] = Run(duck(sessions, 2, False))
    alternate(whole, turns)
    report("A whole build, pages included", whole, "pack of all rows", os.path.getsize(sessions))

    small_pack = make_pack(f"{work}/small", small, bucketed=True)
    example = "content/quarterly-board-pack"
    limits = {
        "start-up": ([boardpack, "--version"], 0.008),
        "small pack, 2,000 rows": ([boardpack, "build", small_pack, "--output", f"{work}/s", "--no-cache"], 0.025),
        "small pack, unchanged": ([boardpack, "build", small_pack, "--output", f"{work}/s"], 0.030),
        "large pack, unchanged": ([boardpack, "build", clustered, "--output", f"{work}/out"], 0.030),
    }
    if os.path.exists(example):
        limits["quarterly pack, 28,000 rows"] = (
            [boardpack, "build", example, "--output", f"{work}/q", "--no-cache"], None)
        limits["quarterly pack, unchanged"] = ([boardpack, "build", example, "--output", f"{work}/q"], None)
    time.sleep(2.1)  # files this young are hashed again, to be sure
    runs = {name: Run(command) for name, (command, _) in limits.items()}
    alternate(runs, max(turns, 11))
    print(f"\nSmall work\n  {'':32}{'ms':>8}{'of its limit':>14}{'peak MB':>9}")
    for name, run in runs.items():
        limit = limits[name][1]
        share = f"{run.wall / limit:.2f}" if limit else "none"
        print(f"  {name:32}{run.wall * 1000:>8.1f}{share:>14}{run.peak:>9.0f}")
    print(flush=True)
    subprocess.run([benchdata, "charts"], check=True)


def has(module):
    return subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True).returncode == 0


if __name__ == "__main__":
    main()
