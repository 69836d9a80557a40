"""Asks a peer, one line of standard input after the other: peers.py fasttext MODEL | lingua. Prints the codes, then CPU-seconds."""
import resource, sys

lines = [l.rstrip("\n") for l in sys.stdin]


def cpu():
    u = resource.getrusage(resource.RUSAGE_SELF)
    return u.ru_utime + u.ru_stime


if sys.argv[1] == "fasttext":
    import fasttext
    model = fasttext.load_model(sys.argv[2])
    ask = lambda t: "%s\t%r" % (lambda r: (r[0][0].removeprefix("__label__"), r[1][0]) if r[0] else ("und", 0.0))(model.predict(t))
else:
    from lingua import LanguageDetectorBuilder
    detector = LanguageDetectorBuilder.from_all_languages().with_preloaded_language_models().build()

    def ask(t):
        found = detector.detect_language_of(t)
        return found.iso_code_639_1.name.lower() + "\t1" if found else "und\t0"
    ask("one text, so that all is loaded")
before = cpu()
out = [ask(l) for l in lines]
used = cpu() - before
print("\n".join(out))
print(f"{used:.3f}", file=sys.stderr)
