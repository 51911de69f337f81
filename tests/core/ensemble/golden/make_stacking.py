#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The CoBench authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes stacking.txt, the reference values of test_ensemble_stacking.

Made once with Debian 12's scikit-learn 1.2.1: LogisticRegression(multi_class="multinomial"), whose penalty is 1/(2C)
times the sum of squared coefficients; solver newton-cg, because its lbfgs stops at a relative change of 2e-9. Two members give probabilities, the third labels only.
"""
import numpy as np
from sklearn.linear_model import LogisticRegression

CLASSES, FITTED, TOLD = 4, 120, 20
rng = np.random.default_rng(30)
truth = rng.integers(0, CLASSES, FITTED + TOLD)


def member(skill):
    logits = rng.normal(size=(len(truth), CLASSES)) + skill * np.eye(CLASSES)[truth]
    rows = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    rows = np.round(rows * 2**20) / 2**20  # the same in float32 and float64
    rows[:, 0] += 1 - rows.sum(axis=1)
    return rows


first, second = member(1.0), member(2.0)
votes = np.where(rng.random(len(truth)) < 0.7, truth, rng.integers(0, CLASSES, len(truth)))
inputs = np.concatenate([first, second, np.eye(CLASSES)[votes]], axis=1)

with open("stacking.txt", "w") as out:
    out.write("# scikit-learn 1.2.1; see make_stacking.py\n")
    out.write(f"fitted {FITTED}\n")
    out.write("truth " + " ".join(map(str, truth)) + "\n")
    for name, rows in (("first", first), ("second", second)):
        for row in rows:
            out.write(name + " " + " ".join(repr(float(v)) for v in row) + "\n")
    out.write("votes " + " ".join(map(str, votes)) + "\n")
    for penalty in (0.5, 1.0, 20.0):
        model = LogisticRegression(
            C=1 / penalty, multi_class="multinomial", solver="newton-cg", tol=1e-12, max_iter=100000
        ).fit(inputs[:FITTED], truth[:FITTED])
        out.write(f"penalty {penalty!r}\n")
        for row in model.coef_.T:
            out.write("coefficients " + " ".join(repr(float(v)) for v in row) + "\n")
        for row in model.predict_proba(inputs[FITTED:]):
            out.write("told " + " ".join(repr(float(v)) for v in row) + "\n")
