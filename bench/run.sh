#!/usr/bin/env bash
# Measures tamis beside its peers on this machine, in one session, and writes docs/bench/PAGE.md:
#
#   bench/run.sh BIN [PAGE...]      passthrough mend dedupe substrings speed decontaminate; all without one
#
# Each page has its peers in an environment of its own. RUNS sets how often each is run (5).
set -euo pipefail
bin=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
shift
[ $# -gt 0 ] || set -- passthrough mend dedupe substrings speed decontaminate
mkdir -p "$root/build/bench"
cd "$root"
CGO_ENABLED=0 go build -o build/bench/gencorpus ./bench/gencorpus
for page in "$@"; do
  case $page in
    passthrough)
      venv=$(bash interop/venv.sh)
      CGO_ENABLED=0 go build -trimpath -buildvcs=false -tags "urfave_cli_no_docs tamis_norecord" -ldflags "-s -w" -o build/bench/tamis-norecord ./cmd/tamis ;;
    mend) venv=$(bash interop/venv.sh bench/mend) ;;
    dedupe) # its peers are installed one by one: bench/peers.py
      venv=
      CGO_ENABLED=0 go build -o build/bench/score ./bench/dedupe ;;
    substrings)
      venv=
      CGO_ENABLED=0 go build -o build/bench/substrings ./bench/substrings ;;
    speed) venv= ;; # its peers are installed one by one: bench/speed.py
    decontaminate) venv=$(bash interop/venv.sh interop/parity) ;;
    *) echo "bench: no page $page" >&2; exit 2 ;;
  esac
  python3 "bench/$page.py" "$bin" "$root" "$venv/bin/python"
done
