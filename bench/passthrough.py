"""passthrough.py TAMIS ROOT PYTHON: the figures of docs/bench/passthrough.md."""
import glob
import os
import shutil
import statistics
import subprocess
import sys
import time

from process import RUNS, Session, verdict

tamis, root, python = sys.argv[1:4]
SIZES = {"small": 30, "medium": 300, "large": 1000}
session = Session(tamis, root, python)
work, median = session.work, session.median


def corpus(name):
    return session.corpus(name, SIZES[name])


def run_tamis(label, source, recipe, workers, extra=(), binary=tamis):
    row, release = session.tamis(label, source, recipe, workers, extra, binary)
    row["data_bytes"] = sum(os.path.getsize(f) for f in glob.glob(os.path.join(release, "data", "*.parquet")))
    row["release_bytes"] = sum(os.path.getsize(f) for f in glob.glob(os.path.join(release, "**"), recursive=True) if os.path.isfile(f))
    return row


def peer(tool, source):
    out = os.path.join(work, tool + ".parquet")
    row = session.cpu(tool, [python, os.path.join(root, "bench", "convert.py"), tool, source, out],
                      {"POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1", "ARROW_IO_THREADS": "1"})
    row["data_bytes"] = os.path.getsize(out)
    return row


def passthrough():
    source, size, text = corpus("medium")
    for _ in range(RUNS):
        run_tamis("tamis, 1 worker", source, "passthrough.yaml", 1)
        for tool in ("duckdb", "polars", "pyarrow"):
            peer(tool, source)
        run_tamis("tamis, 2 workers", source, "passthrough.yaml", 2)
    gb = text / 1e9
    duck, ours = median("duckdb"), median("tamis, 1 worker")
    lines = [f"Input: {size / 1e6:.1f} MB of JSONL, {text / 1e6:.1f} MB of text.", "",
             "| tool | CPU s | CPU s/GB of text | wall s | peak MiB | data MB | against DuckDB: CPU | size |", "|---|---|---|---|---|---|---|---|"]
    for label in ("tamis, 1 worker", "tamis, 2 workers", "duckdb", "polars", "pyarrow"):
        b = median(label, "data_bytes")
        lines.append(f"| {label} | {median(label):.2f} | {median(label) / gb:.2f} | {median(label, 'wall_s'):.2f} | {median(label, 'rss_mib'):.0f} | {b / 1e6:.1f} |"
                     f" {median(label) / duck:.2f} | {b / median('duckdb', 'data_bytes'):.3f} |")
    wall = median("tamis, 2 workers", "wall_s") / median("tamis, 1 worker", "wall_s")
    ratio, bigger = ours / duck, median("tamis, 1 worker", "data_bytes") / median("duckdb", "data_bytes")
    lines += ["", verdict("CPU of one worker against DuckDB's", ratio, 1.5, ratio <= 1.5), verdict("size against DuckDB's", bigger, 1.05, bigger <= 1.05),
              verdict("wall time of 2 workers against 1", wall, 0.6, wall <= 0.6)]
    return lines


def memory():
    lines = ["| input | peak MiB | within 512 |", "|---|---|---|"]
    for name in ("small", "large"):
        source, _, _ = corpus(name)
        for recipe in ("passthrough.yaml", "chain.yaml"):
            row = run_tamis(f"memory {name} {recipe}", source, recipe, 2, ["--memory", "512MiB"])
            lines.append(f"| {SIZES[name]} MB, {recipe} | {row['rss_mib']:.0f} | {'yes' if row['rss_mib'] <= 512 else 'NO'} |")
    return lines


def recording():
    source, _, text = corpus("medium")
    off = os.path.join(work, "tamis-norecord")
    for _ in range(RUNS):
        run_tamis("recording off", source, "chain.yaml", 1, ["--set", "export.ledger.edits=counts"], off)
        run_tamis("recording counts", source, "chain.yaml", 1, ["--set", "export.ledger.edits=counts"])
        run_tamis("recording full", source, "chain.yaml", 1, ["--set", "export.ledger.edits=full"])
    base = median("recording off")
    lines = ["| edits | CPU s | over off |", "|---|---|---|"]
    for label in ("recording off", "recording counts", "recording full"):
        lines.append(f"| {label[10:]} | {median(label):.2f} | {100 * (median(label) / base - 1):+.1f} % |")
    counts, full = median("recording counts") / base - 1, median("recording full") / base - 1
    return lines + ["", verdict("`counts` over off", counts, 0.03, counts <= 0.03), verdict("`full` over off", full, 0.08, full <= 0.08)]


def start():
    times = []
    for _ in range(21):
        t = time.time()
        subprocess.run([tamis, "--version"], check=True, stdout=subprocess.DEVNULL)
        times.append((time.time() - t) * 1000)
    ms, mb = statistics.median(times), os.path.getsize(tamis) / 1e6
    return [verdict("`tamis --version`, ms", ms, 20, ms < 20), verdict("binary, MB", mb, 60, mb < 60)]


def demo():
    out = os.path.join(work, "demo")
    lines = []
    for _ in range(RUNS):
        shutil.rmtree(out, ignore_errors=True)
        session.cpu("demo", [tamis, "run", os.path.join(root, "testdata", "recipes", "demo.yaml"), "--out", out, "--work", out + "-work", "--progress", "none"])
        shutil.rmtree(out + "-work", ignore_errors=True)
    wall, rss = median("demo", "wall_s"), max(r["rss_mib"] for r in session.rows if r["label"] == "demo")
    return lines + [verdict("the demo's run, s", wall, 1, wall < 1), verdict("its peak memory, MiB", rss, 150, rss < 150)]


def profile():
    """Where the CPU of the passthrough run goes, by package and by the functions that weigh most."""
    source, _, _ = corpus("medium")
    path = os.path.join(work, "cpu.pprof")
    run_tamis("profile", source, "passthrough.yaml", 1, ["--cpu-profile", path])
    top = subprocess.run(["go", "tool", "pprof", "-top", "-nodecount=25", tamis, path], capture_output=True, text=True, cwd=root).stdout
    return ["```", *[l for l in top.splitlines() if not l.startswith(("File", "Build", "Type", "Time"))], "```"]


page = ["# Passthrough, recording, memory, start-up", "",
        "`make bench` writes this page. JSONL → Parquet release with ledger and digests (recipe without steps, arrow off) beside what DuckDB, polars and",
        "pyarrow take to turn the same file into Parquet zstd-3 on one thread. CPU seconds are user + system of whole processes.", "", session.machine(["duckdb", "polars", "pyarrow"]), ""]
session.write("passthrough", page, (
    ("JSONL to Parquet", passthrough), ("Peak memory with `--memory 512MiB`, 2 workers", memory),
    ("Recording of edits, recipe chain.yaml, one worker", recording), ("Start-up and size", start), ("The demo", demo), ("Where the CPU goes", profile)))
