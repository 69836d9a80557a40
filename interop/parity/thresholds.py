"""Texts around the thresholds of the filters: each maker takes a random source and gives a text that is a little below,
at or above one of them."""

LONG = """the harbour council met on Tuesday and agreed that the old bridge will be closed for repairs until the end of the month
while engineers look at the pillars which have been under water since the flood of last spring and nobody is allowed to walk there
with a dog or a bicycle although many people from the village have to cross the river every morning to reach the market and the
school where their children learn to read write and count in three languages taught by teachers who came from the coast""".split()
SHORT = "a I to of it is on an by we he so do go at in as no".split()
TALL = "extraordinarily misunderstanding acknowledgement characteristics straightforward internationally responsibilities".split()
ENDS = [".", "!", "?", ".", ".", ".", '"', "'", ":", ";", "", "...", "…"]


def words(r, n, pool=LONG):
    return [r.choice(pool) for _ in range(n)]


def sentence(r, n=None, end=None):
    return " ".join(words(r, n or r.randrange(5, 16))).capitalize() + (r.choice(ENDS) if end is None else end)


def body(r, n=8, sep=" "):
    return sep.join(sentence(r, end=".") for _ in range(n))


def different(r, n, low=40, high=90):
    """Lines that are all different, with a full stop."""
    return [f"{i} " + sentence(r, r.randrange(low, high) // 6, ".") for i in range(n)]


def few_words(r):
    out = words(r, r.randrange(46, 54))
    for i in range(r.randrange(4)):
        out.insert(r.randrange(len(out)), r.choice(["-", "...", "—", "&", "$", "=", "+", "•", "™", "1", "can't"]))
    return " ".join(out)


def many_words(r):
    return " ".join([" ".join(words(r, 400))] * r.choice([249, 250]) + words(r, r.randrange(1, 500)))


def word_length(r):
    n = r.randrange(60, 120)
    share = r.uniform(.6, .95)
    pool = SHORT if r.random() < .5 else TALL
    return " ".join(words(r, 1, pool)[0] if r.random() < share else words(r, 1)[0] for _ in range(n)) + " the of and to"


def hashes(r):
    out = words(r, r.randrange(60, 100))
    for i in range(round(len(out) * r.uniform(.08, .125))):
        out[r.randrange(len(out))] += r.choice(["#", " #", " #a"])
    return " ".join(out)


def ellipses(r):
    out = words(r, r.randrange(60, 100))
    for i in range(round(len(out) * r.uniform(.08, .13))):
        out[r.randrange(len(out))] += r.choice(["...", "…", " ...", "....", "......"])
    return " ".join(out)


def bullets(r):
    n = r.choice([10, 20, 30])
    marked = round(n * .9) + r.choice([-1, 0, 1, 1])
    marks = ["• ", "- ", "  - ", "\t• ", "-"] + (["– ", "* ", "● "] if r.random() < .2 else [])
    lines = [(r.choice(marks) if i < marked else "") + sentence(r, 8) for i in range(n)]
    r.shuffle(lines)
    return r.choice(["\n", "\r\n", "\n\n", "\u2028"]).join(lines)


def line_ends(r):
    n = r.choice([10, 20, 30])
    marked = round(n * .3) + r.choice([-1, 0, 1])
    lines = [sentence(r, 7, r.choice(["...", "…", "... ", "....", "…\t"]) if i < marked else ".") for i in range(n)]
    r.shuffle(lines)
    return r.choice(["\n", "\n", "\x85", "\x0b"]).join(lines)


def letters(r):
    n = r.randrange(60, 120)
    out = [r.choice(["12", "3.5", "1990", "&", "-", "$5", "½", "٣", "漢", "€"]) if r.random() < r.uniform(.15, .25) else words(r, 1)[0] for _ in range(n)]
    return " ".join(out) + " the and"


def stop_words(r):
    pool = [w for w in LONG if w not in "the be to of and that have with".split()]
    out = words(r, 70, pool)
    for w in r.sample("the be to of and that have with The Of".split(), r.randrange(4)):
        out[r.randrange(len(out))] = w
    return " ".join(out)


def repeated_lines(r):
    n = r.choice([10, 20])
    copies = round(n * .3) + r.choice([-1, 0, 1])
    short = sentence(r, r.choice([1, 2, 12]), ".")
    lines = different(r, n - copies) + [short] * copies
    r.shuffle(lines)
    return r.choice(["\n", "\n", "\n\n"]).join(lines)


def repeated_line_chars(r):
    lines = different(r, 20)
    lines += [lines[0]] * r.randrange(3, 7)
    return "\n".join(lines) + "\n" * r.randrange(3)


def repeated_paragraphs(r):
    n = r.choice([10, 20])
    copies = round(n * r.choice([.2, .3])) + r.choice([-1, 0, 1])
    unit = sentence(r, r.choice([2, 10, 14]), ".")
    parts = ["\n".join(different(r, 2)) for _ in range(n - copies)] + [unit] * copies
    r.shuffle(parts)
    return r.choice(["\n\n", "\n\n\n", "\n \n"]).join(parts)


def top_grams(r):
    n = r.choice([2, 3, 4])
    gram = " ".join(f"w{i}x" for i in range(n))
    out = [f"{w}{i}" for i, w in enumerate(words(r, 120))]
    share = {2: .2, 3: .18, 4: .16}[n] + r.uniform(-.03, .03)
    for _ in range(round(share * sum(map(len, out)) / len(gram))):
        out.insert(r.randrange(len(out)), gram)
    return " ".join(out)


def repeated_grams(r):
    n = r.randrange(5, 12)
    out = [f"{w}{i}" for i, w in enumerate(words(r, 400))]
    part = out[20:20 + n]
    share = .21 - n * .0115 + r.uniform(-.02, .02)
    for _ in range(max(1, round(share * len(out) / n))):
        at = r.randrange(60, len(out))
        out[at:at] = part
    return " ".join(out)


def repeated_text(r):
    some = different(r, r.randrange(3, 9))
    return " ".join(some + some[: r.randrange(1, 4)] + different(r, r.randrange(4, 20)))


def c4_sentences(r):
    return "\n".join(sentence(r, None, r.choice([".", ".", "!", "?", '."', "", "...", "'"])) for _ in range(r.randrange(3, 8)))


def c4_short_lines(r):
    return "\n".join(sentence(r, r.choice([1, 2, 3, 4]), ".") for _ in range(r.randrange(4, 16)))


def c4_long_word(r):
    lines = [sentence(r, end=".") for _ in range(6)]
    lines[r.randrange(6)] += " " + r.choice("xé漢") * r.choice([998, 999, 1000, 1001]) + "."
    return "\n".join(lines)


def c4_phrases(r):
    lines = [sentence(r, end=".") for _ in range(r.randrange(4, 9))]
    phrase = r.choice(["lorem ipsum", "Lorem Ipsum", "javascript", "JavaScript", "{", "terms of use", "Privacy Policy", "cookie policy",
                       "uses cookies", "USE OF COOKIES", "use cookies", "[1]", "[edit]", "[citation needed]", "[12] [a]", "[]", "lorem  ipsum", "user cookies"])
    at = r.randrange(len(lines))
    lines[at] = r.choice([f"They said {phrase} and left.", f"{phrase} they said.", f"Nobody knows {phrase}", f"It ended.{phrase}", f"a {phrase} b."])
    return "\n".join(lines)


def c4_breaks(r):
    return r.choice(["\r\n", "\x0b", "\x85", "\u2028", "\n \n", "\x1c"]).join(r.choice(["  ", "", "\t"]) + sentence(r) + r.choice(["", " "]) for _ in range(r.randrange(4, 10)))


def paragraphs(r):
    lines = [("x" * r.choice([10, 80])).join(" ") for _ in range(r.randrange(3))]
    lines += [(r.choice(["word ", "é漢字 "]) * 60)[: r.choice([198, 199, 200, 201, 260])] for _ in range(r.choice([2, 3, 3, 3, 4]))]
    r.shuffle(lines)
    return r.choice(["\n", "\n", "\n\n", "\r\n"]).join(lines)


def line_marks(r):
    n = r.choice([8, 9, 17, 25, 50])
    marked = round(n * .12) + r.choice([-1, 0, 1])
    ends = [".", "!", "?", "。", "…", "۔", "।", '"', ":", ". ", "⸮", "‼", ".\r"]
    lines = [sentence(r, 8, r.choice(ends) if i < marked else "") for i in range(n)]
    r.shuffle(lines)
    return "\n".join(lines)


def short_lines(r):
    n = r.choice([9, 12, 30, 100])
    short = round(n * .67) + r.choice([-1, 0, 1])
    lines = [(f"{i} " + ("ab é" * 20))[: r.choice([28, 29, 30, 30, 31])].strip() + "." for i in range(short)] + different(r, n - short)
    r.shuffle(lines)
    return "\n".join(lines)


def repeated_chars(r):
    lines = different(r, r.choice([20, 40, 60]), 60, 120)
    lines += [lines[r.randrange(len(lines))][: r.randrange(10, 60)]] * 2
    r.shuffle(lines)
    return r.choice(["\n", "\n\n"]).join(lines)


def new_lines(r):
    """Line ends and words near 3 to 10."""
    lines = [f"{i} " + " ".join(words(r, r.choice([8, 10, 12]))) + "." for i in range(20)]
    count = sum(len(l.split()) + 1 for l in lines)
    want = round(count * .3) + r.randrange(-2, 3)
    breaks = ["\n"] * 19
    while sum(map(len, breaks)) < want:
        breaks[r.randrange(19)] += "\n"
    return "".join(l + b for l, b in zip(lines, breaks + [""]))


def plain(r):
    return "\n\n".join(body(r, r.randrange(2, 6)) for _ in range(r.randrange(1, 8)))


def odd(r):
    return r.choice(["", " ", "\n", "word", ".", "...", "\n\n\n", "One line.", "a\u00a0b", "#", "\u200b", "🙂 " * 30, "漢" * 300, "- \n- \n- ", "x" * 5000, "\x00" * 60,
                     "the and of " * 30, "1 2 3 " * 40, "the. " * 60]) + r.choice(["", "", " ", "\n"])


MAKERS = [few_words, word_length, hashes, ellipses, bullets, line_ends, letters, stop_words, repeated_lines, repeated_line_chars, repeated_paragraphs,
          top_grams, repeated_grams, repeated_text, c4_sentences, c4_short_lines, c4_long_word, c4_phrases, c4_breaks, paragraphs, line_marks,
          short_lines, repeated_chars, new_lines, plain, odd]


def texts(r, count):
    makers = MAKERS + [c4_phrases, repeated_grams, repeated_paragraphs]
    made = [(m.__name__, m(r)) for _ in range(count // len(makers) + 1) for m in makers][:count]
    return made + [("many_words", many_words(r)) for _ in range(4)]
