#!/bin/sh
# Times a whole build of the quarterly pack against a plain reading of the same files in the same run, alternating,
# and prints the ratio of the medians. The peer is Python's csv module, which parses and does nothing else.
#   scripts/bench.sh BOARDPACK
set -eu
boardpack=$1
pack=content/quarterly-board-pack
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

command -v python3 >/dev/null 2>&1 || {
  echo "bench: python3 is the peer to compare with; install it and run this again" >&2
  exit 1
}

python3 - "$boardpack" "$pack" "$work" <<'PYTHON'
import glob, os, statistics, subprocess, sys, time

boardpack, pack, work = sys.argv[1:]
peer = "import csv,glob,sys\nfor f in glob.glob(sys.argv[1]+'/data/*.csv'):\n  n=sum(1 for _ in csv.reader(open(f,newline='')))"
commands = {
    "build": [boardpack, "build", pack, "--output", os.path.join(work, "out")],
    "check": [boardpack, "check", pack],
    "start": [boardpack, "--version"],
    "peer": [sys.executable, "-c", peer, pack],
}
times = {name: [] for name in commands}
for turn in range(8):
    for name, command in commands.items():
        begin = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        if turn:  # the first turn warms the page cache
            times[name].append(time.perf_counter() - begin)
median = {name: statistics.median(values) for name, values in times.items()}
size = sum(os.path.getsize(f) for f in glob.glob(pack + "/data/*"))
print(f"data read: {size / 1e6:.1f} MB; medians of {len(times['peer'])} alternating runs")
for name in ("build", "check", "start"):
    print(f"  {name:6} {median[name] / median['peer']:6.2f} x the time Python's csv module needs to parse the same files")
PYTHON
