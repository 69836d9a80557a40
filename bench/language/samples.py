"""Samples to judge detectors of languages by: NTREX-128 (Federmann, Kocmi and Xin, 2022; CC BY-SA 4.0), 1,997 sentences of
English news of 2018 and 2019 in the hands of translators. Nobody's model here was trained on it: lid.176 is of 2017 and of
Wikipedia, Tatoeba and SETimes, lingua's are of the Leipzig corpora, the built-in one's sources are in docs/language.md."""
import pathlib, random

# NTREX's names of what the built-in model or lid.176 knows. Left out are second versions of one language.
NAMES = dict(pair.split("=") for pair in """afr=af amh=am arb=ar aze-Latn=az bak=ba bel=be ben=bn bod=bo bos=bs bul=bg cat=ca ces=cs ckb-Arab=ckb cym=cy
 dan=da deu=de div=dv ell=el eng=en est=et eus=eu fao=fo fas=fa fil=tl fin=fi fra=fr gle=ga glg=gl guj=gu hau=ha heb=he hin=hi hrv=hr hun=hu hye=hy
 ibo=ig ind=id isl=is ita=it jpn=ja kan=kn kat=ka kaz=kk khm=km kin=rw kir=ky kmr=ku kor=ko lao=lo lav=lv lit=lt ltz=lb mal=ml mar=mr mkd=mk mlg=mg
 mlt=mt mon=mn mri=mi msa=ms mya=my nep=ne nld=nl nno=nn nob=no orm=om pan=pa pol=pl por=pt pus=ps ron=ro rus=ru sin=si slk=sk slv=sl snd-Arab=sd
 som=so spa=es sqi=sq srp-Cyrl=sr swa=sw swe=sv tam=ta tat=tt tel=te tgk-Cyrl=tg tha=th tir=ti tuk=tk tur=tr uig=ug ukr=uk urd=ur uzb=uz vie=vi
 wol=wo xho=xh yor=yo yue=yue zho-CN=zh zul=zu""".split())
LENGTHS = ("word", "five words", "sentence", "paragraph")
SPACELESS = {"ja", "zh", "yue", "th", "lo", "km", "my", "bo"}  # a word is two characters there, five words are ten


def pieces(text, code):
    words = text.split()
    return [text[i:i + 2] for i in range(0, len(text) - 1, 2)] if code in SPACELESS else words


def samples(folder, per_language=300):
    """(language, length, text): the same ones each time."""
    for name, code in NAMES.items():
        path = next(pathlib.Path(folder).glob(f"newstest2019-*.{name}.txt"), None) or pathlib.Path(folder, name + ".txt")
        lines = [" ".join(l.split()) for l in path.read_text().split("\n") if l.strip()]
        rand = random.Random("tamis/" + code)
        join = "" if code in SPACELESS else " "
        for length in LENGTHS:
            for _ in range(per_language):
                i = rand.randrange(len(lines) - 4)
                p = pieces(lines[i], code)
                n = {"word": 1, "five words": 5}.get(length)
                if length == "word":
                    longer = [w for w in p if sum(c.isalpha() for c in w) >= (1 if code in SPACELESS else 4)]
                    text = rand.choice(longer or p)
                elif n:
                    at = rand.randrange(max(1, len(p) - n + 1))
                    text = join.join(p[at:at + n])
                else:
                    text = lines[i] if length == "sentence" else " ".join(lines[i:i + 4])
                yield code, length, text
