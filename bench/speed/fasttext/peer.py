"""peer.py TOOL IN.jsonl MODEL: fasttext-predict over the texts of a file ("predict"), or reading JSON alone ("read").

A text is one line to it, as to datatrove: line feeds become spaces.
"""
import json
import sys


def main(tool, source, model):
    import fasttext

    ask = fasttext.load_model(model).predict if tool == "predict" else len
    ask("one text, so that all is loaded")
    with open(source, encoding="utf-8") as f:
        for line in f:
            ask(json.loads(line)["text"].replace("\n", " "))


if __name__ == "__main__":
    main(*sys.argv[1:])
