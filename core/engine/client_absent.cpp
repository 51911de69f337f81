// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/client.h"

namespace cobench::engine {

std::filesystem::path engineProgram()
{
    return {};
}

Result<std::unique_ptr<Client>> Client::connect(const ConnectOptions&)
{
    return Error{ErrorCode::Unsupported,
        "background engine",
        {},
        "this build has no engine service",
        "train in the foreground"};
}

} // namespace cobench::engine
