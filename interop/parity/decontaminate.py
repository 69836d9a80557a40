"""decontaminate.py TAMIS WORK [SEED]: decontaminate.ngrams with definition: datatrove beside datatrove's own decontamination.

Items and documents are made of hard words (texts.py). Documents hold stretches of items of 9 to 15 words, changed in what both
take for equal and in what they don't. The indexer's hashes and the filter's decision come from the classes of the installed datatrove
(sha1 in place of xxhash, of which the pinned environment has none; both have 64 bits). Replaces the section of docs/bench/parity.md.
Exit 1 where a decision differs.
"""
import glob
import json
import os
import random
import re
import subprocess
import sys
import unicodedata

import pyarrow.parquet as pq
from datatrove.data import Document
from datatrove.pipeline.decont.n_grams import NGramsDecontConfig, NGramsDecontFilter, NGramsDecontIndexer
from datatrove.utils.hashing import HashConfig, create_hash_func
from datatrove.utils.text import simplify_text
from datatrove.utils.word_tokenizers import load_word_tokenizer

from texts import Maker

binary, work, seed = os.path.abspath(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 1
PAGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs", "bench", "parity.md")
HEADING = "## decontaminate.ngrams"
ITEMS, DOCUMENTS = 1500, 6000
tokenizer = load_word_tokenizer("eng")


def bare(cls, **fields):
    """An instance without what its constructor asks for (lighteval, a folder of hashes)."""
    x = object.__new__(cls)
    x.__dict__.update(fields)
    return x


def words(maker, n):
    out = []
    while len(out) < n:
        out += maker.r.choice([maker.prose, maker.prose, maker.hard, maker.anything, maker.noise])().split()
    return out[:n]


def mangled(r, text):
    """The text with changes that both take for none, or with one word changed."""
    changes = [lambda t: t.upper(), lambda t: t.lower(), lambda t: t.replace(" ", r.choice(["  ", "\n", " — ", ", ", "\u00a0"])),
               lambda t: unicodedata.normalize("NFD", t), lambda t: unicodedata.normalize("NFC", t), lambda t: re.sub(r"\d+", "7", t),
               lambda t: t.replace("e", "é", 2), lambda t: t.replace(r.choice(t.split() or [""]), r.choice(["harbour", "x", "'", "Σ", "İ"]), 1), lambda t: t.title()]
    for _ in range(r.choice([0, 1, 1, 2])):
        text = r.choice(changes)(text)
    return text


def make(r):
    maker = Maker(seed)
    items = [{"id": f"item-{i}", "query": " ".join(words(maker, r.randrange(0, 20))), "text": " ".join(words(maker, r.randrange(1, 25)))} for i in range(ITEMS)]
    for item in items[::5]:
        item["query"] = None
    documents = []
    for i in range(DOCUMENTS):
        item = r.choice(items)
        whole = ((item["query"] or "") + " " + item["text"]).split()
        at = r.randrange(max(1, len(whole) - 8))
        parts = [" ".join(words(maker, r.randrange(20))), mangled(r, " ".join(whole[at:at + r.randrange(9, 16)])), " ".join(words(maker, r.randrange(20)))]
        documents.append({"id": f"d{i}", "text": r.choice([" ", "\n", ". "]).join(parts) or "x"})
    return items, documents


def theirs(items, documents, options):
    config = NGramsDecontConfig(hash_config=HashConfig(hash_fc="sha1"), **options)
    shared = {"config": config, "tokenizer": tokenizer, "hash_func": create_hash_func(config.hash_config)}
    indexer = bare(NGramsDecontIndexer, **shared)
    hashes = {}
    for item in items:
        for h in indexer.compute_hashes(item["text"], item["query"]):
            hashes[h] = "set"
    filter = bare(NGramsDecontFilter, _index_hashes=hashes, **shared)
    filter.stat_update = lambda *a, **k: None
    return {d["id"] for d in documents if filter.filter(Document(text=d["text"], id=d["id"])) is not True}


def ours(items, documents, arguments):
    place = os.path.join(work, "decontaminate")
    os.makedirs(place, exist_ok=True)
    for name, rows in (("items", items), ("documents", documents)):
        with open(os.path.join(place, name + ".jsonl"), "w", encoding="utf-8") as f:
            f.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in rows)
    with open(os.path.join(place, "recipe.yaml"), "w") as f:
        f.write("tamis: 1\nname: decontaminate\nversion: 1.0.0-dev\nlicense: CC0-1.0\nsources:\n  - {path: documents.jsonl, fields: {id: id, text: text}}\n"
                "steps:\n  - decontaminate.ngrams: {set: items.jsonl, fields: {id: id, query: query, text: text}, definition: datatrove" + arguments + "}\n")
    out = os.path.join(place, "out")
    subprocess.run([binary, "run", os.path.join(place, "recipe.yaml"), "--out", out, "--progress", "none"], check=True, capture_output=True)
    release = os.path.join(out, "decontaminate", os.readlink(os.path.join(out, "decontaminate", "draft")))
    rows = [r for f in glob.glob(os.path.join(release, "ledger", "documents-*.parquet")) for r in pq.read_table(f, columns=["id", "outcome"]).to_pylist()]
    return {r["id"] for r in rows if r["outcome"] == "rejected"}


def main():
    r = random.Random(seed)
    items, documents = make(r)
    texts = {d["id"]: d["text"] for d in documents}
    lines, wrong = [], 0
    for options, arguments in (({}, ""), ({"find_query_ngrams": True, "n_grams": 10}, ", query_ngrams: true, ngram: 10"), ({"find_overlap_ngrams": False}, ", overlap_ngrams: false")):
        peer, own = theirs(items, documents, options), ours(items, documents, arguments)
        differ = peer ^ own
        wrong += len(differ)
        for d in sorted(differ)[:5]:
            print(d, "datatrove drops" if d in peer else "tamis drops", ascii(texts[d]), ascii(simplify_text(texts[d])))
        told = ", ".join(f"{k}={v}" for k, v in options.items()) or "defaults"
        lines.append(f"| {told} | {len(documents)} | {len(peer)} | {len(documents) - len(differ)} |")
    section = [HEADING, "", f"{ITEMS} items and {DOCUMENTS} documents of hard words; each document holds a stretch of an item, near the length of a row, changed in what both take",
               "for equal or in a word. Decisions of `definition: datatrove` beside those of datatrove's own indexer and filter (interop/parity/decontaminate.py):", "",
               "| options of datatrove | documents | datatrove drops | equal decisions |", "|---|---|---|---|"] + lines
    with open(PAGE, encoding="utf-8") as f:
        page = f.read().split(HEADING)[0].rstrip()
    with open(PAGE, "w", encoding="utf-8") as f:
        f.write(page + "\n\n" + "\n".join(section) + "\n")
    print("\n".join(lines))
    sys.exit(wrong > 0)


main()
