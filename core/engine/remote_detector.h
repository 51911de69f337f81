// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/remote_machines.h"
#include "core/engine/remote_stream.h"

#include <functional>

namespace cobench::engine {

/// A detector on another machine: pictures go there as JPEG or as they are, one at a time.
class RemoteDetector final : public detect::Detector
{
public:
    /// A connection that has not been used yet. Each one makes its own, so that none inherits another's failure.
    using Connect = std::function<Result<std::shared_ptr<grpc::Channel>>()>;

    RemoteDetector(detect::RemoteSpec spec, std::string model, Connect connect);

    /// Before all others: connects and loads the model.
    Result<void> open();
    std::shared_ptr<LinkMeter> meter() const { return m_meter; }

    Result<detect::SharedDetections> detect(const detect::Frame& frame) override;
    detect::DropCause lossCause() const override;
    Result<void> restart() override;
    void interrupt() override;

private:
    Result<void> openOnce(std::chrono::milliseconds patience);
    Result<wire::DetectReply> ask(wire::DetectRequest request, std::chrono::milliseconds patience);
    Result<detect::SharedDetections> checked(const wire::DetectReply& reply, const detect::Frame& frame) const;
    wire::DetectRequest encode(const detect::Frame& frame) const;
    /// False when interrupted.
    bool rest(std::chrono::milliseconds time);

    const detect::RemoteSpec m_spec;
    const std::string m_model;
    const Connect m_connect;
    const std::shared_ptr<LinkMeter> m_meter;
    bool m_isNetwork = false; // why it failed last
    bool m_mayComeBack = false; // after that, without anybody's doing
    std::mutex m_mutex; // guards all that follows against interrupt()
    std::condition_variable m_woken;
    std::unique_ptr<RemoteStream> m_stream;
    bool m_isInterrupted = false;
};

} // namespace cobench::engine
