#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The CoBench authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Training speed beside Python's PyTorch: the same networks, loop, BLAS and threads, data in memory on both sides.

    training_speed.py COBENCH_CLI [--threads N] [--rounds N] [--device cuda:0] [--samples N]

CoBench trains as always, with recording and storing. Both sides take turns; the rates are those of all epochs but
the first, the ratio is that of the medians. Needs Debian's python3-torch and dataset-fashion-mnist.
"""
import argparse
import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

BATCH = 64
FASHION = "/usr/share/datasets/fashion-mnist"


class Case:
    def __init__(self, model, title, samples, epochs):
        self.model, self.title, self.samples, self.epochs = model, title, samples, epochs


CASES = [
    Case("lenet5", "LeNet-5, Fashion-MNIST", 6400, 4),
    Case("resnet20", "ResNet-20, 3 x 32 x 32", 640, 3),
]


def read_idx(path):
    with gzip.open(path, "rb") as file:
        data = file.read()
    return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3])  # the fourth byte counts the dimensions


def fashion(samples):
    images = read_idx(os.path.join(FASHION, "train-images-idx3-ubyte.gz")).reshape(-1, 1, 28, 28)
    return images[:samples], read_idx(os.path.join(FASHION, "train-labels-idx1-ubyte.gz"))[:samples]


def cifar_shaped(samples):
    random = np.random.default_rng(1)
    return (random.integers(0, 256, (samples, 3, 32, 32), np.uint8), random.integers(0, 10, samples, np.uint8))


def write_cifar(folder, samples):
    """CIFAR-10's binary files, with more than `samples` to train on."""
    images, labels = cifar_shaped(samples + 100)
    rows = np.concatenate([labels[:, None], images.reshape(len(images), -1)], axis=1)
    names = [f"data_batch_{i}.bin" for i in range(1, 6)] + ["test_batch.bin"]
    for name in names:
        rows.tofile(os.path.join(folder, name))


def lenet5(nn):
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.MaxPool2d(2), nn.ReLU(),
        nn.Conv2d(6, 16, 5), nn.MaxPool2d(2), nn.ReLU(),
        nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))


def resnet20(nn):
    import torch

    class Block(nn.Module):
        def __init__(self, inputs, outputs, stride):
            super().__init__()
            self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
            self.norm1 = nn.BatchNorm2d(outputs)
            self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
            self.norm2 = nn.BatchNorm2d(outputs)
            self.stride, self.added = stride, outputs - inputs

        def forward(self, x):
            y = torch.relu(self.norm1(self.conv1(x)))
            y = self.norm2(self.conv2(y))
            if self.added:
                half = self.added // 2
                x = nn.functional.pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, half, self.added - half))
            return torch.relu(x + y)

    layers = [nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU()]
    inputs = 16
    for outputs, stride in ((16, 1), (32, 2), (64, 2)):
        for block in range(3):
            layers.append(Block(inputs, outputs, stride if block == 0 else 1))
            inputs = outputs
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


def train_in_python(case, threads, device):
    """Prints samples a second. Runs in a process of its own."""
    import torch
    from torch import nn

    torch.set_num_threads(threads)
    torch.manual_seed(1)
    images, labels = (fashion if case.model == "lenet5" else cifar_shaped)(case.samples)
    inputs = torch.from_numpy(images.astype(np.float32))
    inputs = (inputs - inputs.mean((0, 2, 3), keepdim=True)) / inputs.std((0, 2, 3), keepdim=True)
    truth = torch.from_numpy(labels.astype(np.int64))
    model = {"lenet5": lenet5, "resnet20": resnet20}[case.model](nn).to(device)
    loss_of = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
    seconds = 0.0
    for epoch in range(case.epochs):
        start = time.perf_counter()
        order = torch.randperm(case.samples)
        correct, total = 0, 0.0
        for first in range(0, case.samples, BATCH):
            chosen = order[first:first + BATCH]
            x, y = inputs[chosen].to(device), truth[chosen].to(device)
            logits = model(x)
            loss = loss_of(logits, y)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            correct += (logits.argmax(1) == y).sum().item()
            total += loss.item() * len(y)
        seconds += (time.perf_counter() - start) if epoch else 0.0
    print(case.samples * (case.epochs - 1) / seconds)


def train_here(cli, case, threads, device, folder):
    words = [cli, "train", "--foreground", "--json", "--quiet", "--threads", str(threads), "--loaders", "0",
             "--device", device,
             "--model", case.model, "--batch", str(BATCH), "--lr", "0.01", "--epochs", str(case.epochs),
             "--limit-train", str(case.samples), "--limit-test", "64", "--project", os.path.join(folder, "p.cobench")]
    if case.model == "lenet5":
        words += ["--dataset", "fashion-mnist"]
    else:
        words += ["--dataset", "cifar10", "--data-dir", folder]
    return json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)["samples_per_second"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cli")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--samples", type=int, help="of each epoch; default: few enough for a processor")
    parser.add_argument("--python-case", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    for case in CASES:
        case.samples = options.samples or case.samples
    if options.python_case is not None:
        return train_in_python(CASES[options.python_case], options.threads, options.device)
    environment = dict(os.environ)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        environment[name] = str(options.threads)
    print(f"{'samples/s, ' + str(options.threads) + ' thread(s), ' + options.device:30} {'CoBench':>10} {'PyTorch':>10} {'ratio':>7}")
    for index, case in enumerate(CASES):
        ours, theirs = [], []
        with tempfile.TemporaryDirectory() as folder:
            if case.model != "lenet5":
                write_cifar(folder, case.samples)
            for _ in range(options.rounds):
                ours.append(train_here(options.cli, case, options.threads, options.device, folder))
                words = [sys.executable, __file__, options.cli, "--threads", str(options.threads),
                         "--device", options.device, "--samples", str(case.samples), "--python-case", str(index)]
                told = subprocess.run(words, check=True, capture_output=True, text=True, env=environment).stdout
                theirs.append(float(told))
        a, b = statistics.median(ours), statistics.median(theirs)
        print(f"{case.title:30} {a:10.0f} {b:10.0f} {a / b:7.2f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
