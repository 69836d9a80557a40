"""datatrove's MinHash in its four stages, 64-bit hashes (the more exact of its two settings), 5-grams."""
import json
import os
import shutil
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from common import Task

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.dedup import MinhashDedupBuckets, MinhashDedupCluster, MinhashDedupFilter, MinhashDedupSignature
from datatrove.pipeline.dedup.minhash import MinhashConfig
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
from datatrove.utils.hashing import HashConfig

task = Task()
work = task.out + ".work"
shutil.rmtree(work, ignore_errors=True)
config = MinhashConfig(n_grams=5, num_buckets=task.bands, hashes_per_bucket=task.rows, hash_config=HashConfig(precision=64))


def run(name, *pipeline, tasks=1):
    LocalPipelineExecutor(pipeline=list(pipeline), tasks=tasks, workers=min(tasks, task.workers), logging_dir=f"{work}/log-{name}", skip_completed=False).run()


def read():
    return JsonlReader(os.path.dirname(task.source), glob_pattern=os.path.basename(task.source))


run("sign", read(), MinhashDedupSignature(output_folder=f"{work}/signatures", config=config, language="eng"))
run("match", MinhashDedupBuckets(input_folder=f"{work}/signatures", output_folder=f"{work}/buckets", config=config), tasks=task.bands)
run("cluster", MinhashDedupCluster(input_folder=f"{work}/buckets", output_folder=f"{work}/remove", config=config))
run("filter", read(), MinhashDedupFilter(input_folder=f"{work}/remove"), JsonlWriter(f"{work}/out", compression=None))
kept = []
for name in sorted(os.listdir(f"{work}/out")) if os.path.isdir(f"{work}/out") else []:
    with open(f"{work}/out/{name}", "rb") as f:
        kept += [json.loads(line)["id"] for line in f]
task.write(kept)
shutil.rmtree(work)
