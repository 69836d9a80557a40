#!/usr/bin/env bash
# Loads releases with the readers that people use, in a pinned environment of this folder's own.
set -euo pipefail
bin=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
venv=$(bash "$here/venv.sh")
out=$root/build/interop/out
rm -rf "$out"
for recipe in demo columns shuffle private subsets mix; do
  "$bin" run "$root/testdata/recipes/$recipe.yaml" --out "$out" --work "$root/build/interop/work" --progress none >/dev/null
done
# The same rows without folders, to hold those with them against.
"$bin" run "$root/testdata/recipes/subsets.yaml" --set name=flat --set export.subsets=null --out "$out/flat" --work "$root/build/interop/work" --progress none >/dev/null
export HF_HUB_OFFLINE=1 HF_DATASETS_CACHE=$root/build/interop/cache HF_HOME=$root/build/interop/hf
for release in "$out"/*/draft "$out"/*/latest; do
  [ -e "$release" ] || continue
  "$venv/bin/python" "$here/check.py" "$(readlink -f "$release")" "$root/docs/format.md" $([[ $release == */subsets/* ]] && echo "$out/flat/flat/latest")
done
