#!/bin/sh
# Checks for the system packages that Boardpack needs and installs only those that are missing.
#   scripts/setup.sh          what the build needs
#   scripts/setup.sh --tests  also what the tests need (Chromium, axe-core, PostgreSQL, SQLite, DuckDB)
set -eu
cd "$(dirname "$0")/.."

missing=""
need() { # NAME CHECK…: remembers NAME as missing when CHECK fails
  name=$1
  shift
  if "$@" >/dev/null 2>&1; then echo "setup: $name is there"; else missing="$missing $name"; fi
}
header() { printf '#include <%s>\n' "$1" | c++ -x c++ -fsyntax-only -; }
any_postgres() { command -v initdb || ls /usr/lib/postgresql/*/bin/initdb; }
# DuckDB's client comes as a Python package, into a folder of the build.
duckdb_client() {
  if command -v duckdb >/dev/null 2>&1 || [ -x .build/venv/bin/duckdb ]; then
    echo "setup: duckdb is there"
    return
  fi
  echo "setup: installing duckdb-cli into .build/venv"
  python3 -m venv .build/venv
  .build/venv/bin/pip install -q --disable-pip-version-check duckdb-cli
}
# axe-core, which looks at the pages, comes inside a Python package of which nothing else is used.
axe_core() {
  if ls .build/venv/lib/python3*/site-packages/axe_playwright_python/axe.min.js >/dev/null 2>&1; then
    echo "setup: axe-core is there"
    return
  fi
  echo "setup: installing axe-core into .build/venv"
  [ -x .build/venv/bin/pip ] || python3 -m venv .build/venv
  .build/venv/bin/pip install -q --disable-pip-version-check --no-deps axe-playwright-python==0.1.8
}
any_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

command -v swift >/dev/null 2>&1 || {
  echo "setup: Swift is not installed; get Swift 6.3 from https://www.swift.org/install/ and run this again" >&2
  exit 1
}

case "$(uname -s)" in
Linux)
  need g++ command -v c++
  if command -v c++ >/dev/null 2>&1; then
    need libcmark-dev header cmark.h
    need libboost-math-dev header boost/math/distributions/students_t.hpp
    need zlib1g-dev header zlib.h
  else
    missing="$missing libcmark-dev libboost-math-dev zlib1g-dev"
  fi
  need pkg-config command -v pkg-config
  need tzdata test -f /usr/share/zoneinfo/Europe/Berlin
  if [ "${1:-}" = --tests ]; then
    need chromium any_chromium
    need postgresql any_postgres
    need postgresql-client command -v psql
    need sqlite3 command -v sqlite3
    need python3-venv python3 -c "import ensurepip, venv"
  fi
  if [ -n "$missing" ]; then
    sudo=""
    [ "$(id -u)" = 0 ] || sudo=sudo
    command -v apt-get >/dev/null 2>&1 || {
      echo "setup: install these by hand, there is no apt-get here:$missing" >&2
      exit 1
    }
    echo "setup: installing$missing"
    $sudo apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
    echo "setup: installed$missing"
  fi
  ;;
Darwin)
  need cmark test -f "$(brew --prefix)/include/cmark.h"
  need boost test -d "$(brew --prefix)/include/boost/math"
  need pkg-config command -v pkg-config
  if [ -n "$missing" ]; then
    # shellcheck disable=SC2086
    brew install $missing
  fi
  [ "${1:-}" != --tests ] || [ -d "/Applications/Google Chrome.app" ] || brew install --cask chromium
  [ "${1:-}" != --tests ] || command -v initdb >/dev/null || brew install postgresql@15
  ;;
*)
  echo "setup: unknown system $(uname -s); Boardpack is built on Linux and macOS" >&2
  exit 1
  ;;
esac
[ "${1:-}" != --tests ] || duckdb_client
[ "${1:-}" != --tests ] || axe_core
echo "setup: ready"
