#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The CoBench authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much faster two pinned workers are than one, frames in memory, beside what the machine can give.

    detection_workers.py COBENCH_CLI [--models DIR] [--rounds N] [--frames N] [MODEL...]

MODEL: what `detect run --model` takes; hog and yolo-fastest-1.1 unless named. Those whose weights are missing are left
out, with a word. One worker, two workers of one run, and two runs of one worker at the same time take turns. The last
share nothing but the machine (caches, memory, clock): the sum of their sigmas is the limit. N frames for each worker;
ratios are of medians.
"""
import argparse
import json
import statistics
import subprocess
import sys

VIDEO = "/usr/share/doc/opencv-doc/examples/data/vtest.avi"


def rate(arguments, model, *runs):
    """The sum of the sigmas of runs at the same time; None when one cannot be."""
    command = [arguments.cli, "detect", "run", "--json", "--quiet", "--source", VIDEO, "--preload", "--model", model]
    if arguments.models:
        command += ["--models", arguments.models]
    running = [subprocess.Popen([*command, "--devices", devices, "--frames",
                                 str(arguments.frames * len(devices.split(",")))],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
               for devices in runs]
    ended = [(*process.communicate(), process.returncode) for process in running]
    for _, problem, code in ended:
        if code != 0:
            print(f"{model}: left out: {problem.strip()}", file=sys.stderr)
            return None
    return sum(json.loads(output)["sigma"] for output, _, _ in ended)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cli")
    parser.add_argument("model", nargs="*")
    parser.add_argument("--models")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--frames", type=int, default=100)
    arguments = parser.parse_intermixed_args()
    for model in arguments.model or ["hog", "yolo-fastest-1.1"]:
        rounds = []
        for _ in range(arguments.rounds):
            figures = [rate(arguments, model, *runs) for runs in (["cpu:0"], ["cpu:0,cpu:1"], ["cpu:0", "cpu:1"])]
            if None in figures:
                break
            rounds.append(figures)
        if rounds:
            one, two, limit = (statistics.median(values) for values in zip(*rounds))
            print(f"{model}: one worker {one:.1f} frames/s, two {two:.1f}, ratio {two / one:.2f}; two runs apart "
                  f"{limit:.1f}, ratio {limit / one:.2f}; of that limit {two / limit:.2f}")


if __name__ == "__main__":
    main()
