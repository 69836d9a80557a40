#!/usr/bin/env bash
# Holds the words, sentences and filters of `definition: datatrove` against the installed datatrove and spaCy, in a
# pinned environment of this folder's own, and writes docs/bench/parity.md:
#
#   interop/parity/run.sh TAMIS [MEGABYTES [SEED]]      (default 6 and 1)
#
# Exit 1 where a word, a sentence or a decision of decontamination differs, or a filter agrees on less than 99.5 %.
set -euo pipefail
bin=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$(dirname "$here")")
work=$root/build/interop/parity
mkdir -p "$work"
venv=$(bash "$root/interop/venv.sh" interop/parity)
cd "$root"
CGO_ENABLED=0 "${GO:-go}" build -o "$work/split" ./interop/parity/go
"$venv/bin/python" "$here/words.py" "$work/split" "${2:-6}" "${3:-1}" | tee "$work/words.txt"
"$venv/bin/python" "$here/filters.py" "$bin" "$work" "${3:-1}"
exec "$venv/bin/python" "$here/decontaminate.py" "$bin" "$work" "${3:-1}"
