"""decontaminate.py TAMIS ROOT PYTHON: the figures of docs/bench/decontaminate.md.

SIZE is the MB of the set for cost (100), RUNS how often each is run (3), PEER_SIZE the MB of it that datatrove gets (10) and PEER_RUNS how
often (RUNS). PYTHON has datatrove and spaCy (interop/parity).
"""
import json
import os
import random
import re
import statistics
import subprocess
import sys

os.environ.setdefault("RUNS", "3")
from process import Session, text_bytes, verdict  # noqa: E402

tamis, root, python = sys.argv[1:4]
session = Session(tamis, root, python)
median, work = session.median, session.work
SIZE, PEER_SIZE = int(os.environ.get("SIZE", "100")), int(os.environ.get("PEER_SIZE", "10"))
PEER_RUNS = int(os.environ.get("PEER_RUNS", session.runs))
ITEMS, EACH = 12000, 200
FIELDS = "fields: {id: id, query: question, text: answer}"
STEPS = {
    "passthrough": None,
    "ngrams": "decontaminate.ngrams: {set: SET, FIELDS}",
    "ngrams, definition: datatrove": "decontaminate.ngrams: {set: SET, FIELDS, definition: datatrove}",
    "ngrams, definition: dclm": "decontaminate.ngrams: {set: SET, FIELDS, definition: dclm, on_match: drop}",
    "near": "decontaminate.near: {set: SET, FIELDS}",
}
for other in ("ngram: 2", "ngram: 5", "threshold: 0.7"):
    STEPS["near, " + other] = "decontaminate.near: {set: SET, FIELDS, %s}" % other


def recipe(name):
    step = STEPS[name]
    return session.recipe("decontaminate " + name, [step.replace("SET", os.path.join(work, "exam.jsonl")).replace("FIELDS", FIELDS)] if step else [])


def documents(name, mb, *extra):
    """A generated set; its path."""
    path = os.path.join(work, name + ".jsonl")
    if not os.path.exists(path):
        subprocess.run([os.path.join(work, "gencorpus"), "-mb", str(mb), *extra, "-o", path], check=True)
    return path


def items():
    """Items of an evaluation set, from generated text of another seed: a question of 12 to 60 words and an answer of 1 to 12."""
    r, out = random.Random(5), []
    with open(documents("exam-source", 12, "-seed", "77")) as lines:
        for line in lines:
            words = json.loads(line)["text"].split()
            at = 0
            while at + 80 < len(words) and len(out) < ITEMS:
                q, a = r.randint(12, 60), r.randint(1, 12)
                out.append({"id": f"q{len(out)}", "question": " ".join(words[at:at + q]), "answer": " ".join(words[at + q:at + q + a])})
                at += q + a
    with open(os.path.join(work, "exam.jsonl"), "w") as f:
        f.writelines(json.dumps(i) + "\n" for i in out)
    return out


def changed(r, words, share, other):
    """The words with a share of them, and at least one, replaced by other ones."""
    words = list(words)
    for i in r.sample(range(len(words)), max(1, round(share * len(words)))):
        words[i] = r.choice(other)
    return words


def typos(r, words):
    """One word in twenty, and at least one, with two letters swapped or one left out."""
    words = list(words)
    for i in r.sample(range(len(words)), max(1, len(words) // 20)):
        w = words[i]
        at = r.randrange(max(1, len(w) - 1))
        words[i] = w[:at] + (w[at + 1:at + 2] + w[at:at + 1] + w[at + 2:] if r.random() < .5 and len(w) > at + 1 and w[at] != w[at + 1] else w[at + 1:] or "x")
    return words


def dressed(r, words):
    """Other case and marks, the same words."""
    text = " ".join(re.sub(r"[^\w\s]", "", w) + r.choice(["", "", "", ",", ";", " –", "\n"]) for w in words)
    return r.choice([str.upper, str.lower, str.title])(text).split(" ")


def put_in(r, words, other):
    """A word left out and one put in for each twenty."""
    words = list(words)
    for _ in range(max(1, len(words) // 20)):
        del words[r.randrange(len(words))]
        words.insert(r.randrange(len(words) + 1), r.choice(other))
    return words


KINDS = {  # what is planted of an item, and whether it is a copy
    "whole, as it stands": (True, lambda r, q, a, o: q + a),
    "whole, other case and marks": (True, lambda r, q, a, o: dressed(r, q + a)),
    "whole, typos in one word of 20": (True, lambda r, q, a, o: typos(r, q + a)),
    "whole, one word of 20 changed": (True, lambda r, q, a, o: changed(r, q + a, .05, o)),
    "whole, one word of 10 changed": (True, lambda r, q, a, o: changed(r, q + a, .1, o)),
    "whole, one word of 20 left out, one put in": (True, lambda r, q, a, o: put_in(r, q + a, o)),
    "whole, its halves swapped": (True, lambda r, q, a, o: (q + a)[len(q) // 2:] + (q + a)[:len(q) // 2]),
    "question alone": (True, lambda r, q, a, o: q),
    "question alone, typos in one word of 20": (True, lambda r, q, a, o: typos(r, q)),
    "first half of the question": (None, lambda r, q, a, o: q[:len(q) // 2]),
    "resembles: one word of 4 is another": (False, lambda r, q, a, o: changed(r, q + a, .25, o)),
    "resembles: its words in another order": (False, lambda r, q, a, o: r.sample(q + a, len(q + a))),
    "nothing": (False, lambda r, q, a, o: []),
}


HEAVY = ("whole, one word of 10 changed", "whole, one word of 20 left out, one put in")  # more than one word of 20


def planted(exam):
    """Documents with what KINDS says as a line in their middle; the path, and the ids by kind."""
    r, ids = random.Random(11), {}
    path = os.path.join(work, "planted.jsonl")
    with open(documents("hosts", 12, "-seed", "3")) as lines:
        hosts = [json.loads(line)["text"].split() for line in lines]
    hosts = [h for h in hosts if len(h) > 60]
    other = [w for h in hosts[:200] for w in h]
    with open(path, "w") as f:
        for kind, (_, make) in KINDS.items():
            for k in range(EACH):
                item, host = r.choice(exam), hosts[(len(ids) * EACH + k) % len(hosts)]
                at = r.randrange(len(host))
                text = "\n".join(" ".join(part) for part in (host[:at], make(r, item["question"].split(), item["answer"].split(), other), host[at:]))
                f.write(json.dumps({"id": f"{kind} {k}", "text": text, "source": "planted"}) + "\n")
            ids[kind] = {f"{kind} {k}" for k in range(EACH)}
    return path, ids


def kept(path, name):
    """The ids of the documents that a recipe keeps."""
    _, release = session.tamis("found, " + name, path, recipe(name), 1, ["--set", "export.jsonl={compression: none}", "--memory", "512MiB"])
    out = set()
    for folder, _, files in os.walk(os.path.join(release, "jsonl")):
        for name in files:
            with open(os.path.join(folder, name)) as f:
                out |= {json.loads(line)["id"] for line in f}
    return out


def peer(label, path, out):
    return session.cpu(label, [python, os.path.join(root, "bench", "decontaminate", "peer.py"), os.path.join(work, "exam.jsonl"), path, out])


def found():
    exam = items()
    path, ids = planted(exam)
    columns = {name: kept(path, name) for name in STEPS if name != "passthrough"}
    out = os.path.join(work, "decontaminated.ids")
    peer("found, datatrove", path, out)
    with open(out) as f:
        columns["datatrove itself"] = set(f.read().splitlines())
    lines = [f"{len(exam)} items, each a question of 12 to 60 words and an answer of 1 to 12; {EACH} documents of each kind, with the item as a line in their middle. Share of the documents that are rejected:", "",
             "| planted | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for kind, all_ids in ids.items():
        lines.append(f"| {kind} | " + " | ".join(f"{1 - len(all_ids & k) / EACH:.3f}" for k in columns.values()) + " |")
    copies = [k for k, (copy, _) in KINDS.items() if copy]
    others = [k for k, (copy, _) in KINDS.items() if copy is False]
    recall = {n: statistics.mean(1 - len(ids[k] & keeps) / EACH for k in copies) for n, keeps in columns.items()}
    wrong = {n: sum(EACH - len(ids[k] & keeps) for k in others) for n, keeps in columns.items()}
    precision = {n: sum(EACH - len(ids[k] & keeps) for k in copies) / max(1, wrong[n] + sum(EACH - len(ids[k] & keeps) for k in copies)) for n, keeps in columns.items()}
    lines += ["| **recall of copies** | " + " | ".join(f"**{recall[n]:.3f}**" for n in columns) + " |", "| **precision** | " + " | ".join(f"**{precision[n]:.3f}**" for n in columns) + " |", "",
              "Copies are all but the first half of a question, which is part of an item, and what resembles one.", ""]
    same = columns["datatrove itself"] == columns["ngrams, definition: datatrove"]
    lines.append(f"Documents kept by datatrove and by `definition: datatrove` are {'the same' if same else 'NOT the same'}.")
    exact = min(1 - len(ids[k] & columns["ngrams"]) / EACH for k in copies[:2])
    light = statistics.mean(1 - len(ids[k] & columns["near"]) / EACH for k in copies if k not in HEAVY)
    lines += [verdict("ngrams, recall of whole items as they stand or with other case and marks", exact, 1.0, exact == 1.0),
              verdict("near, recall of copies with at most one word of 20 changed", light, 0.95, light >= 0.95), verdict("near, precision", precision["near"], 0.99, precision["near"] >= 0.99)]
    return lines


COSTS = ("passthrough", "ngrams", "near", "ngrams, definition: datatrove", "ngrams, definition: dclm")


def part(path, name, most):
    """The first documents of a set, of so many bytes at most but one at least; the path."""
    out = os.path.join(work, name + ".jsonl")
    with open(path) as f, open(out, "w") as to:
        size = 0
        for line in f:
            if size and size + len(line) > most:
                break
            to.write(line)
            size += len(line)
    return out


def cost():
    """Each step beside passthrough, one worker: over the documents, and over one of them for what the set costs by itself."""
    items()
    path = documents(f"decontaminate-{SIZE}", SIZE)
    one, small, empty = part(path, "decontaminate-one", 0), part(path, "decontaminate-peer", PEER_SIZE * 10**6), os.path.join(work, "empty.jsonl")
    open(empty, "w").close()
    gb = text_bytes(path) / 1e9
    for _ in range(session.runs):
        for name in COSTS:
            session.tamis(name, path, recipe(name), 1, ["--memory", "512MiB"])
            session.tamis(name + ONE, one, recipe(name), 1, ["--memory", "512MiB"])
    for _ in range(PEER_RUNS):
        peer("datatrove" + ONE, empty, os.devnull)
        peer("datatrove", small, os.devnull)
    exam = os.path.join(work, "exam.jsonl")
    lines = [f"{os.path.getsize(path) / 1e6:.0f} MB of JSONL, {gb * 1e3:.0f} MB of text, {ITEMS} items ({os.path.getsize(exam) / 1e6:.1f} MB), one worker, `--memory 512MiB`. Each step ran over all documents and over one of them, which",
             "costs what reading the set and making its table does, whatever the documents. All beside passthrough over the same documents, as medians over rounds of the difference within a round.", "",
             "| step | CPU s | more than passthrough, CPU s/GB | of it once for the set, CPU s | the rest, CPU s/GB of documents | peak MiB |", "|---|---|---|---|---|---|"]
    for name in COSTS:
        lines.append(f"| {name} | {median(name):.2f} | {beyond(name, gb):.2f} | {beyond(name + ONE, 1, ONE):.2f} | {rest(name, gb):.2f} | {median(name, 'rss_mib'):.0f} |")
    theirs = statistics.median(a["cpu_s"] - b["cpu_s"] for a, b in zip(rows("datatrove"), rows("datatrove" + ONE), strict=True)) / (text_bytes(small) / 1e9)
    lines.append(f"| datatrove itself, on {text_bytes(small) / 1e6:.1f} MB of the text, {PEER_RUNS} runs | {median('datatrove'):.2f} | | {median('datatrove' + ONE):.2f} | {theirs:.0f} | {median('datatrove', 'rss_mib'):.0f} |")
    same, ours = rest("ngrams, definition: datatrove", gb), rest("ngrams", gb)
    return lines + ["", "What datatrove takes once is a run over an empty file: imports, its tokenizer, the set. It reads JSON and writes ids, tamis a whole release, whose cost is taken off.", "",
                    verdict("ngrams, CPU s/GB beyond passthrough, the set included", beyond("ngrams", gb), 6, beyond("ngrams", gb) <= 6),
                    f"- For each GB of documents datatrove takes {theirs / same:.0f} times as much as `definition: datatrove`, and {theirs / ours:.0f} times as much as the default."]


ONE = ", one document"


def rows(label):
    return [r for r in session.rows if r["label"] == label]


def differences(name, suffix=""):
    """What a step takes more than passthrough in each round, whose runs share the machine's mood."""
    return [a["cpu_s"] - b["cpu_s"] for a, b in zip(rows(name), rows("passthrough" + suffix), strict=True)]


def beyond(name, gb, suffix=""):
    """What a step costs, s/GB."""
    return statistics.median(differences(name, suffix)) / gb


def rest(name, gb):
    """What a step costs without its set, s/GB."""
    return statistics.median(a - b for a, b in zip(differences(name), differences(name + ONE, ONE), strict=True)) / gb


page = ["# What decontamination finds and costs", "",
        "`make bench PAGE=decontaminate` writes this page. English-like text (bench/gencorpus); items of an evaluation set come from such text of another seed, so that nothing but what is",
        "planted is shared. Whole processes, CPU seconds are user + system. datatrove runs its own indexer and filter (12 words, `find_query_ngrams` off) with sha1 in place of xxhash.", "",
        session.machine(["datatrove", "spacy"]), ""]
session.write("decontaminate", page, [("Found", found), ("Cost", cost)])
