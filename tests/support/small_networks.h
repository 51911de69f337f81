// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

/// Networks of a few numbers, so that tests need no weights from elsewhere.
namespace cobench::test {

/// Darknet: 32 x 32 pixels, 2 x 2 cells, three anchors, one class. Whatever the picture, the first anchor of every
/// cell is told with score sigmoid(2) / 2, 10 x 14 pixels around (8 or 24, 8 or 24); the others are not.
QByteArray darknetConfig();
QByteArray darknetWeights();
/// Its card, with the names of its two files.
QByteArray darknetCard(const QByteArray& weights = "small.weights", const QByteArray& config = "small.cfg");

/// ONNX: input "data" of 1 x 3 x 8 x 8, one node of type `operation` called "odd_one", output "out".
QByteArray onnxModel(const QByteArray& operation);

} // namespace cobench::test
