#!/usr/bin/env python3
"""Measures how the time of a warehouse grows with the rows of a pack, and what comes back over the wire.

usage: growing.py BOARDPACK FOLDER... [--engines duckdb,clickhouse,spark] [--turns N] [--billions N]

Each FOLDER holds Parquet files of sessions, such as `BenchData` writes and DuckDB converts (docs/growing.md). The same pack
is computed over each by `boardpack sums` with 256 buckets; all engines must give the same sum table. Prints the least of
the turns, as other work on the machine only adds, a line fitted through them, and what it says of a billion rows. `duckdb`, `python3` with chdb, and `spark-sql` have to be on
the search path; engines that are missing are left out. Threads are what the engine takes by itself: all cores.
"""
import argparse
import glob
import hashlib
import importlib.util
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

from timed import Run

PACK = """
title: Growing
as_of: 2026-12-31
currency: EUR
calendar: {{zone: UTC}}
period: 2025-02-01..2026-09-30
pages: [index.md]
warehouse: {{dialect: {dialect}, command: [{command}], timeout: 60 min}}
datasets:
  sessions:
    table: sessions
    time: started_at
    cluster: customer_id
    columns:
      customer_id: text
      channel: text
      started_at: timestamp
      resolved_by_bot: boolean
      handed_off: boolean
      handle_seconds: {{type: integer, unit: s}}
      amount: money
      order_id: text
segments:
  channel: {{sessions: channel}}
measures:
  sessions: {{count: sessions}}
  contained: {{count: sessions, where: resolved_by_bot AND NOT handed_off}}
  orders: {{count: sessions, where: order_id IS NOT NULL}}
  revenue: {{sum: amount, from: sessions}}
  handle_time: {{sum: handle_seconds, from: sessions}}
metrics:
  containment: {{value: contained / sessions, better: up}}
  conversion: {{value: orders / sessions, better: up}}
  revenue_per_session: {{value: revenue / sessions, better: up}}
  time_per_session: {{value: handle_time / sessions, better: down}}
"""

HERE = os.path.dirname(os.path.abspath(__file__))


def client(engine, home):
    """The command of an engine whose database lies in a folder, and what makes it read a script on its input."""
    if engine == "duckdb":
        return ["duckdb", f"{home}/sessions.duckdb"], ["-batch", "-bail"]
    if engine == "clickhouse":
        command = [sys.executable, f"{HERE}/clickhouse-by-chdb.py", f"{home}/clickhouse"]
        return command, []
    metastore = f"jdbc:derby:;databaseName={home}/metastore;create=true"
    command = ["spark-sql", "--master", "local[*]", "--driver-memory", "6g"]
    for setting in ("spark.ui.enabled=false", f"spark.sql.warehouse.dir={home}/spark",
                    f"spark.hadoop.javax.jdo.option.ConnectionURL={metastore}"):
        command += ["--conf", setting]
    return command, ["-S", "-f", "/dev/stdin"]


def make_pack(engine, data, home):
    """A pack over the Parquet files of a folder, left where they are."""
    command, flags = client(engine, home)
    os.makedirs(f"{home}/data")
    for path in sorted(glob.glob(f"{data}/*.parquet")):
        os.symlink(os.path.realpath(path), f"{home}/data/{os.path.basename(path)}")
    if engine == "duckdb":
        script = f"CREATE VIEW sessions AS FROM read_parquet('{home}/data/*.parquet');\n"
    elif engine == "clickhouse":
        script = f"CREATE VIEW sessions AS SELECT * FROM file('{home}/data/*.parquet', 'Parquet');\n"
    else:
        script = f"CREATE TABLE sessions USING parquet LOCATION 'file://{home}/data';\n"
    subprocess.run(command + flags, input=script.encode(), check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL if engine == "spark" else None, cwd=home)
    # What the client prints is kept, to be weighed.
    watched = ["sh", "-c", '"$@" | tee moved.tsv', "sh"] + command
    text = PACK.format(
        dialect=engine, command=", ".join("'" + part.replace("'", "''") + "'" for part in watched))
    with open(f"{home}/pack.yaml", "w") as out:
        out.write(text)
    with open(f"{home}/index.md", "w") as out:
        out.write("# Growing\n")


def run(boardpack, home):
    """Wall and processor seconds, bytes that came from the client, and the sum table."""
    timed = Run([boardpack, "sums", home, "--grain", "month", "--by", "channel", "--no-clusters"])
    timed.turn(keep=True)
    return timed.wall, timed.cpu, os.path.getsize(f"{home}/moved.tsv"), timed.output.encode()


def fit(xs, ys):
    """Least squares: what a run costs at no rows, what each unit of rows adds, and the largest residual."""
    mean_x, mean_y = statistics.mean(xs), statistics.mean(ys)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys)) / sum((x - mean_x) ** 2 for x in xs)
    start = mean_y - slope * mean_x
    return start, slope, [y - start - slope * x for x, y in zip(xs, ys)]


def is_there(engine):
    if engine == "clickhouse":
        return importlib.util.find_spec("chdb") is not None
    return shutil.which("duckdb" if engine == "duckdb" else "spark-sql") is not None


def count(data):
    query = f"SELECT count(*) FROM read_parquet('{data}/*.parquet')"
    return int(subprocess.run(["duckdb", "-csv", "-noheader", "-c", query], capture_output=True, text=True,
                              check=True).stdout)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("boardpack")
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--engines", default="duckdb,clickhouse,spark")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--billions", type=float, default=1)
    options = parser.parse_args()
    boardpack = os.path.abspath(options.boardpack)
    rows = {data: count(data) for data in options.folders}
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; least of {options.turns} turns", flush=True)
    tables = {}
    for engine in options.engines.split(","):
        if not is_there(engine):
            print(f"{engine}: not installed, left out")
            continue
        millions, costs = [], []
        for data in options.folders:
            home = tempfile.mkdtemp(prefix="growing-")
            try:
                make_pack(engine, data, home)
                turns = [run(boardpack, home) for _ in range(options.turns)]
            finally:
                shutil.rmtree(home)
            digest = hashlib.sha256(turns[0][3]).hexdigest()
            if tables.setdefault(data, digest) != digest:
                sys.exit(f"growing: {engine} gives another sum table over {data} than the engine before it")
            wall, processor = (min(turn[i] for turn in turns) for i in (0, 1))
            millions.append(rows[data] / 1e6)
            costs.append(processor)
            lines = turns[0][3].count(b"\n") - 1
            print(f"{engine:10} {rows[data] / 1e6:6.0f} million rows  wall {wall:7.1f} s  processor {processor:7.1f} s  "
                  f"moved {turns[0][2] / 1024:7.0f} KB  {lines} rows of sums  load {os.getloadavg()[0]:.1f}",
                  flush=True)
        if len(millions) > 1:
            start, slope, residuals = fit(millions, costs)
            print(f"{engine:10} processor time = {start:.1f} s + {slope:.3f} s per million rows; residuals "
                  + ", ".join(f"{r:+.1f}" for r in residuals)
                  + f" s; {options.billions:g} billion rows: {start + slope * options.billions * 1000:.0f} core seconds",
                  flush=True)


main()
