"""The table of codes by an attribute, made from a study's file by other means than qualcode.

Run by tests.benchmarks.analysis, with any python that has some of them: DATABASE ROLL PEER.
It needs nothing of qualcode. ROLL is a JSON file of pairs: a code, and an id that counts as it.
Printed is JSON: the least of three runs in seconds, by the clock and on a core, the process's
highest memory in MB, and the table's sum.
"""

from __future__ import annotations

import json
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
Roll = list[tuple[str, str]]
Cells = list[tuple[str, str, int]]

# The order of the joins is the one that SQLite runs fastest; left to itself it takes twice as long.
SQL = """
SELECT pair.code, attribute.text, count(*) FROM (
  SELECT DISTINCT segment.participant AS participant, roll.code AS code
  FROM segment
  JOIN source ON source.id = segment.source AND NOT source.removed
  JOIN participant ON participant.id = segment.participant
    AND participant.counted AND NOT participant.removed
  CROSS JOIN coding ON coding.segment = segment.id AND coding.coder IN ({coders})
  CROSS JOIN roll ON roll.member = coding.code
) pair
LEFT JOIN attribute ON attribute.participant = pair.participant AND attribute.name = 'position'
GROUP BY 1, 2
"""

TABLES = {
    "coding": "SELECT code AS member, coder, segment FROM coding",
    "coder": "SELECT id AS coder FROM coder",
    "segment": "SELECT id AS segment, source, participant FROM segment",
    "source": "SELECT id AS source FROM source WHERE NOT removed",
    "participant": "SELECT id AS participant FROM participant WHERE counted AND NOT removed",
    "attribute": "SELECT participant, text FROM attribute WHERE name = 'position'",
}


def by_sql(database: Path, roll: Roll) -> Cells:
    """Count in SQLite, with SQL written for this one table."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("CREATE TEMP TABLE roll (code, member)")
    connection.executemany("INSERT INTO roll VALUES (?, ?)", roll)
    connection.execute("CREATE INDEX temp.roll_by_member ON roll (member, code)")
    ids = [row[0] for row in connection.execute("SELECT id FROM coder")]
    return connection.execute(SQL.format(coders=", ".join(f"'{one}'" for one in ids))).fetchall()


def by_polars(database: Path, roll: Roll) -> Cells:
    """Read what is needed with polars and count there."""
    import polars

    frames = _frames(database)
    rolled = polars.DataFrame(roll, schema=["code", "member"], orient="row")
    table = (
        frames["coding"]
        .join(frames["coder"], on="coder")
        .join(frames["segment"], on="segment")
        .join(frames["source"], on="source")
        .join(frames["participant"], on="participant")
        .select("participant", "member")
        .unique()
        .join(rolled, on="member")
        .select("participant", "code")
        .unique()
        .join(frames["attribute"], on="participant", how="left")
        .group_by("code", "text")
        .len()
    )
    return [(code, text, n) for code, text, n in table.rows()]


def by_duckdb(database: Path, roll: Roll) -> Cells:
    """Count in DuckDB; where it cannot read SQLite's files, polars hands it the rows as Parquet."""
    import duckdb

    connection = duckdb.connect()
    with tempfile.TemporaryDirectory() as folder:
        try:
            connection.execute(f"ATTACH '{database}' AS study (TYPE sqlite)")
            for name, query in TABLES.items():
                connection.execute(f"CREATE VIEW {name} AS {query.replace('FROM ', 'FROM study.')}")
        except duckdb.Error:
            for name, frame in _frames(database).items():
                path = Path(folder) / f"{name}.parquet"
                frame.write_parquet(path)
                connection.execute(f"CREATE VIEW {name} AS SELECT * FROM '{path}'")
        connection.execute("CREATE TABLE roll (code VARCHAR, member VARCHAR)")
        connection.executemany("INSERT INTO roll VALUES (?, ?)", roll)
        return connection.execute("""
            SELECT roll.code, attribute.text, count(DISTINCT participant)
            FROM coding JOIN coder USING (coder) JOIN segment USING (segment)
            JOIN source USING (source) JOIN participant USING (participant)
            JOIN roll USING (member) LEFT JOIN attribute USING (participant)
            GROUP BY 1, 2
        """).fetchall()


def _frames(database: Path) -> dict[str, Any]:
    import polars

    connection = sqlite3.connect(database)
    return {
        name: polars.read_database(query, connection, infer_schema_length=None)
        for name, query in TABLES.items()
    }


PEERS: dict[str, Callable[[Path, Roll], Cells]] = {
    "hand-written SQL": by_sql,
    "polars": by_polars,
    "DuckDB": by_duckdb,
}


def cost(call: Callable[[], T], runs: int = 3) -> tuple[float, float, float, T]:
    """Return the least seconds by the clock and on a core, the highest memory in MB, the answer."""
    taken, on_core = [], []
    for _ in range(runs):
        began, spent = time.perf_counter(), time.process_time()
        answer = call()
        taken.append(time.perf_counter() - began)
        on_core.append(time.process_time() - spent)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return min(taken), min(on_core), memory, answer


def main(database: str, roll: str, peer: str) -> None:
    """Measure one peer, or print nothing if it is not there."""
    pairs = [(code, member) for code, member in json.loads(Path(roll).read_text())]
    try:
        *figures, cells = cost(lambda: PEERS[peer](Path(database), pairs))
    except ImportError:
        return
    print(json.dumps([*figures, sum(n for _, _, n in cells)]))


if __name__ == "__main__":
    main(*sys.argv[1:])
