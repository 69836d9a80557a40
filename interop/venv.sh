#!/usr/bin/env bash
# Makes the pinned Python environment below build/ where it is missing or stale, and prints its folder.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
venv=$(dirname "$here")/build/interop/venv
if ! cmp -s "$here/requirements.txt" "$venv/installed.txt"; then
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install -q --disable-pip-version-check -r "$here/requirements.txt" >&2
  cp "$here/requirements.txt" "$venv/installed.txt"
fi
echo "$venv"
