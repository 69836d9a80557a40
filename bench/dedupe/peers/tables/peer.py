"""DuckDB and polars: documents with different texts; only the number is told, nothing is written."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from common import Task

task = Task()
if task.mode == "duckdb":
    import duckdb

    con = duckdb.connect()
    con.execute(f"SET threads={task.workers}")
    con.execute(f"SELECT count(DISTINCT text) FROM read_json('{task.source}', format='newline_delimited', maximum_object_size=16777216,"
                " columns={id: 'VARCHAR', text: 'VARCHAR', source: 'VARCHAR'})").fetchall()
else:
    import polars

    polars.read_ndjson(task.source).unique(subset="text", keep="first").height
