"""check.py RELEASE FORMAT.md [FLAT]: every reader must see the same release, FLAT being one of the same rows without subsets.

pandas, pyarrow (page checksums on), DuckDB, polars and datasets load data/ and must agree on rows, on the
sum of the text's length and on the type of every column; DuckDB, with the ledger alone, must tell why a
document is missing; and every SQL block of docs/format.md must hold on the release.
"""
import glob
import json
import os
import re
import sys

import datasets
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.feather as feather
import pyarrow.parquet as pq

release, format_page, *flat = map(os.path.abspath, sys.argv[1:])
os.chdir(release)
manifest = json.load(open("manifest.json"))
datasets.disable_progress_bars()


def fail(what):
    sys.exit(f"{release}: {what}")


def agree(what, values):
    """All readers must give the same value."""
    first = next(iter(values.values()))
    if any(v != first for v in values.values()):
        fail(f"{what} differ: {values}")
    return first


def plain(t):
    """The type of a column in words all readers share."""
    t = str(t).lower()
    t = re.sub(r"timestamp\[us, tz=utc\]|timestamp with time zone|datetime\(time_unit='us', time_zone='utc'\)|timestamp\[us,tz=utc\]", "timestamp", t)
    t = re.sub(r"datetime64\[us, utc\]", "timestamp", t)
    t = re.sub(r"large_string|varchar|string|value\('string'\)|\bstr\b|\butf8\b", "string", t)
    t = re.sub(r"\bbigint\b|int64", "int64", t)
    t = re.sub(r"\binteger\b|int32", "int32", t)
    t = re.sub(r"\bdouble\b|float64", "float64", t)
    t = re.sub(r"\bboolean\b|\bbool\b", "bool", t)
    return t


def shape(t):
    """The type's skeleton: names of members and kinds of scalars, whatever the reader's brackets."""
    words = re.findall(r"[a-z0-9_]+", plain(t))
    return [w for w in words if w not in ("list", "struct", "element", "item", "field", "feature", "value", "dtype", "id", "none", "length", "not", "null", "sequence", "fields", "name")]


def check_subsets():
    """Every reader must see the same rows in a folder of data/, with one value there, and all rows in all folders."""
    data = next(t for t in manifest["tables"] if t["name"] == "data")
    column = data.get("subsets")
    if not column:
        return
    if sorted(polars_all := pl.read_parquet("data")["id"].to_list()) != sorted(frame["id"]) or len(polars_all) != rows:
        fail("polars reads other rows from the folder of data/ than pandas")
    names = sorted({f["subset"] for f in data["files"]})
    configs = set(datasets.get_dataset_config_names(release))
    for name in names:
        if name not in configs:
            fail(f"the card has no config {name}")
        one = datasets.load_dataset(release, name, streaming=False)
        for split in manifest["accounting"]["splits"]:
            path = f"data/{name}/{split}-*.parquet"
            agree(f"ids of {name}, {split}", {
                "pyarrow": [i for f in sorted(glob.glob(path)) for i in pq.ParquetFile(f).read()["id"].to_pylist()],
                "duckdb": [i for (i,) in con.execute(f"SELECT id FROM read_parquet('{path}')").fetchall()],
                "polars": pl.read_parquet(path)["id"].to_list(),
                "pandas": list(frame[frame["id"].isin(pd.concat([pd.read_parquet(f) for f in sorted(glob.glob(path))])["id"])].sort_index()["id"]),
                "datasets": one[split]["id"][:] if split in one else [],
            })
        values = {v for s in one.values() for v in s[column]}
        if len(values) != 1:
            fail(f"subset {name} holds {values}")
    for f in flat:
        for what, there in {
            "pandas": pd.read_parquet(f + "/data").sort_values("id", ignore_index=True).equals(frame.sort_values("id", ignore_index=True)),
            "polars": pl.read_parquet(f + "/data/*.parquet").sort("id").equals(pol.sort("id")),
            "duckdb": not con.execute(f"(FROM '{f}/data/*.parquet' EXCEPT ALL FROM 'data/**/*.parquet') UNION ALL (FROM 'data/**/*.parquet' EXCEPT ALL FROM '{f}/data/*.parquet')").fetchall(),
            "pyarrow": pq.read_table(f + "/data").sort_by("id").equals(table.sort_by("id")),
            "datasets": all(s.sort("id").to_list() == loaded[name].sort("id").to_list() for name, s in datasets.load_dataset(f).items()),
        }.items():
            if not there:
                fail(f"{what} reads other rows than from the release without subsets")
    print(f"interop {manifest['name']}: {len(names)} subsets by {column}: {', '.join(names)}")


table = pq.read_table("data", page_checksum_verification=True) if glob.glob("data/**/*.parquet", recursive=True) else fail("no data")
files = sorted(glob.glob("data/**/*.parquet", recursive=True))
for f in files:  # every file has the schema of the first
    if not pq.read_schema(f).equals(pq.read_schema(files[0])):
        fail(f"{f} has another schema")
con = duckdb.connect()
con.execute("SET TimeZone='UTC'")
duck = con.execute("SELECT count(*), coalesce(sum(length(text)), 0) FROM read_parquet('data/**/*.parquet')").fetchone()
frame = pd.read_parquet("data", engine="pyarrow")
pol = pl.read_parquet("data/**/*.parquet")
loaded = datasets.load_dataset(release, streaming=False)

rows = agree("rows", {
    "manifest": next(t["rows"] for t in manifest["tables"] if t["name"] == "data"),
    "pyarrow": table.num_rows, "pandas": len(frame), "duckdb": duck[0], "polars": pol.height,
    "datasets": sum(s.num_rows for s in loaded.values()),
})
chars = agree("sums of length(text)", {
    "pyarrow": pc.sum(pc.utf8_length(table["text"])).as_py() or 0,
    "pandas": int(frame["text"].str.len().sum()),
    "duckdb": int(duck[1]),
    "polars": int(pol["text"].str.len_chars().sum()),
    "datasets": sum(len(t) for s in loaded.values() for t in s["text"]),
})

described = {r[0]: r[1] for r in con.execute("DESCRIBE SELECT * FROM read_parquet('data/**/*.parquet')").fetchall()}
features = next(iter(loaded.values())).features
columns = agree("columns", {
    "pyarrow": table.schema.names, "pandas": list(frame.columns), "duckdb": list(described),
    "polars": pol.columns, "datasets": list(features),
})
arrow_of = {name: features.arrow_schema.field(name).type for name in columns}
for name in columns:
    agree(f"types of {name}", {
        "pyarrow": shape(table.schema.field(name).type),
        "duckdb": shape(described[name]),
        "polars": shape(pol.to_arrow().schema.field(name).type),
        "datasets": shape(arrow_of[name]),
    })
    kind = frame[name].dtype
    if table.schema.field(name).type == pa.string() and str(kind) not in ("str", "object", "string"):
        fail(f"pandas reads {name} as {kind}")
for split, n in manifest["accounting"]["splits"].items():
    if loaded[split].num_rows != n:
        fail(f"datasets reads {loaded[split].num_rows} rows of split {split}, not {n}")

arrows = sorted(glob.glob("arrow/**/*.arrow", recursive=True))
if arrows:  # the same rows again, by two readers
    got = pa.concat_tables([feather.read_table(f) for f in arrows])
    want = pa.concat_tables([pq.read_table(f.replace("arrow/", "data/").replace(".arrow", ".parquet")) for f in arrows])
    if got.num_rows != rows or got["id"].to_pylist() != want["id"].to_pylist() or got["text"].to_pylist() != want["text"].to_pylist():
        fail("arrow/ differs from data/")
    if sum(pl.read_ipc(f).height for f in arrows) != rows:
        fail("polars reads another number of rows from arrow/")

lines = sorted(glob.glob("jsonl/**/*.jsonl*", recursive=True))
if lines:
    got = con.execute("SELECT id, text FROM read_json($1) ORDER BY id", [lines]).fetchall()
    if got != con.execute("SELECT id, text FROM read_parquet('data/**/*.parquet') ORDER BY id").fetchall():
        fail("jsonl/ differs from data/")

check_subsets()

missing = con.execute("""
    SELECT d.id, d.step, d.rule, d.value, d.threshold, d.kept_id, r.file, r.byte_start
    FROM read_parquet('ledger/documents-*.parquet') d JOIN read_parquet('ledger/reads-*.parquet') r USING (doc)
    WHERE outcome = 'rejected' ORDER BY doc LIMIT 3""").fetchall()
if manifest["accounting"]["documents_rejected"] and not missing:
    fail("the ledger does not say why documents are missing")
kept = {i for (i,) in con.execute("SELECT id FROM read_parquet('data/**/*.parquet')").fetchall()}
others = "kept_in" in [c[0] for c in con.execute("DESCRIBE SELECT * FROM read_parquet('ledger/documents-*.parquet')").fetchall()]
copies = manifest["accounting"]["copies"] > 0
here = "AND kept_in IS NULL" if others else ""
for row in con.execute(f"SELECT kept_id FROM read_parquet('ledger/documents-*.parquet') WHERE kept_id IS NOT NULL {here}").fetchall():
    known = con.execute("SELECT count(*) FROM read_parquet('ledger/documents-*.parquet') WHERE id = ?", [row[0]]).fetchone()[0]
    if not known:
        fail(f"kept_id {row[0]} is not in the ledger")

blocks = re.findall(r"```sql\n(.*?)```", open(format_page).read(), re.S)
laws = 0
for block in blocks:
    full = manifest["ledger"]["edits"] == "full"
    if "-- only with edits: full" in block and not full:
        continue
    if "-- only without private steps" in block and (manifest["private"] or not full):
        continue
    if "-- only without other sets" in block and others or "-- only with other sets" in block and not others:
        continue
    if "-- only without copies" in block and copies or "-- only with copies" in block and not copies:
        continue
    found = con.execute(block).fetchall()
    if block.startswith("-- law"):
        laws += 1
        if found:
            fail(f"law broken: {block.splitlines()[0]}: {found[:3]}")

name = manifest["name"]
print(f"interop {name}: {rows} rows, {chars} characters, {len(columns)} columns: pandas {pd.__version__}, pyarrow {pa.__version__}, "
      f"duckdb {duckdb.__version__}, polars {pl.__version__}, datasets {datasets.__version__} agree; {laws} laws hold in SQL")
for m in missing[:1]:
    print(f"  why {m[0]} is missing: step {m[1]}, rule {m[2]}" + (f", kept {m[5]}" if m[5] else "") + f", read from {m[6]} at byte {m[7]}")
