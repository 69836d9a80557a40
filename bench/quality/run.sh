#!/usr/bin/env bash
# Measures the steps that mend and redact and writes docs/bench/quality.md: `make quality`.
set -euo pipefail
cd "$(dirname "$0")/../.."
mkdir -p docs/bench
CGO_ENABLED=0 exec "${GO:-go}" run ./bench/quality "$@"
