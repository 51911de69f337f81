// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/source.h"
#include "core/trace/status_file.h"

#include <filesystem>

namespace cobench::trace {

/// Lanes of which each is one number in a file, or the mean of several such files.
class NumberFiles final : public Source
{
public:
    struct Item {
        data::TraceLane lane;
        std::vector<std::filesystem::path> paths; // none = the lane is missing
        double scale = 1.0;
        double offset = 0.0;
        bool isCounter = false; // then the lane is its growth a second
        std::uint64_t range = 0; // of a counter, see Counter
    };
    explicit NumberFiles(std::vector<Item> items);
    void sample(double now, std::span<float> values) override;

private:
    struct Reading {
        std::vector<StatusFile> files;
        double scale = 1.0;
        double offset = 0.0;
        bool isCounter = false;
        Counter counter;
    };
    float read(Reading& reading, double now);

    std::vector<Reading> m_readings;
};

/// The first line of a small file; empty when there is none.
std::string firstLine(const std::filesystem::path& file);
/// What lies in a folder, by name; nothing when it does not exist.
std::vector<std::filesystem::path> entriesOf(const std::filesystem::path& folder);

} // namespace cobench::trace
