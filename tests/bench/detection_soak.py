#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The CoBench authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Detects for a while, as fast as it goes, and looks whether all processes stay as they are.

    detection_soak.py COBENCH_CLI [--minutes 15]

One run decodes pictures for a device that does nothing and one that looks for faces by LBP; short runs with devices
that come and go, and one whose process is killed, follow each other beside it. Memory, descriptors and threads of the
long run and its processes are sampled every second; after a first quarter to settle in, the last quarter must not lie
above the second one: descriptors and threads by nothing, memory by 2 % and 1 MB. Exits 1 when it does, or when the
run's account of its frames is not exact. Needs Debian's opencv-data; Linux only.
"""
import argparse
import json
import os
import random
import signal
import struct
import subprocess
import sys
import tempfile
import time
import zlib

from soak_watch import judge, look, print_head, processes

WIDTH, HEIGHT = 320, 240
PICTURES = 32  # different ones
NAMES_EACH = 60000  # hard links to each; a file system allows some 65,000
SHORT = ["--source", "synthetic:160x120", "--frames", "400", "--rate", "200", "--model", "lbp-face", "--devices",
         "cpu,emulated:50", "--at", "0.3:unplug=1", "--at", "0.6:plug=1", "--at", "0.8:add=emulated:40"]


def write_picture(path, seed):
    """A PNG of coarse grey noise, which decoders and cascades have work with."""
    draw = random.Random(seed)
    rows = []
    for _ in range(HEIGHT // 8):
        line = b"".join(bytes([draw.randrange(256)]) * 8 for _ in range(WIDTH // 8))
        rows += [b"\0" + line] * 8
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"".join(rows)))
                   + chunk(b"IEND", b""))


def make_pictures(folder, minutes):
    """Enough names of frames for that time: decoding is hardly faster than 2,000 of them a second."""
    os.mkdir(folder)
    names = min(NAMES_EACH, int(minutes * 60 * 2000 / PICTURES) + 1)
    for place in range(PICTURES):
        first = os.path.join(folder, f"{0:06}-{place:02}.png")
        write_picture(first, place)
        for copy in range(1, names):
            os.link(first, os.path.join(folder, f"{copy:06}-{place:02}.png"))


def children(pid):
    return sorted(child for child, parent in processes() if parent == pid)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cli")
    parser.add_argument("--minutes", type=float, default=15.0)
    options = parser.parse_args()
    cli = os.path.abspath(options.cli)
    with tempfile.TemporaryDirectory(prefix="cb", dir="/tmp") as folder:
        pictures = os.path.join(folder, "pictures")
        make_pictures(pictures, options.minutes)
        detect = [cli, "detect", "run", "--json", "--quiet"]
        long = subprocess.Popen([*detect, "--source", pictures, "--seconds", str(60.0 * options.minutes), "--devices",
                                 "cpu=null,cpu=lbp-face"], stdout=subprocess.PIPE, text=True)
        samples = {"run": [], "decoder": [], "detector": []}
        short, short_runs = None, 0
        while long.poll() is None:
            time.sleep(1.0)
            if short is None or short.poll() is not None:
                short_runs += short is not None
                short = subprocess.Popen([*detect, *SHORT], stdout=subprocess.DEVNULL)
            elif short_runs % 4 == 3 and (victims := children(short.pid)):
                os.kill(victims[0], signal.SIGKILL)  # it is started again
            own = children(long.pid)  # the source's process is started first
            seen = [look(pid) for pid in (long.pid, *own)] if len(own) == 2 else []
            if seen and None not in seen:
                for name, sample in zip(samples, seen):
                    samples[name].append(sample)
        short.wait()
        if long.returncode != 0:
            sys.exit(f"the run ended with {long.returncode}")
        told = json.load(long.stdout)
        is_exact = told["frames"] == told["processed"] + sum(told["dropped"].values())
        print(f"{told['frames']} frames in {told['seconds']:.0f} s, sigma {told['sigma']:.1f} frames/s, account "
              f"{'exact' if is_exact else 'WRONG'}; {len(samples['run'])} samples, {short_runs} short runs beside it")
        print_head()
        flat = [judge(name, rows) for name, rows in samples.items()]
        return 0 if all(flat) and is_exact else 1


if __name__ == "__main__":
    sys.exit(main())
