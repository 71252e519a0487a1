#!/usr/bin/env bash
# Makes the Python environment of the linkage bench, once for each change of its requirements.
set -euo pipefail
cd "$(dirname "$0")/.."

requirements=Benchmarks/linkage/requirements.txt
marker=.bench/venv/installed.txt
cmp -s "$requirements" "$marker" && exit 0

echo "Installing the tools of the linkage bench"
python3 -m venv .bench/venv
.bench/venv/bin/python -m pip install -q --disable-pip-version-check -r "$requirements"
cp "$requirements" "$marker"
