#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The CoBench authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much faster two pinned workers are than one, frames in memory.

    detection_workers.py COBENCH_CLI [--models DIR] [--rounds N] [--frames N] [MODEL...]

MODEL: what `detect run --model` takes; hog and yolo-fastest-1.1 unless named. Those whose weights are missing are left
out, with a word. One and two workers take turns; the ratio is that of the medians of sigma.
"""
import argparse
import json
import statistics
import subprocess
import sys

VIDEO = "/usr/share/doc/opencv-doc/examples/data/vtest.avi"


def rate(arguments, model, devices):
    command = [arguments.cli, "detect", "run", "--json", "--quiet", "--source", VIDEO, "--preload", "--frames",
               str(arguments.frames), "--model", model, "--devices", devices]
    if arguments.models:
        command += ["--models", arguments.models]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        print(f"{model}: left out: {done.stderr.strip()}", file=sys.stderr)
        return None
    return json.loads(done.stdout)["sigma"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cli")
    parser.add_argument("model", nargs="*")
    parser.add_argument("--models")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--frames", type=int, default=100)
    arguments = parser.parse_intermixed_args()
    for model in arguments.model or ["hog", "yolo-fastest-1.1"]:
        pairs = []
        for _ in range(arguments.rounds):
            pair = [rate(arguments, model, devices) for devices in ("cpu:0", "cpu:0,cpu:1")]
            if None in pair:
                break
            pairs.append(pair)
        if pairs:
            one, two = (statistics.median(values) for values in zip(*pairs))
            print(f"{model}: one worker {one:.1f} frames/s, two {two:.1f}, ratio {two / one:.2f}")


if __name__ == "__main__":
    main()
