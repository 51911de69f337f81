// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/trainer.h"

#include <algorithm>
#include <functional>
#include <optional>

namespace cobench::train::test {

inline constexpr std::size_t kPixels = 28 * 28;

/// What a ScriptedBackend was asked, kept beyond its life.
struct Script {
    std::vector<std::vector<std::uint16_t>> batches; // labels of every step
    std::vector<double> rates;
    std::vector<float> firstPixels; // of every step's samples
    std::function<Result<StepFigures>(int step)> answer = [](int) { return StepFigures{1.0, 0}; };
    BackendOptions options;
    std::optional<BackendState> restored;
};

class ScriptedBackend final : public Backend
{
public:
    explicit ScriptedBackend(Script& script)
        : m_script(script)
    {
    }
    std::uint64_t parameters() const override { return 42; }
    Result<StepFigures> step(
        const float* inputs, const std::uint16_t* labels, std::size_t count, double learningRate) override
    {
        m_script.batches.emplace_back(labels, labels + count);
        m_script.rates.push_back(learningRate);
        for (std::size_t n = 0; n < count; ++n)
            m_script.firstPixels.push_back(inputs[n * kPixels]);
        return m_script.answer(static_cast<int>(m_script.batches.size()));
    }
    Result<void> predict(const float*, std::size_t count, float* probabilities) override
    {
        for (std::size_t n = 0; n < count; ++n) // class 1 with 0.75, class 0 with 0.25
            for (std::size_t c = 0; c < 10; ++c)
                probabilities[n * 10 + c] = c == 1 ? 0.75F : c == 0 ? 0.25F : 0.0F;
        return {};
    }
    Result<BackendState> state() const override
    {
        return BackendState{m_script.batches.size(), {{"weights", {2}, {1.5F, -0.0F}}}};
    }
    Result<void> restore(const BackendState& state) override
    {
        m_script.restored = state;
        return {};
    }

private:
    Script& m_script;
};

inline BackendFactory factory(Script& script)
{
    return [&script](const BackendOptions& options) -> Result<std::unique_ptr<Backend>> {
        script.options = options;
        return std::unique_ptr<Backend>(std::make_unique<ScriptedBackend>(script));
    };
}

/// Sample n has the label n mod 10, and n mod 256 in every pixel.
inline data::ImageSplit numbered(const char* name, std::uint32_t samples)
{
    std::vector<std::uint8_t> pixels;
    std::vector<data::Label> labels;
    for (std::uint32_t n = 0; n < samples; ++n) {
        pixels.insert(pixels.end(), kPixels, static_cast<std::uint8_t>(n));
        labels.push_back(static_cast<data::Label>(n % 10));
    }
    return {name, std::move(pixels), std::move(labels)};
}

inline data::Dataset dataset()
{
    data::Dataset set{.name = "fashion-mnist", .shape = {1, 28, 28}, .classes = 10};
    set.splits = {numbered("train", 25), numbered("val", 20), numbered("test", 700)};
    return set;
}

/// Keeps every checkpoint in memory, as bytes.
struct MemoryCheckpoints final : CheckpointStore {
    std::vector<std::string> saved;
    std::vector<Error> failures; // of the next calls, last first

    Result<void> save(const Checkpoint& checkpoint) override
    {
        if (!failures.empty()) {
            const Error error = failures.back();
            failures.pop_back();
            return error;
        }
        saved.push_back(encodeCheckpoint(checkpoint));
        return {};
    }
    Result<std::optional<Checkpoint>> newest() override
    {
        if (saved.empty())
            return std::optional<Checkpoint>();
        auto decoded = decodeCheckpoint(saved.back(), "memory");
        if (!decoded)
            return decoded.error();
        return std::optional(std::move(*decoded));
    }
};

struct RecordingObserver final : Observer {
    RunPlan plan;
    std::vector<Scalar> scalars;
    std::vector<std::string> lines;
    std::uint64_t iterations = 0;
    std::function<void(std::uint64_t)> each = [](std::uint64_t) {};

    void onStart(const RunPlan& started) override { plan = started; }
    void onScalar(const Scalar& scalar) override { scalars.push_back(scalar); }
    void onLine(const std::string& line) override { lines.push_back(line); }
    void onIteration(std::uint64_t done, std::uint32_t) override
    {
        iterations = done;
        each(done);
    }
    std::vector<Scalar> tagged(const std::string& tag) const
    {
        std::vector<Scalar> found;
        std::ranges::copy_if(scalars, std::back_inserter(found), [&](const Scalar& s) { return s.tag == tag; });
        return found;
    }
};

} // namespace cobench::train::test
