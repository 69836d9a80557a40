#!/usr/bin/env python3
"""Gathers the texts that the built-in model of label.language is trained on, one file per language.

  gather.py SOURCES OUT

SOURCES is a folder with the sources that docs/language.md names, as they come: *.deb (chromium-l10n,
firefox-esr-l10n-*), *.whl (Django, home-assistant-frontend) and clones of the repositories of texts named below.
What is missing is said and left out. OUT gets <language>-<script>.txt: lines, each once, in the order of the sources.
Nothing of either folder belongs into this repository.
"""
import collections, html, io, json, os, pathlib, re, struct, subprocess, sys, zipfile
import xml.etree.ElementTree as ET

SOURCES, OUT = map(pathlib.Path, sys.argv[1:3])
CAP = 1_000_000  # bytes of text a language and source: more of one source teaches its subject, not its language

# The languages and the script each is written in, by the name of this model: ISO 639-1, else 639-3.
LATIN = """af ast az br bs ca ceb cs cy da de en eo es et eu fi fo fr fy ga gd gl gn ha hr hsb hu ia id ig is it jv kab ku la lb lg
 lt lv mg ms mt nds nl nn no oc om pl pt ro rw sk sl so sq sr sv sw tk tl tr uz vi war wo xh yo zu""".split()
SCRIPTS = {"Latn": LATIN, "Cyrl": "az be bg kk ky mk mn ru sr tg tt uk uz ba".split(), "Arab": "ar ckb fa ps sd ug ur".split(),
           "Deva": "hi mr ne sa".split(), "Ethi": "am ti".split(), "Hebr": "he yi".split(), "Hani": "zh yue".split()}
RANGES = {"Latn": [(0x41, 0x24F), (0x1E00, 0x1EFF)], "Cyrl": [(0x400, 0x52F)], "Arab": [(0x600, 0x77F), (0x8A0, 0x8FF)],
          "Deva": [(0x900, 0x97F)], "Ethi": [(0x1200, 0x139F)], "Hebr": [(0x590, 0x5FF)], "Hani": [(0x3400, 0x9FFF)]}

# How each source calls a language.
ALIAS = {"nb": "no", "nob": "no", "nn_NO": "nn", "nn-NO": "nn", "nb-NO": "no", "nb_NO": "no", "fil": "tl", "tgl": "tl", "iw": "he", "in": "id",
         "cmn": "zh", "zh_Hans": "zh", "zh_Hant": "zh", "zh-Hans": "zh", "zh-Hant": "zh", "zh-CN": "zh", "zh-TW": "zh", "zh-cn": "zh",
         "zh-tw": "zh", "pes": "fa", "prs": "fa", "lvs": "lv", "swh": "sw", "zsm": "ms", "kur": "ku", "kmr": "ku", "arb": "ar",
         "azj": "az", "uzn": "uz", "khk": "mn", "als": "sq", "ekk": "et", "ydd": "yi", "hat": "ht", "hau": "ha", "gaz": "om",
         "pt-BR": "pt", "pt-PT": "pt", "pt_BR": "pt", "pt-br": "pt", "pt-pt": "pt", "es-419": "es", "es-LA": "es", "en-GB": "en", "en-US": "en",
         "sr_Latn": "sr", "sr-Latn": "sr", "hy-AM": "hy", "ga-IE": "ga", "gu-IN": "gu", "hi-IN": "hi", "pa-IN": "pa", "fy-NL": "fy",
         "sv-SE": "sv", "ne-NP": "ne", "es-ES": "es", "es-AR": "es", "es-MX": "es", "es-CL": "es", "bn-BD": "bn", "en-ca": "en", "en-gb": "en",
         "es-ar": "es", "es-cl": "es", "es-es": "es", "es-mx": "es", "fy-nl": "fy", "ga-ie": "ga", "gu-in": "gu", "hi-in": "hi",
         "hy-am": "hy", "nb-no": "no", "ne-np": "ne", "nn-no": "nn", "pa-in": "pa", "sv-se": "sv", "ti_ET": "ti", "ti_ER": "ti",
         "es_AR": "es", "es_CO": "es", "es_MX": "es", "es_VE": "es", "en_AU": "en", "en_GB": "en", "plt": "mg", "ibo": "ig"}
THREE = dict(zip("""afr ast aze bel bul ben bre bos cat ceb ces cym dan deu ell eng epo spa est eus fin fao fra fry gle gla glg grn hau heb hin
 hrv hsb hun hye ina ind isl ita jpn jav kat kaz kab khm kor lat ltz lit lug mkd mal mon mar mlt nds nld nno oci orm pol por ron rus kin slk
 slv som sqi srp swe tam tel tat tha tuk tur uig ukr urd uzb vie war wol xho yid yor yue zul tir amh kir tgk bak san asm ckb pus snd nep sin
 mya lao pan guj kan bod dzo div ori""".split(), """af ast az be bg bn br bs ca ceb cs cy da de el en eo es et eu fi fo fr fy ga gd gl gn ha he hi
 hr hsb hu hy ia id is it ja jv ka kk kab km ko la lb lt lg mk ml mn mr mt nds nl nn oc om pl pt ro ru rw sk
 sl so sq sr sv ta te tt th tk tr ug uk ur uz vi war wo xh yi yo yue zu ti am ky tg ba sa as ckb ps sd ne si
 my lo pa gu kn bo dz dv or""".split()))
KNOWN = {l for ls in SCRIPTS.values() for l in ls}


def name(code):
    code = ALIAS.get(code, code)
    return THREE.get(code, code)


texts = collections.defaultdict(dict)  # (language, script) → line → None
sizes = collections.Counter()
english = collections.defaultdict(set)  # by source: what other languages left untranslated


TAG = re.compile(r"<[^>]{0,200}>")
HOLE = re.compile(r"%\(\w+\)[sd]|%\d*\$?[sdfS@]|\$\w+\$?|\{[^{}]{0,80}\}|\{\{|\}\}|https?://\S+|\\[nt]")
KEY = re.compile(r"&(?=\w)|[_~](?=\w)")


def clean(line):
    """One line of prose: no tags, no placeholders, no access keys."""
    if "<" in line or "&" in line:
        line = html.unescape(TAG.sub(" ", line))
    return " ".join(KEY.sub("", HOLE.sub(" ", line)).split())


# Serbian is written in both alphabets, letter for letter.
ROMAN = dict(zip("абвгдђежзијклмнопрстћуфхцчш", "abvgdđežzijklmnoprstćufhcčš")) | {"љ": "lj", "њ": "nj", "џ": "dž"}
ROMAN |= {c.upper(): r.capitalize() for c, r in ROMAN.items()}
LETTERS = re.compile(r"[^\W\d_]")
INSIDE = {s: re.compile("[" + "".join(f"{chr(a)}-{chr(b)}" for a, b in ranges) + "]") for s, ranges in RANGES.items()}


def script(line):
    """The script of nine letters in ten, "" where there is none."""
    letters = "".join(LETTERS.findall(line))
    for s, inside in INSIDE.items():
        if letters and len(inside.findall(letters)) * 10 >= len(letters) * 9:
            return s
    return ""


def add(source, code, line):
    language = name(code)
    line = clean(line)
    if language == "en":
        english[source].add(line)
    elif line in english[source]:
        return
    if len(line) < 3 or language not in KNOWN and language != "other":
        return
    s = script(line)
    if s == "Cyrl" and language == "sr":
        add(source, "sr", "".join(ROMAN.get(c, c) for c in line))
    if s and (language == "other" or language in SCRIPTS[s]):
        key = (language, s)
        if sizes[source, key] < CAP and line not in texts[key]:
            texts[key][line] = None
            sizes[source, key] += len(line.encode())


def members(archive, pattern):
    """The files of a .deb or .zip whose path matches, in order of their names."""
    if archive.suffix == ".deb":
        tar = subprocess.run(["dpkg-deb", "--fsys-tarfile", archive], capture_output=True, check=True).stdout
        import tarfile
        t = tarfile.open(fileobj=io.BytesIO(tar))
        for n in sorted(t.getnames()):
            if re.search(pattern, n):
                yield n, t.extractfile(n).read()
        return
    with zipfile.ZipFile(archive) as z:
        for n in sorted(z.namelist()):
            if re.search(pattern, n):
                yield n, z.read(n)


def chromium(deb):
    paks = {re.search(r"([\w-]+)\.pak$", n)[1]: d for n, d in members(deb, r"locales/[\w-]+\.pak$")}
    for code in sorted(paks, key=lambda c: (not c.startswith("en"), c)):
        if "_" in code:  # the same in another gender
            continue
        d = paks[code]
        n, = struct.unpack("<H", d[8:10])
        at = [struct.unpack("<HI", d[12 + 6 * i:18 + 6 * i])[1] for i in range(n + 1)]
        for a, b in zip(at, at[1:]):
            s = d[a:b].decode("utf-8", "ignore")
            if " " in s or code in ("ja", "zh-CN", "zh-TW", "th"):
                for line in s.split("\n"):
                    add("chromium", code, line)


def firefox(debs):
    for deb in sorted(debs, key=lambda p: (not re.search(r"l10n-en-gb", p.name), p.name)):
        code = re.search(r"l10n-([a-z-]+)_", deb.name)[1]
        for _, xpi in members(deb, r"\.xpi$"):
            with zipfile.ZipFile(io.BytesIO(xpi)) as z:
                for n in sorted(z.namelist()):
                    if n.endswith((".ftl", ".properties")):
                        for line in z.read(n).decode("utf-8", "ignore").split("\n"):
                            if not line.startswith("#") and "=" in line:
                                add("firefox", code, line.split("=", 1)[1])


def home_assistant(whl):
    def leaves(v):
        if isinstance(v, str):
            yield v
        elif isinstance(v, dict):
            for x in v.values():
                yield from leaves(x)
    files = sorted(members(whl, r"translations/(\w[\w-]*/)?[a-z]{2,3}(-\w+)?-[0-9a-f]{32}\.json$"),
                   key=lambda f: (not re.search(r"/en-[0-9a-f]{32}", f[0]), f[0]))
    for n, d in files:
        code = re.search(r"/([a-z]{2,3}(?:-[A-Za-z0-9]+?)?)-[0-9a-f]{32}\.json$", n)[1]
        for s in leaves(json.loads(d)):
            add("home-assistant", code, s)


def django(whl):
    for n, d in members(whl, r"locale/\w+/LC_MESSAGES/\w+\.po$"):
        code = re.search(r"locale/(\w+)/", n)[1]
        for m in re.finditer(r'^msgstr(?:\[\d\])? ((?:"(?:[^"\\]|\\.)*"\s*)+)', d.decode("utf-8", "ignore"), re.M):
            s = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', m[1]))
            if "Content-Type" not in s:
                add("django", code, s.replace('\\"', '"'))


def git(repo, *args):
    return subprocess.run(["git", "-C", repo, *args], capture_output=True).stdout


def repository(part):
    for p in sorted(SOURCES.glob(f"*{part}*")):
        return p / "repo" if (p / "repo").is_dir() else p
    print("missing:", part)


def files(repo, pattern):
    names = git(repo, "ls-tree", "-r", "--name-only", "-z", "HEAD").decode().split("\0")
    for n in sorted(names):
        if re.search(pattern, n):
            yield n, git(repo, "show", "HEAD:" + n)


def tatoeba(repo):
    for n, d in files(repo, r"tatoeba/v1/tatoeba\.\w+-eng\.\w+$"):
        code, lang = re.search(r"tatoeba\.(\w+)-eng\.(\w+)$", n).groups()
        if code == lang or code == "deu":
            for line in d.decode("utf-8", "ignore").split("\n"):
                add("tatoeba", lang, line)


def tico(repo):
    for n, d in files(repo, r"data/TM/all\.en-[\w-]+\.tmx\.zip$"):
        code = re.search(r"all\.en-([\w-]+)\.", n)[1]
        try:
            z = zipfile.ZipFile(io.BytesIO(d))
            root = ET.fromstring(z.read(next(m for m in z.namelist() if m.endswith(".tmx") and "__MACOSX" not in m)))
        except Exception as e:
            print("left out:", n, e)
            continue
        for tuv in root.iter("tuv"):
            lang = tuv.get("{http://www.w3.org/XML/1998/namespace}lang", "").split("-")[0]
            seg = "".join(tuv.find("seg").itertext()) if tuv.find("seg") is not None else ""
            if lang == "en" and code == "es-LA" or lang != "en":
                add("tico-19", "en" if lang == "en" else code, seg)


BIBLES = {"Swahili": "sw", "Basque": "eu", "Estonian": "et", "Gaelic": "gd", "Kabyle": "kab", "Latvian": "lv", "Ukranian": "uk", "Wolof": "wo",
          "Zulu": "zu"}


def bibles(repo):
    for n, d in files(repo, r"bibles/[^/]+\.xml$"):
        book = re.split(r"[-.]", n.split("/")[1])[0]
        if d:
            for seg in ET.fromstring(d).iter("seg"):
                add("bible", BIBLES.get(book, "other"), seg.text or "")


# Kept out of "other": languages of the model under further codes, and their closest kin, which would teach it that
# the language itself is none.
CLOSE = set("""cmn hns hna cjy gan hak hsn nan wuu yue deu nds gsw1 src srp bos hrv cnr spa por fra ita cat glg oci ast eng sco nob nno dan swe
 ron mol lat ltz lld vec fur lij cos arl msa ind min jav sun bjn azj tur crh gag uig kaz kir tat bak ukr rus bel bul mkd fas pes prs tgk
 urd hin mar nep san ben asm arb amh tir heb ydd zlm zsm als aln""".split())


def declarations(repo):
    for n, d in files(repo, r"declaration/\w+\.html$"):
        page = d.decode("utf-8")
        code = re.search(r'data-iso6393="(\w+)"', page)[1]
        language = name(code)
        for p in re.findall(r"<p>(.*?)</p>", page, re.S):
            if language in KNOWN:
                add("udhr", language, p)
            elif code not in CLOSE and script(p) != "Hani":
                add("udhr", "other", p)


def main():
    found = sorted(pathlib.Path(d, f) for d, _, fs in os.walk(SOURCES, followlinks=True) for f in fs if "/.git" not in d)
    debs = [f for f in found if f.suffix == ".deb"]
    for deb in debs:
        if deb.name.startswith("chromium-l10n"):
            chromium(deb)
    firefox([d for d in debs if d.name.startswith("firefox-esr-l10n")])
    for whl in [f for f in found if f.suffix == ".whl"]:
        if whl.name.startswith("home_assistant_frontend"):
            home_assistant(whl)
        if whl.name.startswith("django-"):
            django(whl)
    for part, read in (("LASER", tatoeba), ("tico-19", tico), ("bible-corpus", bibles), ("udhr", declarations)):
        if repo := repository(part):
            read(repo)
    OUT.mkdir(parents=True, exist_ok=True)
    for (language, s), lines in sorted(texts.items()):
        (OUT / f"{language}-{s}.txt").write_text("".join(l + "\n" for l in lines))
        by = ", ".join(f"{src} {n}" for (src, k), n in sorted(sizes.items()) if k == (language, s))
        print(f"{language}-{s}: {sum(len(l.encode()) + 1 for l in lines)} bytes: {by}")


main()
