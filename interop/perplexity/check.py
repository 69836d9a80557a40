"""Holds what tamis says of each text, by its own file of the model and by the ARPA file of it, against what KenLM says by the
ARPA file. Prints a row of docs/bench/perplexity.md; fails where they differ by more than rounding to millionths makes."""
import json
import sys

import kenlm

name, arpa, texts, own, ours = sys.argv[1:]
model = kenlm.Model(arpa)
n = tokens = differ = 0
most = most_pp = 0.0
for line, a, b in zip(open(texts, encoding="utf-8"), open(own), open(ours), strict=True):
    a, b = json.loads(a), json.loads(b)
    log, count, unknown = 0.0, 0, 0
    for sentence in json.loads(line)["text"].split("\n"):
        for p, _, oov in model.full_scores(sentence):
            log, count, unknown = log + p, count + 1, unknown + oov
    perplexity = 10 ** (-log / count)
    off = abs(a[0] / 1e6 - log) / count
    most, most_pp = max(most, off), max(most_pp, abs(a[3] - perplexity) / perplexity)
    n, tokens = n + 1, tokens + count
    # Two roundings of half a millionth for each n-gram and weight that a token meets, and KenLM's single precision.
    if a[:3] != b[:3] or [count, unknown] != a[1:3] or off > 5e-6:
        differ += 1
        print(f"{name}: {line.strip()}: {a}, {b}, {log, count, unknown} of KenLM", file=sys.stderr)
print(f"| {name} | {n} | {tokens} | {differ} | {most:.1e} | {most_pp:.1e} |")
sys.exit(differ > 0 or n == 0)
