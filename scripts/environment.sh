#!/bin/sh
# Makes the environment: environment.sh PYTHON DIRECTORY. Says in one sentence what is missing, if something is.
set -eu
python=$1
directory=$2

stop() {
    echo "$1" >&2
    exit 1
}

command -v "$python" >/dev/null || stop "There is no $python here. Install Python 3.11 or newer, or name one: make run PYTHON=python3.12"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    stop "$("$python" --version) is too old: sydata needs Python 3.11 or newer. Name another: make run PYTHON=python3.12"
"$python" -c 'import venv, ensurepip' 2>/dev/null ||
    stop "$python cannot make an environment here. On Debian or Ubuntu, install what it lacks: sudo apt-get install python3-venv"
"$python" -m venv --clear "$directory"
