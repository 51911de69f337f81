// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cobench::io {

/// The Python dictionary literal at the head of a .npy file.
struct NpyHeader {
    std::string type; // "<f4", "|S5"; for a structured type the text of its list
    bool fortranOrder = false;
    std::vector<std::uint64_t> shape;
};

/// Nothing when the text is not such a literal with exactly the three keys.
std::optional<NpyHeader> parseNpyHeader(std::string_view text);

} // namespace cobench::io
