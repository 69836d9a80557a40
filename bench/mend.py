"""mend.py TAMIS ROOT PYTHON: the figures of docs/bench/mend.md.

What steps cost is the CPU time of a run with them less that of the same run without steps. A peer's is that of its
process over the texts less that of the same process over an empty file (its imports). A cost smaller than what runs of
passthrough differ by (0.05 s at least) is given as smaller than that.
"""
import json
import os
import subprocess
import sys

from process import Session, text_bytes, verdict

tamis, root, python = sys.argv[1:4]
session = Session(tamis, root, python)
median, MB = session.median, 1e6

# Everything of clean.* with its defaults, in the order of the reference.
CLEAN = ["clean.mojibake", "clean.markup", "clean.tables", "clean.unicode", "clean.spacing", "clean.casing", "clean.paragraphs", "clean.whitespace"]
PRIVATE = ["redact.pii: {on: [text]}", "redact.secrets: {on: [text]}"]
CHAINS = {
    "passthrough": [], "clean.*": CLEAN, "redact.pii + redact.secrets": PRIVATE,
    "clean.mojibake": ["clean.mojibake"], "redact.pii": ["redact.pii: {on: [text]}"],
    "redact.pii, e-mail, phone, IP": ["redact.pii: {on: [text], kinds: [email, phone, ip]}"],
}
PEERS = ("ftfy fix_encoding", "ftfy fix_text", "scrubadub", "presidio, patterns", "dolma pii_regex_v2", "dolma pii_fast")


def inputs():
    return (("generated", session.corpus("mend", 60)[0]), ("Go's documentation", session.documentation(10)))


def cost(name, title):
    """CPU seconds of steps beyond passthrough, and whether that is less than runs of passthrough differ among themselves."""
    base = [r["cpu_s"] for r in session.rows if r["label"] == f"passthrough, {title}"]
    noise = max(max(base) - min(base), 0.05)
    seconds = median(f"{name}, {title}") - median(f"passthrough, {title}")
    return max(seconds, noise), seconds < noise


def speed():
    lines = ["| input | steps | CPU s beyond passthrough | MB/s |", "|---|---|---|---|"]
    # The bar of the private steps is for text without hits; Go's documentation holds example addresses.
    bars, verdicts = {("clean.*", "generated"): 60, ("clean.*", "Go's documentation"): 60, ("redact.pii + redact.secrets", "generated"): 200}, []
    for title, source in inputs():
        text = text_bytes(source)
        for _ in range(session.runs):
            for name, steps in CHAINS.items():
                session.tamis(f"{name}, {title}", source, session.recipe(name, steps), 1)
        for name in CHAINS:
            if name == "passthrough":
                continue
            seconds, lost = cost(name, title)
            rate = text / MB / seconds
            lines.append(f"| {title}, {text / MB:.0f} MB | {name} | {'< ' * lost}{seconds:.2f} | {'> ' * lost}{rate:.0f} |")
            bar = bars.get((name, title))
            if bar:
                verdicts.append(verdict(f"{name} on {title}, MB/s on one core", rate, bar, rate >= bar))
    return lines + [""] + verdicts


def peers():
    source = session.corpus("mend-peers", 10)[0]
    text, empty = text_bytes(source), os.path.join(session.work, "empty.jsonl")
    open(empty, "w").close()
    ours = {"ftfy fix_encoding": "clean.mojibake", "ftfy fix_text": "clean.mojibake", "scrubadub": "redact.pii", "presidio, patterns": "redact.pii",
            "dolma pii_regex_v2": "redact.pii, e-mail, phone, IP", "dolma pii_fast": "redact.pii, e-mail, phone, IP"}
    peer = os.path.join(root, "bench", "mend", "peer.py")
    for _ in range(session.runs):
        for name in ("read",) + PEERS:
            session.cpu(name + ", start", [python, peer, name, empty])
            session.cpu(name, [python, peer, name, source])
    read = median("read") - median("read, start")
    big = text_bytes(os.path.join(session.work, "mend.jsonl"))
    lines = ["| peer | CPU s | MB/s | tamis | MB/s | times |", "|---|---|---|---|---|---|"]
    for name in PEERS:
        theirs = median(name) - median(name + ", start") - read
        seconds, lost = cost(ours[name], "generated")
        mine, rate, over = big / MB / seconds, text / MB / theirs, "> " * lost
        lines.append(f"| {name} | {theirs:.2f} | {rate:.2f} | {ours[name]} | {over}{mine:.0f} | {over}{mine / rate:.0f} |")
    return lines


page = ["# What mending and redacting cost", "",
        "`make bench PAGE=mend` writes this page. Prose without damage, one worker, whole processes: a run with the steps less the same run without. The",
        "generated text is English-like (bench/gencorpus); the other is what people wrote. ftfy and the finders of personal data run on the first 10 MB of",
        "the same generated text, in the same session, imports and the reading of JSON taken off. `<` and `>`: below what runs of passthrough differ by.", "",
        session.machine(["ftfy", "scrubadub", "presidio_analyzer", "dolma"]), ""]
session.write("mend", page, (("Steps of tamis", speed), ("Beside the peers", peers)))
