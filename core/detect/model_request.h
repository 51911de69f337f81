// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace cobench::detect {

/// A model as it is handed to the process that runs it: nothing there opens files.
struct ModelRequest {
    std::string name; // of the command line
    std::string family; // "hog", "hog-daimler", "cascade"
    std::string content; // bytes of the file, where there is one
    unsigned threads = 1;
};

inline constexpr std::string_view kBuiltInModels[]
    = {"null", "hog", "hog-daimler", "haar-fullbody", "haar-face", "lbp-face"};

} // namespace cobench::detect
