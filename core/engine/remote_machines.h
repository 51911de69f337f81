// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/detect/device_text.h"
#include "core/detect/pipeline.h"
#include "core/engine/link_meter.h"
#include "core/engine/remote_pairings.h"

#include <memory>
#include <string>
#include <vector>

namespace cobench::engine {

/// What another machine says about itself.
struct MachineStatus {
    std::string name;
    std::string version;
    unsigned cores = 0;
    unsigned sessions = 0; // devices in use there
    unsigned mostSessions = 0;
    std::vector<std::string> models; // that a device there can run
};

struct OpenedRemote {
    std::unique_ptr<detect::Detector> detector;
    std::shared_ptr<LinkMeter> meter;
};

/// Other machines whose engines lend themselves as devices. Calls block up to their deadlines. Thread-safe.
class RemoteMachines
{
public:
    /// Loads gRPC with the first call. Unsupported as Client::connect().
    static Result<std::unique_ptr<RemoteMachines>> load();
    virtual ~RemoteMachines() = default;

    /// Pairs this machine with the engine that listens at `address` and shows `code`; the pairing is kept.
    /// Forbidden for a wrong code, and when who answers does not know it either; Disconnected when nobody answers.
    virtual Result<Pairing> pair(const std::string& address, const std::string& code) = 0;

    /// Of a paired machine. Disconnected when it does not answer within 3 s, Forbidden when it is not paired (or
    /// was forgotten over there).
    virtual Result<MachineStatus> status(const std::string& address) = 0;

    /// A device of a paired machine that runs a model which that machine has. Its lossCause() is Network when the
    /// link broke or fell silent for 2.5 s; restart() then tries until the link is back, for two minutes.
    virtual Result<OpenedRemote> open(const detect::RemoteSpec& spec, const std::string& model) = 0;
};

} // namespace cobench::engine
