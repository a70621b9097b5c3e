#!/bin/sh
# Installs what elearn needs, idempotently: Debian packages, a virtual environment, locked requirements, built files.
# Usage: setup.sh run|test|bench
set -eu
kind="${1:-run}"
requirements="$kind"
[ "$kind" = bench ] && requirements=test
cd "$(dirname "$0")/.."

packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig"
[ "$requirements" = test ] && packages="$packages chromium-headless-shell poppler-utils qpdf"
[ "$kind" = bench ] && packages="$packages wrk"
python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
  || packages="python3 python3-venv $packages"

if command -v dpkg-query >/dev/null 2>&1; then
  missing=""
  for package in $packages; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
  done
  if [ -n "$missing" ]; then
    install="apt-get install -y --no-install-recommends$missing"
    if [ "$(id -u)" = 0 ]; then
      apt-get update -qq && DEBIAN_FRONTEND=noninteractive $install
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
      sudo apt-get update -qq && sudo DEBIAN_FRONTEND=noninteractive $install
    else
      echo "Some Debian packages are missing. Run this, then try again:"
      echo "  sudo apt-get update && sudo $install"
      exit 1
    fi
  fi
fi

lock="requirements/$requirements.lock"
wanted="$(cat "$lock" pyproject.toml | sha256sum | cut -d' ' -f1) $(python3 -c 'import sys; print(sys.version.split()[0])')"
stamp=".venv/elearn-$requirements"
base=".venv/elearn-base"
based="$(sha256sum requirements/run.lock | cut -d' ' -f1) $(python3 -c 'import sys; print(sys.version.split()[0])')"

if [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ]; then
  if [ "$(cat "$base" 2>/dev/null || true)" != "$based" ]; then
    echo "Making the virtual environment…"
    rm -rf .venv
    python3 -m venv .venv
  fi
  rm -f .venv/elearn-run .venv/elearn-test "$base"
  echo "Installing the locked requirements ($kind)…"
  .venv/bin/python -m pip install -q --disable-pip-version-check --no-input --require-hashes -r "$lock"
  .venv/bin/python -m pip install -q --disable-pip-version-check --no-input --no-deps --no-build-isolation -e .
  echo "$based" >"$base"
  echo "$wanted" >"$stamp"
  if [ "$requirements" = test ]; then
    echo "$(cat requirements/run.lock pyproject.toml | sha256sum | cut -d' ' -f1) ${wanted#* }" >.venv/elearn-run
  fi
fi

.venv/bin/python -m elearn.build
