"""Writes made-up labelled texts in several scripts: words drawn by label, from a fixed seed."""
import json
import random
import sys

WORDS = {
    "weather": "rain wind cloud storm snow sunny grad wärme дождь 雨 погода".split(),
    "food": "bread soup cheese apple pan salt käse œuf хлеб 米 sauce".split(),
    "music": "song violin choir drum tune note flûte песня 音 lied".split(),
}
SHARED = "the a of and in on with was is had for to from by und der les de".split()

random.seed(11)
with open(sys.argv[1], "w", encoding="utf-8") as out:
    for _ in range(2000):
        label = random.choice(list(WORDS))
        every = [w for words in WORDS.values() for w in words]
        text = " ".join(
            random.choice(SHARED) if random.random() < 0.5 else random.choice(WORDS[label] if random.random() < 0.8 else every)
            for _ in range(random.randint(1, 12))
        )
        out.write(json.dumps({"text": text, "label": label}, ensure_ascii=False) + "\n")
