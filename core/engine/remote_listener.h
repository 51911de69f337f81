// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <memory>
#include <mutex>
#include <string>

namespace cobench::engine {

/// Lends this machine to others: off until start(). A server of its own, so that nothing of what this user's
/// programs ask of their engine can be reached from a network. Thread-safe.
class RemoteListener
{
public:
    RemoteListener();
    ~RemoteListener();
    RemoteListener(const RemoteListener&) = delete;
    RemoteListener& operator=(const RemoteListener&) = delete;

    /// The address it became, with a port. Conflict when it listens elsewhere already.
    Result<std::string> start(const std::string& address);
    bool isListening() const;
    /// A new code for one machine to be paired with. Conflict when nobody listens.
    Result<std::string> openPairing();
    void stop();

private:
    struct Server;
    mutable std::mutex m_mutex; // guards m_server
    std::unique_ptr<Server> m_server;
};

} // namespace cobench::engine
