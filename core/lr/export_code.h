// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/lr/policy.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cobench::lr {

/// Where a schedule is taken to, and comes from.
enum class CodeFormat { PyTorch, Keras, HuggingFace, Caffe, Json };
std::string_view id(CodeFormat format); // pytorch keras huggingface caffe json
std::optional<CodeFormat> codeFormatFromId(std::string_view text);
std::vector<std::string_view> codeFormatIds();
std::string_view title(CodeFormat format); // "PyTorch", for people

struct ExportOptions {
    Unit unit = Unit::Iteration; // which the code's comment and the JSON name
    Convention convention = Convention::Corrected;
};

/// The schedule as code that runs there: the library's own scheduler where it gives the same values, else a
/// function of t. PyTorch and Hugging Face define make_scheduler(optimizer); Keras defines learning_rate, or a
/// callback that sets it; Caffe gets the fields of its solver; JSON holds the canonical text and every number. A
/// first line "CoBench policy: …" lets importCode read any of the Python forms back. Unsupported, naming what to
/// take instead, where Caffe has no such policy. Precondition: validate() is ok.
Result<std::string> exportCode(const Schedule& schedule, CodeFormat format, const ExportOptions& options = {});

/// Begins the comment that carries the canonical text.
inline constexpr std::string_view kPolicyComment = "# CoBench policy: ";

} // namespace cobench::lr
