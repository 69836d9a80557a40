"""peer.py ITEMS DOCUMENTS OUT: datatrove's n-gram decontamination in one process; OUT gets the ids of what it keeps.

The index stays in memory: what the indexer writes and the filter reads are a file of numbers, which costs nothing beside the rest.
"""
import json
import sys

from datatrove.data import Document
from datatrove.pipeline.decont.n_grams import NGramsDecontConfig, NGramsDecontFilter, NGramsDecontIndexer
from datatrove.utils.hashing import HashConfig, create_hash_func
from datatrove.utils.word_tokenizers import load_word_tokenizer

config = NGramsDecontConfig(hash_config=HashConfig(hash_fc="sha1"))
shared = {"config": config, "tokenizer": load_word_tokenizer("eng"), "hash_func": create_hash_func(config.hash_config)}


def bare(cls, **fields):
    """An instance without what its constructor asks for: lighteval, a folder of hashes."""
    x = object.__new__(cls)
    x.__dict__.update(shared, **fields)
    return x


indexer, hashes = bare(NGramsDecontIndexer), {}
with open(sys.argv[1], encoding="utf-8") as f:
    for line in f:
        item = json.loads(line)
        for h in indexer.compute_hashes(item["answer"], item["question"]):
            hashes[h] = "exam"
contaminated = bare(NGramsDecontFilter, _index_hashes=hashes)
contaminated.stat_update = lambda *a, **k: None
with open(sys.argv[2], encoding="utf-8") as f, open(sys.argv[3], "w", encoding="utf-8") as out:
    for line in f:
        d = json.loads(line)
        if contaminated.filter(Document(text=d["text"], id=d["id"])) is True:
            out.write(d["id"] + "\n")
