#!/usr/bin/env bash
# Makes a pinned Python environment below build/ where it is missing or stale, and prints its folder:
#
#   interop/venv.sh [DIR]      DIR holds requirements.txt and is relative to the root (default: interop)
set -euo pipefail
root=$(dirname "$(cd "$(dirname "$0")" && pwd)")
dir=${1:-interop}
wants=$root/$dir/requirements.txt
venv=$root/build/$dir/venv
if ! cmp -s "$wants" "$venv/installed.txt"; then
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install -q --disable-pip-version-check -r "$wants" >&2
  cp "$wants" "$venv/installed.txt"
fi
echo "$venv"
