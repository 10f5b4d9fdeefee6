#!/usr/bin/env python3
"""Stands in for `clickhouse local --path FOLDER`, by the package chdb: runs the statements on standard input.

usage: clickhouse-by-chdb.py FOLDER [flags, which are ignored]
"""
import re
import sys

from chdb import session


def statements(text):
    """Cuts at semicolons outside quotes."""
    start = 0
    for piece in re.finditer(r"'(?:[^'\\]|\\.|'')*'|`(?:[^`\\]|\\.)*`|\"(?:[^\"\\]|\\.)*\"|;", text, re.S):
        if piece.group() == ";":
            yield text[start : piece.start()].strip()
            start = piece.end()
    yield text[start:].strip()


database = session.Session(sys.argv[1])
for statement in statements(sys.stdin.read()):
    if not statement:
        continue
    form = re.search(r"\nFORMAT (\w+)$", statement)
    try:
        sys.stdout.write(str(database.query(statement[: form.start()] if form else statement, "TabSeparated")))
    except Exception as error:
        sys.exit(str(error))
