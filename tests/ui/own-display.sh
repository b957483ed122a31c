#!/bin/sh
# Runs a test on a display of its own, where there is Xvfb: programs on one display share the
# clipboard, the pointer and the focus.
#   own-display.sh PROGRAM [ARGUMENT…]
command -v Xvfb >/dev/null || exec "$@"

number=$(mktemp -d)/number
mkfifo "$number"
Xvfb -displayfd 3 -screen 0 1280x900x24 -nolisten tcp 3>"$number" >/dev/null 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "${number%/*}"' EXIT
trap 'exit 1' HUP INT TERM
read -r display <"$number"
[ -n "$display" ] || { echo "Bail out! Xvfb did not start"; exit 1; }
unset XAUTHORITY
DISPLAY=:$display "$@"
