#!/usr/bin/env python3
"""The import of a company's feedback beside `sqlite3`: same file, same run, same machine.

    cargo build --release
    python3 tests/bench/import_against.py target/release/churnroom
    python3 tests/bench/import_against.py target/release/churnroom --accounts 10000 --feedback 100000 --pairs 5

Has the program generate a company (of size M: 100,000 accounts, 1,000,000 pieces of feedback), takes its feedback
out of that room as a CSV, and brings it in again: once into a room that knows the accounts, once with `sqlite3` into
tables with the same indexes. They take turns; printed are the medians of wall and processor time with their ratios,
and the most memory of ours. Wall time means something only where nothing else runs. Not part of `cargo test`.

What is made alike: a write-ahead log that is on the disk before a commit is reported, SQLite's usual cache; of
feedback a unique index over its id, indexes over the account, the import and the order of days (ours is the key
itself, theirs an index over the day); each tag by feedback, and by tag; a full-text index with the same options.
What is not: ours also judges each row, looks its account and tags up, sums its rows against bad disks and folds its
words beyond ASCII; theirs keeps accounts and tags as texts.
"""

import argparse
import csv
import datetime
import os
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

MOST = 0.9

THEIRS = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE feedback (id TEXT, account TEXT, received TEXT, source TEXT, text TEXT, score TEXT, tags TEXT);
.import --csv --skip 1 {file} feedback
ALTER TABLE feedback ADD COLUMN import INTEGER NOT NULL DEFAULT 1;
CREATE UNIQUE INDEX feedback_external ON feedback (id);
CREATE INDEX feedback_received ON feedback (received);
CREATE INDEX feedback_account ON feedback (account);
CREATE INDEX feedback_import ON feedback (import);
CREATE TABLE feedback_tags (
  feedback INTEGER NOT NULL, tag TEXT NOT NULL, import INTEGER, PRIMARY KEY (feedback, tag)
) WITHOUT ROWID;
WITH RECURSIVE parts (feedback, rest, tag) AS (
  SELECT rowid, tags || ';', NULL FROM feedback WHERE tags <> ''
  UNION ALL
  SELECT feedback, substr(rest, instr(rest, ';') + 1), substr(rest, 1, instr(rest, ';') - 1)
  FROM parts WHERE rest <> '')
INSERT OR IGNORE INTO feedback_tags SELECT feedback, tag, 1 FROM parts WHERE tag <> '';
CREATE INDEX feedback_tags_tag ON feedback_tags (tag, feedback);
CREATE VIRTUAL TABLE feedback_fts USING fts5 (
  text, content = 'feedback', content_rowid = 'rowid', tokenize = 'ascii', detail = none, columnsize = 0
);
INSERT INTO feedback_fts (feedback_fts) VALUES ('rebuild');
"""

WORDS = """
SELECT 'X-' || printf('%07d', row_number() OVER (ORDER BY f.id)), a.external, f.received, f.source, f.text, f.score,
  (SELECT group_concat(t.name, ';') FROM feedback_tags g JOIN tags t ON t.id = g.tag WHERE g.feedback = f.id)
FROM feedback f LEFT JOIN accounts a ON a.id = f.account ORDER BY f.id
"""


def run(command, **more):
    """Wall and processor seconds of a program, and the most memory it had, in megabytes."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, **more)
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{' '.join(command)}: exit code {child.returncode}")
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def make(binary, folder, accounts, feedback):
    """The feedback as a CSV, and a room that has nothing but its accounts."""
    company = f"{folder}/company.room"
    run([binary, "demo", "--accounts", str(accounts), "--feedback", str(feedback), "--keep", company],
        stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    room = sqlite3.connect(company)
    first = datetime.date(1970, 1, 1)

    def day(number):
        return "" if number is None else (first + datetime.timedelta(days=number)).isoformat()

    with open(f"{folder}/feedback.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow("id,account,received,source,text,score,tags".split(","))
        for row in room.execute(WORDS):
            out.writerow(["" if cell is None else cell for cell in (*row[:2], day(row[2]), *row[3:])])
    with open(f"{folder}/accounts.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["id", "name"])
        out.writerows(room.execute("SELECT external, name FROM accounts ORDER BY id"))
    room.close()
    for ending in ["", "-wal", "-shm"]:
        if os.path.exists(company + ending):
            os.remove(company + ending)
    run([binary, "--db", f"{folder}/base.room", "import", "--as-kind", "accounts", f"{folder}/accounts.csv"],
        stderr=subprocess.DEVNULL)


def ours(binary, folder):
    """Into a room that knows the accounts."""
    forget(f"{folder}/ours.room")
    shutil.copy(f"{folder}/base.room", f"{folder}/ours.room")
    os.sync()
    return run([binary, "--db", f"{folder}/ours.room", "import", "--as-kind", "feedback", f"{folder}/feedback.csv"],
               stderr=subprocess.DEVNULL)


def theirs(folder):
    """Into new tables."""
    forget(f"{folder}/theirs.db")
    os.sync()
    with open(f"{folder}/theirs.sql", "w") as script:
        script.write(THEIRS.format(file=f"{folder}/feedback.csv"))
    with open(f"{folder}/theirs.sql") as script:
        return run(["sqlite3", f"{folder}/theirs.db"], stdin=script)


def forget(file):
    """Takes a database away, with its log."""
    for ending in ["", "-wal", "-shm"]:
        if os.path.exists(file + ending):
            os.remove(file + ending)


def same(folder):
    """Both hold the same, or there is nothing to compare."""
    counts = []
    for file in ["ours.room", "theirs.db"]:
        db = sqlite3.connect(f"{folder}/{file}")
        counts.append([db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                       for table in ["feedback", "feedback_tags"]])
        db.close()
    if counts[0] != counts[1]:
        sys.exit(f"ours holds {counts[0]} pieces of feedback and tags, theirs {counts[1]}")
    return counts[0]


def main():
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("binary")
    args.add_argument("--accounts", type=int, default=100_000)
    args.add_argument("--feedback", type=int, default=1_000_000)
    args.add_argument("--pairs", type=int, default=3)
    args = args.parse_args()
    if not shutil.which("sqlite3"):
        sys.exit("skipped: there is no sqlite3 on the path")
    binary = os.path.abspath(args.binary)
    with tempfile.TemporaryDirectory() as folder:
        make(binary, folder, args.accounts, args.feedback)
        pairs = [(ours(binary, folder), theirs(folder)) for _ in range(args.pairs)]
        rows, tags = same(folder)
    memory = max(mine[2] for mine, _ in pairs)
    print(f"{rows:,} pieces of feedback, {tags:,} tags, {args.pairs} pairs; ours took at most {memory:.0f} MB")
    print(f"{'median seconds':16} {'ours':>8} {'sqlite3':>8} {'ratio':>7} {'at most':>8}")
    for what, at, most in [("wall", 0, MOST), ("processor", 1, "")]:
        mine = statistics.median(pair[0][at] for pair in pairs)
        other = statistics.median(pair[1][at] for pair in pairs)
        print(f"{what:16} {mine:8.2f} {other:8.2f} {mine / other:7.3f} {most:>8}")


if __name__ == "__main__":
    main()
