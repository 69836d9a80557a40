"""What the peers' scripts share: a script is called as peer.py MODE IN.jsonl OUT.ids BANDS ROWS THRESHOLD WORKERS and writes the ids it keeps.

MODE is one of the script's own; an empty IN gives what starting costs.
"""
import json
import re
import sys

try:
    from orjson import loads
except ImportError:
    from json import loads

WORD = re.compile(r"\w+")


class Task:
    def __init__(self):
        self.mode, self.source, self.out = sys.argv[1:4]
        self.bands, self.rows, self.threshold, self.workers = int(sys.argv[4]), int(sys.argv[5]), float(sys.argv[6]), int(sys.argv[7])

    def read(self):
        """Ids and texts of the input."""
        ids, texts = [], []
        with open(self.source, "rb") as f:
            for line in f:
                document = loads(line)
                ids.append(document["id"])
                texts.append(document["text"])
        return ids, texts

    def write(self, ids):
        with open(self.out, "w", encoding="utf-8") as f:
            f.writelines(i + "\n" for i in ids)


def grams(text, n=5):
    """Runs of n words of a text, in lower case; of fewer words, all."""
    words = WORD.findall(text.lower())
    return [" ".join(words[i:i + n]) for i in range(max(1, len(words) - n + 1))]
