// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/remote_machines.h"

#include "core/engine/client_module.h"

namespace cobench::engine {

Result<std::unique_ptr<RemoteMachines>> RemoteMachines::load()
{
    const auto make = findInModule("cobenchRemoteMachines");
    if (!make)
        return make.error();
    return std::unique_ptr<RemoteMachines>(reinterpret_cast<decltype(&cobenchRemoteMachines)>(*make)());
}

} // namespace cobench::engine
