#!/usr/bin/env python3
"""The resident numbers beside DuckDB and polars: same data, same run, same machine.

    pip install duckdb polars
    python3 tests/bench/against.py

Runs `cargo bench --bench numbers`, which writes the data it measured and its answers, loads that data
into both, checks that they come to the same answers, and prints the medians (all warm) with their ratios.
Not part of `cargo test`.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

try:
    import duckdb
    import polars as pl
except ImportError as missing:
    sys.exit(f"skipped: {missing}; pip install duckdb polars")

HERE = os.path.dirname(os.path.abspath(__file__))
RUNS = 9

# Job: divan's name, the other, at most so much of it.
JOBS = {
    "themes of a month": ("themes_of_a_month", "DuckDB", 0.6),
    "GRR, NRR, logo churn of 24 months": ("metrics_of_24_months", "polars", 0.12),
    "24 x 24 cohorts": ("cohorts_24_by_24", "polars", 0.17),
}

UNITS = {"ns": 1e-6, "µs": 1e-3, "ms": 1.0, "s": 1e3}


def ours(folder):
    """Medians in milliseconds, by bench."""
    run = subprocess.run(
        ["cargo", "bench", "--bench", "numbers"],
        cwd=os.path.join(HERE, "..", ".."),
        env={**os.environ, "CHURNROOM_BENCH_DATA": folder},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    medians = {}
    for line in run.stdout.splitlines():
        cells = [cell.strip() for cell in line.split("│")]
        name = re.search(r"[├╰]─ (\w+)", line)
        if name and len(cells) >= 4:
            # fastest stands in the first cell, then slowest, median, mean
            value, unit = cells[2].split()[:2]
            medians[name.group(1)] = float(value) * UNITS[unit]
    return medians


def warm(job):
    """The median of some runs in milliseconds, and the answer."""
    answer = job()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        job()
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times), answer


THEMES = """
WITH at_opening AS (
  SELECT account, arg_max(balance, day) AS balance FROM steps WHERE day < $first GROUP BY account),
at_closing AS (
  SELECT account, arg_max(balance, day) AS balance FROM steps WHERE day <= $last GROUP BY account),
loss AS (
  SELECT c.account, o.balance - c.balance AS lost, c.balance = 0 AS gone
  FROM at_opening o JOIN at_closing c USING (account) WHERE o.balance > c.balance),
drops AS (
  SELECT account, day FROM (
    SELECT account, day, balance, lag(balance) OVER (PARTITION BY account ORDER BY day) AS was
    FROM steps SEMI JOIN loss USING (account)) WHERE balance < was),
surveys AS (
  SELECT f.id, f.account, true AS stated
  FROM feedback f SEMI JOIN loss USING (account) JOIN drops d ON d.account = f.account AND d.day >= f.day - 30
  WHERE f.survey = 1 AND f.praise = 0
  GROUP BY f.id, f.account HAVING min(d.day) BETWEEN $first AND $last),
others AS (
  SELECT f.id, f.account, false AS stated FROM feedback f SEMI JOIN loss USING (account)
  WHERE f.survey = 0 AND f.praise = 0 AND f.day BETWEEN $first - 90 AND $last + 30),
evidence AS (SELECT * FROM surveys UNION ALL SELECT * FROM others),
carried AS (
  SELECT e.account, t.name, bool_or(e.stated) AS stated
  FROM evidence e JOIN themed t ON t.feedback = e.id GROUP BY e.account, t.name),
shared AS (
  SELECT *, count(*) OVER own AS n, row_number() OVER (PARTITION BY account ORDER BY name) AS place
  FROM (SELECT *, bool_or(stated) OVER (PARTITION BY account) AS any_stated FROM carried)
  WHERE stated = any_stated WINDOW own AS (PARTITION BY account)),
by_share AS (
  SELECT name, sum(lost // n + CASE WHEN place <= lost % n THEN 1 ELSE 0 END) AS lost_mrr
  FROM shared JOIN loss USING (account) GROUP BY name),
by_any AS (
  SELECT name, count(*) AS accounts, count(*) FILTER (gone) AS gone, sum(lost) AS lost_any
  FROM carried JOIN loss USING (account) GROUP BY name),
mentioned AS (
  SELECT t.name, count(*) AS mentions FROM feedback f JOIN themed t ON t.feedback = f.id
  WHERE f.praise = 0 AND f.day BETWEEN $first AND $last GROUP BY t.name),
exposed AS (
  SELECT name, count(*) AS accounts, sum(balance) AS mrr FROM (
    SELECT DISTINCT t.name, f.account FROM feedback f JOIN themed t ON t.feedback = f.id
    WHERE f.praise = 0 AND f.day BETWEEN $last - 89 AND $last) JOIN at_closing USING (account)
  WHERE balance > 0 GROUP BY name)
SELECT m.name, m.mentions, a.accounts, a.gone, s.lost_mrr, a.lost_any, x.accounts, x.mrr
FROM mentioned m LEFT JOIN by_any a USING (name) LEFT JOIN by_share s USING (name)
LEFT JOIN exposed x USING (name) ORDER BY m.name
"""


def themes(folder, answers):
    """Themes of a month in DuckDB; themed feedback is made ready before, as ours is."""
    db = duckdb.connect()
    for name in ["steps", "feedback", "tags", "themes"]:
        db.execute(f"CREATE TABLE {name} AS FROM read_csv('{folder}/{name}.csv')")
    db.execute(
        "CREATE TABLE themed AS SELECT DISTINCT g.feedback, t.name FROM tags g JOIN themes t USING (tag)"
    )
    month = answers["month"]
    took, rows = warm(lambda: db.execute(THEMES, month).fetchall())
    expected = sorted(
        (
            t["theme"], t["mentions"], t["accounts"], t["left"], t["lost_mrr_cents"],
            t["lost_mrr_any_cents"], t["exposed_accounts"], t["exposed_mrr_cents"],
        )
        for t in answers["themes"]["themes"]
    )
    same("themes", [tuple(int(c or 0) if n else c for n, c in enumerate(row)) for row in rows], expected)
    return took


def balances(steps, days):
    """What every account pays at the end of each of some days."""
    accounts = steps.select("account").unique()
    grid = accounts.join(pl.DataFrame({"day": days}, schema={"day": pl.Int64}), how="cross")
    return grid.sort("day").join_asof(
        steps.sort("day"), on="day", by="account", check_sortedness=False
    ).fill_null(0)


def numbers(steps, answers):
    """GRR, NRR and logo churn of 24 months in polars: the best of three ways to ask."""
    months = answers["months"]
    edges = [months[0][0] - 1] + [last for _, last in months]

    def by_asof():
        """Every account's balance at every month's end, side by side."""
        at = balances(steps, edges).sort("account", "day")
        closing = pl.col("balance").shift(-1).over("account")
        pairs = at.with_columns(closing=closing).filter(pl.col("day") < edges[-1], pl.col("balance") > 0)
        found = pairs.group_by("day").agg(
            churn=(pl.col("closing") == 0).sum() / pl.len(),
            grr=pl.min_horizontal("balance", "closing").sum() / pl.col("balance").sum(),
            nrr=pl.col("closing").sum() / pl.col("balance").sum(),
        )
        by_day = {row[0]: row[1:] for row in found.rows()}
        return [by_day.get(edge, (None, None, None)) for edge in edges[:-1]]

    def by_interval():
        """The spans a balance holds for; those that cover a month's two ends, joined."""
        until = pl.col("day").shift(-1).over("account").fill_null(2**31)
        spans = steps.with_columns(until=until).lazy()
        asks = []
        for opening, closing in zip(edges, edges[1:]):
            now = spans.filter((pl.col("day") <= closing) & (pl.col("until") > closing))
            then = spans.filter((pl.col("day") <= opening) & (pl.col("until") > opening))
            both = then.filter(pl.col("balance") > 0).select("account", "balance").join(
                now.select("account", closing="balance"), on="account", how="left"
            ).with_columns(pl.col("closing").fill_null(0))
            asks.append(both.select(
                churn=(pl.col("closing") == 0).sum() / pl.len(),
                grr=pl.min_horizontal("balance", "closing").sum() / pl.col("balance").sum(),
                nrr=pl.col("closing").sum() / pl.col("balance").sum(),
            ))
        return [frame.row(0) for frame in pl.collect_all(asks)]

    def by_change():
        """Only accounts that changed in a month; what stands still is in the running sums."""
        month = pl.Series(edges[1:]).search_sorted(steps["day"])
        last = steps.lazy().with_columns(month=month).group_by("account", "month", maintain_order=True).agg(
            closing=pl.col("balance").last())
        opening = pl.col("closing").shift(1).over("account").fill_null(0)
        changed = last.with_columns(opening=opening)
        o, c = pl.col("opening"), pl.col("closing")
        found = changed.group_by("month").agg(
            left=((o > 0) & (c == 0)).sum(), joined=((o == 0) & (c > 0)).sum(),
            lost=pl.max_horizontal(o - c, 0).sum(),
            grown=pl.when(o > 0).then(pl.max_horizontal(c - o, 0)).otherwise(0).sum(),
            net=(c - o).sum(),
        ).sort("month").collect()
        rows, accounts, mrr = [], 0, 0
        for _, left, joined, lost, grown, net in found.rows():
            if mrr:
                rows.append((left / accounts, (mrr - lost) / mrr, (mrr - lost + grown) / mrr))
            else:
                rows.append((None, None, None))
            accounts, mrr = accounts + joined - left, mrr + net
        return rows

    expected = [(m["logo_churn"], m["grr"], m["nrr"]) for m in answers["metrics"]]
    best = None
    for way in (by_asof, by_interval, by_change):
        took, rows = warm(way)
        tidy = [tuple(None if c is None or c != c else round(c, 6) for c in row) for row in rows]
        same(f"numbers {way.__name__}", tidy[: len(expected)], expected)
        best = took if best is None else min(best, took)
    return best


def cohorts(steps, answers):
    """Accounts and MRR of each cohort at each month's end, in polars, out of the changes."""
    edges = [last for _, last in answers["months"]]

    def ask():
        month = pl.Series(edges).search_sorted(steps["day"])
        was = pl.col("balance").shift(1).over("account").fill_null(0)
        changes = steps.lazy().with_columns(month=month, was=was).with_columns(
            cohort=pl.col("month").first().over("account"),
            came=(pl.col("balance") > 0).cast(pl.Int64) - (pl.col("was") > 0).cast(pl.Int64),
        )
        cells = changes.group_by("cohort", "month").agg(
            pl.col("came").sum(), mrr=(pl.col("balance") - pl.col("was")).sum())
        running = cells.sort("cohort", "month").with_columns(
            active=pl.col("came").cum_sum().over("cohort"), mrr=pl.col("mrr").cum_sum().over("cohort"))
        return running.select("cohort", "month", "active", "mrr").collect().rows()

    took, rows = warm(ask)
    expected = [
        (n, n + k, active, mrr)
        for n, cohort in enumerate(answers["cohorts"])
        for k, (active, mrr) in enumerate(zip(cohort["active"], cohort["active_mrr_cents"]))
    ]
    same("cohorts", [row for row in rows if row[1] < len(edges)], expected)
    return took


def same(what, found, expected):
    """Both came to the same answer, or there is nothing to compare."""
    if list(found) != list(expected):
        pairs = [(f, e) for f, e in zip(found, expected) if f != e]
        sys.exit(f"{what}: {len(found)} rows against {len(expected)}; first difference {pairs[:1]}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        medians = ours(folder)
        with open(f"{folder}/answers.json") as file:
            answers = json.load(file)
        steps = pl.read_csv(f"{folder}/steps.csv")
        theirs = {
            "themes of a month": themes(folder, answers),
            "GRR, NRR, logo churn of 24 months": numbers(steps, answers),
            "24 x 24 cohorts": cohorts(steps, answers),
        }
    print(f"{'job':36} {'ours':>10} {'theirs':>18} {'ratio':>7} {'at most':>8}")
    for job, (bench, other, most) in JOBS.items():
        mine, its = medians[bench], theirs[job]
        mark = "met" if mine / its <= most else "missed"
        print(f"{job:36} {mine:7.2f} ms {other:>7} {its:7.1f} ms {mine / its:7.3f} {most:8} {mark}")


if __name__ == "__main__":
    main()
