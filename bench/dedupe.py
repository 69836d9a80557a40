"""dedupe.py TAMIS ROOT PYTHON: the figures of docs/bench/dedupe.md.

SIZE is the MB of the set for speed (300), GRID the planted pairs for each length and edit rate (200), DOCS the
documents of each hostile set (100000), LINEAR=3 adds ten times SIZE to the sets that cost should grow with,
RUNS is how often tamis runs (3), PEER_RUNS the fast peers (RUNS), DUPLODOCUS the binary of duplodocus, SECTIONS
the headings to measure anew, with | between them (all). All together take half an hour.
"""
import hashlib
import json
import os
import statistics
import subprocess
import sys

os.environ.setdefault("RUNS", "3")
from peers import EXACT, PEERS, Peers  # noqa: E402
from process import Session, text_bytes, verdict  # noqa: E402

tamis, root, python = sys.argv[1:4]
session = Session(tamis, root, python)
median, work = session.median, session.work
PEER_RUNS = int(os.environ.get("PEER_RUNS", session.runs))
SIZE, GRID, DOCS = int(os.environ.get("SIZE", "300")), int(os.environ.get("GRID", "200")), int(os.environ.get("DOCS", "100000"))
EDITS, LENGTHS, RATES = "1,3,5,10,20", (30, 100, 300, 1000), ("01%", "03%", "05%", "10%", "20%")
ALL = os.cpu_count()
# What tamis solves for a threshold; the peers get the same bands and rows, which are the best they can have for recall.
SHAPES = {0.8: (23, 6), 0.7: (26, 4), 0.5: (52, 3), 0.4: (105, 3)}
STEPS = {"passthrough": [], "near .8, 23 × 6 (default)": ["dedupe.near"], "near .4, 32 × 4": ["dedupe.near: {threshold: 0.4, bands: 32, rows: 4}"],
         "near .7, 26 × 4": ["dedupe.near: {threshold: 0.7}"], "near .5, 52 × 3": ["dedupe.near: {threshold: 0.5}"],
         "near .4, 105 × 3": ["dedupe.near: {threshold: 0.4}"], "exact": ["dedupe.exact"]}
OURS = {"near .8, 23 × 6 (default)": (0.8, 23, 6), "near .4, 32 × 4": (0.4, 32, 4), "near .7, 26 × 4": (0.7, 26, 4),
        "near .5, 52 × 3": (0.5, 52, 3), "near .4, 105 × 3": (0.4, 105, 3)}
peers = Peers(session)


def generate(name, *args):
    """Has bench/gencorpus write a set (and its truth beside it); returns its path."""
    path = os.path.join(work, name + ".jsonl")
    arguments = [os.path.join(work, "gencorpus"), *map(str, args), "-o", path, "-truth", path[:-6] + ".truth.jsonl"]
    if not os.path.exists(path) or open(path + ".made", encoding="utf-8").read() != str(args):
        subprocess.run(arguments, check=True)
        with open(path + ".made", "w", encoding="utf-8") as f:
            f.write(str(args))
    return path


def share(parts):
    """A part of the big set, which is its beginning."""
    return generate(f"dedupe-{parts}", "-mb", max(1, SIZE // parts), "-edits", EDITS)


def run(label, source, name, workers=1, extra=()):
    return session.tamis(label, source, session.recipe("dedupe " + name, STEPS[name]), workers, extra)


def score(source, threshold, bands, rows, *what):
    command = [os.path.join(work, "score"), "-docs", source, "-truth", source[:-6] + ".truth.jsonl", "-threshold", str(threshold), "-bands", str(bands), "-rows", str(rows), *what]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def by_rate(result, key="found", of="pairs"):
    """Share of the planted pairs by kind, all lengths together."""
    sums = {}
    for t in result["planted"]:
        part, whole = sums.get(t["kind"], (0, 0))
        sums[t["kind"]] = part + t[key], whole + t[of]
    return {k: part / whole if whole else None for k, (part, whole) in sums.items()}


def number(x, digits=3):
    return "–" if x is None else f"{x:.{digits}f}"


def recalls(result):
    found = by_rate(result)
    return " | ".join(number(found.get(k)) for k in ("exact",) + RATES) + f" | {result['removed_unplanted']}"


def peer_shape(name):
    return (16, 8) if name == "rensa" else (14, 8)  # rensa is at its fastest where the values are a power of two


RECALL = "exact | 1 % | 3 % | 5 % | 10 % | 20 % | others removed"


def speed():
    source = share(1)
    gb, scores = text_bytes(source) / 1e9, {}
    for _ in range(session.runs):
        for name in STEPS:
            _, release = run(name, source, name)
            if name in OURS and name not in scores:
                scores[name] = score(source, *OURS[name], "-planted", "-release", release)
        for name in ("passthrough", "near .8, 23 × 6 (default)", "near .4, 32 × 4", "exact"):
            run(f"{name}, all cores", source, name, ALL)
    lines = [f"{os.path.getsize(source) / 1e6:.0f} MB of JSONL, {gb * 1e3:.0f} MB of text; one document in twenty is an exact copy, one in twenty a near one.", "",
             f"| recipe | CPU s | s/GB beyond passthrough | wall s | peak MiB | wall s, {ALL} workers | {RECALL} |", "|---" * 13 + "|"]
    for name in STEPS:
        everyone = f"{name}, all cores"
        wall = f"{median(everyone, 'wall_s'):.2f}" if any(r["label"] == everyone for r in session.rows) else ""
        found = recalls(scores[name]) if name in scores else " | " * 6
        lines.append(f"| {name} | {median(name):.2f} | {beyond(name, gb):.2f} | {median(name, 'wall_s'):.2f} | {median(name, 'rss_mib'):.0f} | {wall} | {found} |")
    bars = [("near .8, 23 × 6 (default)", 7), ("near .4, 32 × 4", 7), ("exact", 2)]
    return lines + [""] + [verdict(f"{n}, CPU s/GB beyond passthrough", beyond(n, gb), b, beyond(n, gb) <= b) for n, b in bars]


def beyond(name, gb, base="passthrough"):
    """What a recipe costs beyond another, s/GB: the median over rounds, whose runs share the machine's mood."""
    costs = [[r["cpu_s"] for r in session.rows if r["label"] == label] for label in (name, base)]
    return statistics.median(a - b for a, b in zip(*costs, strict=True)) / gb


def whole():
    """The whole process from compressed JSONL."""
    source = share(1)
    packed = os.path.join(work, "dedupe.jsonl.zst")
    subprocess.run([os.path.join(work, "gencorpus"), "-mb", str(SIZE), "-edits", EDITS, "-o", packed], check=True)
    for _ in range(session.runs):
        run("whole", packed, "near .8, 23 × 6 (default)")
    cost = median("whole") / (text_bytes(source) / 1e9)
    return [verdict("JSONL.zst → dedupe.near → Parquet zstd-3 with ledger and digests, CPU s/GB", cost, 20, cost <= 20)]


def fewest(name):
    """How often a peer runs: those measured on a share, and the slower tokenizer, once."""
    return PEER_RUNS if PEERS[name][2] == 1 and name != "duplodocus, cl100k" else 1


def beside():
    """The peers at 14 × 8 over 5-grams, each on the share it can do in reasonable time."""
    empty, gb = os.path.join(work, "empty.jsonl"), text_bytes(share(1)) / 1e9
    open(empty, "w").close()
    for turn in range(PEER_RUNS):
        for name in PEERS:
            if turn < fewest(name):
                measure_peer(name, empty, turn)
    lines = ["Values 14 × 8 (rensa 16 × 8) over 5-grams, what starting costs taken off; recall is that of the largest share. Where a peer ran on a",
             "share, its cost is that of the larger share, and what a third of that share cost says how it grows.", "",
             f"| peer | set MB | CPU s | s/GB | s/GB on a third | wall s, {ALL} threads | peak MiB | {RECALL} |", "|---" * 14 + "|"]
    costs = {}
    for name in PEERS:
        if peers.has(name):
            lines.append(peer_line(name, costs))
    for label, fast in (("default", "near .8, 23 × 6 (default)"), ("32 × 4 at .4", "near .4, 32 × 4")):
        lines += [""] + [ratio(label, beyond(fast, gb), name, costs.get(name)) for name in ("duplodocus, uniseg", "duplodocus, cl100k", "datatrove") if name in costs]
    return lines + [""] + peers.missing()


kept_scores = {}


def measure_peer(name, empty, turn):
    bands, rows = peer_shape(name)
    parts = PEERS[name][2]
    if "duplodocus" not in name:
        peers.near(name, name + ", start", empty, bands, rows, 0.8)
    if parts > 1:
        peers.near(name, name + ", a third", share(parts * 3), bands, rows, 0.8)
    row = peers.near(name, name, share(parts), bands, rows, 0.8)
    if row and turn == 0:
        kept_scores[name] = score(share(parts), 0.8, bands, rows, "-planted", "-kept", row["out"])
        if name in ("duplodocus, uniseg", "rensa", "text-dedup", "data-juicer"):
            peers.near(name, name + ", all cores", share(parts), bands, rows, 0.8, ALL)


def labelled(label):
    return any(r["label"] == label for r in session.rows)


def peer_line(name, costs):
    parts = PEERS[name][2]
    start = median(name + ", start") if labelled(name + ", start") else 0
    costs[name] = (median(name) - start) / (text_bytes(share(parts)) / 1e9)
    third = f"{(median(name + ', a third') - start) / (text_bytes(share(parts * 3)) / 1e9):.0f}" if labelled(name + ", a third") else ""
    wall = f"{median(name + ', all cores', 'wall_s'):.1f}" if labelled(name + ", all cores") else ""
    return (f"| {name} | {os.path.getsize(share(parts)) / 1e6:.0f} | {median(name):.2f} | {costs[name]:.1f} | {third} | {wall} |"
            f" {median(name, 'rss_mib'):.0f} | {recalls(kept_scores[name])} |")


def ratio(label, ours, name, theirs):
    bar = 300 if name == "datatrove" else 18
    return verdict(f"{label}, times less CPU than {name}", theirs / ours, bar, theirs / ours >= bar)


def exact():
    source = share(1)
    gb = text_bytes(source) / 1e9
    for _ in range(session.runs):
        for name in EXACT:
            peers.exact(name, name, source)
    lines = ["The peers' whole processes; DuckDB and polars count and write nothing, duplodocus writes the JSONL it keeps.", "", "| tool | CPU s | s/GB | peak MiB |", "|---|---|---|---|",
             f"| dedupe.exact beyond passthrough | {beyond('exact', 1):.2f} | {beyond('exact', gb):.2f} | |"]
    for name in EXACT:
        if peers.has(name):
            lines.append(f"| {name} | {median(name):.2f} | {median(name) / gb:.2f} | {median(name, 'rss_mib'):.0f} |")
    return lines


grid = {}  # by threshold and tool: the score on the grid


def near_at(threshold):
    """Scores tamis and every peer set to a threshold on the grid; datasketch also as its own solver would have it."""
    source = generate("dedupe-grid", "-grid", GRID, "-lengths", ",".join(map(str, LENGTHS)), "-edits", EDITS)
    bands, rows = SHAPES[threshold]
    step = session.recipe(f"dedupe grid {threshold}", [f"dedupe.near: {{threshold: {threshold}}}"])
    row, release = session.tamis(f"grid {threshold}", source, step, 1)
    out = {"tamis": (score(source, threshold, bands, rows, "-release", release), row)}
    for name, mode in [(n, None) for n in PEERS] + [("datasketch", "solved")]:
        title = name + (", own bands" if mode else "")
        row = peers.near(name, f"grid {threshold} {title}", source, bands, rows, threshold, 1, mode)
        if row:
            out[title] = (score(source, threshold, bands, rows, "-kept", row["out"]), row)
    return out


def thresholds():
    lines = [f"{GRID} pairs for each of {len(LENGTHS)} lengths and {len(RATES)} rates. True pairs: all whose sets of 5-word shingles reach the threshold, found by an exact join.",
             "Recall: of these at most one stays. Precision: of what was removed, the share that has a true partner. Peers have the bands and rows that tamis",
             "solves for the threshold (the most they can find); gaoya and tamis check what they find, gaoya by its estimate. \"own bands\": what datasketch",
             "solves by itself, by the rule that text-dedup and data-juicer use too. CPU of whole processes, tamis' with its release.", "",
             "| threshold | bands × rows | tool | true pairs | recall | precision | CPU s |", "|---|---|---|---|---|---|---|"]
    verdicts = []
    for threshold, (bands, rows) in SHAPES.items():
        grid[threshold] = near_at(threshold)
        for tool, (r, row) in grid[threshold].items():
            lines.append(f"| {threshold} | {bands} × {rows} | {tool} | {r['pairs_at_threshold']} | {r['recall_pairs']:.4f} | {precision(r):.4f} | {row['cpu_s']:.2f} |")
        verdicts += threshold_bars(threshold)
    return lines + [""] + verdicts + peers.missing()


def precision(result):
    return 1 - result["removed_in_vain"] / max(1, result["removed"])


def threshold_bars(threshold):
    mine = grid[threshold]["tamis"][0]
    best = max([r["recall_pairs"] for tool, (r, _) in grid[threshold].items() if tool != "tamis"], default=0)
    return [verdict(f"recall at {threshold}", mine["recall_pairs"], 0.99, mine["recall_pairs"] >= 0.99),
            verdict(f"recall at {threshold} beside the best peer's", mine["recall_pairs"], f"{best:.4f}", mine["recall_pairs"] >= best),
            verdict(f"links at {threshold}: wrong similarities, documents removed in vain", mine["wrong_similarity"] + mine["removed_in_vain"], 0,
                    mine["wrong_similarity"] + mine["removed_in_vain"] == 0)]


def table(threshold):
    tools = list(grid[threshold])
    lines = ["S-curve: mean chance 1 − (1 − s^r)^b of the pairs of the cell, and in brackets of those that reach the threshold, which is what a tool that checks can",
             "find. Then what each tool found, and in brackets its precision: the share of the found pairs that reach the threshold, where not all do.", "",
             "| words | edits | true | S-curve | " + " | ".join(tools) + " |", "|---" * (4 + len(tools)) + "|"]
    for i, cell in enumerate(grid[threshold]["tamis"][0]["planted"]):
        found = [found_cell(grid[threshold][tool][0]["planted"][i]) for tool in tools]
        lines.append(f"| {cell['words']} | {int(cell['kind'][:2])} % | {cell['reaching'] / cell['pairs']:.3f} | {cell['theory']:.3f} ({cell['verified']:.3f}) | " + " | ".join(found) + " |")
    return lines + [""] + rate_bars(threshold)


def found_cell(t):
    part = f"{t['found'] / t['pairs']:.3f}"
    return part if t["right"] == t["found"] else f"{part} ({t['right'] / t['found']:.2f})"


def rate_bars(threshold):
    """Recall by edit rate among the pairs that reach the threshold, beside the best peer's."""
    lines, shares = [], {tool: by_rate(r, "right", "reaching") for tool, (r, _) in grid[threshold].items()}
    for rate in RATES:
        mine, best = shares["tamis"][rate], max([s[rate] for tool, s in shares.items() if tool != "tamis" and s[rate] is not None], default=0)
        if mine is not None:
            lines.append(verdict(f"at {threshold}, {int(rate[:2])} % edits, recall of the pairs that reach it", mine, f"{best:.3f}, the best peer's", mine >= best))
    return lines


def memory():
    source, lines, digests = share(1), ["| steps | --memory | peak MiB | within | SHA256SUMS |", "|---|---|---|---|---|"], {}
    for name in ("near .8, 23 × 6 (default)", "near .4, 105 × 3", "exact"):
        for budget, mib in (("256MiB", 256), ("4GiB", 4096)):
            row, release = run(f"memory {name} {budget}", source, name, 1, ["--memory", budget])
            with open(os.path.join(release, "SHA256SUMS"), "rb") as f:
                digest = hashlib.sha256(f.read()).hexdigest()[:16]
            digests.setdefault(name, set()).add(digest)
            lines.append(f"| {name} | {budget} | {row['rss_mib']:.0f} | {'yes' if row['rss_mib'] <= mib else 'NO'} | {digest} |")
    return lines + [""] + [f"- {name}: the same bytes under both budgets: {'reached' if len(d) == 1 else 'MISSED'}" for name, d in digests.items()]


EARLIER = {"exact": "method: exact", "near": "method: near", "exact and near": ""}


def earlier():
    """A new set, of which a tenth stands in the earlier one, against that: both of SIZE MB."""
    old, other = share(1), generate("dedupe-other", "-mb", SIZE, "-seed", 2, "-edits", EDITS)
    source = os.path.join(work, "dedupe-new.jsonl")
    with open(source, "wb") as out:
        for path, size in ((other, SIZE * 900_000), (old, SIZE * 100_000)):
            with open(path, "rb") as f:
                while f.tell() < size:
                    out.write(f.readline().replace(b'"id":"', b'"id":"' + os.path.basename(path)[7:8].encode(), 1))
    gb, label, matched = text_bytes(source) / 1e9, "earlier {} {}".format, {}
    lines = [f"{os.path.getsize(source) / 1e6:.0f} MB of new JSONL, a tenth of which stands in {os.path.getsize(old) / 1e6:.0f} MB of earlier JSONL; per GB of new text.", "",
             "| dedupe.against | --memory | CPU s beyond passthrough | s/GB | peak MiB | documents that match |", "|---|---|---|---|---|---|"]
    recipes = {"passthrough": session.recipe("dedupe passthrough", [])}
    for name, method in EARLIER.items():
        arguments = ", ".join(filter(None, [f"set: {os.path.basename(old)}", "fields: {id: id}", method]))
        recipes[name] = session.recipe("against " + name, ["dedupe.against: {" + arguments + "}"])
    for _ in range(session.runs):
        for budget in ("256MiB", "1GiB"):
            for name, recipe in recipes.items():
                _, release = session.tamis(label(name, budget), source, recipe, 1, ["--memory", budget])
                with open(os.path.join(release, "manifest.json"), encoding="utf-8") as f:
                    matched[name] = json.load(f)["accounting"]["documents_rejected"]
    for budget in ("256MiB", "1GiB"):
        for name in EARLIER:
            cost = beyond(label(name, budget), 1, label("passthrough", budget))
            lines.append(f"| {name} | {budget} | {cost:.2f} | {cost / gb:.2f} | {median(label(name, budget), 'rss_mib'):.0f} | {matched[name]:,} |")
    os.remove(source)
    return lines


def linear():
    sizes = [10, 1] + ([0.1] if os.environ.get("LINEAR") == "3" else [])
    lines = ["| MB | whole, CPU s/GB | dedupe.near beyond passthrough, s/GB | peak MiB |", "|---|---|---|---|"]
    costs = {"whole": [], "beyond passthrough": []}
    for parts in sizes:
        source = share(parts) if parts >= 1 else generate("dedupe-large", "-mb", int(SIZE / parts), "-edits", EDITS)
        gb, name = text_bytes(source) / 1e9, "near .8, 23 × 6 (default)"
        for _ in range(session.runs if parts >= 1 else 1):
            for n in ("passthrough", name):
                run(f"linear {parts} {n}", source, n)
        near = f"linear {parts} {name}"
        costs["whole"].append(median(near) / gb)
        costs["beyond passthrough"].append(beyond(near, gb, f"linear {parts} passthrough"))
        lines.append(f"| {os.path.getsize(source) / 1e6:.0f} | {costs['whole'][-1]:.2f} | {costs['beyond passthrough'][-1]:.2f} | {median(near, 'rss_mib'):.0f} |")
    return lines + [""] + [verdict(f"{what}, dearest size over cheapest", max(c) / min(c), 1.15, max(c) / min(c) <= 1.15) for what, c in costs.items()]


def crowds():
    lines = ["Documents of 187 words: unrelated (plain), one text only (same), one text with another word each, so that all are near to all (cluster), and a common",
             "text with one of its own, none near to another though all share a band (band). dedupe.near .8 beyond passthrough.", "",
             "| set | documents | CPU s beyond passthrough | per document, µs | candidate pairs | longer runs |", "|---|---|---|---|---|---|"]
    growth = {}
    for kind in ("plain", "same", "cluster", "band"):
        for docs in (DOCS // 2, DOCS):
            seconds, counts = crowd(kind, docs)
            growth.setdefault(kind, []).append(seconds)
            lines.append(f"| {kind} | {docs:,} | {seconds:.2f} | {seconds / docs * 1e6:.0f} | {counts['candidate_pairs']:,} | {counts['long_runs']:,} |")
    return lines + [""] + [verdict(f"{kind}, cost of twice the documents", b / max(a, 0.01), "2.3", b / max(a, 0.01) <= 2.3) for kind, (a, b) in growth.items()]


def crowd(kind, docs):
    source, name = generate(f"dedupe-{kind}-{docs}", "-hostile", kind, "-docs", docs), "near .8, 23 × 6 (default)"
    for _ in range(session.runs):
        run(f"{kind} {docs} passthrough", source, "passthrough")
        _, release = run(f"{kind} {docs} near", source, name)
    with open(os.path.join(release, "manifest.json"), encoding="utf-8") as f:
        notes = next(s["notes"] for s in json.load(f)["steps"] if s["transform"] == "dedupe.near")
    os.remove(source)
    return beyond(f"{kind} {docs} near", 1, f"{kind} {docs} passthrough"), notes


page = ["# Near-duplicates and duplicates beside the peers", "",
        "`make bench PAGE=dedupe` writes this page (bench/dedupe.py says which variables make it smaller); sets by bench/gencorpus, English-like text with planted",
        "copies; scores by bench/dedupe. CPU seconds are user + system of whole processes, one worker or thread unless said;",
        "what a recipe costs beyond passthrough is the median over rounds of the difference within a round.", "",
        session.machine([], ", ".join(peers.versions)), "", *peers.missing(), "",
        f"Made with SIZE={SIZE} GRID={GRID} DOCS={DOCS} RUNS={session.runs} PEER_RUNS={PEER_RUNS}{' LINEAR=3' if os.environ.get('LINEAR') == '3' else ''}.", ""]
session.write("dedupe", page, (
    ("Speed", speed), ("The whole process", whole), ("Beside the peers", beside), ("Exact duplicates", exact),
    ("Recall and precision by threshold", thresholds), ("By edit rate and length, threshold .4", lambda: table(0.4)),
    ("By edit rate and length, threshold .8", lambda: table(0.8)), ("Memory", memory), ("Against an earlier set", earlier), ("Growth", linear), ("Sets to drown in", crowds)))
