#!/bin/sh
# Starts a program in a network of test/net/world.ts: browsers are started by one path and arguments.
# TWOCAN_WORLD: the process that holds the world · TWOCAN_NETWORK: one of its networks, or empty for
# the world's own · TWOCAN_PROGRAM: what to start.
set -eu
of="/proc/$TWOCAN_WORLD/ns"
if [ -n "$TWOCAN_NETWORK" ]; then set -- ip netns exec "$TWOCAN_NETWORK" "$TWOCAN_PROGRAM" "$@"
else set -- "$TWOCAN_PROGRAM" "$@"; fi
exec nsenter "--net=$of/net" "--mount=$of/mnt" "--pid=$of/pid_for_children" "$@"
