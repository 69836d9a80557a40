"""measure.py TAMIS ROOT PYTHON: the figures of docs/bench/passthrough.md, each a whole process.

CPU seconds are user + system of the process and its children; runs of all tools alternate, and the median of
RUNS counts, since machines are noisy. Raw numbers go to docs/bench/passthrough.jsonl.
"""
import datetime
import glob
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import time

tamis, root, python = sys.argv[1:4]
work = os.path.join(root, "build", "bench")
RUNS = int(os.environ.get("RUNS", "5"))
SIZES = {"small": 30, "medium": 300, "large": 1000}
rows = []


def cpu(label, command, env=None):
    """Runs a command once; returns CPU and wall seconds and the peak memory in MiB."""
    pid_env = dict(os.environ, **(env or {}))
    started = time.time()
    process = subprocess.Popen(command, env=pid_env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    err = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.time() - started
    if status != 0:
        sys.exit(f"{label}: {err.decode(errors='replace')[-2000:]}")
    row = {"label": label, "cpu_s": round(usage.ru_utime + usage.ru_stime, 3), "wall_s": round(wall, 3), "rss_mib": round(usage.ru_maxrss / 1024, 1)}
    rows.append(row)
    return row


def corpus(name):
    path = os.path.join(work, name + ".jsonl")
    if not os.path.exists(path):
        subprocess.run([os.path.join(work, "gencorpus"), "-mb", str(SIZES[name]), "-o", path], check=True)
    text = 0
    with open(path, "rb") as f:
        for line in f:
            text += len(json.loads(line)["text"].encode())
    return path, os.path.getsize(path), text


def run_tamis(label, source, recipe, workers, extra=(), binary=tamis, env=None):
    out = os.path.join(work, "out")
    shutil.rmtree(out, ignore_errors=True)
    shutil.rmtree(os.path.join(work, "tmp"), ignore_errors=True)
    command = [binary, "run", os.path.join(root, "testdata", "recipes", recipe), "--set", "sources.0.path=" + source,
               "--out", out, "--work", os.path.join(work, "tmp"), "--workers", str(workers), "--progress", "none", *extra]
    row = cpu(label, command, env)
    release = next(d for d in glob.glob(os.path.join(out, "*", "[0-9]*")) if not os.path.islink(d))
    row["data_bytes"] = sum(os.path.getsize(f) for f in glob.glob(os.path.join(release, "data", "*.parquet")))
    row["release_bytes"] = sum(os.path.getsize(f) for f in glob.glob(os.path.join(release, "**"), recursive=True) if os.path.isfile(f))
    return row


def peer(tool, source):
    out = os.path.join(work, tool + ".parquet")
    row = cpu(tool, [python, os.path.join(root, "bench", "convert.py"), tool, source, out],
              {"POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1", "ARROW_IO_THREADS": "1"})
    row["data_bytes"] = os.path.getsize(out)
    return row


def median(label, key="cpu_s"):
    return statistics.median(r[key] for r in rows if r["label"] == label)


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


def verdict(what, value, bar, ok):
    return f"- {what}: **{value:.3f}** (bar {bar}): {'reached' if ok else 'MISSED'}"


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
        cpu("demo", [tamis, "run", os.path.join(root, "testdata", "recipes", "demo.yaml"), "--out", out, "--work", out + "-work", "--progress", "none"])
        shutil.rmtree(out + "-work", ignore_errors=True)
    wall, rss = median("demo", "wall_s"), max(r["rss_mib"] for r in rows if r["label"] == "demo")
    return lines + [verdict("the demo's run, s", wall, 1, wall < 1), verdict("its peak memory, MiB", rss, 150, rss < 150)]


def profile():
    """Where the CPU of the passthrough run goes, by package and by the functions that weigh most."""
    source, _, _ = corpus("medium")
    path = os.path.join(work, "cpu.pprof")
    run_tamis("profile", source, "passthrough.yaml", 1, ["--cpu-profile", path])
    top = subprocess.run(["go", "tool", "pprof", "-top", "-nodecount=25", tamis, path], capture_output=True, text=True, cwd=root).stdout
    return ["```", *[l for l in top.splitlines() if not l.startswith(("File", "Build", "Type", "Time"))], "```"]


def machine():
    model = next((l.split(":")[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), platform.processor())
    versions = subprocess.run([python, "-c", "import duckdb,polars,pyarrow;print('duckdb',duckdb.__version__,'polars',polars.__version__,'pyarrow',pyarrow.__version__)"],
                              capture_output=True, text=True).stdout.strip()
    go = subprocess.run(["go", "version"], capture_output=True, text=True).stdout.split()[2]
    return f"{datetime.date.today()}, {os.cpu_count()} cores of {model}, load {os.getloadavg()[0]:.1f} at the start; {go}; {versions}; medians of {RUNS} runs, tools alternating."


page = ["# Passthrough, recording, memory, start-up", "",
        "`make bench` writes this page. JSONL → Parquet release with ledger and digests (recipe without steps, arrow off) beside what DuckDB, polars and",
        "pyarrow take to turn the same file into Parquet zstd-3 on one thread. CPU seconds are user + system of whole processes.", "", machine(), ""]
for title, section in (("JSONL to Parquet", passthrough), ("Peak memory with `--memory 512MiB`, 2 workers", memory),
                       ("Recording of edits, recipe chain.yaml, one worker", recording), ("Start-up and size", start), ("The demo", demo), ("Where the CPU goes", profile)):
    page += ["## " + title, "", *section(), ""]
    print("\n".join(page[-20:]), flush=True)
os.makedirs(os.path.join(root, "docs", "bench"), exist_ok=True)
open(os.path.join(root, "docs", "bench", "passthrough.md"), "w").write("\n".join(page))
open(os.path.join(root, "docs", "bench", "passthrough.jsonl"), "w").write("".join(json.dumps(r) + "\n" for r in rows))
