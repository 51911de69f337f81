#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The CoBench authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recomputes the figures of the golden JSON files sample by sample, by the formulas' definitions, with scikit-learn's
cohen_kappa_score and statsmodels' fleiss_kappa where they exist. Needs numpy, scikit-learn, statsmodels.
Run in tests/cli/golden; prints the number of figures compared."""
import csv, itertools, json, math, re, warnings
import numpy as np
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

warnings.simplefilter("ignore")
compared = 0


def same(shown, expected, what):
    global compared
    compared += 1
    expected = None if expected is None or math.isnan(expected) else expected
    assert (shown is None) == (expected is None), (what, shown, expected)
    assert shown is None or abs(shown - expected) < 1e-12, (what, shown, expected)


def load(name):
    return json.loads(re.sub(r":TIME", ":0", open(name).read()))


def three():
    members = []
    for name in ("ant", "bee", "cow"):
        rows = list(csv.DictReader(open(f"../data/three/{name}.csv")))
        members.append(np.array([[float(r["p0"]), float(r["p1"]), float(r["p2"])] for r in rows], np.float32))
        truth = np.array([int(r["label"]) for r in rows])
    return members, [m.argmax(1) for m in members], truth


def votes():
    rows = list(csv.DictReader(open("../data/votes.csv")))
    truth = np.array([int(r["label"]) for r in rows])
    return [np.array([int(r[n]) for r in rows]) for n in ("ant", "bee", "cow", "dog")], truth


def divide(a, b):
    return a / b if b != 0 else math.nan


def pair(metric, a, b, y):
    ra, rb = a == y, b == y
    n = len(y)
    n11, n00 = (ra & rb).sum(), (~ra & ~rb).sum()
    n10, n01 = (ra & ~rb).sum(), (~ra & rb).sum()
    if metric == "CK":
        return cohen_kappa_score(a, b) if n else math.nan
    if metric == "QS":
        return divide(n11 * n00 - n01 * n10, n11 * n00 + n01 * n10)
    if metric == "RHO":
        product = (n11 + n10) * (n01 + n00) * (n11 + n01) * (n10 + n00)
        return divide(n11 * n00 - n01 * n10, math.sqrt(product))
    if metric == "BD":
        return divide(n01 + n10, n)
    return divide(n00, n)  # DF


def team(metric, labels, y):
    size, n = len(labels), len(y)
    if metric in ("CK", "QS", "RHO", "BD", "DF"):
        values = [pair(metric, a, b, y) for a, b in itertools.combinations(labels, 2)]
        values = [v for v in values if not math.isnan(v)]
        return float(np.mean(values)) if values else math.nan
    right = sum((a == y).astype(int) for a in labels)
    if metric == "FK":
        return fleiss_kappa(aggregate_raters(np.array(labels).T)[0])
    if metric == "KW":
        return (right * (size - right)).sum() / (n * size * size)
    if metric == "EN":
        return divide(np.minimum(right, size - right).sum(), n * (size - math.ceil(size / 2)))
    fails = size - right  # GD
    p1 = (fails / size).mean()
    p2 = (fails * (fails - 1)).mean() / (size * (size - 1)) if size > 1 else math.nan
    return 1 - p2 / p1 if p1 else math.nan


def check_info(document, labels, truth, probabilities):
    for i, model in enumerate(document["models"]):
        same(model["accuracy"], (labels[i] == truth).mean(), "accuracy")
        same(model["errors"], (labels[i] != truth).sum(), "errors")
        if probabilities is None:
            assert model["nll"] is model["ece"] is model["top5"] is None
            continue
        p = probabilities[i].astype(float)
        same(model["nll"], -np.log(np.clip(p[np.arange(len(truth)), truth], 1e-12, 1)).mean(), "nll")
        top = p.max(1)
        bins = np.clip(np.ceil(top * 15).astype(int) - 1, 0, 14)
        gaps = [abs((labels[i] == truth)[bins == b].mean() - top[bins == b].mean()) * (bins == b).sum()
                for b in set(bins)]
        same(model["ece"], sum(gaps) / len(truth), "ece")


def score(metric, labels, y):
    raw = team(metric, labels, y)
    return 1 - raw if metric in ("CK", "QS", "FK", "RHO", "DF") else raw


def focal_cells(metric, teams, labels, y):
    return [[score(metric, [labels[m][labels[f] != y] for m in t], y[labels[f] != y]) if (labels[f] != y).any()
             else math.nan for f in t] for t in teams]


def fq_of(metric, teams, labels, y):
    """Corrected: min-max over the given teams of one size, weights by rank, equal accuracies by index."""
    cells = focal_cells(metric, teams, labels, y)
    accuracy = [(l == y).mean() for l in labels]
    result = []
    for t, row in zip(teams, cells):
        order = sorted(range(len(t)), key=lambda i: (accuracy[t[i]], t[i]))
        weights, values = [], []
        for place, f in enumerate(t):
            group = [c[u.index(f)] for u, c in zip(teams, cells) if f in u]
            group = [v for v in group if not math.isnan(v)]
            if math.isnan(row[place]):
                continue
            spread = max(group) - min(group)
            values.append(0.5 if spread <= 1e-12 else (row[place] - min(group)) / spread)
            weights.append(order.index(place) + 1)
        result.append(np.average(values, weights=weights) if values else math.nan)
    return result


def check_tree(name, metric, labels, y, shares, vote, most=5):
    document, pruned, by_size = load(name), [], {}
    for level in document["levels"]:
        size = level["size"]
        every = list(itertools.combinations(range(len(labels)), size))
        teams = [t for t in every if not any(set(p) <= set(t) for p in pruned)]
        fq = fq_of(metric, teams, labels, y)
        accuracy = [(vote(t) == y).mean() for t in teams]
        order = sorted((i for i in range(len(teams)) if not math.isnan(fq[i])),
                       key=lambda i: (round(fq[i], 11), accuracy[i], teams[i]))
        gone = {teams[i] for i in order[: int(shares[min(size - 2, len(shares) - 1)] * len(order) + 1e-9)]}
        assert level["candidates"] == level["scored"] == len(teams), level
        assert level["pruned"] == len(gone) and level["killed"] == len(every) - len(teams), level
        kept = [a for t, a in zip(teams, accuracy) if t not in gone]
        same(level["kept_accuracy"]["max"], max(kept, default=math.nan), "kept")
        same(level["kept_accuracy"]["mean"], np.mean(kept) if kept else math.nan, "kept")
        for t, value, a in zip(teams, fq, accuracy):
            node = next(n for n in document["nodes"] if tuple(n["members"]) == t)
            assert node["state"] == ("pruned" if t in gone else "kept"), node
            same(node["score"], value, "fq")
            same(node["accuracy"], a, "accuracy")
        pruned += sorted(gone)
        for node in document["nodes"]:
            if len(node["members"]) == size and tuple(node["members"]) not in teams:
                assert node["state"] in ("killed", "not_generated"), node
                assert node["state"] != "killed" or tuple(node["killed_by"]) in pruned, node


def check_votes(document, labels, truth, probabilities):
    for entry in document["samples"]:
        n = entry["sample"]
        same(entry["truth"], truth[n], "truth")
        for vote in entry["votes"]:
            i = vote["index"]
            same(vote["label"], labels[i][n], "vote")
            same(vote["confidence"], float(probabilities[i][n].max()), "confidence")
            assert vote["right"] == (labels[i][n] == truth[n])


def check_matrix(name, metric, labels, truth, chosen, undefined=math.nan):
    document = load(name)
    assert document["sample_count"] == chosen.sum()
    for i, j in itertools.product(range(len(labels)), repeat=2):
        value = team(metric, [labels[i][chosen], labels[j][chosen]], truth[chosen]) if i != j else math.nan
        value = undefined if i != j and math.isnan(value) else value
        same(document["matrix"][i][j], value, name)


def consensus(rule, members, labels, probabilities, truth):
    """Answers [N], None where the rule abstains."""
    classes = 3
    votes = np.array([[sum(labels[m][n] == c for m in members) for c in range(classes)] for n in range(len(truth))])
    if rule in ("plurality", "majority"):
        second = sum(probabilities[m] for m in members) if probabilities else np.zeros(votes.shape)
        answers = [max(range(classes), key=lambda c: (v[c], s[c], -c)) for v, s in zip(votes, second)]
        if rule == "plurality":
            return answers
        return [int(v.argmax()) if 2 * v.max() > len(members) else None for v in votes]
    p = np.array([((labels[m] == truth).sum() + 1) / (len(truth) + 2) for m in range(len(labels))])
    weights = np.log((classes - 1) * p / (1 - p))
    if rule == "soft":
        sums = sum(probabilities[m] for m in members)
    elif rule == "weighted-soft":
        sums = sum(np.float32(weights[m]) * probabilities[m] for m in members)
    elif rule == "geometric":
        sums = sum(np.log(np.maximum(probabilities[m], 1e-12)) for m in members)
    else:
        sums = sum(weights[m] * np.eye(classes)[labels[m]] for m in members)
    return [int(row.argmax()) for row in sums]


def check_team(name, labels, probabilities, truth, chosen):
    document = load(name)
    members = document["members"]
    right = np.array([l == truth for l in labels])
    best = max(members, key=lambda m: (right[m].sum(), -m))
    assert document["best_member"]["index"] == best
    for row in document["consensus"]:
        if row["unavailable"] or row["rule"] == "stacking":
            continue
        answers = consensus(row["rule"], members, labels, probabilities, truth)
        hits = np.array([a == t for a, t in zip(answers, truth)])
        rescued, lost = (hits & ~right[best]).sum(), (~hits & right[best]).sum()
        n, k = rescued + lost, min(rescued, lost)
        same(row["accuracy"], hits.mean(), row["rule"])
        same(row["coverage"], np.mean([a is not None for a in answers]), "coverage")
        same(row["mcnemar"]["rescued"], rescued, "rescued")
        same(row["mcnemar"]["lost"], lost, "lost")
        same(row["mcnemar"]["p"], min(1, 2 * sum(math.comb(n, i) for i in range(k + 1)) / 2**n), "p")
        for c in range(3):
            same(row["recall"][c], hits[truth == c].mean(), "recall")
        if row["rule"] == document["rule"]:
            assert document["rescued"] == np.flatnonzero(hits & ~right[best]).tolist()
            assert document["lost"] == np.flatnonzero(~hits & right[best]).tolist()
            told = hits
    for entry in document["diversity"]["metrics"]:
        same(entry["raw"], team(entry["metric"], [labels[m][chosen] for m in members], truth[chosen]), entry["metric"])
    for entry in document["focal"]:
        wrong = ~right[entry["index"]]
        for metric, value in entry["raw"].items():
            same(value, team(metric, [labels[m][wrong] for m in members], truth[wrong]), (metric, entry["index"]))
    seen = 0
    for group in document["overlap"]["groups"]:
        exactly = np.array([[not right[m][n] for m in members] == [m in group["failing"] for m in members]
                            for n in range(len(truth))])
        same(group["samples"], exactly.sum(), "overlap")
        same(group["team_right"], (exactly & told).sum(), "overlap right")
        seen += group["samples"]
    assert seen + document["overlap"]["all_right"] == len(truth)
def plurality(labels):
    return lambda t: np.array([np.bincount([labels[m][n] for m in t]).argmax() for n in range(len(labels[0]))])


def check_conditions(name, metric):
    document = load(name)
    read = lambda model, ending: list(csv.DictReader(open(f"../data/robust/{model}.test{ending}.csv")))
    y = np.array([int(r["label"]) for r in read("ant", "")])
    for column, condition in enumerate(document["conditions"]):
        ending = "" if condition == "clean" else "@" + condition
        p = [np.array([[float(r[f"p{c}"]) for c in range(3)] for r in read(m, ending)], np.float32)
             for m in ("ant", "bee", "cow")]
        labels = [m.argmax(1) for m in p]
        if column == 0:
            clean = [(l == y).mean() for l in labels]
        apart = np.array([len({l[n] for l in labels}) > 1 for n in range(len(y))])
        for entry in document["rows"]:
            t = entry["members"]
            same(entry["accuracy"][column], (sum(p[m] for m in t).argmax(1) == y).mean(), "accuracy")
            if len(t) == 1:
                assert entry["diversity"][column] is entry["focal"][column] is None
                continue
            same(entry["diversity"][column], score(metric, [labels[m][apart] for m in t], y[apart]), "diversity")
            cells = focal_cells(metric, [t], labels, y)[0]
            order = sorted(range(len(t)), key=lambda i: (clean[t[i]], t[i]))
            defined = [i for i in range(len(t)) if not math.isnan(cells[i])]
            weighted = sum(cells[i] * (order.index(i) + 1) for i in defined)
            same(entry["focal"][column], divide(weighted, sum(order.index(i) + 1 for i in defined)), "focal")


def check_diversity(name, metric, labels, y):
    document = load(name)
    apart = np.array([len({l[n] for l in labels}) > 1 for n in range(len(y))])
    teams = [t for s in range(2, len(labels) + 1) for t in itertools.combinations(range(len(labels)), s)]
    x = [score(metric, [labels[m][apart] for m in t], y[apart]) for t in teams]
    a = [(plurality(labels)(t) == y).mean() for t in teams]
    z = [np.mean([(labels[m] == y).mean() for m in t]) for t in teams]
    r = lambda u, v: np.corrcoef(u, v)[0, 1]
    same(document["overall"], r(x, a), "overall")
    rest = (1 - r(x, z) ** 2) * (1 - r(a, z) ** 2)
    same(document["partial"], (r(x, a) - r(x, z) * r(a, z)) / math.sqrt(rest), "partial")
    assert document["teams"] == len(teams)


LOW = {"CK", "QS", "FK", "RHO", "DF"}


def diversity(metric, members, labels, truth, chosen):
    value = team(metric, [labels[m][chosen] for m in members], truth[chosen])
    return 1 - value if metric in LOW else value


def every_team(models, least=2):
    return [t for size in range(least, models + 1) for t in itertools.combinations(range(models), size)]


def two_means(points):
    """Standardised Lloyd from (max accuracy, most diverse) and (min, least); None when one cluster is empty."""
    points = np.array(points)
    spread = np.where(points.std(0) > 0, points.std(0), 1)
    scaled = (points - points.mean(0)) / spread
    centres = np.array([scaled.max(0), scaled.min(0)])
    for _ in range(300):
        label = np.linalg.norm(scaled[:, None] - centres, axis=2).argmin(1)
        if len(set(label)) < 2:
            return None
        moved = np.array([scaled[label == k].mean(0) for k in (0, 1)])
        if (moved == centres).all():
            break
        centres = moved
    means = [points[label == k].mean(0) for k in (0, 1)]
    low = 1 if means[1][0] < means[0][0] else 0
    return label == low, means[low][1]


def select_mean(metric, labels, truth, accuracy):
    chosen = np.ptp(np.array(labels), axis=0) > 0
    score = {t: diversity(metric, t, labels, truth, chosen) for t in every_team(len(labels))}
    bar = np.mean([v for v in score.values() if not math.isnan(v)])
    return {t: v for t, v in score.items() if v > bar}


def select_focal(metric, labels, truth, accuracy):
    teams = every_team(len(labels))
    single = [(l == truth).mean() for l in labels]
    focal = {(t, f): diversity(metric, t, labels, truth, labels[f] != truth) for t in teams for f in t}
    kept, scaled = set(), {}
    for f, size in {(f, len(t)) for t, f in focal}:
        group = [t for t in teams if f in t and len(t) == size and not math.isnan(focal[t, f])]
        if not group:
            continue
        values = np.array([focal[t, f] for t in group])
        clusters = two_means([(accuracy(t), v) for t, v in zip(group, values)])
        bar = values.mean() if clusters is None else max(values.mean(), values[clusters[0]].max())
        kept |= {t for t, v in zip(group, values) if v > bar}
        span = values.max() - values.min()
        scaled.update({(t, f): (v - values.min()) / span if span > 1e-12 else 0.5 for t, v in zip(group, values)})
    score = {}
    for t in kept:
        rank = {m: r + 1 for r, m in enumerate(sorted(t, key=lambda m: single[m]))}
        parts = [(rank[f], scaled[t, f]) for f in t if (t, f) in scaled]
        score[t] = sum(w * v for w, v in parts) / sum(w for w, _ in parts)
    chosen = {}
    for size in {len(t) for t in score}:
        group = sorted(t for t in score if len(t) == size)
        points = [(accuracy(t), score[t]) for t in group]
        clusters = two_means(points) if len(set(points)) > 1 else None
        bar = -1 if len(set(points)) < 2 else clusters[1] if clusters else np.mean([p[1] for p in points])
        chosen.update({t: score[t] for t in group if score[t] > bar})
    return chosen


def check_select(name, labels, probabilities, truth, choose, sizes):
    document = load(name)
    ballots = lambda t: np.array([np.bincount([labels[m][n] for m in t], minlength=3) for n in range(len(truth))])
    votes_of = ballots if probabilities is None else lambda t: sum(probabilities[m] for m in t)
    accuracy = lambda t: (votes_of(t).argmax(1) == truth).mean()
    expected = choose(document["metric"], labels, truth, accuracy)
    assert {tuple(row["members"]) for row in document["selected"]} == set(expected), name
    for row in document["selected"]:
        same(row["score"], expected[tuple(row["members"])], name)
        same(row["accuracy"], accuracy(row["members"]), name)
        same(row["select_accuracy"], accuracy(row["members"]), name)
    found = np.array([row["accuracy"] for row in document["selected"]])
    single = np.array([(l == truth).mean() for l in labels])
    statistics = document["statistics"]
    for key, value in {"count": len(found), "min": found.min(), "max": found.max(), "mean": found.mean(),
                       "std": found.std(), "at_least_best": (found >= single.max()).sum(),
                       "at_least_mean": (found >= single.mean() - 1e-12).sum(),
                       "at_least_worst": (found >= single.min()).sum(),
                       "not_worse_than_members": sum(a >= single[row["members"]].max()
                                                     for a, row in zip(found, document["selected"]))}.items():
        same(statistics[key], value, (name, key))
    best = max(accuracy(t) for t in every_team(len(labels)) if len(t) in sizes)
    same(document["hindsight"]["accuracy"], best, "hindsight")
    same(statistics["regret"], best - found.max(), "regret")


def select_best_pair(metric, labels, truth, accuracy):
    pairs = [t for t in every_team(len(labels)) if len(t) == 2]
    best = max(pairs, key=accuracy)
    return {best: accuracy(best)}


probabilities, labels, truth = three()
everything = np.ones(len(truth), bool)
check_info(load("pool_info.json"), labels, truth, probabilities)
check_votes(load("pool_votes.json"), labels, truth, probabilities)
check_matrix("matrix_ck.json", "CK", labels, truth, everything)
check_matrix("matrix_qs_focal.json", "QS", labels, truth, labels[1] != truth)
check_matrix("matrix_qs_focal_reference.json", "QS", labels, truth, labels[1] != truth, 0.0)
scored = load("score_all_metrics.json")
for entry in scored["teams"]:
    members = entry["members"]
    soft = sum(probabilities[m] for m in members).argmax(1)
    same(entry["accuracy"]["soft"], (soft == truth).mean(), "soft")
    for metric in scored["metrics"]:
        same(entry["raw"][metric], team(metric, [labels[m] for m in members], truth), metric)
        for focal, values in entry["focal"].items():
            wrong = labels[int(focal)] != truth
            expected = team(metric, [labels[m][wrong] for m in members], truth[wrong])
            same(values[metric], expected, (metric, members, focal))

check_team("team.json", labels, probabilities, truth, np.ptp(np.array(labels), axis=0) > 0)

check_select("select_mean.json", labels, probabilities, truth, select_mean, (2, 3))
check_select("select_exact.json", labels, probabilities, truth, select_best_pair, (2,))
check_select("select_focal.json", labels, probabilities, truth, select_focal, (2, 3))

labels, truth = votes()
check_select("select_votes.json", labels, None, truth, select_mean, (2, 3, 4))
check_team("team_labels.json", labels, None, truth, everything)
check_info(load("pool_info_labels.json"), labels, truth, None)
disagreement = np.ptp(np.array(labels), axis=0) > 0
check_matrix("matrix_bd_disagreement.json", "BD", labels, truth, disagreement)
scored = load("score_teams.json")
for entry in scored["teams"]:
    for metric in scored["metrics"]:
        same(entry["raw"][metric], team(metric, [labels[m] for m in entry["members"]], truth), metric)
    ballots = np.array([np.bincount([labels[m][n] for m in entry["members"]], minlength=3) for n in range(len(truth))])
    same(entry["accuracy"]["plurality"], (ballots.argmax(1) == truth).mean(), "plurality")
check_tree("tree.json", "GD", labels, truth, [0.2, 0.5], plurality(labels))
check_diversity("diversity.json", "BD", labels, truth)
check_conditions("conditions.json", "BD")



every = [m for size in range(2, 5) for m in itertools.combinations(range(4), size)]
top = load("top.json")
assert top["scored"] == len(every)
for part in top["top"]:
    def score(members):
        raw = team(part["metric"], [labels[m] for m in members], truth)
        return raw if part["metric"] in ("BD", "KW", "GD", "EN") else 1 - raw
    best = sorted((score(m) for m in every if not math.isnan(score(m))), reverse=True)
    assert len(part["teams"]) == 2
    for entry, expected in zip(part["teams"], best):
        same(entry["score"], expected, "top score")
        same(entry["score"], score(entry["members"]), "score of a top team")
        same(entry["raw"], team(part["metric"], [labels[m] for m in entry["members"]], truth), "raw")
print(compared, "figures agree")
