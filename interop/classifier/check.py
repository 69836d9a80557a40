"""Compares what fasttext-predict says of each text with what tamis said: labels in order, probabilities within 1e-6;
those that differ in a bit are counted."""
import json
import struct
import sys

import fasttext

model = fasttext.load_model(sys.argv[1])
n = differ = bits = 0
with open(sys.argv[2], encoding="utf-8") as texts, open(sys.argv[3], encoding="utf-8") as ours:
    for line, said in zip(texts, ours, strict=True):
        labels, scores = model.predict(json.loads(line)["text"], k=3)
        mine = [(l, struct.unpack("<f", struct.pack("<I", b))[0]) for l, b in json.loads(said)]
        theirs = list(zip(labels, scores))
        n += 1
        bits += theirs != mine
        if [l for l, _ in mine] != list(labels) or any(abs(a - b) > 1e-6 for (_, a), b in zip(mine, scores)):
            differ += 1
            print(f"{sys.argv[1]}: {line.strip()}: {theirs}, not {said.strip()}", file=sys.stderr)
print(f"{sys.argv[1].rsplit('/', 1)[-1]}: {n} texts, {differ} differ, {bits} in a bit")
sys.exit(differ > 0 or n == 0)
