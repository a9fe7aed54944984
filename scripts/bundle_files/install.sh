#!/bin/sh
# Installs sydata from this folder, without any network: install.sh [PYTHON]. 不联网安装。
set -eu
cd "$(dirname "$0")"
python=${1:-python3}

if command -v sha256sum >/dev/null 2>&1; then
    sha256sum --check --quiet SHA256SUMS || {
        echo "文件不完整或被改动，请重新拷贝。 Files are missing or were changed: copy the archive again." >&2
        exit 1
    }
fi
sh scripts/environment.sh "$python" .venv
lists="--requirement requirements.txt"
for wheel in wheels/psycopg-*; do
    # a bundle for a server, which holds its packages too
    [ -e "$wheel" ] && lists="$lists --requirement requirements-server.txt"
done
# shellcheck disable=SC2086  # a list of options
PIP_CONFIG_FILE=/dev/null .venv/bin/python -m pip install --quiet --no-index --find-links wheels --no-deps --no-compile \
    --disable-pip-version-check $lists
.venv/bin/python -m sydata --version
echo "已安装。启动： Installed. Start it with: .venv/bin/python -m sydata serve"
