"""datasketch: signatures in bulk and a MinHashLSH; the first of a cluster stays. Mode "solved" leaves bands and rows to its own threshold."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from common import Task, grams

from datasketch import MinHash, MinHashLSH

task = Task()
ids, texts = task.read()
permutations = task.bands * task.rows
shape = {"threshold": task.threshold} if task.mode == "solved" else {"params": (task.bands, task.rows)}
index = MinHashLSH(num_perm=permutations, **shape)
kept = []
for at in range(0, len(texts), 1000):  # in batches, since shingles as bytes are several times their text
    shingles = [[g.encode() for g in grams(t)] for t in texts[at:at + 1000]]
    for i, signature in enumerate(MinHash.bulk(shingles, num_perm=permutations), at):
        if not index.query(signature):
            index.insert(i, signature, check_duplication=False)
            kept.append(ids[i])
task.write(kept)
