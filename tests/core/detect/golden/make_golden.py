#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The CoBench authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws truth and detections, and works out their average precisions a second time, in another language and another
shape than core/detect: from the definitions of COCO (Lin et al. 2014; semantics of pycocotools 2.0) and VOC
(Everingham et al. 2010), with exact fractions wherever counts meet.

Writes truth.json, results.json and expected.txt beside itself. Same seed, same files."""

import json
import os
import random
from fractions import Fraction

FOLDER = os.path.dirname(os.path.abspath(__file__))
CLASSES = [(3, "car"), (7, "train"), (12, "parking meter"), (90, "never seen")]


def draw(random_, images=40):
    truth, results = [], []
    for image in range(images):
        for _ in range(random_.randrange(0, 9)):
            size = random_.choice([8, 20, 31, 33, 60, 95, 100, 180])
            box = [round(random_.uniform(0, 500), 2), round(random_.uniform(0, 400), 2),
                   round(size * random_.uniform(.7, 1.3), 2), round(size * random_.uniform(.7, 1.3), 2)]
            category = random_.choice([3, 3, 7, 12])
            crowd = random_.random() < .12
            truth.append({"id": len(truth) + 1, "image_id": image * 3 + 5, "category_id": category, "bbox": box,
                          "area": round(box[2] * box[3] * random_.uniform(.5, 1), 3), "iscrowd": int(crowd)})
            for _ in range(random_.choice([0, 1, 1, 1, 2, 3]) + (3 if crowd else 0)):
                spread = random_.choice([.02, .08, .2])
                found = [round(b + size * random_.uniform(-spread, spread), 2) for b in box]
                found[2:] = [max(1, v) for v in found[2:]]
                results.append({"image_id": image * 3 + 5,
                                "category_id": category if random_.random() < .93 else 7,
                                "bbox": found, "score": round(random_.random(), 2)})  # ties on purpose
        for _ in range(random_.randrange(0, 3)):
            results.append({"image_id": image * 3 + 5, "category_id": random_.choice([3, 7, 12, 90]),
                            "bbox": [random_.uniform(0, 500), random_.uniform(0, 400),
                                     random_.uniform(5, 200), random_.uniform(5, 200)],
                            "score": round(random_.random(), 3)})
    for _ in range(130):  # one image with more than a hundred
        results.append({"image_id": 5, "category_id": 3,
                        "bbox": [random_.uniform(0, 500), random_.uniform(0, 400), 30.0, 30.0],
                        "score": round(random_.random(), 3)})
    random_.shuffle(results)
    return truth, results


def shared(a, b, extra=0.0):
    w = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0]) + extra
    h = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1]) + extra
    return w * h if w > 0 and h > 0 else 0.0


def iou(a, b):
    s = shared(a, b)
    return s / (a[2] * a[3] + b[2] * b[3] - s) if s > 0 else 0.0


def curve(marks, total):
    """marks by rank: True, False or None (neither). Points (recall, precision) as fractions."""
    points, tp, fp = [], 0, 0
    for mark in marks:
        if mark is None:
            continue
        tp, fp = tp + mark, fp + (not mark)
        points.append((Fraction(tp, total), Fraction(tp, tp + fp)))
    return points


def best_at(points, recall):
    return max([p for r, p in points if float(r) >= recall], default=Fraction(0))


def coco(truth, results, category, images, threshold, low, high):
    ranked, total = [], 0
    for image in images:
        objects = [t for t in truth if t["image_id"] == image and t["category_id"] == category]
        found = sorted([r for r in results if r["image_id"] == image and r["category_id"] == category],
                       key=lambda r: -r["score"])[:100]
        counts = [not t["iscrowd"] and low <= t["area"] <= high for t in objects]
        total += sum(counts)
        free = [True] * len(objects)
        for r in found:
            choice = None
            for wanted in (True, False):  # an object that counts is preferred whatever its overlap
                best = min(threshold, 1 - 1e-10)
                for i, t in enumerate(objects):
                    if counts[i] != wanted or not (free[i] or t["iscrowd"]):
                        continue
                    value = shared(r["bbox"], t["bbox"]) / (r["bbox"][2] * r["bbox"][3]) if t["iscrowd"] \
                        else iou(r["bbox"], t["bbox"])
                    if value >= best:
                        best, choice = value, i
                if choice is not None:
                    break
            area = r["bbox"][2] * r["bbox"][3]
            if choice is None:
                mark = False if low <= area <= high else None
            else:
                free[choice] = False
                mark = True if counts[choice] else None
            ranked.append((r["score"], mark))
    if total == 0:
        return None
    ranked.sort(key=lambda m: -m[0])
    points = curve([m for _, m in ranked], total)
    recalls = [i * .01 for i in range(100)] + [1.0]
    return sum(float(best_at(points, r)) for r in recalls) / 101


def voc(truth, results, category, images, threshold, area):
    objects = {i: [t for t in truth if t["image_id"] == i and t["category_id"] == category] for i in images}
    total = sum(not t["iscrowd"] for i in images for t in objects[i])
    if total == 0:
        return None
    ranked = [r for i in images for r in results if r["image_id"] == i and r["category_id"] == category]
    ranked.sort(key=lambda r: -r["score"])
    taken, marks = set(), []
    for r in ranked:
        best = max(objects[r["image_id"]], key=lambda t: iou(r["bbox"], t["bbox"]), default=None)
        if best is None or iou(r["bbox"], best["bbox"]) < threshold:
            marks.append(False)
        elif best["iscrowd"]:
            marks.append(None)
        else:
            marks.append(best["id"] not in taken)
            taken.add(best["id"])
    points = curve(marks, total)
    if not area:
        return sum(float(best_at(points, .1 * i)) for i in range(11)) / 11
    value, last = Fraction(0), Fraction(0)
    for i, (recall, _) in enumerate(points):
        value += (recall - last) * max(p for _, p in points[i:])
        last = recall
    return float(value)


def mean(values):
    values = [v for v in values if v is not None]
    return sum(values) / len(values) if values else None


def main():
    truth, results = draw(random.Random(20261126))
    images = sorted({5 + 3 * i for i in range(40)})
    with open(os.path.join(FOLDER, "truth.json"), "w") as file:
        json.dump({"images": [{"id": i, "file_name": f"set/{i:06d}.jpg"} for i in images],
                   "categories": [{"id": i, "name": n} for i, n in reversed(CLASSES)],
                   "annotations": truth}, file, separators=(",", ":"))
    with open(os.path.join(FOLDER, "results.json"), "w") as file:
        json.dump(results, file, separators=(",", ":"))
    step = (.95 - .5) / 9
    thresholds = [i * step + .5 for i in range(9)] + [.95]
    ranges = {"all": (0, 1e10), "small": (0, 32 ** 2), "medium": (32 ** 2, 96 ** 2), "large": (96 ** 2, 1e10)}
    lines = []
    for name, (low, high) in ranges.items():
        per_class = [mean([coco(truth, results, c, images, t, low, high) for t in thresholds]) for c, _ in CLASSES]
        lines.append((f"coco {name}", mean(per_class)))
        if name == "all":
            lines += [(f"coco class {n}", v) for (_, n), v in zip(CLASSES, per_class)]
    for t in (.5, .75):
        lines.append((f"coco at {t}", mean([coco(truth, results, c, images, t, 0, 1e10) for c, _ in CLASSES])))
        lines.append((f"voc07 at {t}", mean([voc(truth, results, c, images, t, False) for c, _ in CLASSES])))
        lines.append((f"voc10 at {t}", mean([voc(truth, results, c, images, t, True) for c, _ in CLASSES])))
    with open(os.path.join(FOLDER, "expected.txt"), "w") as file:
        for name, value in lines:
            file.write(f"{name}: {'nan' if value is None else repr(value)}\n")


main()
