#!/usr/bin/env bash
# Makes the Python environment of the browser tests, once for each change of its requirements.
set -euo pipefail
cd "$(dirname "$0")/.."

requirements=BrowserTests/requirements.txt
marker=.venv/installed.txt
cmp -s "$requirements" "$marker" && exit 0

echo "Installing the tools of the browser tests"
python3 -m venv .venv
.venv/bin/python -m pip install -q --disable-pip-version-check -r "$requirements"
cp "$requirements" "$marker"
