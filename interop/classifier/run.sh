#!/usr/bin/env bash
# Trains classifiers of each kind and holds our reading of them against fasttext-predict's: labels and the bits of
# all probabilities.
set -euo pipefail
bin=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$(dirname "$here")")
venv=$(bash "$root/interop/venv.sh" interop/classifier)
work=$root/build/interop/classifier/models
rm -rf "$work"
mkdir -p "$work"
"$venv/bin/python" "$here/texts.py" "$work/texts.jsonl"
train() { "$bin" train classifier "$work/texts.jsonl" --out "$work/$1.bin" --dim 12 --epochs 5 "${@:2}" >/dev/null; }
train softmax --word-ngrams 1
train ova --word-ngrams 1 --loss ova
train ngrams --word-ngrams 3 --buckets 5000
train subwords --word-ngrams 1 --min-chars 2 --max-chars 5 --buckets 5000
train both --word-ngrams 2 --min-chars 3 --max-chars 3 --buckets 5000 --loss ova --min-count 3
for model in "$work"/*.bin; do
  (cd "$root" && go run ./interop/classifier "$model" "$work/texts.jsonl") >"$model.ours"
  "$venv/bin/python" "$here/check.py" "$model" "$work/texts.jsonl" "$model.ours"
done
