"""Texts for words.py and filters.py: documents of this repository and of the Go module cache, and made ones that are hard to split."""
import os
import random
import re
import subprocess
import unicodedata

WORDS = """the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which
one you were all her she there would their we him been has when who will no more if out so up said what its about than into
them can only other time new some could these two may first then do any like my now over such our man me even most made after
also did many fore must through years where much your way well down should because long people harbour council bridge water
letter market morning engine river school report number question answer minister company village""".split()
STEMS = """i you he she it we they who what when where why how there that this these those could do does did had may might
must need ought sha should wo would ca ai are is was were have has dare let not y can gon got c'm o ma ol doin goin nothin
nuthin somethin lovin havin em ll nuff cause cos coz cuz bout and/or w/o""".split()
ENDINGS = "'m 'ma m ma 'll ll 'll've llve 'd d 'd've dve 've ve 're re 's s n't nt n't've ntve ' 'all all 'clock na ta not on 'am".split()
ABBREVIATIONS = """a. b. z. ä. Mr. Mrs. Dr. Jan. Sept. Calif. N.Y. D.C. Ph.D. e.g. i.e. E.G. a.m. p.m. vs. v.s. co. Co. Inc. St. Mt.
Messrs. U.S. U.K. U.S.A. C++ °C. °F. 12a.m. 9pm 11p.m. 1am 13pm etc. No. cf. al. fig. p. pp.""".split()
EMOTICONS = r""":) :-) :)) (: (-: =) (= :] [: [= :o) (o: :} 8) 8-) (-8 ;) (; :( ):  )-: >:( :') :'( :/ =/ =| :| ]= :1 :P :-p :O :0 :()
>:o :* :3 =3 :> :X :D ;D =D xD XDD 8D ^_^ ^___^ >.< <.< ._. ;_; -_- v.v V_V o_o O.o 0_0 @_@ <3 <333 </3 (^_^) (-_-) (._.) (>_<)
(*_*) (¬_¬) ಠ_ಠ ಠ︵ಠ (ಠ_ಠ) ¯\(ツ)/¯ (╯°□°）╯︵┻━┻ ><(((*> '' \") <space>""".split()
UNITS = """km km² km³ m m² m³ dm cm mm ha µm nm yd in ft kg g mg µg t lb oz m/s km/h kmh mph hPa Pa mbar mb MB kb KB gb GB tb TB T G
M K % км м/с кг Кб ТБ тб كم م² سم³ غرام كوب $ £ € ¥ US$ C$ A$ ₽ ₿ ° °C °F °K + ++ th st nd""".split()
PUNCTUATION = list("""!"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~…¿؟¡。？！，、；：～·।،۔؛٪”“‘´’‚„»«「」『』（）〔〕【】《》〈〉⟦⟧§—–©®°™€£¥²³½×÷→•◦■★☆☃☎✓✗""") + [
    "...", "..", "....", "……", "--", "---", "----", "——", "———", "'s", "'S", "’s", "’S", "n't", "://", "||", "&&", "==", "->", "=>", "::", "**", "***", "__", "~~", "```"]
LETTERS = """é ß ñ ü Ö Å ø Ł ž ƒ ǅ ƻ ʔ ɐ ᴀ ᵫ ḃ Ẁ ⱡ Ꜣ ꞷ Ꞻ ꬰ Ａ ｚ α Ω ς ΐ Ϊ ά Ώ ϴ я Ж Ё ђ Ђ ў ғ ә Җ і Ґ ќ Ѳ א ב ﬡ ب ک ی ۵ ٣ अ न् த ක
ก ລ မ ក 한 국 ᄒ ㅎ ひ カ ー ｶ 漢 字 々 〇 𠮷 𪜀 ⺀ ⼀ ㈱ ㍿ ኢ ა Ա ᏹ ӿ""".split()
BLANKS = [" ", "  ", "   ", "\t", "\n", "\n\n", "\r\n", " \n", "\n ", "\t ", " ", "  ", " ", " ", "　", "\x0b", "\x0c", "\x1c", "\x1f", "\x85", "\u2028", "\u2029", " ", " "]
INVISIBLE = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u0301", "\u0308", "\u20dd", "\ufe0f", "\x00", "\x07", "\u202e", "\U0001f1e6", "\U0001f3fd", "\ue000", "\U000f0000"]
EMOJI = ["🙂", "😂", "👍🏽", "👩‍👧", "🇩🇪", "❤️", "🚀", "🫠", "🥹", "🦙", "🏳️‍🌈", "☺", "♥", "𝄞", "🈁", "🅰", "𝐀"]
HOSTS = """example.com www.example.org sub.example.co.uk a.b m.example.io example.COM Example.com foo_bar.example.net -x.example.com x-.example.com
münchen.example 例え.テスト пример.рф localhost 8.8.8.8 10.0.0.1 127.0.0.1 192.168.1.1 172.16.5.4 172.32.5.4 169.254.1.1 223.255.1.254 224.0.0.1
1.2.3.4 256.1.1.1 1.2.3.0 1.2.3.255 01.2.3.4 1.02.003.4 1.2.3 example.c example.museum node.js file.txt v1.2.3 e.g.example x.y.z.w a..b .a.b a.b. 1٣.2.3.4""".split()
PATHS = ["", "", "/", "/a/b", "/a-b_c.html", "?q=1&r=2", "#top", "/index.html?x=y#z", ":80", ":8080/x", ":8", ":123456", ":/x", "/(a)", "/a,b", "/a...", "/x's", "/end.", "/é/漢", "\\x", ":٣٤"]
SCHEMES = ["http://", "https://", "ftp://", "mailto:", "git+ssh://", "a://", "svn-x.y://", "://", "//", "HTTP://", "é1://", "file:///", "ж://"]
USERS = ["", "", "me@", "first.last@", "a:b@", ":@", "@", "@@", "user:pass:x@", "a@b@", "é@", "(x)@", "me@x.y@"]


class Maker:
    def __init__(self, seed):
        self.r = random.Random(seed)

    def case(self, word):
        return self.r.choice([word, word, word, word.capitalize(), word.upper(), word.title(), word.swapcase()])

    def contraction(self):
        word = self.case(self.r.choice(STEMS)) + self.case(self.r.choice(ENDINGS))
        return word.replace("'", self.r.choice("''’‘ʼ`´"))

    def number(self):
        r = self.r
        number = r.choice(["%d", "%d,%03d" % (r.randrange(99), r.randrange(999)), "%d.%d" % (r.randrange(99), r.randrange(99)), "-%d", "+%d", "%d-%d" % (r.randrange(9), r.randrange(99)), "%d:%02d" % (r.randrange(24), r.randrange(60)), "٣٤", "½", "1e-%d", "2+2", "3*4", "5^6", "7--8", "1/2", "10%%"])
        if "%d" in number:
            number %= r.randrange(2100)
        return number.replace("%%", "%") + r.choice(["", "", r.choice(UNITS)])

    def address(self):
        r = self.r
        return r.choice(SCHEMES + [""] * 8) + r.choice(USERS) + r.choice(HOSTS) + r.choice(PATHS)

    def compound(self):
        parts = [self.atom() for _ in range(self.r.randrange(2, 5))]
        return self.r.choice(["-", "--", "---", "–", "—", "——", "/", ":", ",", ".", "..", "...", "…", "~", "=", "<", ">", "+", "*", "^", "_", "'", "’", "@", "", "°", "·", "&"]).join(parts)

    def atom(self):
        r = self.r
        pick = r.randrange(14)
        if pick < 4: return self.case(r.choice(WORDS))
        if pick == 4: return self.contraction()
        if pick == 5: return r.choice(ABBREVIATIONS)
        if pick == 6: return r.choice(EMOTICONS)
        if pick == 7: return self.number()
        if pick == 8: return self.address()
        if pick == 9: return "".join(r.choice(LETTERS) for _ in range(r.randrange(1, 5)))
        if pick == 10: return r.choice(EMOJI)
        if pick == 11: return "".join(r.choice(PUNCTUATION) for _ in range(r.randrange(1, 5)))
        if pick == 12: return r.choice(INVISIBLE)
        return r.choice("aAzZéÉя漢0") + r.choice(["", ".", "x"])

    def chunk(self):
        r = self.r
        core = self.compound() if r.random() < .4 else self.atom()
        if r.random() < .35:
            core = "".join(r.choice(PUNCTUATION) for _ in range(r.choice([1, 1, 1, 2, 3]))) + core
        if r.random() < .5:
            core += "".join(r.choice(PUNCTUATION + [".", ",", "'", '"', ")"]) for _ in range(r.choice([1, 1, 1, 2, 3])))
        return core

    def hard(self):
        """A text of hard chunks."""
        r = self.r
        out = []
        for _ in range(r.randrange(1, 40)):
            out += [self.chunk() if r.random() < .7 else self.case(r.choice(WORDS)), r.choice(BLANKS) if r.random() < .2 else " "]
        return r.choice(["", "", " ", "\n"]) + "".join(out[:-1]) + r.choice(["", "", " ", "\n"])

    def noise(self):
        """A text of characters drawn from all of the above."""
        r = self.r
        pool = PUNCTUATION + BLANKS + LETTERS + INVISIBLE + EMOJI + list("aabcdefgimost0123456789ABCSU")
        return "".join(r.choice(pool) for _ in range(r.randrange(1, 120)))

    def anything(self):
        """A text of any code points."""
        r = self.r
        out = []
        while len(out) < 60:
            c = r.choice([r.randrange(0x250), r.randrange(0x3000), r.randrange(0x10000), r.randrange(0x1F000, 0x1FB00), r.randrange(0x110000)])
            if not 0xD800 <= c < 0xE000:
                out.append(chr(c) + r.choice(["", "", "a", "1", ".", " ", "A.", ",a"]))
        return "".join(out)

    def prose(self):
        """Plain sentences with a hard chunk now and then."""
        r = self.r
        out = []
        for _ in range(r.randrange(1, 30)):
            words = [r.choice(WORDS) if r.random() < .93 else self.chunk() for _ in range(r.randrange(2, 18))]
            out.append(" ".join(words).capitalize() + r.choice([".", ".", ".", "!", "?", "...", ".\"", ".)", ":", ";", "."]))
        return r.choice([" ", "\n", "\n\n", "  "]).join(out)


def characters():
    """Texts in which each assigned code point of the first two planes stands where the rules look."""
    known = [chr(c) for c in range(0x20000) if unicodedata.category(chr(c)) not in ("Cn", "Cs")]
    for i in range(0, len(known), 200):
        yield "\n".join(f"a{c} {c}a a{c}.A a.{c} a{c}. 5{c}- a,{c} {c}-a xx. {c} y" for c in known[i:i + 200])


def mutated(maker, text):
    """The text with a few characters changed."""
    r = maker.r
    chars = list(text)
    for _ in range(max(1, len(chars) // 60)):
        i = r.randrange(len(chars))
        chars[i] = r.choice([chars[i] + r.choice(PUNCTUATION), r.choice(PUNCTUATION), chars[i].swapcase(), "", chars[i] + r.choice(BLANKS), r.choice(INVISIBLE), r.choice(LETTERS), "'", "."])
    return "".join(chars)


def folders(go):
    cache = subprocess.run([go, "env", "GOMODCACHE"], capture_output=True, text=True, check=True).stdout.strip()
    import site
    return [cache] + site.getsitepackages()


def documents(root):
    """The texts below testdata and docs."""
    for top in ["testdata/documents", "docs", "internal/garble/prose/text"]:
        yield from files(os.path.join(root, top), (".txt", ".md", ".html", ".jsonl"))


def documentation(go):
    """README files and other documentation, and comments of source code, as they lie on this machine."""
    for folder in folders(go):
        yield from files(folder, (".md", ".rst", ".txt"))
        for text in files(folder, (".go", ".py")):
            comments = re.findall(r'^\s*(?://|#)\s?(.*)$|"""(.*?)"""', text, re.M | re.S)
            yield "\n".join(a or b for a, b in comments)


def files(folder, ends):
    found = []
    for where, dirs, names in os.walk(folder):
        dirs.sort()
        found += [os.path.join(where, n) for n in sorted(names) if n.lower().endswith(ends)]
    for path in found:
        try:
            with open(path, encoding="utf-8") as f:
                text = f.read(200_000)
        except (UnicodeDecodeError, OSError):
            continue
        if text.strip():
            yield text
