#!/bin/sh
# Fetches what an archive for aarch64 is made of and tried with on another machine: Debian's JDK and C library for arm64,
# and an emulator. aarch64.sh DIRECTORY leaves them there, touches nothing of this machine's own packages, and prints the
# path of the jmods, which SHMFIT_JMODS_AARCH64 takes:
#
#   SHMFIT_JMODS_AARCH64=$(analyzer/dist/src/aarch64.sh /tmp/aarch64) mvn -Prelease package
set -eu
export LC_ALL=C.UTF-8

mkdir -p "$1"
there=$(CDPATH='' cd -- "$1" && pwd -P)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
feature=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p')

jmods() {
    ls -d "$there"/root/usr/lib/jvm/*/jmods 2>/dev/null
}
if ! jmods >/dev/null || [ ! -x "$there/qemu" ]; then
    mkdir -p "$there/lists/partial" "$there/cache/archives/partial" "$there/packages" "$there/root"
    # A status and lists of its own: this machine stays one of its own architecture.
    arm64() {
        apt-get -qq -o APT::Architecture=arm64 -o APT::Architectures=arm64 -o "Dir::State::lists=$there/lists" \
            -o "Dir::Cache=$there/cache" -o Dir::State::status=/dev/null -o APT::Sandbox::User=root "$@" >&2
    }
    rm -f "$there"/packages/*
    arm64 update
    (cd "$there/packages" && arm64 download "openjdk-$feature-jdk-headless" libc6 libgcc-s1 libstdc++6 zlib1g)
    for package in "$there"/packages/*_arm64.deb; do
        dpkg-deb -x "$package" "$there/root"
    done
    [ "$(id -u)" -ne 0 ] || apt-get -qq -o DPkg::Lock::Timeout=300 update >&2
    (cd "$there/packages" && apt-get -qq -o APT::Sandbox::User=root download qemu-user-static >&2)
    dpkg-deb --fsys-tarfile "$there"/packages/qemu-user-static_*.deb | tar -xO ./usr/bin/qemu-aarch64-static >"$there/qemu"
    chmod 755 "$there/qemu"
    rm -rf "$there/lists" "$there/cache" "$there/packages"
fi
jmods
