// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/data/pool.h"
#include "core/io/read_context.h"

#include <map>
#include <optional>

namespace cobench::io {

/// pool.json: what a folder's maker says about the pool. Everything is optional; README.md shows the form.
struct PoolDescription {
    struct Model {
        std::string file; // the model as file names have it
        std::string name; // as it is to be shown
        data::ModelCost cost;
    };
    std::string name;
    std::vector<Model> models; // in the wanted order
    std::vector<std::string> classNames;
    std::vector<std::string> splits;
    std::string licence;
    std::string source;
};

constexpr std::uint64_t kMaxPoolJsonBytes = std::uint64_t{4} << 20;

Result<PoolDescription> parsePoolJson(std::string_view text, const ReadContext& context);

} // namespace cobench::io
