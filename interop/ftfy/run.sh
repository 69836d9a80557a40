#!/usr/bin/env bash
# Holds clean.mojibake against the installed ftfy, in a pinned environment of this folder's own:
#
#   interop/ftfy/run.sh [CASES [SEED [SAMPLE]]]      (default 240000 and 1)
#
# SAMPLE gets cases for transform/clean/testdata/mojibake.jsonl. Exit 1 where they disagree on anything
# but the classes that compare.py says are wanted.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$(dirname "$here")")
work=$root/build/interop/ftfy
mkdir -p "$work"
venv=$(bash "$root/interop/venv.sh" interop/ftfy)
cd "$root"
CGO_ENABLED=0 "${GO:-go}" build -o "$work/mend" ./interop/ftfy/go
exec "$venv/bin/python" "$here/compare.py" "$work" "${1:-240000}" "${2:-1}" ${3:+"$3"}
