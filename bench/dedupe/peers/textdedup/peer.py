"""text-dedup's MinHash script with xxh3, which it calls the faster of its hashes; 5-grams of what is no \\W."""
import os
import shutil
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from common import Task

import datasets
from text_dedup import minhash

task = Task()
work = task.out + ".work"
shutil.rmtree(work, ignore_errors=True)
os.makedirs(work)
if os.path.getsize(task.source) == 0:
    task.write([])
    sys.exit()
sys.argv = ["minhash", "--path", "json", "--data_files", task.source, "--split", "train", "--cache_dir", work + "/cache", "--output", work + "/out",
            "--column", "text", "--ngram", "5", "--min_length", "0", "--num_perm", str(task.bands * task.rows), "--b", str(task.bands), "--r", str(task.rows),
            "--threshold", str(task.threshold), "--hash_func", "xxh3", "--num_proc", str(task.workers)]
minhash.main(standalone_mode=False)
task.write(datasets.load_from_disk(work + "/out")["id"])
shutil.rmtree(work)
