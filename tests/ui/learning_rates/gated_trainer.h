// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/run_trainer.h"

#include <atomic>
#include <memory>
#include <thread>

namespace cobench::test {

/// A scripted trainer whose runs go on only while its gate is open.
class GatedTrainer : public jobs::RunTrainer
{
public:
    using Gate = std::shared_ptr<std::atomic<bool>>;

    GatedTrainer(Gate gate, std::uint64_t iterationsPerEpoch)
        : m_gate(std::move(gate))
        , m_iterationsPerEpoch(iterationsPerEpoch)
    {
    }
    Result<std::shared_ptr<const data::Pool>> predictions(RunId) override { return cancelled(); }
    Result<std::uint64_t> iterationsPerEpoch(const train::TrainConfig&) override { return m_iterationsPerEpoch; }

protected:
    void waitForGate(const CancelToken& cancel) const
    {
        while (!m_gate->load() && !cancel.isCancelled())
            std::this_thread::yield();
    }

private:
    Gate m_gate;
    std::uint64_t m_iterationsPerEpoch;
};

} // namespace cobench::test
