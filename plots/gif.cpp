// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/gif.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>

namespace cobench::plots {
namespace {

constexpr std::size_t kColours = 256;
constexpr int kShift = 3; // colours are told apart by their upper five bits
constexpr std::size_t kCells = 1U << 15;
constexpr std::uint16_t kMostCodes = 4096;

std::size_t cellOf(QRgb colour)
{
    return (std::size_t(qRed(colour) >> kShift) << 10) | (std::size_t(qGreen(colour) >> kShift) << 5)
        | std::size_t(qBlue(colour) >> kShift);
}

int channelOf(std::size_t cell, int channel)
{
    return static_cast<int>(cell >> (5 * channel)) & 31;
}

struct Palette {
    std::array<QRgb, kColours> colours{};
    std::vector<std::uint8_t> ofCell = std::vector<std::uint8_t>(kCells, 0);
};

/// P. Heckbert, Color Image Quantization for Frame Buffer Display (1982).
class MedianCut
{
public:
    explicit MedianCut(const std::vector<QImage>& frames)
        : m_count(kCells, 0)
    {
        for (const QImage& frame : frames)
            for (int y = 0; y < frame.height(); ++y) {
                const auto* line = reinterpret_cast<const QRgb*>(frame.constScanLine(y));
                for (int x = 0; x < frame.width(); ++x)
                    ++m_count[cellOf(line[x])];
            }
        for (std::size_t cell = 0; cell < kCells; ++cell)
            if (m_count[cell] > 0)
                m_cells.push_back(cell);
    }

    Palette palette()
    {
        std::vector<Box> boxes{{0, m_cells.size()}};
        while (boxes.size() < kColours) {
            const auto widest = std::ranges::max_element(boxes, {}, [this](const Box& box) { return worth(box); });
            if (worth(*widest) == 0)
                break;
            const Box whole = *widest;
            const std::size_t middle = split(whole);
            *widest = {whole.first, middle};
            boxes.push_back({middle, whole.last});
        }
        Palette palette;
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            palette.colours[i] = mean(boxes[i]);
            for (std::size_t c = boxes[i].first; c < boxes[i].last; ++c)
                palette.ofCell[m_cells[c]] = static_cast<std::uint8_t>(i);
        }
        return palette;
    }

private:
    struct Box {
        std::size_t first;
        std::size_t last;
    };

    std::pair<int, int> widestChannel(const Box& box) const
    {
        std::pair<int, int> best{0, 0}; // extent, channel
        for (int channel = 0; channel < 3; ++channel) {
            int low = 31;
            int high = 0;
            for (std::size_t i = box.first; i < box.last; ++i) {
                low = std::min(low, channelOf(m_cells[i], channel));
                high = std::max(high, channelOf(m_cells[i], channel));
            }
            best = std::max(best, {high - low, channel});
        }
        return best;
    }
    std::uint64_t pixels(const Box& box) const
    {
        std::uint64_t sum = 0;
        for (std::size_t i = box.first; i < box.last; ++i)
            sum += m_count[m_cells[i]];
        return sum;
    }
    /// 0 where there is nothing to split.
    std::uint64_t worth(const Box& box) const
    {
        return box.last - box.first < 2 ? 0 : pixels(box) * std::uint64_t(widestChannel(box).first);
    }
    std::size_t split(const Box& box)
    {
        const int channel = widestChannel(box).second;
        std::sort(m_cells.begin() + std::ptrdiff_t(box.first),
            m_cells.begin() + std::ptrdiff_t(box.last),
            [channel](std::size_t a, std::size_t b) {
                return std::pair(channelOf(a, channel), a) < std::pair(channelOf(b, channel), b);
            });
        const std::uint64_t half = pixels(box) / 2;
        std::uint64_t sum = 0;
        std::size_t at = box.first;
        while (at + 1 < box.last && sum + m_count[m_cells[at]] <= half)
            sum += m_count[m_cells[at++]];
        return std::clamp(at, box.first + 1, box.last - 1);
    }
    QRgb mean(const Box& box) const
    {
        std::array<std::uint64_t, 3> sum{};
        for (std::size_t i = box.first; i < box.last; ++i)
            for (int channel = 0; channel < 3; ++channel)
                sum[std::size_t(channel)]
                    += m_count[m_cells[i]] * std::uint64_t(channelOf(m_cells[i], channel) * 255 / 31);
        const std::uint64_t all = std::max<std::uint64_t>(1, pixels(box));
        return qRgb(int(sum[2] / all), int(sum[1] / all), int(sum[0] / all));
    }

    std::vector<std::uint64_t> m_count; // of each cell
    std::vector<std::size_t> m_cells; // those that occur
};

/// Codes of variable length, in sub-blocks of up to 255 bytes.
class CodeWriter
{
public:
    explicit CodeWriter(QByteArray& out)
        : m_out(out)
    {
    }
    void write(std::uint32_t code, int bits)
    {
        m_bits |= code << m_used;
        m_used += bits;
        for (; m_used >= 8; m_used -= 8, m_bits >>= 8)
            put(static_cast<char>(m_bits & 0xff));
    }
    void finish()
    {
        if (m_used > 0)
            put(static_cast<char>(m_bits & 0xff));
        flush();
        m_out.append('\0');
    }

private:
    void put(char byte)
    {
        m_block.append(byte);
        if (m_block.size() == 255)
            flush();
    }
    void flush()
    {
        if (m_block.isEmpty())
            return;
        m_out.append(static_cast<char>(m_block.size()));
        m_out.append(m_block);
        m_block.clear();
    }

    QByteArray& m_out;
    QByteArray m_block;
    std::uint32_t m_bits = 0;
    int m_used = 0;
};

/// LZW as GIF has it: 8-bit symbols, clear code 256, end code 257, a new table whenever 4,096 codes are used up.
void compress(const std::vector<std::uint8_t>& symbols, QByteArray& out)
{
    constexpr std::uint16_t kClear = 256;
    constexpr std::uint16_t kEnd = 257;
    out.append('\x08');
    CodeWriter writer(out);
    std::vector<std::uint16_t> next(std::size_t(kMostCodes) * 256, 0); // code after (code, symbol); 0 = none
    std::uint16_t codes = kEnd + 1;
    int bits = 9;
    writer.write(kClear, bits);
    std::uint16_t prefix = symbols.front();
    for (std::size_t i = 1; i < symbols.size(); ++i) {
        std::uint16_t& after = next[std::size_t(prefix) * 256 + symbols[i]];
        if (after != 0) {
            prefix = after;
            continue;
        }
        writer.write(prefix, bits);
        prefix = symbols[i];
        if (codes == kMostCodes) {
            writer.write(kClear, bits);
            std::ranges::fill(next, std::uint16_t{0});
            codes = kEnd + 1;
            bits = 9;
            continue;
        }
        if (codes == (1U << bits))
            ++bits;
        after = codes++;
    }
    writer.write(prefix, bits);
    if (codes == (1U << bits) && bits < 12)
        ++bits;
    writer.write(kEnd, bits);
    writer.finish();
}

void appendShort(QByteArray& out, int value)
{
    out.append(static_cast<char>(value & 0xff));
    out.append(static_cast<char>(value >> 8 & 0xff));
}

void appendHeader(QByteArray& out, const QSize& size, const Palette& palette)
{
    out.append("GIF89a");
    appendShort(out, size.width());
    appendShort(out, size.height());
    out.append("\xf7\0\0", 3); // a table of 256 colours follows
    for (const QRgb colour : palette.colours)
        for (const int channel : {qRed(colour), qGreen(colour), qBlue(colour)})
            out.append(static_cast<char>(channel));
    out.append("\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0", 19); // plays without end
}

void appendFrame(QByteArray& out, const QImage& frame, const Palette& palette, int delayMs)
{
    out.append("\x21\xf9\x04\0", 4);
    appendShort(out, std::max(2, (delayMs + 5) / 10)); // viewers slow down what is shorter
    out.append("\0\0\x2c\0\0\0\0", 7);
    appendShort(out, frame.width());
    appendShort(out, frame.height());
    out.append('\0');
    std::vector<std::uint8_t> symbols;
    symbols.reserve(std::size_t(frame.width()) * std::size_t(frame.height()));
    for (int y = 0; y < frame.height(); ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(frame.constScanLine(y));
        for (int x = 0; x < frame.width(); ++x)
            symbols.push_back(palette.ofCell[cellOf(line[x])]);
    }
    compress(symbols, out);
}

} // namespace

QByteArray toGif(const std::vector<QImage>& frames, int delayMs)
{
    constexpr int kLongest = 65535;
    if (frames.empty() || frames.front().isNull())
        return {};
    const QSize size = frames.front().size();
    if (size.width() > kLongest || size.height() > kLongest
        || std::ranges::any_of(frames, [&](const QImage& frame) { return frame.size() != size; }))
        return {};
    std::vector<QImage> plain;
    plain.reserve(frames.size());
    for (const QImage& frame : frames)
        plain.push_back(frame.convertToFormat(QImage::Format_RGB32));
    const Palette palette = MedianCut(plain).palette();
    QByteArray out;
    appendHeader(out, size, palette);
    for (const QImage& frame : plain)
        appendFrame(out, frame, palette, delayMs);
    out.append('\x3b');
    return out;
}

} // namespace cobench::plots
