// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/data/pool.h"
#include "core/io/tensor.h"

#include <optional>
#include <string>
#include <vector>

namespace cobench::io {

/// What a file says about one model, before anybody knows whether its numbers are probabilities or logits.
/// Exactly one of the two is filled.
struct RawMember {
    std::string name; // empty: the file's name tells
    std::uint64_t classes = 0; // columns of `values`
    std::vector<float> values; // [N][classes] as written
    std::vector<data::Label> labels; // [N]
    std::string place; // record or column inside the file, for messages; may be empty

    std::uint64_t samples() const { return values.empty() ? labels.size() : values.size() / classes; }
};

struct RawSplit {
    std::string title; // as data::Split::title(); empty: the file's name or folder tells
    std::vector<data::Label> truth; // empty: labels are elsewhere
    std::vector<RawMember> members; // empty: the file holds labels only
};

/// One prediction file: usually one split with one member; a bundle or a label table has more.
struct RawFile {
    std::vector<RawSplit> splits;
};

/// The member a tensor stands for: [N,C] values, or [N] or [N,1] whole labels.
Result<RawMember> memberFromTensor(const Tensor& tensor, const ReadContext& context, const std::string& place);

/// Truth from a tensor of shape [N] or [N,1].
Result<std::vector<data::Label>> truthFromTensor(
    const Tensor& tensor, const ReadContext& context, const std::string& place);

} // namespace cobench::io
