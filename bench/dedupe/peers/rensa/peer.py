"""rensa: RMinHash of whole sets (its rho sketch samples the tokens and finds less) and its LSH index; the first of a cluster stays."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from common import Task, grams

from rensa import RMinHash, RMinHashLSH

task = Task()
ids, texts = task.read()
permutations = task.bands * task.rows
index = RMinHashLSH(threshold=task.threshold, num_perm=permutations, num_bands=task.bands)
kept = []
for at in range(0, len(texts), 1000):
    for i, signature in enumerate(RMinHash.from_token_sets([grams(t) for t in texts[at:at + 1000]], permutations, 42), at):
        if not index.query(signature):
            index.insert(i, signature)
            kept.append(ids[i])
task.write(kept)
