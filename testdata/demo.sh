#!/usr/bin/env bash
# The main job: the documents of testdata through the steps to a verified release.
set -euo pipefail
bin=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
out=$root/build/demo
"$bin" run "$here/recipes/demo.yaml" --out "$out" --work "$out/work"
release=$(readlink -f "$out"/courier/draft)
echo
"$bin" verify "$release" --replay --inputs "$here/recipes"
