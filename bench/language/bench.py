#!/usr/bin/env python3
"""Accuracy and cost of detectors of languages: bench.py ASK LID NTREX SEEDS PYTHON OUT.

ASK is the built command ask, LID a lid.176.ftz, NTREX the folder NTREX-128, SEEDS a folder of English documents, PYTHON an
interpreter with fasttext-predict and lingua-language-detector, OUT where language.md and language.jsonl go."""
import collections, json, pathlib, platform, subprocess, sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import samples as s

ASK, LID, NTREX, SEEDS, PYTHON, OUT = sys.argv[1:7]
PEERS = str(pathlib.Path(__file__).parent / "peers.py")
WAYS = {"built-in": [ASK], "lid.176.ftz": [ASK, "-model", LID], "fasttext-predict": [PYTHON, PEERS, "fasttext", LID], "lingua": [PYTHON, PEERS, "lingua"]}
SAME = {"nb": "no"}  # Bokmål as lingua calls it


def ask(way, texts):
    r = subprocess.run(WAYS[way], input="".join(t + "\n" for t in texts), capture_output=True, text=True, check=True)
    rows = [l.split("\t") for l in r.stdout.splitlines()]
    assert len(rows) == len(texts), (way, len(rows), len(texts))
    return [(SAME.get(c, c), float(p)) for c, p in rows]


def cost(way, texts):
    """CPU-seconds per GB, the least of three runs."""
    data, size, runs = "".join(t + "\n" for t in texts), sum(len(t.encode()) for t in texts), []
    for _ in range(3):
        if way in ("built-in", "lid.176.ftz"):
            r = subprocess.run(WAYS[way] + ["-quiet"], input=data, capture_output=True, text=True, check=True)
            runs.append(float(r.stdout.split()[0]))
        else:
            r = subprocess.run(WAYS[way], input=data, capture_output=True, text=True, check=True)
            runs.append(float(r.stderr.split()[-1]))
    return min(runs) / size * 1e9


# What lid.176 and lingua know of NTREX's languages; asked for anything else they can't be right.
LID_LACKS = set("ha ig rw om ti wo xh zu mi fo".split())
LINGUA = set("""af sq ar hy az eu be bn no bs bg ca zh hr cs da nl en eo et fi fr ka de el gu he hi hu is id ga it ja kk ko la lv lt mk ms mi mr mn nn fa pl
 pt pa ro ru sr sn sk sl so es sw sv tl ta te th tr uk ur uz vi cy xh yo zu""".split())

rows = [r for r in s.samples(NTREX, 100)]
known = set(subprocess.run([ASK, "-languages"], capture_output=True, text=True, check=True).stdout.split())
answers = {way: ask(way, [t for _, _, t in rows]) for way in WAYS}
codes = sorted({c for c, _, _ in rows})
right = collections.Counter()
total = collections.Counter()
for i, (code, length, _) in enumerate(rows):
    total[code, length] += 1
    for way in WAYS:
        right[way, code, length] += answers[way][i][0] == code
equal = sum(a[0] == b[0] and abs(a[1] - b[1]) < 0.00051 for a, b in zip(answers["lid.176.ftz"], answers["fasttext-predict"]))


def share(way, group, length):
    n = sum(total[c, length] for c in group)
    return 100 * sum(right[way, c, length] for c in group) / n


GROUPS = {"both": [c for c in codes if c in known and c not in LID_LACKS], "three": [c for c in codes if c in known and c not in LID_LACKS and c in LINGUA],
          "own": [c for c in codes if c in known]}
raw = open(pathlib.Path(OUT, "language.jsonl"), "w")
for code in codes:
    for length in s.LENGTHS:
        raw.write(json.dumps({"language": code, "length": length, "samples": total[code, length], "known": code in known,
                              "right": {way: right[way, code, length] for way in WAYS}}, ensure_ascii=False) + "\n")

page = []
line = page.append


def table(head, body):
    line("| " + " | ".join(head) + " |\n|" + "---|" * len(head))
    for row in body:
        line("| " + " | ".join(map(str, row)) + " |")
    line("")


def accuracy(name, group, ways):
    line(f"{name} ({len(group)} languages):\n")
    table(["length", *ways], [[length, *(f"{share(w, group, length):.1f}" for w in ways)] for length in s.LENGTHS])


line("""# Languages: accuracy and cost

Written by `make language`. What the built-in model is made of: [language.md](../language.md).

**Samples**: NTREX-128 (Federmann, Kocmi and Xin, 2022; CC BY-SA 4.0), English news of 2018 and 2019 in the hands of translators. No model here was
trained on it: lid.176 is of Wikipedia, Tatoeba and SETimes, lingua's of the Leipzig corpora, the built-in one of other texts. Per language and length
100 samples, drawn with a fixed seed (`bench/language/samples.py`): a word of four letters or more, five words in a row, a sentence, four sentences. A
word of the news is a name more often than not, and nobody can be right then. All four judge the same texts; none is told which languages to expect;
`und` counts as wrong. lid.176.ftz stands for internal/fasttext, fasttext-predict for its reference with the same file.

## Accuracy, per cent right
""")
accuracy("Languages that the built-in model and lid.176 both know", GROUPS["both"], list(WAYS)[:3])
accuracy("Languages that lingua knows too", GROUPS["three"], list(WAYS))
accuracy("All languages of the built-in model in NTREX", GROUPS["own"], ["built-in"])
line(f"internal/fasttext and fasttext-predict give the same label and, to three decimals, the same probability for {equal:,} of {len(rows):,} samples.\n")

line("## min_score\n\nOf the samples in languages that the built-in model knows, in per cent:\n")
body = []
for least in (0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
    row = [least]
    for length in s.LENGTHS:
        pairs = [(c, answers["built-in"][i]) for i, (c, l, _) in enumerate(rows) if l == length and c in known]
        und = sum(a[0] == "und" or a[1] < least for _, a in pairs)
        wrong = sum(a[0] not in (c, "und") and a[1] >= least for c, a in pairs)
        row.append(f"{100 * und / len(pairs):.1f} und, {100 * wrong / len(pairs):.1f} wrong")
    body.append(row)
table(["min_score", *s.LENGTHS], body)
strange = [c for c in codes if c not in known]
body = []
for c in strange:
    got = collections.Counter(answers["built-in"][i][0] if answers["built-in"][i][1] >= 0.4 else "und" for i, (x, l, _) in enumerate(rows) if x == c and l == "sentence")
    body.append([c, ", ".join(f"{k} {n}" for k, n in got.most_common(5))])
line("Languages that it doesn't know, sentences at min_score 0.4:\n")
table(["language", "taken for"], body)

line("## The seeds\n")
texts = [" ".join(p.read_text().split()) for p in sorted(pathlib.Path(SEEDS).glob("*.txt"))]
table(["way", "languages and scores"], [[w, ", ".join(f"{c} {p:.3f}" for c, p in ask(w, texts))] for w in WAYS])

line("""## Cost\n\nCPU-seconds per GB of text, user and system, the least of three runs, one thread (lingua: its one-text call), loading left out. Caches of words matter to
the first two: the English text is 250 kB forty times, which is their best case; the other one goes through 101 languages three times, 40 kB at a time,
which is nearer to their worst. The peers got less of the same texts. Other work ran on the machine.\n""")
mixed, english = [], []
for name in s.NAMES:
    path = next(pathlib.Path(NTREX).glob(f"newstest2019-*.{name}.txt"), None) or pathlib.Path(NTREX, name + ".txt")
    lines = [l for l in path.read_text().split("\n") if l.strip()]
    texts = [" ".join(lines[i:i + 20]) for i in range(0, len(lines), 20)]
    mixed += texts[:20]
    if name == "eng":
        english = texts * 40
small = {"mixed": mixed[::12], "english": english[:100]}
body = []
for way in WAYS:
    e, m = (english, mixed * 3) if way in ("built-in", "lid.176.ftz") else (english[:2000], mixed) if way == "fasttext-predict" else (small["english"], small["mixed"])
    body.append([way, f"{cost(way, e):.1f}", f"{cost(way, m):.1f}"])
table(["way", "English documents of 20 sentences", f"documents of 20 sentences in {len(s.NAMES)} languages"], body)
cpuinfo = pathlib.Path("/proc/cpuinfo")
model = next((l.split(": ")[1] for l in cpuinfo.read_text().split("\n") if l.startswith("model name")), "") if cpuinfo.exists() else platform.processor()
line(f"Machine: {model}, {platform.system()} {platform.machine()}.\n")

KIN = {"Bosnian, Croatian, Serbian": "bs hr sr", "Malay, Indonesian": "ms id", "Norwegian (Bokmål, Nynorsk), Danish, Swedish": "no nn da sv",
       "Czech, Slovak": "cs sk", "Portuguese, Galician, Spanish": "pt gl es"}
line("## Close kin\n\nLanguages that are taken for each other, per cent right of a word / five words / a sentence / a paragraph; the first row of a group is the mean of its languages that the way knows.\n")
LACKS = {"built-in": {c for c in codes if c not in known}, "lid.176.ftz": LID_LACKS, "lingua": {c for c in codes if c not in LINGUA}}
body = []
for title, group in KIN.items():
    group = group.split()
    cells = lambda some, w: " / ".join(f"{share(w, some, l):.0f}" for l in s.LENGTHS) if some else "not known"
    for name, some in [(f"**{title}**", group)] + [(c, [c]) for c in group]:
        body.append([name] + [cells([c for c in some if c not in LACKS[w]], w) for w in LACKS])
table(["languages", *LACKS], body)

line("## By language\n\nPer cent right of a word / five words / a sentence / a paragraph, and what sentences were taken for by the built-in model.\n")
body = []
for c in codes:
    wrong = collections.Counter(answers["built-in"][i][0] for i, (x, l, _) in enumerate(rows) if x == c and l == "sentence" and answers["built-in"][i][0] != c)
    cell = lambda w: " / ".join(f"{100 * right[w, c, l] / total[c, l]:.0f}" for l in s.LENGTHS)
    body.append([c, cell("built-in") if c in known else "not known", cell("lid.176.ftz") if c not in LID_LACKS else "not known", cell("lingua") if c in LINGUA else "not known",
                 ", ".join(f"{k} {n}" for k, n in wrong.most_common(4)) if c in known else ""])
table(["language", "built-in", "lid.176.ftz", "lingua", "taken for"], body)
pathlib.Path(OUT, "language.md").write_text("\n".join(page).rstrip() + "\n")
