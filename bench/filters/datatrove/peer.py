"""peer.py TOOL IN.jsonl: filters of datatrove over the texts of a file, on one thread.

Each filter sees each text, whatever the ones before it said, as those of tamis do here. Nothing is printed or kept: what
is measured is the work of the filters, plus reading JSON (tool "read").
"""
import json
import sys


def filters(tool):
    from datatrove.pipeline.filters import C4QualityFilter, FineWebQualityFilter, GopherQualityFilter, GopherRepetitionFilter

    # FineWeb takes C4's rules without the one about the end of a line.
    every = {"gopher-quality": lambda: GopherQualityFilter(), "gopher-repetition": lambda: GopherRepetitionFilter(),
             "c4": lambda: C4QualityFilter(filter_no_terminal_punct=False), "fineweb": lambda: FineWebQualityFilter()}
    return [f() for name, f in every.items() if tool in (name, "all")]


def main(tool, source):
    from datatrove.data import Document

    run = filters(tool) if tool != "read" else []

    def look(text):
        for one in run:
            one.filter(Document(text=text, id="0"))

    look("What is loaded with the first text belongs to the start of the process.")
    with open(source, encoding="utf-8") as f:
        for line in f:
            look(json.loads(line)["text"])


if __name__ == "__main__":
    main(*sys.argv[1:3])
