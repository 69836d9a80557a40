#!/usr/bin/env bash
# Measures tamis beside its peers on this machine, in one session, and writes docs/bench/passthrough.md.
set -euo pipefail
bin=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
venv=$(bash "$root/interop/venv.sh")
mkdir -p "$root/build/bench"
(cd "$root" && CGO_ENABLED=0 go build -o build/bench/gencorpus ./bench/gencorpus)
(cd "$root" && CGO_ENABLED=0 go build -trimpath -buildvcs=false -tags "urfave_cli_no_docs tamis_norecord" -ldflags "-s -w" -o build/bench/tamis-norecord ./cmd/tamis)
exec python3 "$here/measure.py" "$bin" "$root" "$venv/bin/python"
