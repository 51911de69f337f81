// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/models.h"
#include "core/train/torch/torch_backend.h"

#include "tests/support/verify_ok.h"

#include <QTest>

#include <chrono>
#include <cmath>

using namespace cobench;
using namespace cobench::train;

namespace {

constexpr std::size_t kCount = 32;
constexpr std::size_t kClasses = 10;
constexpr Shape kInput{3, 32, 32};

struct GroupOfOne final : ProcessGroup {
    unsigned rank() const override { return 0; }
    unsigned size() const override { return 1; }
    Result<void> sum(float*, std::size_t) override { return {}; }
    Result<std::string> fromLeader(const std::string& bytes) override { return bytes; }
};

std::unique_ptr<Backend> resnet(const std::string& device, ProcessGroup* group = nullptr)
{
    auto backend = makeTorchBackend(
        {.network = buildNetwork({.model = "resnet20", .input = kInput, .classes = kClasses}).value(),
            .optimizer = {.momentum = 0.9, .weightDecay = 1e-4},
            .seed = 3,
            .device = device,
            .group = group});
    return backend ? std::move(*backend) : nullptr;
}

struct Batch {
    std::vector<float> inputs = std::vector<float>(kCount * 3 * 32 * 32);
    std::vector<std::uint16_t> labels = std::vector<std::uint16_t>(kCount);

    Batch()
    {
        for (std::size_t i = 0; i < inputs.size(); ++i)
            inputs[i] = std::sin(0.37F * static_cast<float>(i % 9973));
        for (std::size_t i = 0; i < kCount; ++i)
            labels[i] = static_cast<std::uint16_t>(i * 7 % kClasses);
    }
};

std::vector<std::vector<float>> valuesOf(const Backend& backend)
{
    const BackendState state = backend.state().value();
    std::vector<std::vector<float>> values;
    for (const NamedTensor& tensor : state.tensors)
        values.push_back(tensor.values);
    return values;
}

} // namespace

/// What only a machine with a GPU, and a LibTorch that drives it, can tell.
class TorchGpuTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (torchDevices().size() < 2)
            QSKIP("no GPU that this LibTorch could use");
    }

    void a_step_is_that_of_the_processor_to_the_precision_of_the_card()
    {
        const Batch batch;
        const auto here = resnet("cpu");
        const auto there = resnet("cuda:0");
        QVERIFY(here && there);
        const auto a = here->step(batch.inputs.data(), batch.labels.data(), kCount, 0.1);
        const auto b = there->step(batch.inputs.data(), batch.labels.data(), kCount, 0.1);
        VERIFY_OK(a);
        VERIFY_OK(b);
        QVERIFY2(
            std::abs(a->loss - b->loss) < 5e-3, qPrintable(QString::number(a->loss - b->loss))); // TF32: 10 bits
    }

    void two_runs_are_equal_bit_for_bit_and_one_goes_on_from_the_state_of_another()
    {
        const Batch batch;
        const auto step = [&](Backend& backend) {
            return backend.step(batch.inputs.data(), batch.labels.data(), kCount, 0.05).value().loss;
        };
        const auto first = resnet("cuda:0");
        const auto second = resnet("cuda:0");
        for (int i = 0; i < 3; ++i)
            QCOMPARE(step(*first), step(*second));
        const auto third = resnet("cuda:0");
        VERIFY_OK(third->restore(first->state().value()));
        for (int i = 0; i < 3; ++i)
            QCOMPARE(step(*first), step(*third));
        QVERIFY(valuesOf(*first) == valuesOf(*third));
    }

    /// Two would need a card each.
    void a_group_of_one_takes_the_same_step_through_nccl()
    {
        const Batch batch;
        GroupOfOne group;
        const auto alone = resnet("cuda:0");
        const auto joined = resnet("cuda:0", &group);
        if (joined->note().find("not NCCL") != std::string::npos)
            QSKIP(joined->note().c_str());
        for (int i = 0; i < 3; ++i) {
            const auto a = alone->step(batch.inputs.data(), batch.labels.data(), kCount, 0.05);
            const auto b = joined->step(batch.inputs.data(), batch.labels.data(), kCount, 0.05);
            VERIFY_OK(b);
            QVERIFY(std::abs(a->loss - b->loss) < 1e-3);
            QCOMPARE(a->correct, b->correct);
        }
    }

    void the_parts_of_a_step_are_those_of_the_card_and_no_longer_than_the_step()
    {
        const Batch batch;
        const auto backend = resnet("cuda:0");
        const auto step
            = [&] { return backend->step(batch.inputs.data(), batch.labels.data(), kCount, 0.05).value(); };
        step(); // loads the kernels
        const auto start = std::chrono::steady_clock::now();
        const StepFigures figures = step();
        const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        QVERIFY(figures.forwardSeconds > 0.0 && figures.backwardSeconds > 0.0 && figures.stepSeconds > 0.0);
        QVERIFY(figures.forwardSeconds + figures.backwardSeconds + figures.stepSeconds <= wall);
    }

    void a_card_that_is_not_there_is_refused()
    {
        const auto backend = makeTorchBackend(
            {.network = buildNetwork({.model = "lenet5", .input = {1, 28, 28}}).value(), .device = "cuda:99"});
        QVERIFY(!backend);
        QCOMPARE(backend.error().code, ErrorCode::Unsupported);
    }
};

QTEST_APPLESS_MAIN(TorchGpuTest)
#include "torch_gpu_test.moc"
