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
    return {
        ErrorCode::Unsupported, kModule, {}, std::move(detail), "install the whole of CoBench, built with gRPC"};
}

} // namespace

std::filesystem::path engineProgram()
{
    return findProgram("cobench-engine");
}

Result<void*> findInModule(const char* function)
{
    const auto path = findModule(kModule);
    if (path.empty())
        return unusable("is not installed");
    void* module = dlopen(path.c_str(), RTLD_LAZY | RTLD_LOCAL); // stays: gRPC's threads outlive every client
    void* found = module ? dlsym(module, function) : nullptr;
    if (!found)
        return unusable(dlerror());
    return found;
}

Result<std::unique_ptr<Client>> Client::connect(const ConnectOptions& options)
{
    const auto connect = findInModule("cobenchConnect");
    if (!connect)
        return connect.error();
    Result<std::unique_ptr<Client>> client = Error{};
    reinterpret_cast<decltype(&cobenchConnect)> (*connect)(options, client);
    return client;
}

Result<void> Client::startDetection(const std::filesystem::path&, const std::string&)
{
    return unusable("this engine detects nothing");
}

Result<void> Client::steerDetection(const std::filesystem::path&, const std::string&)
{
    return unusable("this engine detects nothing");
}

Result<std::string> Client::listen(const std::string&)
{
    return unusable("this engine lends itself to nobody");
}

Result<ShownCode> Client::openPairing()
{
    return unusable("this engine lends itself to nobody");
}

} // namespace cobench::engine
