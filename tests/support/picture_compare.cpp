// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/picture_compare.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace cobench::test {
namespace {

constexpr int kCell = 16; // pixels
constexpr double kColourStep = 24.0; // of 255, in any channel
constexpr double kInked = 6.0; // mean contrast of a cell with a line or text in it
constexpr double kEmpty = 1.0;

struct Cell {
    double red = 0.0;
    double green = 0.0;
    double blue = 0.0;
    double contrast = 0.0; // mean step to the next pixel, right and down
};

struct Grid {
    int columns = 0;
    int rows = 0;
    std::vector<Cell> cells;
    const Cell& at(int column, int row) const { return cells[std::size_t(row * columns + column)]; }
};

double step(QRgb first, QRgb second)
{
    return std::abs(qGray(first) - qGray(second));
}

Cell measure(const QImage& image, int left, int top)
{
    Cell cell;
    for (int y = top; y < top + kCell; ++y) {
        for (int x = left; x < left + kCell; ++x) {
            const QRgb pixel = image.pixel(x, y);
            cell.red += qRed(pixel);
            cell.green += qGreen(pixel);
            cell.blue += qBlue(pixel);
            const QRgb right = image.pixel(std::min(x + 1, image.width() - 1), y);
            const QRgb below = image.pixel(x, std::min(y + 1, image.height() - 1));
            cell.contrast += step(pixel, right) + step(pixel, below);
        }
    }
    constexpr double kPixels = kCell * kCell;
    return {cell.red / kPixels, cell.green / kPixels, cell.blue / kPixels, cell.contrast / kPixels};
}

Grid gridOf(const QImage& image)
{
    Grid grid{image.width() / kCell, image.height() / kCell, {}};
    for (int row = 0; row < grid.rows; ++row)
        for (int column = 0; column < grid.columns; ++column)
            grid.cells.push_back(measure(image, column * kCell, row * kCell));
    return grid;
}

bool differsInColour(const Cell& a, const Cell& b)
{
    return std::max({std::abs(a.red - b.red), std::abs(a.green - b.green), std::abs(a.blue - b.blue)})
        > kColourStep;
}

// Text of another font ends a little earlier or later, so the neighbours on the line may hold the ink.
double inkNear(const Grid& grid, int column, int row)
{
    double most = 0.0;
    for (int x = std::max(0, column - 1); x <= std::min(grid.columns - 1, column + 1); ++x)
        most = std::max(most, grid.at(x, row).contrast);
    return most;
}

std::size_t lostInk(const Grid& from, const Grid& to)
{
    std::size_t lost = 0;
    for (int row = 0; row < from.rows; ++row)
        for (int column = 0; column < from.columns; ++column)
            lost += from.at(column, row).contrast > kInked && inkNear(to, column, row) < kEmpty;
    return lost;
}

} // namespace

QString PictureDifference::text() const
{
    return QStringLiteral("same size %1, colour %2 %, ink %3 %")
        .arg(sameSize ? QStringLiteral("yes") : QStringLiteral("no"))
        .arg(100.0 * colour, 0, 'f', 1)
        .arg(100.0 * ink, 0, 'f', 1);
}

PictureDifference comparePictures(const QImage& expected, const QImage& actual)
{
    if (expected.size() != actual.size())
        return {.sameSize = false};
    const Grid first = gridOf(expected.convertToFormat(QImage::Format_RGB32));
    const Grid second = gridOf(actual.convertToFormat(QImage::Format_RGB32));
    std::size_t colour = 0;
    std::size_t inked = 0;
    for (std::size_t i = 0; i < first.cells.size(); ++i) {
        colour += differsInColour(first.cells[i], second.cells[i]);
        inked += first.cells[i].contrast > kInked || second.cells[i].contrast > kInked;
    }
    const std::size_t lost = lostInk(first, second) + lostInk(second, first);
    return {.sameSize = true,
        .colour = double(colour) / double(std::max<std::size_t>(1, first.cells.size())),
        .ink = double(lost) / double(std::max<std::size_t>(1, inked))};
}

} // namespace cobench::test
