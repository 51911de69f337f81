// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/client_module.h"

#include "core/engine/rpc_client.h"
#include "core/engine/rpc_machines.h"

void cobenchConnect(const cobench::engine::ConnectOptions& options,
    cobench::Result<std::unique_ptr<cobench::engine::Client>>& client)
{
    client = cobench::engine::connectOverRpc(options);
}

cobench::engine::RemoteMachines* cobenchRemoteMachines()
{
    return cobench::engine::makeRemoteMachines().release();
}
