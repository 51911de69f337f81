# SPDX-FileCopyrightText: 2026 The CoBench authors
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# Sourced by the scripts beside it: named, timed steps and how much this machine can compile at once.

# Another checkout of the same text compiles from the cache: paths below this root do not count.
CCACHE_BASEDIR=$(cd "$(dirname "$0")/.." && pwd)
CCACHE_NOHASHDIR=1
CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
export CCACHE_BASEDIR CCACHE_NOHASHDIR CCACHE_SLOPPINESS

# A compiler process takes up to 1.2 GB; LibTorch's files have a job pool of their own.
parallel_jobs()
{
    cores=$(nproc)
    fit=$(awk '/^MemAvailable:/ { print int($2 / 1200000) }' /proc/meminfo)
    [ "$fit" -ge 1 ] || fit=1
    [ "$cores" -le "$fit" ] && echo "$cores" || echo "$fit"
}

# step NAME COMMAND…: runs it, says how long it took; a failure ends the script with the command's status.
step()
{
    step_name=$1
    shift
    step_begin=$(date +%s)
    echo "== $step_name"
    step_status=0
    "$@" || step_status=$?
    step_seconds=$(($(date +%s) - step_begin))
    if [ "$step_status" -ne 0 ]; then
        echo "== $step_name: FAILED after $step_seconds s (exit $step_status)"
        exit "$step_status"
    fi
    echo "== $step_name: done in $step_seconds s"
}
