// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

/// The bytes of an IDX file, made by hand so that tests can also make wrong ones.
inline std::string idxBytes(const std::vector<std::uint32_t>& shape, const std::string& payload, char type = 8)
{
    std::string bytes{'\0', '\0', type, static_cast<char>(shape.size())};
    for (const std::uint32_t size : shape)
        for (int shift = 24; shift >= 0; shift -= 8)
            bytes += static_cast<char>(size >> shift & 0xFF);
    return bytes + payload;
}

inline void writeBytes(const std::filesystem::path& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary) << bytes;
}
