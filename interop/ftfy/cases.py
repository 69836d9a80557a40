"""Texts to compare on: undamaged ones, and damage of every kind that mojibake comes with."""
import random
import sys
import unicodedata

from languages import SENTENCES

# What people's programs take text for. Those of the first row are what ftfy tries; the others make damage
# that it can't undo, or that looks like something else.
TRIED = ["latin-1", "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1257", "iso-8859-2", "mac-roman", "cp437"]
OTHERS = ["cp1255", "cp1256", "cp1258", "iso-8859-3", "iso-8859-4", "iso-8859-5", "iso-8859-7", "iso-8859-9", "iso-8859-10", "iso-8859-13",
          "iso-8859-15", "iso-8859-16", "cp850", "cp852", "cp866", "koi8-r", "koi8-u", "mac-latin2", "mac-cyrillic", "mac-turkish", "ascii"]
PLAIN = ["a", "the", "Word", "end.", "x", "No. 7,", "(see", "that?", "I", "2024", "\"so\"", "o", "-", "!"]
MARKS = list("“”‘’„«»…–—•™©®°±×÷½²³¹µ¶§€£¥¢¿¡ªº¨´¸ﬁﬂ‹›†‡‰\u00a0\u00ad\ufffd�?")
FORMS = ["ﬁle", "Ǆep", "ŉ", "Ｗｉｄｅ", "ｶﾞ", "ﾊﾟﾝ", "\u3000", "￡", "ﾡ", "\u2018q\u2019", "\u201cq\u201d", "‛", "\r\n", "\r", "\n\r", "\u2028", "\u2029", "\x85",
         "\x1b[31mred\x1b[0m", "\x1b[1;2K", "\x1b[٣m", "\x1b[", "\x1b", "\x00", "\x07", "\x0b", "\x0c", "\x1f", "\x7f", "\ufeff", "\ufffb", "\ufffc", "\u206c",
         "e\u0301", "a\u0323\u0307", "\u212b", "\u1100\u1161\u11a8", "\u0958", "\u0344", "\u2126", "\x93q\x94", "\x81", "\x9d", "\x1a", "\t"]


def letters(first, last):
    """The assigned letters, marks, numbers, punctuation and symbols of a range."""
    return [c for c in map(chr, range(first, last)) if unicodedata.category(c)[0] in "LMNPS"]


def blocks():
    """Every stretch of 128 code points that holds assigned characters."""
    found = []
    for first in [*range(0x80, 0xD800, 0x80), *range(0xF900, 0x1FB00, 0x80), *range(0x20000, 0x32000, 0x1000), *range(0xE0100, 0xE01F0, 0x80)]:
        chars = letters(first, first + 0x80)
        if chars:
            found.append(chars)
    return found


class Cases:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.blocks = blocks()
        low = [b for b in self.blocks if ord(b[0]) < 0x2800]
        self.common = low + [b for b in self.blocks if 0x3000 <= ord(b[0]) < 0x3100 or 0x1F300 <= ord(b[0]) < 0x1F700]
        self.sentences = list(SENTENCES.values())
        high = {bytes([b]).decode(c, "ignore") for c in TRIED for b in range(0x80, 0x100)} | set(map(chr, range(0x80, 0xA0)))
        self.high = sorted(high - {""})

    def block_word(self, block=None):
        block = block or self.r.choice(self.blocks if self.r.random() < 0.3 else self.common)
        return "".join(self.r.choice(block) for _ in range(self.r.randint(1, 5)))

    def bytes_of(self, text):
        """UTF-8, sometimes as Java and old databases write it."""
        if self.r.random() > 0.03:
            return text.encode()
        out = b""
        for c in text:
            if ord(c) > 0xFFFF:
                u = c.encode("utf-16-be")
                c = chr(u[0] << 8 | u[1]) + chr(u[2] << 8 | u[3])
            out += b"\xc0\x80" if c == "\x00" else c.encode("utf-8", "surrogatepass")
        return out

    def wrong(self, text, charset, loose):
        raw = self.bytes_of(text)
        if loose == "sloppy":
            return "".join(self.byte(b, charset) for b in raw)
        return raw.decode(charset, loose)

    @staticmethod
    def byte(b, charset):
        try:
            return bytes([b]).decode(charset)
        except UnicodeDecodeError:
            return chr(b)

    def charset(self):
        return self.r.choice(TRIED if self.r.random() < 0.8 else OTHERS)

    def garble(self, text, charset=None, depth=0):
        charset = charset or self.charset()
        loose = self.r.choice(["sloppy"] * 6 + ["replace", "ignore"])
        for _ in range(depth or self.r.choice([1, 1, 1, 2, 2, 3])):
            text = self.wrong(text, charset, loose)
            if self.r.random() < 0.2:
                charset = self.charset()
        return text

    def lose(self, text):
        """Some characters are lost, replaced or doubled on the way."""
        chars = list(text)
        for _ in range(self.r.randint(1, 3)):
            if chars:
                at = self.r.randrange(len(chars))
                chars[at] = self.r.choice(["\ufffd", "?", " ", "", chars[at] * 2, "\x1a", "\u00a0", "é", "\n"])
        return "".join(chars).replace("\u00a0", self.r.choice(["\u00a0", " "]))

    # The kinds of cases; each gives one text.

    def every_block(self, n):
        """Block by block, charset by charset, depth by depth."""
        charsets = TRIED + OTHERS[:-1]
        block = self.blocks[n % len(self.blocks)]
        word = self.block_word(block) + self.r.choice(["", " ", ". "]) + self.block_word(block)
        around = self.r.choice(["{}", "{}", "a {} b", "Word {}.", "{}\n", "“{}”"])
        return self.garble(around.format(word), charsets[n // len(self.blocks) % len(charsets)], 1 + n // (len(self.blocks) * len(charsets)) % 3)

    def languages(self, n):
        text = self.sentences[n % len(self.sentences)]
        if self.r.random() < 0.3:
            text += self.r.choice([" ", "\n"]) + self.r.choice(self.sentences)
        if self.r.random() < 0.2:
            text = text.upper()
        if self.r.random() < 0.2:
            text = self.lose(text)
        return text

    def damaged_languages(self, n):
        return self.garble(self.sentences[n % len(self.sentences)])

    def one_layer_off(self, n):
        """A single-byte charset read as another: nobody can be sure, so nobody mends it."""
        try:
            raw = self.sentences[n % len(self.sentences)].encode(self.charset(), "ignore")
        except LookupError:
            raw = b""
        return raw.decode(self.charset(), self.r.choice(["replace", "ignore"]))

    def pieces(self):
        k = self.r.random()
        if k < 0.3:
            return self.garble(self.block_word())
        if k < 0.45:
            return self.garble(self.r.choice(self.r.choice(self.sentences).split()))
        if k < 0.6:
            return self.r.choice(self.r.choice(self.sentences).split())
        if k < 0.75:
            return self.r.choice(PLAIN)
        if k < 0.85:
            return self.r.choice(MARKS)
        if k < 0.92:
            return self.r.choice(FORMS)
        return self.garble(self.r.choice(MARKS))

    def mixed(self, _):
        return self.r.choice(["", " ", " "]).join(self.pieces() for _ in range(self.r.randint(1, 8)))

    def lines(self, n):
        kinds = [self.mixed, self.languages, self.damaged_languages, self.lossy, self.threshold]
        end = self.r.choice(["\n", "\n", "\n", "\r\n", "\r", "\u2028"])
        return end.join(self.r.choice(kinds)(self.r.randrange(1000)) for _ in range(self.r.randint(2, 5))) + self.r.choice(["", end])

    def partial(self, n):
        """A stretch of a sentence is damaged, the rest is not."""
        text = self.sentences[n % len(self.sentences)]
        i, j = sorted(self.r.randrange(len(text) + 1) for _ in range(2))
        return text[:i] + self.garble(text[i:j]) + text[j:]

    def lossy(self, n):
        return self.lose(self.damaged_languages(n) if self.r.random() < 0.5 else self.mixed(n))

    def threshold(self, _):
        """Characters that mojibake is made of, in any order: on the border of what is suspicious."""
        pick = [lambda: self.r.choice(self.high), lambda: self.r.choice(MARKS), lambda: self.r.choice("aZ .,?!\n1"), lambda: self.r.choice("ÂÃâÎÐàØÙ√≈‚ВГРСвЂβ€œÄ")]
        return "".join(self.r.choice(pick)() for _ in range(self.r.randint(2, 9)))

    def cut(self, n):
        """A text cut anywhere, also within a letter."""
        text = self.damaged_languages(n)
        i = self.r.randrange(len(text) + 1)
        return text[i:i + self.r.randint(1, 12)]

    def forms(self, _):
        return "".join(self.r.choice(FORMS) if self.r.random() < 0.6 else self.pieces() for _ in range(self.r.randint(1, 6)))

    SHARES = [("every_block", 30), ("languages", 6), ("damaged_languages", 12), ("one_layer_off", 4), ("mixed", 14), ("lines", 8), ("partial", 8),
              ("lossy", 8), ("threshold", 12), ("cut", 6), ("forms", 6)]

    def make(self, count):
        total = sum(share for _, share in self.SHARES)
        for kind, share in self.SHARES:
            for n in range(count * share // total):
                text = getattr(self, kind)(n)
                if not any(0xD800 <= ord(c) < 0xE000 for c in text):  # no text of tamis holds half a pair
                    yield kind, text


if __name__ == "__main__":
    for kind, text in Cases(1).make(int(sys.argv[1])):
        print(kind, ascii(text))
