"""gaoya: its index of strings with word 5-grams made in Rust; what it finds near is checked by its own estimate against the threshold."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from common import Task

from gaoya.minhash import MinHashStringIndex

task = Task()
ids, texts = task.read()
index = MinHashStringIndex(hash_size=32, jaccard_threshold=task.threshold, num_bands=task.bands, band_size=task.rows, num_hashes=None,
                           analyzer="word", lowercase=True, ngram_range=(5, 5), id_container="smallvec")
kept = []
for i, text in enumerate(texts):
    if not index.query(text):
        index.insert_document(i, text)
        kept.append(ids[i])
task.write(kept)
