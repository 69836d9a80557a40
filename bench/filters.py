"""filters.py TAMIS ROOT: the figures of docs/bench/filters.md.

What filters cost is the CPU time of a run with them less that of the same run without steps, for each gigabyte of
text. They label and drop nothing, so that each sees every text and the release is the same. Filters that this tamis
does not have are left out. A peer's cost is that of its process over the texts less that of the same process over an
empty file (its imports) and that of reading the texts.
"""
import json
import os
import statistics
import subprocess
import sys

from process import Session, text_bytes, verdict

tamis, root = sys.argv[1:3]
session = Session(tamis, root, None)
median, GB = session.median, 1e9

FILTERS = ("gopher-quality", "gopher-repetition", "c4", "fineweb")
# PEERS run on a tenth of the text: folder of bench/filters, tool, what it is called, the filters of ours that do the same.
PEERS = (
    ("datatrove", "gopher-quality", "datatrove, Gopher quality", ("gopher-quality",)),
    ("datatrove", "gopher-repetition", "datatrove, Gopher repetition", ("gopher-repetition",)),
    ("datatrove", "c4", "datatrove, C4", ("c4",)),
    ("datatrove", "fineweb", "datatrove, FineWeb", ("fineweb",)),
    ("datatrove", "all", "datatrove, these four", FILTERS),
    ("dolma", "gopher", "dolma, gopher_v1", ("gopher-quality", "gopher-repetition")),
    ("dolma", "c4", "dolma, c4_v2", ("c4",)),
)
MEGABYTES, SHARE = 100, 10
PYTHONS, FAILED, VERSIONS = {}, {}, []


def install(folder, packages):
    made = subprocess.run(["bash", "interop/venv.sh", "bench/filters/" + folder], cwd=root, capture_output=True, text=True)
    if made.returncode != 0:
        FAILED[folder] = "cannot be installed here"
        print(folder, made.stderr[-2000:], flush=True)
        return
    PYTHONS[folder] = os.path.join(made.stdout.strip(), "bin", "python")
    code = "import importlib.metadata as m;print(', '.join(p + ' ' + m.version(p) for p in %r))" % (packages,)
    VERSIONS.append(subprocess.run([PYTHONS[folder], "-c", code], check=True, capture_output=True, text=True).stdout.strip())


def specs():
    """The filters of this tamis, each with its definitions."""
    listed = json.loads(subprocess.run([tamis, "transforms", "--json"], check=True, capture_output=True, text=True).stdout)
    params = {s["name"]: {p["name"]: p for p in s.get("params") or []} for s in listed}
    return {f: params["filter." + f].get("definition", {}).get("enum") or [] for f in FILTERS if "filter." + f in params}


HAVE = specs()


def steps(names, definition):
    """The steps of a recipe; a filter without that definition has its own."""
    return ["filter.%s: {on_fail: label%s}" % (f, ", definition: " + definition if definition in HAVE[f] else "") for f in names]


def chains():
    every = tuple(HAVE)
    for definition in ("plain", "datatrove"):
        for f in every:
            yield f"{f}, {definition}", steps((f,), definition)
        yield f"all, {definition}", steps(every, definition)


def cost(label):
    """CPU seconds beyond passthrough, and whether that is less than runs of passthrough differ among themselves."""
    base = [r["cpu_s"] for r in session.rows if r["label"] == "passthrough"]
    noise = max(max(base) - min(base), 0.05)
    seconds = median(label) - statistics.median(base)
    return max(seconds, noise), seconds < noise


def ours(label):
    seconds, lost = cost(label)
    return seconds / (text_bytes(os.path.join(session.work, "filters.jsonl")) / GB), "< " * lost


def speed():
    source, _, text = session.corpus("filters", MEGABYTES)
    plans = dict(chains())
    for _ in range(session.runs):
        session.tamis("passthrough", source, session.recipe("passthrough", []), 1)
        for label, chain in plans.items():
            session.tamis(label, source, session.recipe("filters " + label, chain), 1)
    lines = [f"Input: {text / 1e6:.1f} MB of text; passthrough takes {median('passthrough'):.2f} CPU s.", "",
             "| filters | definition | CPU s beyond passthrough | CPU s/GB |", "|---|---|---|---|"]
    for label in plans:
        (seconds, lost), (rate, _) = cost(label), ours(label)
        name, definition = label.split(", ")
        lines.append(f"| {name} | {definition.replace('plain', 'the default, plain words')} | {'< ' * lost}{seconds:.2f} | {'< ' * lost}{rate:.1f} |")
    lines += ["", "all: " + ", ".join(HAVE) + "."]
    missing = [f for f in FILTERS if f not in HAVE]
    if missing:
        lines += ["Not in this tamis: " + ", ".join(missing) + "; the bars are for all four."]
    bars = (("plain", 18), ("datatrove", 40))
    return lines + [""] + [verdict(f"all, {d}, CPU s/GB", ours(f"all, {d}")[0], bar, ours(f"all, {d}")[0] <= bar) for d, bar in bars]


def peers():
    source = session.corpus("filters-peers", MEGABYTES // SHARE)[0]
    text = text_bytes(source)
    empty = os.path.join(session.work, "empty.jsonl")
    open(empty, "w").close()
    for _ in range(min(session.runs, 3)):
        for folder, tool, title, _ in [(f, "read", f + ", read", ()) for f in PYTHONS] + list(PEERS):
            run_peer(folder, tool, title + ", start", empty)
            run_peer(folder, tool, title, source)
    lines = ["| peer | CPU s | CPU s/GB | tamis | CPU s/GB | times |", "|---|---|---|---|---|---|"]
    for folder, _, title, same in PEERS:
        if folder in FAILED or title in FAILED:
            continue
        seconds = beyond_start(title) - beyond_start(folder + ", read")
        rate = seconds / (text / GB)
        lines.append(f"| {title} | {seconds:.2f} | {rate:.0f} | {beside(same, folder, rate)} |")
    return lines + [""] + [f"- {name}: {why}" for name, why in sorted(FAILED.items())] + [
        "- datamap-rs: not measured, it is in no package registry"]


def beyond_start(title):
    return median(title) - median(title + ", start")


def beside(same, folder, rate):
    """Our cost for what a peer does, by its own definition where we measured that, else by the default."""
    definition = "datatrove" if folder == "datatrove" else "plain"
    if any(f not in HAVE for f in same):
        return "not in this tamis | | "
    label = f"all, {definition}" if same == tuple(HAVE) else f"{same[0]}, {definition}"
    if same != tuple(HAVE) and len(same) > 1:
        parts = [ours(f"{f}, {definition}") for f in same]
        mine, lost = sum(p[0] for p in parts), "".join(p[1] for p in parts)[:2]
    else:
        mine, lost = ours(label)
    return f"{', '.join(same)}, {definition} | {lost}{mine:.1f} | {'> ' if lost else ''}{rate / mine:.0f}"


def run_peer(folder, tool, title, source):
    if folder in FAILED or title in FAILED:
        return
    environment = {v: "1" for v in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
    environment.update(HF_HUB_OFFLINE="1", TOKENIZERS_PARALLELISM="false")
    try:
        session.cpu(title, [PYTHONS[folder], os.path.join(root, "bench", "filters", folder, "peer.py"), tool, source], environment)
    except SystemExit as e:  # how a session says that a command failed
        print(e, flush=True)
        FAILED[title] = "failed"


def main():
    install("datatrove", ["datatrove", "spacy"])
    install("dolma", ["dolma"])
    page = ["# What filters cost", "",
            "`make bench PAGE=filters` writes this page. One worker, whole processes: a run with filters that label less the same run without steps. The text is",
            f"generated, English-like (bench/gencorpus); the peers run on its first {100 // SHARE} %, in the same session, on one thread, imports and the reading of JSON taken",
            "off. Each filter sees each text: none is spared by one before it. `<` and `>`: below what runs of passthrough differ by.", "",
            session.machine([], ", ".join(VERSIONS) or "no peer"), ""]
    session.write("filters", page, (("Filters of tamis", speed), ("Beside the peers", peers)))


main()
