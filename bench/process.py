"""Measures whole processes: what bench/*.py share.

CPU seconds are user + system of a process and its children; runs of all tools alternate, and the median of
RUNS counts, since machines are noisy. A page of docs/bench/ has its raw numbers beside it as JSON lines.
"""
import datetime
import glob
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time

RUNS = int(os.environ.get("RUNS", "5"))


def verdict(what, value, bar, ok):
    return f"- {what}: **{value:.3f}** (bar {bar}): {'reached' if ok else 'MISSED'}"


class Session:
    """Runs of tamis and its peers on one machine, one after another."""

    def __init__(self, tamis, root, python):
        self.binary, self.root, self.python = tamis, root, python
        self.work = os.path.join(root, "build", "bench")
        self.runs, self.rows = RUNS, []

    def cpu(self, label, command, env=None):
        """Runs a command once and adds its row: CPU and wall seconds and the peak memory in MiB."""
        started = time.time()
        process = subprocess.Popen(command, env=dict(os.environ, **(env or {})), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        err = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.time() - started
        if status != 0:
            sys.exit(f"{label}: {err.decode(errors='replace')[-2000:]}")
        row = {"label": label, "cpu_s": round(usage.ru_utime + usage.ru_stime, 3), "wall_s": round(wall, 3), "rss_mib": round(usage.ru_maxrss / 1024, 1)}
        self.rows.append(row)
        return row

    def tamis(self, label, source, recipe, workers, extra=(), binary=None):
        """Builds a release of a recipe of testdata/recipes over one input; returns the row and the release's folder."""
        out = os.path.join(self.work, "out")
        shutil.rmtree(out, ignore_errors=True)
        shutil.rmtree(os.path.join(self.work, "tmp"), ignore_errors=True)
        row = self.cpu(label, [binary or self.binary, "run", os.path.join(self.root, "testdata", "recipes", recipe), "--set", "sources.0.path=" + source,
                               "--out", out, "--work", os.path.join(self.work, "tmp"), "--workers", str(workers), "--progress", "none", *extra])
        return row, next(d for d in glob.glob(os.path.join(out, "*", "[0-9]*")) if not os.path.islink(d))

    def recipe(self, name, steps):
        """Writes testdata/recipes/passthrough.yaml with steps; returns its path."""
        with open(os.path.join(self.root, "testdata", "recipes", "passthrough.yaml")) as f:
            text = f.read()
        lines = "".join(f"\n  - {step}" for step in steps) or " []"
        path = os.path.join(self.work, "".join(c if c.isalnum() else "-" for c in name) + ".yaml")
        with open(path, "w") as f:
            f.write(text.replace("steps: []", "steps:" + lines))
        return path

    def corpus(self, name, mb):
        """Returns a generated set of mb megabytes: its path, its bytes, the bytes of its texts."""
        path = os.path.join(self.work, name + ".jsonl")
        if not os.path.exists(path):
            subprocess.run([os.path.join(self.work, "gencorpus"), "-mb", str(mb), "-o", path], check=True)
        return path, os.path.getsize(path), text_bytes(path)

    def documentation(self, copies):
        """Returns Go's documentation some times over, each copy with ids of its own: prose that people wrote."""
        once, path = os.path.join(self.work, "godoc.jsonl"), os.path.join(self.work, f"godoc{copies}.jsonl")
        if not os.path.exists(path):
            subprocess.run(["go", "run", "./bench/quality", "-docs", once], check=True, cwd=self.root)
            docs = [json.loads(line) for line in open(once, encoding="utf-8")]
            with open(path, "w", encoding="utf-8") as f:
                for n in range(copies):
                    f.writelines(json.dumps(dict(d, id=f"{d['id']}-{n}"), ensure_ascii=False) + "\n" for d in docs)
        return path

    def median(self, label, key="cpu_s"):
        return statistics.median(r[key] for r in self.rows if r["label"] == label)

    def machine(self, packages, versions=None):
        """Says what was measured on what, with the versions of the peers: of packages, or as given."""
        model = next((l.split(":")[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), platform.processor())
        code = "import importlib.metadata as m;print(', '.join(p + ' ' + m.version(p) for p in %r))" % (packages,)
        versions = versions or subprocess.run([self.python, "-c", code], check=True, capture_output=True, text=True).stdout.strip()
        go = subprocess.run(["go", "version"], capture_output=True, text=True).stdout.split()[2]
        return (f"{datetime.date.today()}, {os.cpu_count()} cores of {model}, load {os.getloadavg()[0]:.1f} at the start; {go}; {versions};"
                f" medians of {RUNS} runs, tools alternating.")

    def write(self, name, page, sections):
        """Measures the sections one by one and writes docs/bench/<name>.md and .jsonl, after each what there is.

        SECTIONS names those to measure; the others stay as they are, with their rows.
        """
        folder = os.path.join(self.root, "docs", "bench")
        os.makedirs(folder, exist_ok=True)
        wanted = os.environ.get("SECTIONS", "").split("|")
        kept, rows = before(folder, name) if wanted != [""] else ({}, [])
        for i, (title, section) in enumerate(sections):
            if wanted != [""] and title not in wanted:
                page += kept.get(title, [])
                continue
            lines = ["## " + title, "", *section(), ""]
            page += lines
            print("\n".join(lines), flush=True)
            made = {r["label"] for r in self.rows}
            with open(os.path.join(folder, name + ".md"), "w") as f:
                f.write("\n".join(page + [line for t, _ in sections[i + 1:] for line in kept.get(t, [])]))
            with open(os.path.join(folder, name + ".jsonl"), "w") as f:
                f.writelines(json.dumps(r) + "\n" for r in self.rows + [r for r in rows if r["label"] not in made])


def before(folder, name):
    """What a page holds: its sections' lines by heading, marked as of an earlier run, and its rows."""
    with open(os.path.join(folder, name + ".md")) as f:
        parts = f.read().split("\n## ")
    head, kept = parts[0], {}
    day = next((w.rstrip(",") for w in head.split() if w[:2] == "20" and w.count("-") == 2), "")
    for part in parts[1:]:
        title, _, rest = part.partition("\n")
        lines = rest.strip("\n").split("\n")
        mark = f"Measured in an earlier run, {day}."
        kept[title] = ["## " + title, "", *([] if lines[0].startswith("Measured in an earlier run") else [mark, ""]), *lines, ""]
    with open(os.path.join(folder, name + ".jsonl")) as f:
        return kept, [json.loads(line) for line in f]


def text_bytes(path):
    with open(path, "rb") as f:
        return sum(len(json.loads(line)["text"].encode()) for line in f)
