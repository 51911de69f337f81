#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The CoBench authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""lr_study.py CLI PROJECT [--limit-train N] [--epochs N] [--seeds N]

The study of core/lr/README.md: LeNet-5 and CNN3 on Fashion-MNIST, six policies inside the interval that a range test
suggests, five seeds each, every run to the same number of iterations. Prints its tables. Runs have one thread each,
as many at once as there are processors, so the figures but for the seconds are the same on every machine.
"""
import argparse
import json
import subprocess
import time

FAMILIES = "FIX,NSTEP,POLY,TRI2,COS,ONECYCLE"
MODELS = ("lenet5", "cnn3")
COLUMNS = {"test_loss": "test loss", "loss_gap": "loss gap", "average_confidence": "confidence", "cdac": "CDAC",
           "seconds": "seconds"}
SIGNIFICANT = 0.05


def run(arguments, *verb):
    command = [arguments.cli, *verb, "--project", arguments.project, "--json", "--quiet"]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def mean_text(interval, factor=1.0, digits=3):
    if interval["mean"] is None:
        return "–"
    reach = "" if interval["high"] is None else f" ± {factor * (interval['high'] - interval['mean']):.{digits}f}"
    return f"{factor * interval['mean']:.{digits}f}{reach}"


def table(ranking):
    lines = ["| policy | test accuracy (%) | " + " | ".join(COLUMNS.values()) + " | p against the first | front |",
             "|---|---|" + "---|" * (len(COLUMNS) + 2)]
    for policy in ranking["policies"]:
        metrics = policy["metrics"]
        p = policy["best_minus_this"]["p"]
        cells = [f"`{policy['policy']}`", mean_text(metrics["test_accuracy"], 100, 2)]
        cells += [mean_text(metrics[key], 1, 1 if key == "seconds" else 3) for key in COLUMNS]
        cells += ["" if p is None else f"{p:.3g}", "yes" if policy["pareto"] else ""]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def verdict(ranking):
    best = ranking["policies"][0]
    fixed = next(each for each in ranking["policies"] if each["policy"].startswith("lrPolicy_FIX"))
    if best is fixed:
        return "FIX is the first."
    test = fixed["best_minus_this"]
    if test["p"] is None:
        return "There is no paired test against FIX: not all of its runs came to their ends."
    words = "differs" if test["p"] < SIGNIFICANT else "does not differ"
    return (f"The first {words} significantly from FIX: {100 * test['difference']:+.2f} points, paired t test over "
            f"{test['n']} seeds, p = {test['p']:.3g}.")


def study(arguments, model):
    data = ["--dataset", "fashion-mnist", "--model", model, "--limit-train", str(arguments.limit_train)]
    start = time.time()
    test = run(arguments, "lr", "range-test", *data, "--from", "0.0001", "--to", "1", "--epochs",
               str(arguments.epochs), "--foreground")
    low, high = (test["suggestion"][key] for key in ("k_min", "k_max"))
    if low is None:
        raise SystemExit(f"{model}: no interval: {test['rule']}")
    ranking = run(arguments, "lr", "rank", *data, "--from", str(low), "--to", str(high), "--families", FAMILIES,
                  "--seeds", str(arguments.seeds), "--epochs", str(arguments.epochs), "--no-halving",
                  "--batch-name", "study " + model, "--foreground")
    print(f"\n{model}: rates {low:.3g} to {high:.3g} ({test['rule']}); {ranking['iterations']:,} iterations in "
          f"{(time.time() - start) / 60:.1f} minutes\n\n{table(ranking)}\n\n{verdict(ranking)}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cli")
    parser.add_argument("project")
    parser.add_argument("--limit-train", type=int, default=5000)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seeds", type=int, default=5)
    arguments = parser.parse_args()
    for model in MODELS:
        study(arguments, model)


if __name__ == "__main__":
    main()
