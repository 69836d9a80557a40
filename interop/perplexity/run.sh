#!/usr/bin/env bash
# Trains models of n-grams, writes them as ARPA files by the layout that docs/ngram.md states, and holds label.perplexity's sums by
# either file against KenLM's, text for text. Writes docs/bench/perplexity.md.
set -euo pipefail
bin=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$(dirname "$here")")
venv=$(bash "$root/interop/venv.sh" interop/perplexity)
work=$root/build/interop/perplexity/models
rm -rf "$work"
mkdir -p "$work"
"$venv/bin/python" "$here/texts.py" "$work/train.jsonl" "$work/ask.jsonl"
rows=
compare() { # NAME FLAG...: a model of its own
  local model="$work/${1// /-}"
  "$bin" train ngram "$work/train.jsonl" --out "$model.bin" --words plain --held-out 0 "${@:2}" >/dev/null
  "$venv/bin/python" "$here/arpa.py" "$model.bin" "$model.arpa"
  (cd "$root" && go run ./interop/perplexity "$model.bin" "$work/ask.jsonl") >"$model.own"
  (cd "$root" && go run ./interop/perplexity "$model.arpa" "$work/ask.jsonl") >"$model.ours"
  rows+=$("$venv/bin/python" "$here/check.py" "$1" "$model.arpa" "$work/ask.jsonl" "$model.own" "$model.ours" 2>"$model.told" || { grep -v "^\(Loading\|Reading\|[-*]\)" "$model.told" >&2; exit 1; })$'\n'
}
compare "2 words" --order 2
compare "3 words" --order 3
compare "3 words pruned" --order 3 --prune 1
compare "5 words" --order 5
compare "5 words, rare ones unknown" --order 5 --min-count 300
cat >"$root/docs/bench/perplexity.md" <<END
# Perplexity: the same sums as KenLM

\`make perplexity\` installs KenLM ($(cat "$here/requirements.txt")) and writes this page. Models that \`tamis train ngram --words plain\`
makes of 1,500 made-up documents are written as ARPA files by a reader of [their layout](../ngram.md) in Python; KenLM and label.perplexity
are then asked about 3,000 others, with words that the models do not have. A text differs where the words, the unknown ones or the ends of sentences are not as many, where
tamis says another sum by its own file than by the ARPA file, or where its mean logarithm of a token is more than 5 millionths from KenLM's
(which counts in single precision, tamis in whole millionths).

| model | texts | tokens | texts that differ | furthest mean logarithm | furthest perplexity, relative |
|---|---|---|---|---|---|
$rows
What this does not say: whether KenLM would estimate the same probabilities. Its estimator, lmplz, is not in its Python package; the tests of
internal/ngram hold ours against the formula, worked out plainly over small sets of sentences.
END
cat "$root/docs/bench/perplexity.md"
