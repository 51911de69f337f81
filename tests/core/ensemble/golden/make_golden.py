#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The CoBench authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes metrics.txt, members.txt and statistics.txt, the reference values of test_ensemble_golden.

Made once with Debian 12's scikit-learn 1.2.1 (cohen_kappa_score, matthews_corrcoef, log_loss,
top_k_accuracy_score, KMeans), statsmodels 0.13.5 (fleiss_kappa, aggregate_raters, mcnemar) and numpy 1.24.2
(lstsq). Yule's Q and ECE have no function there; they are left to the hand-computed cases.
"""
import itertools
import random

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import cohen_kappa_score, log_loss, matthews_corrcoef, top_k_accuracy_score
from statsmodels.stats.contingency_tables import mcnemar
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


def numbers(values):
    return " ".join(repr(float(v)) for v in np.asarray(values).ravel())


def residual(values, given):
    """What is left of values after a linear fit on given."""
    design = np.column_stack([np.ones(len(given)), given])
    return values - design @ np.linalg.lstsq(design, values, rcond=None)[0]


with open("statistics.txt", "w") as out:
    out.write("# scikit-learn 1.2.1, statsmodels 0.13.5, numpy 1.24.2; see make_golden.py\n")
    for rescued, lost in [(0, 0), (1, 0), (3, 5), (10, 2), (25, 25), (40, 61), (300, 180), (1200, 1300)]:
        p = mcnemar([[7, rescued], [lost, 11]], exact=True).pvalue
        out.write(f"mcnemar {rescued} {lost} {float(p)!r}\n")
    for count in (5, 30, 200):
        # Accuracy and diversity with something in common; the start of the published selection.
        accuracy = rng.normal(size=count).round(6)
        diversity = (0.4 * accuracy + rng.normal(size=count)).round(6)
        points = np.column_stack([accuracy, diversity])
        start = np.array([[accuracy.max(), diversity.max()], [accuracy.min(), diversity.min()]])
        fit = KMeans(n_clusters=2, init=start, n_init=1, max_iter=300, tol=0, algorithm="lloyd").fit(points)
        out.write(f"points {numbers(points)}\n")
        out.write(f"labels {' '.join(map(str, fit.labels_))}\n")
        out.write(f"centres {numbers(fit.cluster_centers_)}\n")
    for count in (4, 25, 400):
        z = rng.normal(size=count)
        x = z + rng.normal(size=count)
        y = rng.normal(size=count) - z
        r = np.corrcoef(residual(x, z), residual(y, z))[0, 1]
        for key, values in (("x", x), ("y", y), ("z", z), ("partial", [r])):
            out.write(f"{key} {numbers(values)}\n")
