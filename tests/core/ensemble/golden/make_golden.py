#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The CoBench authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes metrics.txt and members.txt, the reference values of test_ensemble_golden.

Made once with Debian 12's scikit-learn 1.2.1 (cohen_kappa_score, matthews_corrcoef, log_loss,
top_k_accuracy_score) and statsmodels 0.13.5 (fleiss_kappa, aggregate_raters). Yule's Q and ECE have no function
there; they are left to the hand-computed cases.
"""
import itertools
import random

import numpy as np
from sklearn.metrics import cohen_kappa_score, log_loss, matthews_corrcoef, top_k_accuracy_score
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

random.seed(20)
SAMPLES, CLASSES, MODELS = 60, 4, 5
truth = [random.randrange(CLASSES) for _ in range(SAMPLES)]
predictions = [
    [t if random.random() < 0.4 + 0.1 * m else random.randrange(CLASSES) for t in truth] for m in range(MODELS)
]

with open("metrics.txt", "w") as out:
    out.write("# scikit-learn 1.2.1, statsmodels 0.13.5; see make_golden.py\n")
    out.write("truth " + " ".join(map(str, truth)) + "\n")
    for row in predictions:
        out.write("model " + " ".join(map(str, row)) + "\n")
    right = [[int(p == t) for p, t in zip(row, truth)] for row in predictions]
    for i, j in itertools.combinations(range(MODELS), 2):
        out.write(f"CK {i},{j} {cohen_kappa_score(predictions[i], predictions[j])!r}\n")
        out.write(f"RHO {i},{j} {matthews_corrcoef(right[i], right[j])!r}\n")
    for size in range(2, MODELS + 1):
        for team in itertools.combinations(range(MODELS), size):
            table, _ = aggregate_raters(np.array([predictions[m] for m in team]).T)
            out.write(f"FK {','.join(map(str, team))} {fleiss_kappa(table)!r}\n")

rng = np.random.default_rng(21)
ROWS, WIDE = 40, 8
labels = rng.integers(0, WIDE, ROWS)
logits = rng.normal(size=(ROWS, WIDE)) * 2 + 1.5 * np.eye(WIDE)[labels]
# Multiples of 2^-20, so that float32 and float64 hold the same rows.
rows = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
rows = np.round(rows * 2**20) / 2**20
rows[:, 0] += 1 - rows.sum(axis=1)

with open("members.txt", "w") as out:
    out.write("# scikit-learn 1.2.1; see make_golden.py\n")
    out.write("truth " + " ".join(map(str, labels)) + "\n")
    for row in rows:
        out.write("row " + " ".join(repr(float(v)) for v in row) + "\n")
    out.write(f"accuracy {float((rows.argmax(axis=1) == labels).mean())!r}\n")
    out.write(f"top5 {top_k_accuracy_score(labels, rows, k=5, labels=range(WIDE))!r}\n")
    out.write(f"nll {log_loss(labels, rows, labels=range(WIDE))!r}\n")
