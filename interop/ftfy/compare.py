"""compare.py WORK CASES SEED [SAMPLE]: clean.mojibake must give what the installed ftfy gives.

A part of the cases runs with the defaults, against ftfy.fix_encoding, a part with everything on, against
ftfy.fix_text(unescape_html=False), a part with other options. WORK holds the binary of ./go.
SAMPLE gets a few short cases of each kind with what ftfy makes of them, for tests that have no Python.
"""
import codecs
import collections
import json
import os
import random
import re
import subprocess
import sys

import ftfy
import ftfy.bad_codecs

from cases import Cases

work, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])

# Where the two are meant to differ:
LF = "ftfy's decoder takes byte C0 and a line feed, at the end of a text, for U+0000 (it means C0 80), and so loses a letter and the line end"
SPLIT = "ftfy.fix_text of its own result changes it once more: a line end that it mended made two lines of one; tamis does both"


class Watch:
    """Notes when ftfy's decoder meets the bytes of LF."""
    def __init__(self):
        self.seen = False
        info = ftfy.bad_codecs.search_function("utf_8_variants")

        def decode(data, errors="strict"):
            self.seen = self.seen or bytes(data).endswith(b"\xc0\n")
            return info.decode(data, errors)
        codecs.unregister(ftfy.bad_codecs.search_function)
        watched = codecs.CodecInfo(name=info.name, encode=info.encode, decode=decode, incrementalencoder=info.incrementalencoder,
                                   incrementaldecoder=info.incrementaldecoder, streamreader=info.streamreader, streamwriter=info.streamwriter)
        codecs.register(lambda name: watched if name in ("utf_8_variants", "utf-8-variants") else None)
        codecs.register(ftfy.bad_codecs.search_function)


FIX_ENCODING = ftfy.fix_encoding

# Parameters of tamis with their values when off and on, and what they are called in ftfy.
OPTIONS = [("spaces", "false", "true", "restore_byte_a0"), ("lost", "false", "true", "replace_lossy_sequences"),
           ("stretches", "false", "true", "decode_inconsistent_utf8"), ("c1", "false", "true", "fix_c1_controls"),
           ("ligatures", "keep", "split", "fix_latin_ligatures"), ("width", "keep", "standard", "fix_character_width"),
           ("quotes", "keep", "straight", "uncurl_quotes"), ("newlines", "keep", "lf", "fix_line_breaks"),
           ("escapes", "keep", "cut", "remove_terminal_escapes"), ("control", "keep", "cut", "remove_control_chars")]


class Mode:
    def __init__(self, name, by, on, form):
        args = {"by": by} | {o: (yes if o in on else no) for o, no, yes, _ in OPTIONS} | {"form": "nfc" if form else "none"}
        self.name, self.by = name, by
        self.args = "{" + ", ".join(f"{k}: {v}" for k, v in args.items()) + "}"
        self.config = ftfy.TextFixerConfig(unescape_html=False, normalization="NFC" if form else None,
                                           **{theirs: o in on for o, _, _, theirs in OPTIONS})

    def once(self, text):
        """Explanations stay on: without them ftfy forgets the options that guide fix_encoding. It also forgets
        them within a stretch, where it calls itself; tamis holds to them."""
        ftfy.fix_encoding = lambda stretch: FIX_ENCODING(stretch, self.config)
        try:
            parts = re.findall(r"[^\n]*\n|[^\n]+", text) if self.by == "line" else [text]
            return "".join(ftfy.fix_and_explain(part, self.config).text for part in parts)
        finally:
            ftfy.fix_encoding = FIX_ENCODING


class Everything(Mode):
    def __init__(self, name, by):
        super().__init__(name, by, [o for o, *_ in OPTIONS], True)

    def once(self, text):
        if self.by == "line":
            return ftfy.fix_text(text, unescape_html=False)
        return ftfy.fix_and_explain(text, self.config).text


class Default(Mode):
    def __init__(self):
        self.name, self.by, self.args = "defaults", "text", "{}"

    def once(self, text):
        return ftfy.fix_encoding(text)


def modes(r):
    every = [o for o, *_ in OPTIONS]
    some = [Mode("some options", r.choice(["text", "line"]), r.sample(every, r.randint(0, len(every))), r.random() < 0.5) for _ in range(60)]
    return [(40, [Default()]), (30, [Everything("all options", "line")]), (10, [Everything("all options, as one", "text")]), (20, some)]


def main():
    watch = Watch()
    r = random.Random(seed)
    shares = modes(r)
    cases = []
    for kind, text in Cases(seed).make(count):
        mode = r.choice(r.choices([m for _, m in shares], [s for s, _ in shares])[0])
        cases.append((kind, mode, text))
    results = run(cases)
    tally, wanted, faults, sample = collections.Counter(), collections.Counter(), [], collections.defaultdict(list)
    for (kind, mode, text), got in zip(cases, results, strict=True):
        watch.seen = False
        want = mode.once(text)
        tally[kind, "changed" if want != text else "left alone"] += 1
        if got["text"] == want and len(text) < 60:
            sample[kind, mode.name, want != text].append({"args": mode.args, "text": text, "want": want})
        if got.get("fault"):
            faults.append((kind, mode, text, got["fault"], ""))
        elif got["text"] != want:
            again = mode.once(want)
            while again != mode.once(again):
                again = mode.once(again)
            if watch.seen:
                wanted[LF] += 1
            elif got["text"] == again:
                wanted[SPLIT] += 1
            else:
                faults.append((kind, mode, text, want, got["text"]))
    if len(sys.argv) > 4:
        with open(sys.argv[4], "w", encoding="ascii") as f:
            f.writelines(json.dumps(case) + "\n" for found in sample.values() for case in found[:3])
    report(tally, wanted, faults)


def run(cases):
    lines = [json.dumps({"args": mode.args, "text": text}) for _, mode, text in cases]
    with open(os.path.join(work, "cases.jsonl"), "w", encoding="ascii") as f:
        f.write("\n".join(lines) + "\n")
    with open(os.path.join(work, "cases.jsonl"), "rb") as stdin, open(os.path.join(work, "results.jsonl"), "wb") as stdout:
        subprocess.run([os.path.join(work, "mend")], stdin=stdin, stdout=stdout, check=True)
    with open(os.path.join(work, "results.jsonl"), encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def report(tally, wanted, faults):
    print(f"ftfy {ftfy.__version__}, seed {seed}: {sum(tally.values())} cases")
    for kind in dict.fromkeys(k for k, _ in tally):
        print(f"  {kind:18} {tally[kind, 'changed']:7} mended {tally[kind, 'left alone']:7} left alone")
    for why, n in wanted.items():
        print(f"  {n} differ as wanted: {why}")
    groups = collections.defaultdict(list)
    for fault in faults:
        groups[fault[0], fault[1].name].append(fault)
    for (kind, name), found in sorted(groups.items()):
        print(f"{len(found)} of {kind}, {name}")
        for _, mode, text, want, got in sorted(found, key=lambda f: len(f[2]))[:5]:
            print(f"    {mode.args}\n      {text!a}\n      ftfy  {want!a}\n      tamis {got!a}")
    print(f"{len(faults)} disagreements")
    sys.exit(1 if faults else 0)


main()
