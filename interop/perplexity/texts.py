"""Writes two files of made-up documents, one to train on and one to ask about: sentences drawn word by word from what
may follow each word, in several scripts, with words that only the second file has. From a fixed seed."""
import json
import random
import sys

random.seed(13)
WORDS = ["harbour", "boat", "rain", "käse", "дождь", "погода", "雨", "ferry", "it's", "3.5", "—", "naïve", "x", "(see", "note)", "end."]
FOLLOW = {w: random.choices(WORDS, k=4) + random.sample(WORDS, 3) for w in WORDS}
NEW = ["unseen", "нет", "<tag>", "UNK", "zz-9"]


def sentence(new):
    word, out = random.choice(WORDS), []
    for _ in range(random.randint(1, 14)):
        out.append(random.choice(NEW) if random.random() < new else word)
        word = random.choice(FOLLOW[word]) if random.random() < 0.9 else random.choice(WORDS)
    return random.choice([" ", "  ", "\t"]).join(out)


for path, texts, new in ((sys.argv[1], 1500, 0), (sys.argv[2], 3000, 0.08)):
    with open(path, "w", encoding="utf-8") as f:
        for _ in range(texts):
            text = "\n".join(sentence(new) for _ in range(random.randint(1, 4)))
            f.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
