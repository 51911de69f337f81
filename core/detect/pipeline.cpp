// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/pipeline.h"

namespace cobench::detect {

namespace {

Error usage(std::string subject, std::string detail, std::string cure)
{
    return {.code = ErrorCode::Usage,
        .subject = std::move(subject),
        .detail = std::move(detail),
        .cure = std::move(cure)};
}

} // namespace

Result<void> check(const PipelineConfig& config, std::size_t devices)
{
    if (devices == 0)
        return usage("devices", "there is none", "name at least one");
    if (config.rate == 0.0 && config.dispatch.drop != DropPolicy::None)
        return usage("drop policy",
            "without a rate frames are taken as fast as they are processed, so none is ever dropped",
            "give a rate in frames per second");
    return {};
}

} // namespace cobench::detect
