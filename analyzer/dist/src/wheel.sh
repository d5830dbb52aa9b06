#!/bin/sh
# Builds the wheel: the Python side with the jar as its data. wheel.sh JAR DIRECTORY, with SOURCE_DATE_EPOCH set.
# The same sources give the same wheel: the builder's version is fixed, and so are times, modes and the order of files.
set -eu
export LC_ALL=C.UTF-8 TZ=UTC
umask 022

jar=$1
out=$2
src=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
root=$(CDPATH='' cd -- "$src/../../.." && pwd -P)
: "${SOURCE_DATE_EPOCH:?}"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch/source/shmfit/data"
(cd "$root/probes/python" && find pyproject.toml README.md shmfit -type f ! -name '*.pyc' ! -path '*/data/*' | sort) |
    while IFS= read -r file; do
        install -D -m 644 "$root/probes/python/$file" "$scratch/source/$file"
    done
install -m 644 "$root/LICENSE" "$root/NOTICE" "$scratch/source/"
install -m 644 "$jar" "$scratch/source/shmfit/data/shmfit.jar"
printf 'setuptools==80.9.0\n' >"$scratch/constraints"

python3 -m venv "$scratch/venv" || {
    echo 'wheel: no virtual environment can be made (Debian: apt-get install python3-venv)' >&2
    exit 1
}
PIP_CONSTRAINT=$scratch/constraints "$scratch/venv/bin/pip" --disable-pip-version-check wheel -q --no-deps -w "$out" "$scratch/source"
