"""peer.py TOOL IN.jsonl: one peer's mending or finding over the texts of a file, on one thread.

Each prints nothing and keeps nothing: what is measured is the work of the tool alone, plus reading JSON (tool "read").
"""
import json
import sys


def read(text):
    return len(text)


def ftfy_fix_text():
    import ftfy

    config = ftfy.TextFixerConfig(unescape_html=False)
    return lambda text: ftfy.fix_text(text, config)


def ftfy_fix_encoding():
    import ftfy

    return ftfy.fix_encoding


def scrubadub_clean():
    """The detectors that scrubadub runs by default."""
    import scrubadub

    return scrubadub.Scrubber().clean


def presidio_regex():
    """Every recogniser of Presidio's that works by patterns and asks for no model, in English."""
    import warnings

    warnings.filterwarnings("ignore")
    from presidio_analyzer import predefined_recognizers as p

    names = ("CreditCardRecognizer", "CryptoRecognizer", "EmailRecognizer", "IbanRecognizer", "IpRecognizer", "MacAddressRecognizer",
             "PhoneRecognizer", "UrlRecognizer", "UsSsnRecognizer", "UsItinRecognizer", "UsPassportRecognizer", "UsBankRecognizer",
             "UsLicenseRecognizer", "NhsRecognizer", "DateRecognizer")
    recognizers = [getattr(p, name)() for name in names]

    def run(text):
        for r in recognizers:
            r.analyze(text, r.supported_entities, None)

    return run


def dolma_pii():
    """Dolma's tagger pii_regex_v2: e-mail, telephone, IP."""
    from dolma.core.data_types import Document
    from dolma.taggers.pii import PiiRegexV2

    tagger = PiiRegexV2()
    return lambda text: tagger.predict(Document(source="bench", id="0", text=text))


def dolma_pii_fast():
    """Dolma's faster tagger pii_regex_with_counts_fast_v2."""
    from dolma.core.data_types import Document
    from dolma.taggers.pii import FastPiiRegex

    tagger = FastPiiRegex()
    return lambda text: tagger.predict(Document(source="bench", id="0", text=text))


TOOLS = {
    "read": lambda: read, "ftfy fix_text": ftfy_fix_text, "ftfy fix_encoding": ftfy_fix_encoding, "scrubadub": scrubadub_clean,
    "presidio, patterns": presidio_regex, "dolma pii_regex_v2": dolma_pii, "dolma pii_fast": dolma_pii_fast,
}

if __name__ == "__main__":
    tool, source = sys.argv[1:3]
    work = TOOLS[tool]()
    with open(source, encoding="utf-8") as f:
        for line in f:
            work(json.loads(line)["text"])
