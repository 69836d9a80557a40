"""The peers of dedupe: each a folder of bench/dedupe/peers with requirements and a script, in an environment of its own.

A peer that cannot be installed or fails is named in the page and left out; the rest goes on. duplodocus is in no
package registry: DUPLODOCUS names its binary.
"""
import json
import os
import shutil
import subprocess

DUPLODOCUS = os.environ.get("DUPLODOCUS", "")

# name: folder and mode of the script, share of the big set that it is measured on, packages whose version counts
PEERS = {
    "duplodocus, uniseg": ("duplodocus", "uniseg", 1, ()),
    "duplodocus, cl100k": ("duplodocus", "cl100k", 1, ()),
    "rensa": ("rensa", "plain", 1, ("rensa",)),
    "gaoya": ("gaoya", "plain", 1, ("gaoya",)),
    "datasketch": ("datasketch", "plain", 3, ("datasketch",)),
    "text-dedup": ("textdedup", "plain", 10, ("text-dedup",)),
    "data-juicer": ("juicer", "plain", 10, ("py-data-juicer",)),
    "datatrove": ("datatrove", "plain", 10, ("datatrove", "spacy")),
}
EXACT = {"DuckDB, count distinct": ("tables", "duckdb", ("duckdb",)), "polars, unique": ("tables", "polars", ("polars",)),
         "duplodocus, exact": ("duplodocus", "exact", ())}


class Peers:
    def __init__(self, session):
        self.session, self.failed, self.pythons, self.versions = session, {}, {}, []
        for folder in sorted(os.listdir(self.folder())):
            if os.path.isdir(os.path.join(self.folder(), folder)) and folder != "__pycache__":
                self.install(folder)
        if DUPLODOCUS and os.access(DUPLODOCUS, os.X_OK):
            self.versions.append(subprocess.run([DUPLODOCUS, "--version"], capture_output=True, text=True).stdout.strip())
        else:
            self.failed["duplodocus"] = "not measured: DUPLODOCUS names no binary (it is in no package registry)"

    def folder(self):
        return os.path.join(self.session.root, "bench", "dedupe", "peers")

    def install(self, folder):
        made = subprocess.run(["bash", "interop/venv.sh", "bench/dedupe/peers/" + folder], cwd=self.session.root, capture_output=True, text=True)
        if made.returncode != 0:
            self.failed[folder] = "cannot be installed here"
            print(folder, made.stderr[-2000:], flush=True)
            return
        self.pythons[folder] = os.path.join(made.stdout.strip(), "bin", "python")
        wanted = {p for f, _, _, packages in PEERS.values() for p in packages if f == folder}
        wanted |= {p for f, _, packages in EXACT.values() for p in packages if f == folder}
        code = "import importlib.metadata as m;print(', '.join(p + ' ' + m.version(p) for p in %r))" % (sorted(wanted),)
        self.versions.append(subprocess.run([self.pythons[folder], "-c", code], check=True, capture_output=True, text=True).stdout.strip())

    def has(self, name):
        return (PEERS.get(name) or EXACT[name])[0] not in self.failed and name not in self.failed

    def near(self, name, label, source, bands, rows, threshold, workers=1, mode=None):
        """Runs a peer once; returns its row with the ids it kept in out, or None where it failed."""
        folder, own = PEERS[name][:2]
        return self.run(name, folder, mode or own, label, source, bands, rows, threshold, workers)

    def exact(self, name, label, source):
        return self.run(name, *EXACT[name][:2], label, source, 1, 1, 1, 1)

    def run(self, name, folder, mode, label, source, bands, rows, threshold, workers):
        if not self.has(name):
            return None
        out = os.path.join(self.session.work, "peer.ids")
        environment = {v: str(workers) for v in ("RAYON_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS")}
        environment.update(HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1", TOKENIZERS_PARALLELISM="false")
        try:
            if folder == "duplodocus":
                return self.duplodocus(mode, label, source, out, bands, rows, environment)
            script = os.path.join(self.folder(), folder, "peer.py")
            row = self.session.cpu(label, [self.pythons[folder], script, mode, source, out, str(bands), str(rows), str(threshold), str(workers)], environment)
        except SystemExit as e:  # how a session says that a command failed
            print(e, flush=True)
            self.failed[name] = f"failed with {bands} × {rows}"
            return None
        return dict(row, out=out)

    def duplodocus(self, mode, label, source, out, bands, rows, environment):
        """It takes folders and writes the documents that it keeps; their ids are read when the clock has stopped."""
        folders = {k: os.path.join(self.session.work, "duplodocus-" + k) for k in ("in", "store", "out")}
        for f in folders.values():
            shutil.rmtree(f, ignore_errors=True)
        os.makedirs(folders["in"])
        os.link(source, os.path.join(folders["in"], "set.jsonl"))
        command = [DUPLODOCUS, "exact-dedup-memory" if mode == "exact" else "minhash-memory", "--input-dir", folders["in"], "--output-dir", folders["out"], "--text-key", "text"]
        if mode != "exact":
            command += ["--storage-dir", folders["store"], "--num-buckets", str(bands), "--bucket-size", str(rows), "--ngram-size", "5",
                        "--tokenizer", mode, "--remove-duplicates", "true", "--cleanup-storage"]
        row = self.session.cpu(label, command, environment)
        with open(out, "w", encoding="utf-8") as ids:
            for folder, _, files in sorted(os.walk(folders["out"])):
                for name in sorted(files):
                    with open(os.path.join(folder, name), "rb") as f:
                        ids.writelines(json.loads(line)["id"] + "\n" for line in f)
        return dict(row, out=out)

    def missing(self):
        return [f"- {name}: {why}" for name, why in sorted(self.failed.items())]
