#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The CoBench authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the TorchScript files beside it, honest and hostile, with Debian's python3-torch 1.13."""
import os

import torch
from torch import Tensor, nn

HERE = os.path.dirname(os.path.abspath(__file__))


class Honest(nn.Module):
    """Softmax regression on 1 x 4 x 4 pictures: class c looks at pixel c."""

    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(16, 3)
        with torch.no_grad():
            self.linear.weight.zero_()
            self.linear.bias.zero_()
            for c in range(3):
                self.linear.weight[c, c] = 8.0

    def forward(self, x):
        return self.linear(x.flatten(1))


class Probabilities(Honest):
    def forward(self, x):
        return torch.softmax(self.linear(x.flatten(1)), 1)


class WrongShape(nn.Module):
    def forward(self, x):
        return x.flatten(1)


class NotANumber(nn.Module):
    def forward(self, x):
        return x.flatten(1)[:, :3] / torch.zeros(1)


class WritesInForward(nn.Module):
    def forward(self, x):
        torch.save(x, "written-by-a-program")
        return x.flatten(1)[:, :3]


class ReadsInForward(nn.Module):
    def forward(self, x):
        stolen = torch.from_file("/etc/passwd", False, 64, dtype=torch.uint8)
        return x.flatten(1)[:, :3] + stolen.sum()


class LoopsInForward(nn.Module):
    def forward(self, x):
        y = x
        while bool(y.sum() > -1.0):
            y = y.abs()
        return y.flatten(1)[:, :3]


class TakesMemory(nn.Module):
    def forward(self, x):
        return torch.ones(1 << 36)[:3] + x.flatten(1)[:, :3]


class Prints(nn.Module):
    def forward(self, x):
        print('{"split":"forged"}')
        return x.flatten(1)[:, :3]


class WritesWhenLoaded(nn.Module):
    def __init__(self):
        super().__init__()
        self.training = True

    @torch.jit.export
    def __getstate__(self):
        return torch.zeros(1), self.training

    @torch.jit.export
    def __setstate__(self, state: tuple[Tensor, bool]):
        torch.save(state[0], "written-by-a-program")
        self.training = state[1]

    def forward(self, x):
        return x.flatten(1)[:, :3]


class LoopsWhenLoaded(WritesWhenLoaded):
    @torch.jit.export
    def __setstate__(self, state: tuple[Tensor, bool]):
        y = state[0]
        while bool(y.sum() > -1.0):
            y = y.abs()
        self.training = state[1]


class ReadsWhenLoaded(WritesWhenLoaded):
    @torch.jit.export
    def __setstate__(self, state: tuple[Tensor, bool]):
        stolen = torch.from_file("/etc/passwd", False, 64, dtype=torch.uint8)
        self.training = bool(stolen.sum() > 0)


class Detector(nn.Module):
    """Of 3 x 32 x 32 pictures, as layout yolov8: a box of 10 x 14 pixels in each quarter, whose score of class 0 is the
    mean of its first channel, that of class 1 of its last."""

    def forward(self, x):
        means = nn.functional.avg_pool2d(x, 16).flatten(2)[0]
        middles = torch.tensor([8.0, 24.0])
        column = middles.repeat(2)
        line = middles.repeat_interleave(2)
        sizes = torch.ones(2, 4) * torch.tensor([[10.0], [14.0]])
        return torch.cat([column[None], line[None], sizes, means[0:1], means[2:3]])[None]


class DetectorInParts(Detector):
    """The same among other tensors."""

    def forward(self, x):
        means = nn.functional.avg_pool2d(x, 16).flatten(2)[0]
        middles = torch.tensor([8.0, 24.0])
        column = middles.repeat(2)
        line = middles.repeat_interleave(2)
        sizes = torch.ones(2, 4) * torch.tensor([[10.0], [14.0]])
        map = torch.cat([column[None], line[None], sizes, means[0:1], means[2:3]])[None]
        return x, [means, map.double()]


class TellsSizes(nn.Module):
    def forward(self, x):
        return x.size(0)


def main():
    makers = {
        "honest": Honest, "probabilities": Probabilities, "wrong_shape": WrongShape, "not_a_number": NotANumber,
        "writes_in_forward": WritesInForward, "reads_in_forward": ReadsInForward,
        "loops_in_forward": LoopsInForward, "takes_memory": TakesMemory, "prints": Prints,
        "writes_when_loaded": WritesWhenLoaded, "loops_when_loaded": LoopsWhenLoaded,
        "reads_when_loaded": ReadsWhenLoaded, "detector": Detector, "detector_in_parts": DetectorInParts,
        "tells_sizes": TellsSizes}
    for name, make in makers.items():
        torch.jit.script(make().eval()).save(os.path.join(HERE, name + ".pt"))
    whole = open(os.path.join(HERE, "honest.pt"), "rb").read()
    broken = {"cut": whole[:len(whole) // 2], "flatbuffer": b"\0\0\0\0PTMF\xff\xff\xff\x7f",
              "archive_of_nothing": b"PK\x05\x06" + bytes(18), "garbage": b"PK\x03\x04" + bytes(range(256))}
    for name, content in broken.items():
        with open(os.path.join(HERE, name + ".pt"), "wb") as file:
            file.write(content)


main()
