"""filters.py TAMIS WORK SEED: filters with `definition: datatrove` must decide as the installed datatrove does.

Documentation that lies on this machine, the documents of testdata and texts around each threshold go through
datatrove's filters and through `tamis run` with the matching filter alone, one release each. Compared are the
decision, the reason, and where a filter edits the text, what is left of it. Filters that this tamis does not have
are left out. Writes docs/bench/parity.md; exit 1 where a filter agrees on less than 99.5 % of the decisions.
"""
import collections
import datetime
import json
import os
import platform
import random
import re
import shutil
import subprocess
import sys
import unicodedata
import warnings
from importlib.metadata import version

import pyarrow.dataset
from datatrove.data import Document
from datatrove.pipeline.filters import C4ParagraphFilter, C4QualityFilter, FineWebQualityFilter, GopherQualityFilter, GopherRepetitionFilter

import texts
import thresholds

warnings.filterwarnings("ignore")  # numpy's, about means of nothing
tamis, work, seed = sys.argv[1], sys.argv[2], int(sys.argv[3])
root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PAGE = os.path.join(root, "docs", "bench", "parity.md")
LEAST = 0.995

PEERS = {
    "filter.gopher-quality": GopherQualityFilter(),
    "filter.gopher-repetition": GopherRepetitionFilter(),
    "filter.c4": C4QualityFilter(),
    "filter.c4-paragraphs": C4ParagraphFilter(),
    "filter.fineweb": FineWebQualityFilter(),
}
EDITS = {"filter.c4"}

# What is known to differ: filter, and a test of the text and both decisions, with the explanation.
KNOWN = []

# Where datatrove gives one reason for what is two rules here: filter, reason, and for each rule what must hold of a
# text that it drops. Such a drop counts as one for the same reason where that holds.
PARTS = {("filter.c4-paragraphs", "< 3 paragraphs"): {"few-lines": lambda text: text.count("\n") < 2, "short-paragraphs": lambda text: text.count("\n") >= 2}}

# Why reasons differ though decisions don't.
REASONS = {
    "filter.c4-paragraphs": "datatrove's C4ParagraphFilter asks in one expression whether a page has fewer than three lines or its third longest has fewer than 200 characters, and gives"
    " one reason, `< 3 paragraphs`, for both. tamis has a rule for each: `few-lines` where there are fewer than three lines, which have no third longest, and `short-paragraphs` where there are"
    " three or more. The script counts the line feeds of each text that both drop, and takes the reasons for equal where the rule is the one that they ask for",
    "filter.c4": "datatrove goes from line to line and ends with the first one that drops the page. tamis takes every line through every rule, so that all numbers stand in the ledger, and names the"
    " first rule of its list that fails. A page that holds { in one line and lorem ipsum in a later one is `curly_bracket` to datatrove and `lorem-ipsum` to tamis",
}


def collect(rng):
    """Name and text; ids are places in the list."""
    found = [("testdata", t) for t in texts.documents(root)]
    written = [t[:20_000] for t in texts.documentation(os.environ.get("GO", "go")) if len(t) > 200]
    rng.shuffle(written)
    found += [("documentation", t) for t in written[:1200]]
    maker = texts.Maker(seed)
    found += [("documentation, changed", texts.mutated(maker, t)) for t in written[1200:1500]]
    found += [("hard words", " ".join(maker.hard() for _ in range(6))) for _ in range(100)]
    found += [(f"around {name}", t) for name, t in thresholds.texts(rng, 1300)]
    return [(k, t.replace("\x00", "\x01")) for k, t in found]


def have():
    """The filters of this tamis, and whether each takes `definition: datatrove`."""
    specs = json.loads(subprocess.run([tamis, "transforms", "--json"], capture_output=True, text=True, check=True).stdout)
    out = {}
    for spec in specs:
        if spec["name"] in PEERS:
            params = {p["name"]: p for p in spec.get("params", [])}
            out[spec["name"]] = "datatrove" in (params.get("definition", {}).get("enum") or [])
    return out


def ours(name, takes, found):
    """Decision, reason and text of each, as the release of a run with this step alone says."""
    place = os.path.join(work, name)
    shutil.rmtree(place, ignore_errors=True)
    os.makedirs(place)
    with open(os.path.join(place, "texts.jsonl"), "w", encoding="utf-8") as f:
        for i, (_, text) in enumerate(found):
            f.write(json.dumps({"id": str(i), "text": text}) + "\n")
    step = f"  - {name}: {{definition: datatrove}}\n" if takes else f"  - {name}\n"
    with open(os.path.join(place, "recipe.yaml"), "w") as f:
        f.write("tamis: 1\nname: parity\nversion: 1.0.0\nlicense: CC0-1.0\nsources:\n  - path: texts.jsonl\n"
                "    fields: {id: id, text: text}\nsteps:\n" + step)
    done = subprocess.run([tamis, "run", "recipe.yaml", "--progress", "none"], cwd=place, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"tamis run with {name}: exit {done.returncode}\n{done.stderr}")
    release = os.path.join(place, "releases", "parity", "1.0.0")
    kept = {r["id"]: r["text"] for r in rows(release, "data")}
    out = [None] * len(found)
    for row in rows(release, "ledger", "documents-"):
        out[int(row["id"])] = (row["outcome"] == "kept", row["rule"] or "", kept.get(row["id"]))
    return out


def rows(release, folder, start=""):
    files = [os.path.join(release, folder, n) for n in sorted(os.listdir(os.path.join(release, folder))) if n.startswith(start) and n.endswith(".parquet")]
    return pyarrow.dataset.dataset(files).to_table().to_pylist()


def theirs(peer, text):
    doc = Document(text=text, id="0")
    try:
        result = peer.filter(doc)
    except Exception as e:  # datatrove's run would end here
        return None, type(e).__name__, None
    if isinstance(result, tuple):
        return result[0], result[1], doc.text
    return result, "", doc.text


def compare(name, takes, found):
    peer = PEERS[name]
    outcome = {"texts": 0, "crash": collections.Counter(), "equal": 0, "dropped": 0, "reasons": collections.Counter(), "parts": collections.Counter(), "differ": [], "edited": 0}
    for (kind, text), (kept, rule, left) in zip(found, ours(name, takes, found), strict=True):
        reference, reason, rest = theirs(peer, text)
        if reference is None:
            outcome["crash"][reason, "kept" if kept else rule] += 1
            continue
        outcome["texts"] += 1
        outcome["dropped"] += not reference
        if kept != reference:
            outcome["differ"].append((kind, text, rule or "kept", reason or "kept", known(name, text, kept, reference)))
            continue
        outcome["equal"] += 1
        if not kept:
            outcome["reasons"][reason, rule] += 1
            outcome["parts"][reason, rule] += PARTS.get((name, reason), {}).get(rule, lambda _: False)(text)
        elif name in EDITS and left != rest:
            outcome["edited"] += 1
            show_text(name, text, left, rest)
    return outcome


def known(name, text, kept, reference):
    return next((why for of, holds, why in KNOWN if of == name and holds(text, kept, reference)), "")


shown = collections.Counter()


def show_text(name, text, left, rest):
    shown[name] += 1
    if shown[name] <= 10:
        at = next((i for i, (a, b) in enumerate(zip(left, rest)) if a != b), min(len(left), len(rest)))
        print(f"{name} leaves another text: {left[at - 30:at + 40]!r}, datatrove {rest[at - 30:at + 40]!r}")


def one_to_one(name, o):
    """The drops whose reason is the rule that this reason most often goes with, or by PARTS one of its rules."""
    best, same = {}, 0
    for (reason, rule), n in o["reasons"].items():
        if n > o["reasons"].get((reason, best.get(reason)), 0):
            best[reason] = rule
    for (reason, rule), n in o["reasons"].items():
        same += o["parts"][reason, rule] if (name, reason) in PARTS else n if best[reason] == rule else 0
    return same, best


def report(name, o):
    same, best = one_to_one(name, o)
    dropped_by_both = sum(o["reasons"].values())
    print(f"{name}: {o['equal']} of {o['texts']} decisions equal, {same} of {dropped_by_both} reasons of drops" + (f", {o['edited']} kept texts differ" if name in EDITS else ""))
    for (reason, rule), n in sorted(o["reasons"].items()):
        print(f"  {reason} = {rule}: {n}" + ("" if best[reason] == rule or o["parts"][reason, rule] == n else " (another)"))
    for (kind, text, rule, reason, why) in o["differ"][:20]:
        print(f"  differs, {kind}: ours {rule}, datatrove {reason}: {text[:100]!r} {why}")
    for (error, rule), n in sorted(o["crash"].items()):
        print(f"  datatrove ends with {error}, ours {rule}: {n}")
    return same, dropped_by_both, best


def page(found, outcomes, absent):
    kinds = collections.Counter(k.split(" ")[0] for k, _ in found)
    with open(os.path.join(work, "words.txt")) as f:
        words = f.read().strip().splitlines()[-1]
    out = [f"""# Parity: the same decisions as datatrove

`make parity` installs datatrove and spaCy from the registry, pinned, and writes this page: words and sentences of
`definition: datatrove` token for token, then each filter's decision, its reason, and for filters that edit, the text.
Texts: {len(found)} ({sum(len(t.encode()) for _, t in found) / 1e6:.1f} MB): documentation that lies on this machine (Go's module cache and Python's packages) {kinds['documentation'] + kinds['documentation,']},
of which {sum(k == 'documentation, changed' for k, _ in found)} with changed characters; documents of testdata {kinds['testdata']}; hard words {kinds['hard']}; made around each threshold {kinds['around']}.

{datetime.date.today()}, seed {seed}; datatrove {version('datatrove')}, spaCy {version('spacy')}, Python {platform.python_version()} (Unicode {unicodedata.unidata_version}).

## Words and sentences

{words}.

The rules are those of spaCy's blank English tokenizer and sentencizer, as `load_word_tokenizer("eng")` of datatrove loads them
(internal/text/spacy). One thing may differ: punctuation that is younger than Python's Unicode is punctuation to tamis, which can
move the end of a sentence before it.

## Decisions

| filter | texts | datatrove drops | equal decisions | | equal reasons of drops | equal texts kept |
|---|---|---|---|---|---|---|
"""]
    for name, (o, (same, both, _)) in outcomes.items():
        kept = o["equal"] - both
        edited = f"{kept - o['edited']} of {kept}" if name in EDITS else ""
        out.append(f"| {name} | {o['texts']} | {o['dropped']} | {o['equal']} | {100 * o['equal'] / o['texts']:.2f} % | {same} of {both} | {edited} |\n")
    if absent:
        out.append(f"\nNot in this tamis: {', '.join(absent)}.\n")
    out.append("\n## Reasons\n\n| filter | datatrove | tamis | texts dropped by both |\n|---|---|---|---|\n")
    for name, (o, _) in outcomes.items():
        for (reason, rule), n in sorted(o["reasons"].items()):
            out.append(f"| {name} | {reason} | {rule} | {n} |\n")
    out.append(several(outcomes))
    out.append(differences(outcomes))
    with open(PAGE, "w", encoding="utf-8") as f:
        f.write("".join(out))


def several(outcomes):
    """What is to be said of reasons that do not pair one to one."""
    out = []
    for name, (o, (same, both, best)) in outcomes.items():
        others = {(reason, rule): n for (reason, rule), n in o["reasons"].items() if best[reason] != rule}
        if not others:
            continue
        checked = "".join(f": {n} of {o['reasons'][reason, rule]} with `{rule}`" for (reason, rule), n in sorted(o["parts"].items())[:1] if n)
        checked += "".join(f", {n} of {o['reasons'][reason, rule]} with `{rule}`" for (reason, rule), n in sorted(o["parts"].items())[1:] if n)
        unpaired = both - same
        count = f" ({unpaired} of {both} drops here)" if unpaired else ""
        out.append(f"- {name}: {REASONS.get(name, 'NOT EXPLAINED')}{checked}{count}.\n")
    return "\nWhere one reason of datatrove goes with several rules of tamis:\n\n" + "".join(out) if out else ""


def differences(outcomes):
    out = ["\n## Differences\n\n"]
    if not any(o["differ"] for o, _ in outcomes.values()):
        out.append("No decision differs.\n")
    for name, (o, _) in outcomes.items():
        for (why, rule, reason), n in sorted(collections.Counter((d[4], d[2], d[3]) for d in o["differ"]).items()):
            out.append(f"- {name}: tamis {rule}, datatrove {reason}, {n}: {why or 'NOT EXPLAINED'}\n")
    for name, (o, _) in outcomes.items():
        for (error, rule), n in sorted(o["crash"].items()):
            out.append(f"- {name}: datatrove's run ends with {error} on {n} texts without words or lines, which are not compared; tamis: {rule}.\n")
    return "".join(out)


def main():
    rng = random.Random(seed)
    found = collect(rng)
    takes = have()
    outcomes = {}
    for name in PEERS:
        if name in takes:
            o = compare(name, takes[name], found)
            outcomes[name] = (o, report(name, o))
    absent = [name for name in PEERS if name not in takes]
    page(found, outcomes, absent)
    print(f"{len(found)} texts; written: {os.path.relpath(PAGE, root)}" + (f"; not in this tamis: {', '.join(absent)}" if absent else ""))
    sys.exit(any(o["equal"] < LEAST * o["texts"] for o, _ in outcomes.values()))


main()
