#!/usr/bin/env bash
# The story of docs/splits.md: three releases, in which no document that stays changes its split.
set -euo pipefail
bin=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
at=${2:-$(dirname "$(dirname "$here")")/build/story}
rm -rf "$at"
mkdir -p "$at"
cp "$here"/*.jsonl "$at"
cd "$at"
before=
for version in 1.0.0 1.1.0 2.0.0; do
  digest=
  if [ -n "$before" ]; then
    digest=sha256:$(sha256sum "releases/notes/$before/SHA256SUMS" | cut -d' ' -f1)
  fi
  sed "s/DIGEST/$digest/" "$here/$version.yaml" > "$version.yaml"
  "$bin" run "$version.yaml" --progress none
  if [ -n "$before" ]; then
    echo
    "$bin" diff "notes@$before" "notes@$version" || [ $? = 4 ]
    echo
  fi
  before=$version
done
