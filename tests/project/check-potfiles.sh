#!/bin/sh
# Every source file with a translatable string is listed in po/POTFILES.in, and nothing else is.
set -u
cd "$1" || exit 1
listed=$(grep -v '^#' po/POTFILES.in | sort)
used=$({
  grep -rlE --include='*.c' --include='*.h' '(^|[^A-Za-z0-9_])(_|N_|C_|NC_|ngettext) \(' engine editor ui
  grep -rlE --include='*.ui' 'translatable="(yes|true)"' ui
  ls data/*.desktop.in data/*.metainfo.xml.in
} | grep -vE '^ui/cli/cli.h$' | sort)
[ "$listed" = "$used" ] && exit 0
echo 'po/POTFILES.in and the sources disagree (< listed only, > used only):'
file=$(mktemp)
printf '%s\n' "$listed" >"$file"
printf '%s\n' "$used" | diff "$file" - | grep '^[<>]'
rm -f "$file"
exit 1
