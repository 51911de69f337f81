#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The CoBench authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trains for a while and looks whether engine and trainer stay as they are.

    soak.py FOLDER_OF_THE_PROGRAMS [--minutes 15]

One run trains all the time, short ones come and go beside it, clients with them. Memory, descriptors and threads of
the engine and of the long run's trainer are sampled every second; after a first quarter to settle in, the last
quarter must not lie above the second one: descriptors and threads by nothing, memory by 2 % and 1 MB. Exits 1 when
it does. Needs Debian's dataset-fashion-mnist; Linux only.
"""
import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time

from soak_watch import judge, look, print_head, processes

LONG = ["--dataset", "fashion-mnist", "--model", "lenet5", "--lr", "0.01", "--epochs", "1000000",
        "--limit-train", "3200", "--limit-test", "500", "--threads", "1", "--checkpoint-every", "20"]
SHORT = ["--dataset", "fashion-mnist", "--model", "softmax", "--lr", "0.01", "--epochs", "2",
         "--limit-train", "640", "--limit-test", "200", "--threads", "1"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("programs")
    parser.add_argument("--minutes", type=float, default=15.0)
    options = parser.parse_args()
    cli = os.path.join(os.path.abspath(options.programs), "cobench-cli")
    with tempfile.TemporaryDirectory(prefix="cb", dir="/tmp") as folder:  # socket paths are short
        environment = dict(os.environ, XDG_RUNTIME_DIR=folder, XDG_STATE_HOME=folder)
        train = lambda project, words: [cli, "train", "--quiet", "--project", os.path.join(folder, project), *words]
        long = subprocess.Popen(train("long.cobench", LONG), env=environment)
        engine = None
        samples = {"engine": [], "trainer": []}
        shortRuns = 0
        short = None
        try:
            end = time.monotonic() + 60.0 * options.minutes
            trainer = None
            while time.monotonic() < end:
                time.sleep(1.0)
                if engine is None:
                    told = subprocess.run([cli, "engine", "status", "--json"], env=environment, capture_output=True)
                    engine = json.loads(told.stdout).get("pid") if told.returncode == 0 else None
                    continue
                if trainer is None:
                    trainer = next((pid for pid, parent in processes() if parent == engine), None)
                    continue
                if short is None or short.poll() is not None:
                    shortRuns += short is not None
                    short = subprocess.Popen(train("short.cobench", SHORT), env=environment,
                                             stdout=subprocess.DEVNULL)
                for name, pid in (("engine", engine), ("trainer", trainer)):
                    seen = look(pid)
                    if seen is None:
                        sys.exit(f"the {name} has ended")
                    samples[name].append(seen)
        finally:
            for process in (long, short):
                if process is not None and process.poll() is None:
                    process.send_signal(signal.SIGINT)
                    process.wait()
            subprocess.run([cli, "engine", "stop"], env=environment, stdout=subprocess.DEVNULL)
        print(f"{len(samples['engine'])} samples, {shortRuns} short runs beside the long one")
        print_head()
        flat = [judge(name, rows) for name, rows in samples.items()]
        return 0 if all(flat) else 1


if __name__ == "__main__":
    sys.exit(main())
