// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/models.h"
#include "core/train/torch/torch_backend.h"

#include "tests/support/verify_ok.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

using namespace cobench;
using namespace cobench::train;

namespace {

using Kind = OptimizerOptions::Kind;
using Vector = std::array<double, 3>;

/// Softmax regression on a zero input: its logits are the biases b, their gradient is p - onehot(label), with
/// smoothing p - ((1 - s) onehot + s / 3).
struct Problem {
    OptimizerOptions options;
    double smoothing = 0.0;

    std::unique_ptr<Backend> make() const
    {
        const auto network = buildNetwork({.model = "softmax", .input = {1, 1, 1}, .classes = 3});
        auto backend
            = makeTorchBackend({.network = *network, .optimizer = options, .labelSmoothing = smoothing, .seed = 1});
        return backend ? std::move(*backend) : nullptr;
    }
};

Vector biasesOf(const Backend& backend)
{
    const auto state = backend.state();
    const auto found = std::ranges::find(state->tensors, "model.1.bias", &NamedTensor::name);
    Vector biases{};
    std::copy_n(found->values.begin(), 3, biases.begin());
    return biases;
}

Vector gradientAt(const Vector& b, double smoothing, double longest = 0.0)
{
    const double sum = std::exp(b[0]) + std::exp(b[1]) + std::exp(b[2]);
    Vector g{};
    double square = 0.0;
    for (std::size_t c = 0; c < 3; ++c) {
        g[c] = std::exp(b[c]) / sum - (c == 2 ? 1.0 - smoothing : 0.0) - smoothing / 3.0;
        square += g[c] * g[c];
    }
    if (longest > 0.0 && std::sqrt(square) > longest)
        for (double& value : g)
            value *= longest / (std::sqrt(square) + 1e-6);
    return g;
}

/// One update of one number: (weight, gradient, memory, step from 1, rate) -> weight. From the papers' formulas.
using Rule = std::function<double(double, double, std::array<double, 2>&, int, double)>;

double sgd(double w, double g, std::array<double, 2>& m, int, double rate)
{
    m[0] = 0.9 * m[0] + g;
    return w - rate * m[0];
}
double nesterov(double w, double g, std::array<double, 2>& m, int, double rate)
{
    m[0] = 0.9 * m[0] + g;
    return w - rate * (g + 0.9 * m[0]);
}
double adam(double w, double g, std::array<double, 2>& m, int t, double rate)
{
    m[0] = 0.9 * m[0] + 0.1 * g;
    m[1] = 0.999 * m[1] + 0.001 * g * g;
    return w - rate * (m[0] / (1 - std::pow(0.9, t))) / (std::sqrt(m[1] / (1 - std::pow(0.999, t))) + 1e-8);
}
double adagrad(double w, double g, std::array<double, 2>& m, int, double rate)
{
    m[0] += g * g;
    return w - rate * g / (std::sqrt(m[0]) + 1e-10);
}
double adadelta(double w, double g, std::array<double, 2>& m, int, double rate)
{
    m[0] = 0.9 * m[0] + 0.1 * g * g;
    const double delta = std::sqrt(m[1] + 1e-6) / std::sqrt(m[0] + 1e-6) * g;
    m[1] = 0.9 * m[1] + 0.1 * delta * delta;
    return w - rate * delta;
}
double rmsprop(double w, double g, std::array<double, 2>& m, int, double rate)
{
    m[0] = 0.99 * m[0] + 0.01 * g * g;
    return w - rate * g / (std::sqrt(m[0]) + 1e-8);
}

} // namespace

class TorchOptimizerTest : public QObject
{
    Q_OBJECT

    static void follow(const Problem& problem, double rate, const Rule& rule)
    {
        const auto backend = problem.make();
        QVERIFY(backend);
        Vector b = biasesOf(*backend);
        std::array<std::array<double, 2>, 3> memory{};
        const float zero = 0.0F;
        const std::uint16_t label = 2;
        const double decay = problem.options.weightDecay;
        for (int t = 1; t <= 5; ++t) {
            Vector g = gradientAt(b, problem.smoothing);
            if (problem.options.clipNorm > 0.0)
                g = gradientAt(b, problem.smoothing, problem.options.clipNorm);
            for (std::size_t c = 0; c < 3; ++c) {
                if (problem.options.kind == Kind::AdamW)
                    b[c] *= 1.0 - rate * decay;
                else
                    g[c] += decay * b[c];
                b[c] = rule(b[c], g[c], memory[c], t, rate);
            }
            VERIFY_OK(backend->step(&zero, &label, 1, rate));
            const Vector ours = biasesOf(*backend);
            for (std::size_t c = 0; c < 3; ++c)
                QVERIFY2(std::abs(ours[c] - b[c]) < 2e-5,
                    qPrintable(QStringLiteral("step %1: %2 for %3").arg(t).arg(ours[c]).arg(b[c])));
        }
    }

private Q_SLOTS:
    void sgd_with_momentum() { follow({{.kind = Kind::Sgd, .momentum = 0.9}}, 0.3, sgd); }
    void sgd_with_nesterov_and_decay()
    {
        follow({{.kind = Kind::Sgd, .momentum = 0.9, .nesterov = true, .weightDecay = 0.1}}, 0.3, nesterov);
    }
    void sgd_with_clipped_gradients() { follow({{.kind = Kind::Sgd, .momentum = 0.9, .clipNorm = 0.2}}, 0.3, sgd); }
    void sgd_with_smoothed_labels() { follow({{.kind = Kind::Sgd, .momentum = 0.9}, 0.3}, 0.3, sgd); }
    void adam_with_decay() { follow({{.kind = Kind::Adam, .weightDecay = 0.1}}, 0.1, adam); }
    void adamw_takes_the_decay_from_the_weights()
    {
        follow({{.kind = Kind::AdamW, .weightDecay = 0.1}}, 0.1, adam);
    }
    void adagrad_sums_squares() { follow({{.kind = Kind::Adagrad}}, 0.1, adagrad); }
    void adadelta_needs_no_rate() { follow({{.kind = Kind::Adadelta}}, 1.0, adadelta); }
    void rmsprop_forgets_squares() { follow({{.kind = Kind::RmsProp}}, 0.01, rmsprop); }
};

QTEST_APPLESS_MAIN(TorchOptimizerTest)
#include "torch_optimizer_test.moc"
