#!/bin/sh
# Compares the SQL of every dialect with the scan: on PostgreSQL, DuckDB, ClickHouse (chdb) and Spark (pyspark).
#   scripts/test-warehouses.sh                    all four, with 10 million rows on each
#   BOARDPACK_WAREHOUSES=clickhouse scripts/test-warehouses.sh
#   BOARDPACK_MINUTES=30 scripts/test-warehouses.sh   stops after so long; 180 minutes where nothing is said
set -eu
cd "$(dirname "$0")/.."
BOARDPACK_WAREHOUSES=${BOARDPACK_WAREHOUSES:-postgresql,duckdb,clickhouse,spark}
BOARDPACK_ROWS=${BOARDPACK_ROWS:-10000000}
export BOARDPACK_WAREHOUSES BOARDPACK_ROWS
[ -x .build/venv/bin/pip ] || python3 -m venv .build/venv
packages=duckdb-cli
case $BOARDPACK_WAREHOUSES in *clickhouse*) packages="$packages chdb" ;; esac
case $BOARDPACK_WAREHOUSES in
*spark*)
  packages="$packages pyspark>=4,<5"
  command -v java >/dev/null || {
    echo "test-warehouses: Spark needs Java 17; install it and run this again" >&2
    exit 1
  }
  ;;
esac
# shellcheck disable=SC2086
.build/venv/bin/python3 -m pip install -q --disable-pip-version-check $packages
# Spark's starter looks for its package beside the first Python on the path.
PATH=$PWD/.build/venv/bin:$PATH
export PATH
swift build --build-tests
minutes=${BOARDPACK_MINUTES:-180}
limit=
! command -v timeout >/dev/null || limit="timeout ${minutes}m"
code=0
# shellcheck disable=SC2086
$limit swift test --skip-build --filter WarehouseTests || code=$?
[ "$code" -ne 124 ] || echo "test-warehouses: stopped after $minutes minutes" >&2
exit "$code"
