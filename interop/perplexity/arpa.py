"""Writes a model of `tamis train ngram` as an ARPA file, from docs/ngram.md alone."""
import struct
import sys


def words_of(data, at, n):
    words = ["<unk>", "<s>", "</s>"]
    while len(words) < n:
        words.append(data[at + 1 : at + 1 + data[at]].decode())
        at += 1 + data[at]
    return words, at


def levels_of(data, at, sizes):
    """Each level's rows: (last word, probability, weight or None, how many go on)."""
    for k, n in enumerate(sizes):
        form = "<" + ("I" if k else "") + "H" + ("HI" if k < len(sizes) - 1 else "")
        rows = []
        for i in range(n):
            row = struct.unpack_from(form, data, at)
            at += struct.calcsize(form)
            row = row if k else (i, *row)
            rows.append(row if len(row) == 4 else (*row, None, 0))
        yield rows
    assert at == len(data), "something stands behind the tables"


def main(model, out):
    data = open(model, "rb").read()
    assert data[:8] == b"tamisng1"
    order, (words,) = data[8], struct.unpack_from("<I", data, 16)
    sizes = struct.unpack_from(f"<{order}I", data, 20)
    words, at = words_of(data, 20 + 4 * order, words)
    with open(out, "w", encoding="utf-8") as f:
        f.write("\\data\\\n" + "".join(f"ngram {k + 1}={n}\n" for k, n in enumerate(sizes)))
        before = None
        for k, rows in enumerate(levels_of(data, at, sizes)):
            heads = [h for h, n in before for _ in range(n)] if before else [[] for _ in rows]
            assert len(heads) == len(rows), "an n-gram goes on from none"
            f.write(f"\n\\{k + 1}-grams:\n")
            before = []
            for head, (word, prob, weight, goes_on) in zip(heads, rows):
                gram = head + [words[word]]
                before.append((gram, goes_on))
                end = "" if weight is None else f"\t{-weight / 2048:.11f}"
                f.write(f"{-prob / 2048:.11f}\t{' '.join(gram)}{end}\n")
        f.write("\n\\end\\\n")


main(*sys.argv[1:])
