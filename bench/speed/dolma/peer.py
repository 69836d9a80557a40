"""peer.py TOOL IN.jsonl: taggers of dolma over the texts of a file, on one thread, as bench/speed/datatrove/peer.py."""
import json
import sys


def taggers(tool):
    from dolma.taggers.c4 import FasterC4Tagger
    from dolma.taggers.gopher import GopherTagger

    every = {"gopher": GopherTagger, "c4": FasterC4Tagger}
    return [t() for name, t in every.items() if tool in (name, "all")]


def main(tool, source):
    from dolma.core.data_types import Document

    run = taggers(tool) if tool != "read" else []

    def look(text):
        for one in run:
            one.predict(Document(source="bench", id="0", text=text))

    look("What is loaded with the first text belongs to the start of the process.")
    with open(source, encoding="utf-8") as f:
        for line in f:
            look(json.loads(line)["text"])


if __name__ == "__main__":
    main(*sys.argv[1:3])
