// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/worker_child.h"

#include "tests/core/engine/fake_worker.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>

using namespace cobench;
using namespace std::chrono_literals;

namespace {

/// A backend without arithmetic: the loss falls with the iterations, class 0 is always predicted.
class ScriptedBackend final : public train::Backend
{
public:
    explicit ScriptedBackend(const train::BackendOptions& options)
        : m_script(options.seed)
        , m_classes(options.network.classes)
    {
    }
    std::uint64_t parameters() const override { return 61706; }
    Result<train::StepFigures> step(const float*, const std::uint16_t*, std::size_t count, double) override
    {
        act(++m_steps);
        return train::StepFigures{1.0 / m_steps, count / 2};
    }
    Result<void> predict(const float*, std::size_t count, float* probabilities) override
    {
        std::fill_n(probabilities, count * m_classes, 0.1F / static_cast<float>(m_classes - 1));
        for (std::size_t n = 0; n < count; ++n)
            probabilities[n * m_classes] = 0.9F;
        return {};
    }
    Result<train::BackendState> state() const override
    {
        return train::BackendState{static_cast<std::uint64_t>(m_steps), {}};
    }
    Result<void> restore(const train::BackendState& state) override
    {
        m_steps = static_cast<int>(state.steps);
        return {};
    }

private:
    void act(int step) const
    {
        if (m_script == test::kTrainSlowly)
            std::this_thread::sleep_for(5ms);
        if (m_script == test::kIgnoreCancel)
            std::this_thread::sleep_for(60s);
        if (step != 5)
            return;
        if (m_script == test::kCrash)
            std::abort();
        if (m_script == test::kHang)
            raise(SIGSTOP);
        if (m_script == test::kTalkGarbage) {
            const std::string garbage(64, '\xFF');
            (void)!send(engine::kWorkerSocket, garbage.data(), garbage.size(), 0);
        }
    }

    std::uint64_t m_script;
    std::uint64_t m_classes;
    int m_steps = 0;
};

data::ImageSplit blankSplit(const char* name, std::size_t samples)
{
    return {name, std::vector<std::uint8_t>(samples * 28 * 28), std::vector<data::Label>(samples)};
}

Result<std::shared_ptr<const data::Dataset>> blankDataset(const data::DatasetRequest& request)
{
    data::Dataset dataset{.name = request.name, .shape = {1, 28, 28}, .classes = 10};
    dataset.splits = {blankSplit("train", 400), blankSplit("val", 50), blankSplit("test", 100)};
    return std::make_shared<const data::Dataset>(std::move(dataset));
}

} // namespace

int main()
{
    const auto makeBackend = [](const train::BackendOptions& options) -> Result<std::unique_ptr<train::Backend>> {
        if (options.seed == test::kFailToStart)
            return Error{ErrorCode::Unsupported, options.device, {}, "no such device", {}};
        return std::unique_ptr<train::Backend>(std::make_unique<ScriptedBackend>(options));
    };
    return engine::runWorker(engine::kWorkerSocket, {.makeBackend = makeBackend, .loadDataset = blankDataset});
}
