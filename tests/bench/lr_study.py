#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The CoBench authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""lr_study.py CLI PROJECT [--limit-train N] [--epochs N] [--threads N]

The study of core/lr/README.md: LeNet-5 and CNN3 on Fashion-MNIST, six policies inside the interval that a range test
suggests, five seeds each. Prints its table. The defaults take less than 25 minutes on two cores.
"""
import argparse
import json
import subprocess
import time

FAMILIES = "FIX,NSTEP,POLY,TRI2,COS,ONECYCLE"
MODELS = ("lenet5", "cnn3")


def run(arguments, *verb):
    command = [arguments.cli, *verb, "--project", arguments.project, "--json", "--threads", str(arguments.threads)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def mean_text(interval):
    if interval["mean"] is None:
        return "–"
    reach = "" if interval["high"] is None else f" ± {100 * (interval['high'] - interval['mean']):.2f}"
    return f"{100 * interval['mean']:.2f}{reach}"


def study(arguments, model):
    data = ["--dataset", "fashion-mnist", "--model", model, "--limit-train", str(arguments.limit_train)]
    test = run(arguments, "lr", "range-test", *data, "--from", "0.0001", "--to", "1", "--foreground")
    low, high = (test["suggestion"][key] for key in ("k_min", "k_max"))
    print(f"\n{model}: rates {low:.3g} to {high:.3g} ({test['rule']})\n")
    ranking = run(arguments, "lr", "rank", *data, "--from", str(low), "--to", str(high), "--families", FAMILIES,
                  "--seeds", "5", "--epochs", str(arguments.epochs), "--no-halving", "--foreground")
    print("| policy | test accuracy (%) | test loss | loss gap | confidence | CDAC | seconds | p against the best |")
    print("|---|---|---|---|---|---|---|---|")
    for policy in ranking["policies"]:
        metrics = policy["metrics"]
        plain = [metrics[key]["mean"] for key in ("test_loss", "loss_gap", "average_confidence", "cdac", "seconds")]
        cells = ["–" if value is None else f"{value:.3f}" for value in plain]
        p = policy["best_minus_this"]["p"]
        print(f"| `{policy['policy']}` | {mean_text(metrics['test_accuracy'])} | {' | '.join(cells)} | "
              f"{'' if p is None else f'{p:.3g}'} |")
    best = ranking["policies"][0]
    fixed = next(each for each in ranking["policies"] if each["policy"].startswith("lrPolicy_FIX"))
    if best is fixed:
        print("\nFIX is the best of them.")
    else:
        p = fixed["best_minus_this"]["p"]
        words = "differs" if p is not None and p < 0.05 else "does not differ"
        print(f"\nThe best {words} significantly from FIX (paired t test over five seeds, p = {p}).")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cli")
    parser.add_argument("project")
    parser.add_argument("--limit-train", type=int, default=10000)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    start = time.time()
    for model in MODELS:
        study(arguments, model)
    print(f"\n{(time.time() - start) / 60:.1f} minutes")


if __name__ == "__main__":
    main()
