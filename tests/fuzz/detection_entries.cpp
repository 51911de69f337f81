// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/box_files.h"
#include "tests/fuzz/fuzz_targets.h"

namespace cobench::fuzz {

namespace {

template <typename Read>
void readRows(Input input, const Read& read)
{
    io::BoxTableBuilder table;
    const io::ReadContext context("input", input.size());
    static_cast<void>(read(table, context));
    require(table.table().rows.size() <= input.size() / 8); // four numbers and what separates them
}

} // namespace

void readBoxes(Input input, const Folder&)
{
    const std::string_view text{reinterpret_cast<const char*>(input.data()), input.size()};
    for (const io::BoxRole role : {io::BoxRole::Truth, io::BoxRole::Detections}) {
        readRows(input, [&](auto& table, auto& context) { return io::readMotText(text, role, context, table); });
        readRows(input, [&](auto& table, auto& context) { return io::readCocoJson(text, role, context, table); });
        readRows(
            input, [&](auto& table, auto& context) { return io::readYoloText(text, "f", role, context, table); });
        readRows(input, [&](auto& table, auto& context) { return io::readBoxCsv(text, role, context, table); });
    }
    readRows(input, [&](auto& table, auto& context) { return io::readVocXml(text, "f", context, table); });
}

} // namespace cobench::fuzz
