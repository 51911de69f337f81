# SPDX-FileCopyrightText: 2026 The CoBench authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the soaks have in common: looking at processes, and telling whether they stay as they are. Linux only."""
import os
import statistics

COLUMNS = (("resident kB", lambda before: 0.02 * before + 1024), ("descriptors", lambda _: 0), ("threads", lambda _: 0))


def processes():
    """Of all that run: number, that of the parent."""
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", "rb") as file:
                    text = file.read().decode("utf-8", "replace")
                yield int(name), int(text[text.rindex(")") + 2:].split()[1])
            except OSError:
                pass


def look(pid):
    """Resident kB, descriptors, threads; None when it has ended."""
    try:
        with open(f"/proc/{pid}/status") as file:
            fields = dict(line.split(":", 1) for line in file)
        return int(fields["VmRSS"].split()[0]), len(os.listdir(f"/proc/{pid}/fd")), int(fields["Threads"])
    except (OSError, KeyError):
        return None


def slope(rows, column, period):
    """Of the line through the samples after the first quarter, per hour; least squares."""
    values = [row[column] for row in rows[len(rows) // 4:]]
    hours = [place * period / 3600.0 for place in range(len(values))]
    return statistics.linear_regression(hours, values).slope if len(values) > 1 else 0.0


def judge(name, samples, period=1.0):
    """Prints one process's figures; samples `period` seconds apart. The last quarter must not lie above the second
    one: descriptors and threads by nothing, memory by 2 % and 1 MB."""
    quarter = len(samples) // 4
    early, late = samples[quarter:2 * quarter], samples[3 * quarter:]
    is_flat = True
    for column, (what, allowed) in enumerate(COLUMNS):
        before, after = (statistics.median(row[column] for row in rows) for rows in (early, late))
        holds = after - before <= allowed(before)
        is_flat &= holds
        print(f"{name:8} {what:12} {before:10.0f} {after:10.0f} {slope(samples, column, period):+12.1f}"
              f"  {'flat' if holds else 'RISES'}")
    return is_flat


def print_head():
    print(f"{'':8} {'median':12} {'2nd quarter':>10} {'4th':>10} {'slope [1/h]':>12}")
