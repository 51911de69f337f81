// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/attack.h"

#include "tests/support/verify_ok.h"

#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::train;

namespace {

constexpr data::ImageShape kShape{1, 2, 2};

/// Tells the same gradient for every sample, and counts how often it was asked.
class SlopeBackend final : public Backend
{
public:
    explicit SlopeBackend(std::vector<float> slope)
        : m_slope(std::move(slope))
    {
    }
    int asked = 0;

    std::uint64_t parameters() const override { return 0; }
    Result<StepFigures> step(const float*, const std::uint16_t*, std::size_t, double) override
    {
        return StepFigures{};
    }
    Result<void> predict(const float*, std::size_t, float*) override { return {}; }
    Result<void> inputGradient(const float*, const std::uint16_t*, std::size_t count, float* gradient) override
    {
        ++asked;
        for (std::size_t n = 0; n < count; ++n)
            std::copy(m_slope.begin(), m_slope.end(), gradient + n * m_slope.size());
        return {};
    }
    Result<BackendState> state() const override { return BackendState{}; }
    Result<void> restore(const BackendState&) override { return {}; }

private:
    std::vector<float> m_slope;
};

Batch batchOf(std::vector<float> inputs)
{
    return {std::move(inputs), {0}};
}

bool near(float a, double b)
{
    return std::abs(a - b) < 1e-6;
}

} // namespace

class AttackTest : public QObject
{
    Q_OBJECT

    const std::vector<std::uint32_t> m_first{0};

private Q_SLOTS:
    void fgsm_moves_each_pixel_by_epsilon_along_the_sign_and_stays_between_black_and_white()
    {
        SlopeBackend backend({0.3F, -7.0F, 0.0F, 1e-9F});
        Batch batch = batchOf({0.5F, 0.02F, 0.25F, 0.99F});
        VERIFY_OK(attack(backend, {.epsilon = 0.1}, Normalizer::unit(kShape), m_first, batch));
        QVERIFY(near(batch.inputs[0], 0.6));
        QVERIFY(near(batch.inputs[1], 0.0)); // black is the end
        QVERIFY(near(batch.inputs[2], 0.25)); // no slope, no change
        QVERIFY(near(batch.inputs[3], 1.0));
        QCOMPARE(backend.asked, 1);
    }

    /// Pixels 0, 100, 100, 200: mean 100, deviation sqrt(5000). A tenth of the range is 25.5 bytes.
    void epsilon_counts_in_pixels_however_inputs_are_normalised()
    {
        const data::ImageSplit split{
            "test", std::vector<std::uint8_t>{0, 100, 100, 200}, std::vector<data::Label>{0}};
        const auto normalizer = Normalizer::fit(split, kShape, 1);
        SlopeBackend backend({1.0F, 1.0F, -1.0F, 1.0F});
        Batch batch;
        batch.gather(SampleReader(split, kShape, normalizer), m_first);
        VERIFY_OK(attack(backend, {.epsilon = 0.1}, normalizer, m_first, batch));
        const double wanted[]{25.5, 125.5, 74.5, 225.5};
        for (std::size_t i = 0; i < 4; ++i)
            QVERIFY(std::abs(batch.inputs[i] * std::sqrt(5000.0) + 100.0 - wanted[i]) < 1e-3);
    }

    /// Steps of 0.05 from anywhere within 0.1 reach the edge in ten.
    void pgd_ends_at_the_edge_of_its_reach()
    {
        SlopeBackend backend({1.0F, -1.0F, 1.0F, -1.0F});
        Batch batch = batchOf({0.5F, 0.5F, 0.95F, 0.05F});
        VERIFY_OK(attack(backend,
            {.kind = Attack::Kind::Pgd, .epsilon = 0.1, .stepSize = 0.05},
            Normalizer::unit(kShape),
            m_first,
            batch));
        QCOMPARE(backend.asked, 10);
        QVERIFY(near(batch.inputs[0], 0.6) && near(batch.inputs[1], 0.4));
        QVERIFY(near(batch.inputs[2], 1.0) && near(batch.inputs[3], 0.0));
    }

    void a_start_of_pgd_follows_from_seed_and_sample_alone()
    {
        const auto started = [](std::uint64_t seed, std::uint32_t sample) {
            SlopeBackend flat({0.0F, 0.0F, 0.0F, 0.0F});
            Batch batch = batchOf({0.5F, 0.5F, 0.5F, 0.5F});
            (void)attack(flat,
                {.kind = Attack::Kind::Pgd, .epsilon = 0.1, .steps = 1, .seed = seed},
                Normalizer::unit(kShape),
                std::vector<std::uint32_t>{sample},
                batch);
            return batch.inputs;
        };
        const auto first = started(1, 7);
        QCOMPARE(started(1, 7), first);
        QVERIFY(started(2, 7) != first);
        QVERIFY(started(1, 8) != first);
        for (const float value : first)
            QVERIFY(value >= 0.4F && value <= 0.6F && value != 0.5F);
    }

    void a_backend_without_gradients_is_told()
    {
        struct Opaque final : Backend {
            std::uint64_t parameters() const override { return 0; }
            Result<StepFigures> step(const float*, const std::uint16_t*, std::size_t, double) override
            {
                return StepFigures{};
            }
            Result<void> predict(const float*, std::size_t, float*) override { return {}; }
            Result<BackendState> state() const override { return BackendState{}; }
            Result<void> restore(const BackendState&) override { return {}; }
        } backend;
        Batch batch = batchOf({0.5F, 0.5F, 0.5F, 0.5F});
        const auto told = attack(backend, {}, Normalizer::unit(kShape), m_first, batch);
        QCOMPARE(told.error().code, ErrorCode::Unsupported);
    }

    void inputs_can_be_handed_to_a_network_that_normalises_otherwise()
    {
        const data::ImageSplit split{
            "test", std::vector<std::uint8_t>{0, 50, 100, 250}, std::vector<data::Label>{0}};
        const auto standard = Normalizer::fit(split, kShape, 1);
        const auto unit = Normalizer::unit(kShape);
        Batch made, wanted;
        made.gather(SampleReader(split, kShape, standard), m_first);
        wanted.gather(SampleReader(split, kShape, unit), m_first);
        renormalize(standard, unit, made);
        for (std::size_t i = 0; i < 4; ++i)
            QVERIFY(near(made.inputs[i], wanted.inputs[i]));
    }
};

QTEST_APPLESS_MAIN(AttackTest)
#include "attack_test.moc"
