// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/event_writer.h"

#include "core/runs/crc32c.h"

#include <bit>
#include <span>
#include <utility>

namespace cobench::runs {

namespace {

template <typename T>
std::string raw(T value)
{
    return {reinterpret_cast<const char*>(&value), sizeof value};
}

void addVarint(std::string& text, std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        text += static_cast<char>(value | 0x80);
    text += static_cast<char>(value);
}

std::string bytesField(int number, std::string_view content)
{
    std::string field(1, static_cast<char>(number << 3 | 2));
    addVarint(field, content.size());
    return field.append(content);
}

std::string event(double time, std::uint64_t step)
{
    std::string text = "\x09" + raw(time); // field 1, eight bytes
    if (step > 0) {
        text += '\x10'; // field 2, varint
        addVarint(text, step);
    }
    return text;
}

} // namespace

EventWriter::EventWriter(double time)
{
    addRecord(event(time, 0) + bytesField(3, "brain.Event:2"));
}

void EventWriter::addRecord(const std::string& event)
{
    const std::string length = raw(std::uint64_t{event.size()});
    m_content += length + raw(maskedCrc32c(std::as_bytes(std::span(length)))) + event
        + raw(maskedCrc32c(std::as_bytes(std::span(event))));
}

void EventWriter::add(std::string_view tag, std::uint64_t step, double time, double value)
{
    const std::string scalar = bytesField(1, tag) + '\x15' + raw(static_cast<float>(value)); // field 2, four bytes
    addRecord(event(time, step) + bytesField(5, bytesField(1, scalar)));
}

std::string EventWriter::take()
{
    return std::exchange(m_content, {});
}

} // namespace cobench::runs
