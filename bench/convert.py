"""convert.py TOOL IN.jsonl OUT.parquet: JSONL to Parquet zstd level 3 by one peer on one thread."""
import sys

tool, source, out = sys.argv[1:4]
if tool == "duckdb":
    import duckdb

    con = duckdb.connect()
    con.execute("SET threads=1")
    con.execute(
        f"COPY (SELECT * FROM read_json('{source}', format='newline_delimited', maximum_object_size=16777216,"
        f" columns={{id: 'VARCHAR', text: 'VARCHAR', source: 'VARCHAR'}}))"
        f" TO '{out}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 3)"
    )
elif tool == "polars":
    import polars as pl

    pl.read_ndjson(source).write_parquet(out, compression="zstd", compression_level=3)
elif tool == "pyarrow":
    import pyarrow as pa
    import pyarrow.json as pj
    import pyarrow.parquet as pq

    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    table = pj.read_json(source, read_options=pj.ReadOptions(use_threads=False, block_size=16 << 20))
    pq.write_table(table, out, compression="zstd", compression_level=3, use_dictionary=["source"])
else:
    sys.exit(f"unknown tool {tool}")
