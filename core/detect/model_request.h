// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace cobench::detect {

/// A model as it is handed to the process that runs it: nothing there opens files.
struct ModelRequest {
    std::string name; // what messages are about: as on the command line, or a network's files
    std::string family; // "hog", "hog-daimler", "cascade", "network", "torchscript"
    std::string content; // bytes of the file, where there is one
    std::string config = {}; // bytes of a network's second file, where its format has one
    std::string card = {}; // text of a network's model card
    std::string target = {}; // of OpenCV, one of kNetworkTargets; empty = the processor
    unsigned threads = 1;
};

/// What else than the processor OpenCV may run networks on, where its build and the machine have it.
inline constexpr std::string_view kNetworkTargets[] = {"opencl", "opencl-fp16", "cuda", "cuda-fp16"};

inline constexpr std::string_view kBuiltInModels[]
    = {"null", "hog", "hog-daimler", "haar-fullbody", "haar-face", "lbp-face"};

} // namespace cobench::detect
