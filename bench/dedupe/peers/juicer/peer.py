"""data-juicer's document_minhash_deduplicator over a datasets.Dataset: its words are what white space separates, 5 of them a shingle."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from common import Task

from data_juicer.ops.deduplicator.document_minhash_deduplicator import DocumentMinhashDeduplicator
from datasets import Dataset, disable_caching, disable_progress_bars

disable_caching()
disable_progress_bars()
task = Task()
ids, texts = task.read()
step = DocumentMinhashDeduplicator(tokenization="space", window_size=5, lowercase=True, num_permutations=task.bands * task.rows,
                                   jaccard_threshold=task.threshold, num_bands=task.bands, num_rows_per_band=task.rows)
documents = Dataset.from_dict({"id": ids, "text": texts})
if ids:
    documents = documents.map(step.compute_hash, num_proc=task.workers if task.workers > 1 else None)
    documents, _ = step.process(documents)
task.write(documents["id"])
