// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lr/export_code.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cobench::lr {

struct ImportOptions {
    std::optional<CodeFormat> format; // none = told from the text
    std::optional<double> baseRate; // where the code names no optimiser with a rate
};

struct ImportedSchedule {
    Schedule schedule;
    Unit unit = Unit::Iteration;
    std::string source; // what was read: "StepLR", "CosineDecay", "cosine", "poly", "policy text"
    std::vector<std::string> notes; // what it leaves open, for people
};

/// Reads a schedule out of PyTorch, Keras or Hugging Face code (assignments, calls and arithmetic; nothing is run),
/// Caffe solver fields, our JSON, or a policy text. Values are those of the library's scheduler, as documented in
/// README.md. Usage or Unsupported, naming line and column, with what would be right.
Result<ImportedSchedule> importCode(std::string_view text, const ImportOptions& options = {});

/// Names of schedulers that importCode reads, by library.
std::vector<std::string> importableNames(CodeFormat format);

} // namespace cobench::lr
