#!/bin/sh
# Installs what is beside it below PREFIX (/usr/local); DESTDIR is put in front, for packagers.
#   ./install.sh                      PREFIX=$HOME/.local ./install.sh
set -eu
umask 022
cd "$(dirname "$0")"
target=${DESTDIR:-}${PREFIX:-/usr/local}

# A program without its loader fails with "not found", which says nothing.
for program in bin/*; do
  if ! "$program" --version >/dev/null 2>&1; then
    if [ -n "$(ls /lib/ld-musl-* 2>/dev/null)" ]; then
      echo "install.sh: this system's C library is musl; tt needs glibc 2.35 or later, so build it from source with Swift" >&2
    else
      echo "install.sh: $program does not run here; it needs Linux on the processor in the tarball's name and glibc 2.35 or later" >&2
    fi
    exit 1
  fi
done

find bin share -type f | while read -r file; do
  mode=644
  case $file in bin/*) mode=755 ;; esac
  mkdir -p "$target/${file%/*}"
  # Under another name first: a program that runs is replaced, not written over.
  cp "$file" "$target/$file.new"
  chmod "$mode" "$target/$file.new"
  mv -f "$target/$file.new" "$target/$file"
done
echo "installed below $target"
