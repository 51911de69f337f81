// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/client.h"

#include "core/engine/client_module.h"
#include "core/engine/runtime_directory.h"

#include <dlfcn.h>

namespace cobench::engine {

namespace {

constexpr auto kModule = "cobench-engine-client.so";

Error unusable(std::string detail)
{
    return {ErrorCode::Unsupported, kModule, {}, std::move(detail), "train in the foreground"};
}

} // namespace

std::filesystem::path engineProgram()
{
    return findProgram("cobench-engine");
}

Result<std::unique_ptr<Client>> Client::connect(const ConnectOptions& options)
{
    const auto path = findModule(kModule);
    if (path.empty())
        return unusable("is not installed");
    void* module = dlopen(path.c_str(), RTLD_LAZY | RTLD_LOCAL); // stays: gRPC's threads outlive every client
    const auto connect
        = module ? reinterpret_cast<decltype(&cobenchConnect)>(dlsym(module, "cobenchConnect")) : nullptr;
    if (!connect)
        return unusable(dlerror());
    Result<std::unique_ptr<Client>> client = Error{};
    connect(options, client);
    return client;
}

} // namespace cobench::engine
