"""substrings.py TAMIS ROOT PYTHON: the figures of docs/bench/substrings.md."""
import json
import os
import subprocess
import sys

from process import RUNS, Session, verdict

tamis, root, python = sys.argv[1:4]
session = Session(tamis, root, python)
work, median = session.work, session.median
tool = os.path.join(work, "substrings")
MEMORY = 256
SIZES = {"medium": 300, "large": 1500}


def planted(name):
    """A generated set with copied passages: its path, the bytes of its texts, and what was planted."""
    source, _, _ = session.corpus(name, SIZES[name])
    path, truth = source.replace(".jsonl", ".planted.jsonl"), source.replace(".jsonl", ".passages.jsonl")
    if not os.path.exists(path):
        subprocess.run([tool, "-docs", source, "-planted", path, "-truth", truth], check=True)
    with open(path) as lines:
        text = sum(len(json.loads(line)["text"].encode()) for line in lines)
    return path, text, truth


def build(label, path, steps, workers=1, memory=MEMORY):
    return session.tamis(label, path, "passthrough.yaml", workers, ["--set", f"steps=[{steps}]", "--memory", f"{memory}MiB"])


def cost():
    """One worker beside passthrough, and how much of what was planted went."""
    path, text, truth = planted("medium")
    for _ in range(RUNS):
        build("passthrough", path, "")
        _, release = build("substrings", path, "dedupe.substrings")
    found = json.loads(subprocess.check_output([tool, "-truth", truth, "-release", release]))
    extra = (median("substrings") - median("passthrough")) / (text / 1e9)
    lines = [f"{os.path.getsize(path) / 1e6:.0f} MB of JSONL, {text / 1e6:.0f} MB of text, one worker, `--memory {MEMORY}MiB`.", "",
             "| steps | CPU s | wall s | peak MiB |", "|---|---|---|---|"]
    lines += [f"| {label} | {median(label):.2f} | {median(label, 'wall_s'):.2f} | {median(label, 'rss_mib'):.0f} |" for label in ("passthrough", "substrings")]
    lines += ["", f"- CPU-seconds per GB of text beyond passthrough: **{extra:.1f}**", "", "| words planted | passages | wholly cut | share of their bytes cut |", "|---|---|---|---|"]
    for words, t in sorted(found.items(), key=lambda kv: int(kv[0])):
        lines.append(f"| {words} | {t['planted']} | {t['recall']:.4f} | {t['gone'] / t['bytes']:.4f} |")
    least = min(t["recall"] for words, t in found.items() if int(words) >= 50)
    return lines + ["", verdict("recall of passages of 50 words and more", least, 1.0, least == 1.0)]


def memory():
    """What a larger set takes, against a fifth of its size: less than that a suffix array in memory can't do with."""
    path, text, _ = planted("large")
    row, _ = build("substrings large", path, "dedupe.substrings")
    share = row["rss_mib"] * 1048576 / text
    return ["| text | peak MiB | CPU s | share of the text |", "|---|---|---|---|", f"| {text / 1e6:.0f} MB | {row['rss_mib']:.0f} | {row['cpu_s']:.1f} | {share:.3f} |", "",
            verdict("peak memory over the size of the text", share, 0.2, share <= 0.2)]


def halved():
    """A set whose second half is its first again, under other ids: every passage of it repeats."""
    source, _, _ = session.corpus("small", 30)
    path = os.path.join(work, "twice.jsonl")
    with open(source) as lines, open(path, "w") as out:
        docs = [json.loads(line) for line in lines]
        for half in ("a", "b"):
            out.writelines(json.dumps({"id": half + d["id"], "text": d["text"], "source": d["source"]}, ensure_ascii=False) + "\n" for d in docs)
    text = sum(2 * len(d["text"].encode()) for d in docs)
    for _ in range(RUNS):
        build("passthrough, twice", path, "")
        build("substrings, twice", path, "dedupe.substrings")
    extra = (median("substrings, twice") - median("passthrough, twice")) / (text / 1e9)
    return [f"{text / 1e6:.0f} MB of text; CPU-seconds per GB beyond passthrough, which writes twice as much: **{extra:.1f}**; peak {median('substrings, twice', 'rss_mib'):.0f} MiB."]


page = ["# What dedupe.substrings costs and finds", "",
        "`make bench PAGE=substrings` writes this page. English-like text (bench/gencorpus: one document in twenty an exact copy, one in twenty a near copy), in",
        "which one document in four gets a passage of an earlier one (bench/substrings). A passage counts as wholly cut where nothing of it is left but signs at its",
        "ends; documents rejected as emptied count as cut. Whole processes, CPU seconds are user + system.", "",
        "google-research/deduplicate-text-datasets asks for more memory than the data has bytes to build its suffix array; it was not run here, and the bar is a fifth",
        "of the text.", "", session.machine([]).replace("; ;", ";"), ""]
session.write("substrings", page, (("Cost and recall", cost), ("Memory", memory), ("Half of the set copied", halved)))
