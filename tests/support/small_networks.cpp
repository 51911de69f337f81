// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/small_networks.h"

#include <array>
#include <cstdint>
#include <vector>

namespace cobench::test {

namespace {

constexpr int kAnchors = 3;
constexpr int kNumbers = 6; // of an anchor: x, y, width, height, objectness, one class

template <typename Range>
QByteArray bytesOf(const Range& values)
{
    return {
        reinterpret_cast<const char*>(values.data()), static_cast<qsizetype>(values.size() * sizeof(values[0]))};
}

// Protocol buffers: fields of wire types 2 (bytes) and 0 (small whole numbers).

QByteArray field(int number, const QByteArray& content)
{
    QByteArray bytes(1, static_cast<char>(number << 3 | 2));
    for (auto rest = static_cast<unsigned>(content.size());; rest >>= 7) {
        bytes.append(static_cast<char>((rest & 0x7F) | (rest > 0x7F ? 0x80 : 0)));
        if (rest <= 0x7F)
            return bytes + content;
    }
}

QByteArray field(int number, int value)
{
    return {QByteArray(1, static_cast<char>(number << 3)) + static_cast<char>(value)};
}

QByteArray tensorInfo(const QByteArray& name, std::initializer_list<int> sizes)
{
    QByteArray shape;
    for (const int size : sizes)
        shape += field(1, field(1, size));
    const QByteArray tensor = field(1, 1) + field(2, shape); // 1: float
    return field(1, name) + field(2, field(1, tensor));
}

} // namespace

QByteArray darknetConfig()
{
    return "[net]\nwidth=32\nheight=32\nchannels=3\n\n"
           "[convolutional]\nfilters=18\nsize=1\nstride=16\npad=0\nactivation=linear\n\n"
           "[yolo]\nmask=0,1,2\nanchors=10,14, 23,27, 20,8\nclasses=1\nnum=3\n";
}

QByteArray darknetWeights()
{
    const std::array<std::int32_t, 5> header{0, 2, 0, 0, 0};
    std::vector<float> numbers(kAnchors * kNumbers + kAnchors * kNumbers * 3, 0.0F); // biases, then weights
    for (int anchor = 0; anchor < kAnchors; ++anchor)
        numbers[static_cast<std::size_t>(anchor * kNumbers + 4)] = anchor == 0 ? 2.0F : -10.0F;
    return bytesOf(header) + bytesOf(numbers);
}

QByteArray darknetCard(const QByteArray& weights, const QByteArray& config)
{
    return R"({
  "name": "Small",
  "format": "darknet",
  "weights": ")"
        + weights + R"(",
  "config": ")"
        + config + R"(",
  "input": {"width": 32, "height": 32, "order": "rgb", "scale": 0.004},
  "layout": "region",
  "classes": ["thing"]
})";
}

QByteArray onnxModel(const QByteArray& operation)
{
    const QByteArray node = field(1, "data") + field(2, "out") + field(3, "odd_one") + field(4, operation);
    const QByteArray graph = field(1, node) + field(2, "graph") + field(11, tensorInfo("data", {1, 3, 8, 8}))
        + field(12, tensorInfo("out", {1, 3, 8, 8}));
    return field(1, 7) + field(7, graph) + field(8, field(2, 11));
}

} // namespace cobench::test
