#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The CoBench authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Does selecting teams by diversity pay? Selects on `val`, reports on `test`.

    selection_study.py CLI DATA [--folds 1,2,3,4,5] [--pools aerial,fashion] [--out results.json]

CLI is cobench-cli, DATA the folder with aerial_pool70 and fashion_pool. Every method is asked through
`ensemble select --json`; its `pick`, the selected team with the highest accuracy on val, is what somebody who needs
one team would take. Per-sample answers of the picks are worked out here with numpy and must give the accuracies that
the CLI reports. Prints the tables of core/ensemble/README.md. Needs numpy.
"""
import argparse
import csv
import json
import subprocess
import time

import numpy as np

SIX = "CK,QS,BD,FK,KW,GD"
BUDGET = "20"  # seconds, for the searches that take one
DRAWS = 2000  # bootstrap draws
RANDOM_TEAMS = 200  # of the pick's size
T_QUANTILE = {2: 12.706, 3: 4.303, 4: 3.182, 5: 2.776}  # Student, 97.5 %, by number of folds

# Row, method, its options.
METHODS = [
    ("mean", "mean", ["--metric", "GD"]),
    ("kmeans", "kmeans", ["--metric", "GD"]),
    ("focal", "focal", ["--metric", "GD"]),
    ("eq", "eq", ["--metrics", SIX]),
    ("kofn", "kofn", ["--metrics", SIX, "--k", "3"]),
    ("borda", "borda", ["--metrics", SIX]),
    ("hierarchical", "hierarchical", ["--metric", "GD"]),
    ("top", "top", ["--metric", "GD"]),
    ("kstd", "kstd", ["--metric", "GD"]),
    ("random", "random", []),
    ("forward", "forward", []),
    ("backward", "backward", []),
    ("beam", "beam", []),
    ("genetic", "genetic", []),
    ("genetic, half GD", "genetic", ["--metric", "GD"]),
    ("exact, size 3", "exact", ["--size", "3"]),
    ("exact, size 5", "exact", ["--size", "5"]),
]


class Pool:
    """One pool with a val and a test split."""

    def __init__(self, name, argument, splits, soft):
        self.name, self.argument, self.splits, self.soft = name, argument, splits, soft
        self.models = len(splits["val"][1])
        self.means = {}

    def right(self, members, split):
        """Which samples the team gets right: float32 sums in member order, ties to the smallest class."""
        truth, answers = self.splits[split]
        if self.soft:
            votes = answers[members[0]].copy()
            for member in members[1:]:
                votes += answers[member]
        else:
            votes = sum(np.eye(self.classes(), dtype=np.int32)[answers[m]] for m in members)
        return votes.argmax(axis=1) == truth

    def classes(self):
        return 1 + max(int(part.max()) for truth, answers in self.splits.values() for part in (truth, answers))

    def accuracy(self, members, split):
        return float(self.right(members, split).mean())

    def random_answers(self, size):
        """How often teams of a size, drawn at random, get each test sample right; always the same teams."""
        if size not in self.means:
            rng = np.random.default_rng(size)
            teams = [sorted(rng.choice(self.models, size, replace=False)) for _ in range(RANDOM_TEAMS)]
            self.means[size] = np.mean([self.right(team, "test") for team in teams], axis=0)
        return self.means[size]


def aerial(data, fold):
    def read(split):
        with open(f"{data}/aerial_pool70/UCMerced_LandUse_{split}_fold{fold}.csv") as file:
            rows = np.array([[int(cell) for cell in row] for row in list(csv.reader(file))[1:]])
        return rows[:, 0], rows[:, 1:].T

    prefix = f"{data}/aerial_pool70/UCMerced_LandUse"
    argument = f"val={prefix}_val_fold{fold}.csv,test={prefix}_test_fold{fold}.csv"
    return Pool(f"aerial {fold}", argument, {s: read(s) for s in ("val", "test")}, soft=False)


def fashion(data):
    path = f"{data}/fashion_pool/bundle.npz"
    bundle = np.load(path)
    splits = {s: (bundle[f"y{s}"], bundle[s]) for s in ("val", "test")}
    return Pool("fashion", path, splits, soft=True)


def ask(cli, pool, method, options, split="val"):
    """The CLI's answer, with the seconds it took; or why there is none."""
    command = [cli, "ensemble", "select", pool.argument, "--method", method, *options, "--time", BUDGET]
    command += ["--select-split", split, "--report-split", "test", "--json", "--quiet"]
    start = time.monotonic()
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode != 0:
        return {"failed": run.stderr.strip().removeprefix("cobench-cli: ")}
    result = json.loads(run.stdout)
    result["seconds"] = time.monotonic() - start
    assert result["selected_on_reported_data"] == (split == "test")
    return result


def summarize(pool, result, rng, references):
    """Figures of one method on one pool."""
    if "failed" in result or not result["selected"]:
        return {"failed": result.get("failed", "selects nothing"), "evaluated": result.get("evaluated")}
    pick = result["pick"]
    votes = next((team.get("votes") for team in result["selected"] if team["members"] == pick["members"]), None)
    members = np.repeat(pick["members"], votes) if votes else pick["members"]
    right = pool.right(members, "test").astype(float)
    assert abs(right.mean() - pick["accuracy"]) < 1e-9, (pick, right.mean())
    assert abs(pool.accuracy(members, "val") - pick["select_accuracy"]) < 1e-9, pick
    pick = pick["members"]
    crowd = pool.random_answers(len(pick))
    gains = [team["accuracy"] - pool.random_answers(len(team["members"])).mean() for team in result["selected"]]
    draws = rng.integers(0, len(right), (DRAWS, len(right)))

    def interval(difference):
        means = difference[draws].mean(axis=1)
        return [float(difference.mean()), *np.quantile(means, [0.025, 0.975]).tolist()]

    return {
        "pick": pick,
        "selected": len(result["selected"]),
        "evaluated": result["evaluated"],
        "seconds": result["seconds"],
        "val": pool.accuracy(members, "val"),
        "test": float(right.mean()),
        "kept_over_random": float(np.mean(gains)),
        "regret": references["oracle"] - float(right.mean()),
        "over_single": interval(right - references["single"]),
        "over_all": interval(right - references["all"]),
        "over_random": interval(right - crowd),
    }


def find_references(cli, pool):
    """Answers of the best single (by val) and of all, sample by sample; and what hindsight would have taken: the most
    accurate team on test that enumeration, exact search or any search on test itself finds."""
    best = max(range(pool.models), key=lambda m: (pool.accuracy([m], "val"), -m))
    searches = [("top", ["--metric", "GD"]), ("beam", []), ("genetic", [])]
    searches += [("exact", ["--size", str(size)]) for size in range(2, 6)]
    oracle = 0.0
    for method, options in searches:
        result = ask(cli, pool, method, options, split="test")
        found = [result.get("pick"), result.get("hindsight")]
        oracle = max(oracle, *(team["accuracy"] for team in found if team))
    return {
        "single": pool.right([best], "test").astype(float),
        "all": pool.right(list(range(pool.models)), "test").astype(float),
        "oracle": oracle,
        "best": best,
    }


def study(cli, pool):
    references = find_references(cli, pool)
    rows = {
        "single": {"test": float(references["single"].mean()), "val": pool.accuracy([references["best"]], "val")},
        "all": {
            "test": float(references["all"].mean()),
            "val": pool.accuracy(list(range(pool.models)), "val"),
        },
        "oracle": {"test": references["oracle"]},
    }
    for row, method, options in METHODS:
        rng = np.random.default_rng(7)  # the same draws for every method: comparisons are paired
        rows[row] = summarize(pool, ask(cli, pool, method, options), rng, references)
        print(pool.name, row, json.dumps(rows[row]), flush=True)
    return rows


def percent(value):
    return f"{100 * value:.2f}"


def signed(mean, low, high):
    return f"{100 * mean:+.2f} [{100 * low:+.2f}, {100 * high:+.2f}]"


def over_folds(values):
    """Mean and Student interval over folds."""
    mean = float(np.mean(values))
    if len(values) < 2:
        return mean, float("nan"), float("nan")
    half = T_QUANTILE[len(values)] * float(np.std(values, ddof=1)) / len(values) ** 0.5
    return mean, mean - half, mean + half


def table(results):
    """Markdown: one pool with bootstrap intervals, several with intervals over them."""
    several = len(results) > 1
    lines = [
        "| method | scored | kept | kept, over random | size of pick | val | test | over best single | over random | regret |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for method, *_ in METHODS:
        rows = [result[method] for result in results if "failed" not in result[method]]
        if not rows:
            reasons = sorted({result[method]["failed"] for result in results})
            lines.append(f"| {method} | {'; '.join(reasons)} |")
            continue
        label = method if len(rows) == len(results) else f"{method} ({len(rows)} of {len(results)})"
        mean = lambda key: float(np.mean([row[key] for row in rows]))
        gain = lambda key: over_folds([row[key][0] for row in rows]) if several else rows[0][key]
        size = float(np.mean([len(row["pick"]) for row in rows]))
        kept = f"{100 * mean('kept_over_random'):+.2f}"
        lines.append(
            f"| {label} | {mean('evaluated'):,.0f} | {mean('selected'):,.0f} | {kept} | {size:.3g} "
            f"| {percent(mean('val'))} | {percent(mean('test'))} | {signed(*gain('over_single'))} "
            f"| {signed(*gain('over_random'))} | {percent(mean('regret'))} |"
        )
    for name in ("single", "all", "oracle"):
        test = float(np.mean([result[name]["test"] for result in results]))
        lines.append(f"| {name} | | | | | | {percent(test)} | | | |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cli")
    parser.add_argument("data")
    parser.add_argument("--folds", default="1,2,3,4,5")
    parser.add_argument("--pools", default="aerial,fashion")
    parser.add_argument("--out", help="all figures as JSON")
    arguments = parser.parse_args()
    every = {}
    if "aerial" in arguments.pools:
        folds = [aerial(arguments.data, fold) for fold in arguments.folds.split(",")]
        every["aerial"] = [study(arguments.cli, pool) for pool in folds]
    if "fashion" in arguments.pools:
        every["fashion"] = [study(arguments.cli, fashion(arguments.data))]
    if arguments.out:
        with open(arguments.out, "w") as out:
            json.dump(every, out, indent=1)
    for name, results in every.items():
        print(f"\n{name}\n\n{table(results)}")


if __name__ == "__main__":
    main()
