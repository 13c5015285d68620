#!/bin/sh
# Debian's packages for the tests with real neighbours: a PostgreSQL server, a browser, the font the layouts are tested in, curl.
set -eu
missing=""
for package in postgresql chromium fonts-dejavu-core curl; do
    dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
done
[ -z "$missing" ] && { echo "Debian packages: all there"; exit 0; }
command -v apt-get >/dev/null || { echo "This needs Debian's apt-get; install by hand:$missing" >&2; exit 1; }
[ "$(id -u)" = 0 ] || { echo "Run as root: apt-get install$missing" >&2; exit 1; }
export DEBIAN_FRONTEND=noninteractive
# The server's own cluster is not wanted: the tests make a throw-away one.
mkdir -p /etc/postgresql-common && echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf
apt-get update -qq
# shellcheck disable=SC2086
apt-get install -y -qq --no-install-recommends $missing >/dev/null
echo "Debian packages: installed$missing"
