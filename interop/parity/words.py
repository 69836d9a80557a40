"""words.py BINARY MEGABYTES SEED [EXAMPLES]: internal/text/spacy must split as the installed spaCy does.

The texts are documentation that lies on this machine, some of it with changed characters, every code point of the
first two planes where the rules look, and made ones. The tokenizer is the one that datatrove loads for English, with its sentencizer. Prints each difference;
exit 1 where there is one. EXAMPLES is written instead: what spaCy makes of examples.txt and of a few made texts,
for tests that have no Python.
"""
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile

from datatrove.utils.word_tokenizers import load_word_tokenizer
import texts

binary, megabytes, seed = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
splitter = load_word_tokenizer("eng")
spacy = splitter.tokenizer


def take(source, budget):
    """Texts until the budget of characters is used."""
    for text in source:
        budget -= len(text)
        yield text
        if budget < 0:
            return


def short(text):
    """A stretch of a long document, so that a difference is easy to find."""
    return [text[i:i + 20_000] for i in range(0, len(text), 20_000)]


def collect():
    maker = texts.Maker(seed)
    size = int(megabytes * 1e6)
    found = [piece for text in texts.documents(root) for piece in short(text)]
    written = [piece for text in texts.documentation(os.environ.get("GO", "go")) for piece in short(text)]
    maker.r.shuffle(written)
    found += take(written, size // 2 - sum(map(len, found)))
    found += [texts.mutated(maker, t) for t in found[::4]]
    found += texts.characters()
    kinds = itertools.cycle([maker.hard, maker.hard, maker.noise, maker.anything, maker.prose])
    found += take((next(kinds)() for _ in itertools.count()), max(size // 4, size - sum(map(len, found))))
    return found


def ours(found):
    with tempfile.TemporaryFile("w+") as f:
        for text in found:
            f.write(json.dumps({"text": text}) + "\n")
        f.flush()
        f.seek(0)
        out = subprocess.run([binary], stdin=f, capture_output=True, text=True, check=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def theirs(text):
    splitter.tokenizer.max_length = len(text) + 10
    with spacy.memory_zone():
        doc = spacy(text)
        tokens = [n for t in doc for n in (t.idx, t.idx + len(t))]
        return tokens, [n for s in doc.sents for n in (s.start_char, s.end_char)]


def pairs(flat):
    return list(zip(flat[::2], flat[1::2]))


def show(what, text, mine, reference):
    mine, reference = set(pairs(mine)), set(pairs(reference))
    lone = sorted(mine ^ reference)
    lo, hi = max(0, lone[0][0] - 30), lone[min(len(lone), 6) - 1][1] + 30
    print(f"{what} in {text[lo:hi]!r}")
    for name, own in (("ours", mine), ("spaCy", reference)):
        print(f"  {name}: {[text[a:b] for a, b in sorted(own) if lo <= a and b <= hi]!r}")


def examples(path):
    maker = texts.Maker(seed)
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "examples.txt"), encoding="utf-8") as f:
        own = [re.sub(r"\\(\\|n|t|r|u[0-9a-f]{4})", lambda m: m[0].encode().decode("unicode_escape"), line[:-1]) for line in f]
    made = [" ".join(maker.chunk() for _ in range(6)) for _ in range(150)] + [maker.noise()[:40] for _ in range(50)]
    with open(path, "w", encoding="utf-8") as f:
        for text in own + made:
            tokens, sentences = theirs(text)
            line = {"text": text, "tokens": [text[a:b] for a, b in pairs(tokens)], "sentences": [text[a:b] for a, b in pairs(sentences)]}
            f.write(json.dumps(line, ensure_ascii=False) + "\n")


def main():
    if len(sys.argv) > 4:
        return examples(sys.argv[4])
    found = collect()
    counts = {"tokens": 0, "sentences": 0}
    differ = {"tokens": 0, "sentences": 0}
    for text, result in zip(found, ours(found), strict=True):
        for what, reference in zip(counts, theirs(text)):
            counts[what] += len(reference) // 2
            if result[what] != reference:
                differ[what] += 1
                if differ[what] <= 40:
                    show(what, text, result[what], reference)
        if "fault" in result:
            differ["sentences"] += 1
            print(result["fault"], repr(text[:80]))
    chars, size = sum(map(len, found)), sum(len(t.encode()) for t in found)
    print(f"{len(found)} texts, {size / 1e6:.1f} MB, {chars / 1e6:.1f} M characters, {counts['tokens']} tokens, {counts['sentences']} sentences; "
          f"texts that differ: {differ['tokens']} in tokens, {differ['sentences']} in sentences")
    sys.exit(any(differ.values()))


main()
