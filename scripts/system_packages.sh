#!/bin/sh
# Installs what the tests drive beside Python: system_packages.sh PYTHON. Does nothing where all of it is there.
# On Debian and Ubuntu through apt-get, as root or with sudo; elsewhere it says what to install.
set -eu
python=$1

has() { command -v "$1" >/dev/null 2>&1; }
has_browser() { has chromium || has chromium-browser || has google-chrome; }
is_ubuntu() { grep -qs '^ID=ubuntu' /etc/os-release; }

missing=""
has_writer() { ls /usr/lib/libreoffice/program/libswlo.so /opt/libreoffice*/program/libswlo.so >/dev/null 2>&1; }
has soffice || missing="$missing libreoffice-calc"
if ! has soffice || { has dpkg && ! has_writer; }; then missing="$missing libreoffice-writer"; fi
has_impress() { ls /usr/lib/libreoffice/program/libsdlo.so /opt/libreoffice*/program/libsdlo.so >/dev/null 2>&1; }
if ! has soffice || { has dpkg && ! has_impress; }; then missing="$missing libreoffice-impress"; fi
has fc-list && [ -n "$(fc-list :lang=zh)" ] || missing="$missing fontconfig fonts-noto-cjk"
# Ubuntu's own package only brings a snap, which cannot be driven; Playwright's Chromium is taken there.
has_browser || is_ubuntu || missing="$missing chromium"
has_server() { has initdb || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }
has_server || missing="$missing postgresql"

if [ -n "$missing" ]; then
    as_root=""
    [ "$(id -u)" -eq 0 ] || as_root="sudo"
    if ! has apt-get || { [ -n "$as_root" ] && ! has sudo; }; then
        echo "The tests need packages which must be installed by hand here:$missing" >&2
        exit 1
    fi
    echo "Installing for the tests:$missing"
    $as_root apt-get update -q
    # shellcheck disable=SC2086  # a list of names
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
fi
if ! has_browser; then
    "$python" -m playwright install --with-deps chromium
fi
