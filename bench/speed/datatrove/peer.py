"""peer.py TOOL IN.jsonl [MODEL LISTS OUT]: filters of datatrove over the texts of a file, on one thread.

Each filter sees each text, whatever the ones before it said, as those of tamis do here. Nothing is printed or kept: what
is measured is the work of the filters, plus reading JSON (tool "read"). The tool "chain" is the chain of
testdata/recipes/fineweb.yaml without its deduplication, in which a document goes no further than to the filter that
drops it: MODEL is a model of fastText, LISTS the folder of the lists of words and domains, OUT gets how many stay.
"""
import json
import os
import sys


def filters(tool):
    from datatrove.pipeline.filters import C4QualityFilter, FineWebQualityFilter, GopherQualityFilter, GopherRepetitionFilter

    # FineWeb takes C4's rules without the one about the end of a line.
    every = {"gopher-repetition": lambda: GopherRepetitionFilter(), "gopher-quality": lambda: GopherQualityFilter(),
             "c4": lambda: C4QualityFilter(filter_no_terminal_punct=False), "fineweb": lambda: FineWebQualityFilter()}
    return [f() for name, f in every.items() if tool in (name, "all", "chain")]


def entries(lists, name):
    with open(os.path.join(lists, name), encoding="utf-8") as f:
        return [line.strip() for line in f if line.strip() and not line.startswith("#")]


def url_filter(lists):
    """The lists of this repository in place of datatrove's: both tools look for the same."""
    from datatrove.pipeline.filters import URLFilter
    from tldextract import TLDExtract

    f = URLFilter(extra_domains=entries(lists, "domains.txt"), banned_words=entries(lists, "hard-words.txt"),
                  soft_banned_words=entries(lists, "soft-words.txt"), use_integrated_lists=False)
    f.tldextractor = TLDExtract(suffix_list_urls=())  # the list of suffixes that it ships, not that of the network
    return f


def language_filter(model):
    from datatrove.pipeline.filters import LanguageFilter
    from fasttext.FastText import _FastText

    f = LanguageFilter(languages=["en"], language_threshold=0.65)
    f.model._model = _FastText(model)
    return f


def chain(model, lists):
    from datatrove.pipeline.formatters import PIIFormatter

    every, last = [url_filter(lists), language_filter(model)] + filters("chain"), PIIFormatter()

    def run(document):
        for one in every:
            said = one.filter(document)
            if said is not True:
                return False
        document.text = last.format(document.text)
        return True

    return run


def each(tool):
    run = filters(tool) if tool != "read" else []

    def look(document):
        for one in run:
            one.filter(type(document)(text=document.text, id=document.id))
        return True

    return look


def main(tool, source, *rest):
    from datatrove.data import Document

    look, stay = chain(*rest[:2]) if tool == "chain" else each(tool), 0
    look(Document(text="What is loaded with the first text belongs to the start of the process.", id="0", metadata={"url": "https://first.example/"}))
    with open(source, encoding="utf-8") as f:
        for line in f:
            d = json.loads(line)
            stay += look(Document(text=d["text"], id="0", metadata={"url": d.get("url")}))
    if len(rest) > 2:
        with open(rest[2], "w", encoding="utf-8") as f:
            f.write(str(stay))


if __name__ == "__main__":
    main(*sys.argv[1:])
