// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/event_inbox.h"

namespace cobench::cli {

Result<std::unique_ptr<engine::Client>> connectEngine()
{
    const auto program = engine::engineProgram();
    auto client = engine::Client::connect({.executable = program});
    if (client || !program.empty() || client.error().code != ErrorCode::Disconnected)
        return client;
    return Error{.code = ErrorCode::NotFound,
        .subject = "cobench-engine",
        .detail = "it is not installed beside this program",
        .cure = "install the whole of CoBench, built with gRPC and LibTorch"};
}

} // namespace cobench::cli
