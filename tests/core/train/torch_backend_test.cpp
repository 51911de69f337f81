// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/models.h"
#include "core/train/torch/torch_backend.h"
#include "core/train/trainer.h"

#include "tests/support/verify_ok.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace cobench;
using namespace cobench::train;

namespace {

std::unique_ptr<Backend> make(const ModelRequest& request, std::uint64_t seed = 1, OptimizerOptions optimizer = {})
{
    auto backend
        = makeTorchBackend({.network = buildNetwork(request).value(), .optimizer = optimizer, .seed = seed});
    return backend ? std::move(*backend) : nullptr;
}

std::vector<float> ramp(std::size_t size)
{
    std::vector<float> values(size);
    for (std::size_t i = 0; i < size; ++i)
        values[i] = std::sin(0.37F * static_cast<float>(i));
    return values;
}

std::vector<float> predict(
    Backend& backend, const std::vector<float>& inputs, std::size_t count, std::size_t classes)
{
    std::vector<float> probabilities(count * classes);
    return backend.predict(inputs.data(), count, probabilities.data()) ? probabilities : std::vector<float>();
}

} // namespace

class TorchBackendTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// A zero input leaves only the bias: with softmax regression, p = softmax(b). One SGD step with rate r moves
    /// the biases by -r (p - onehot).
    void one_step_of_softmax_regression_is_the_one_by_hand()
    {
        const auto backend = make({.model = "softmax", .input = {1, 1, 1}, .classes = 3});
        const std::vector<float> zero{0.0F};
        const auto p = predict(*backend, zero, 1, 3);
        const std::uint16_t label = 2;
        const auto step = backend->step(zero.data(), &label, 1, 0.5);
        VERIFY_OK(step);
        QVERIFY(std::abs(step->loss + std::log(p[2])) < 1e-6);
        std::vector<double> logits(3);
        for (std::size_t c = 0; c < 3; ++c)
            logits[c] = std::log(p[c]) - 0.5 * (p[c] - (c == 2 ? 1.0 : 0.0));
        double sum = 0.0;
        for (const double logit : logits)
            sum += std::exp(logit);
        const auto after = predict(*backend, zero, 1, 3);
        for (std::size_t c = 0; c < 3; ++c)
            QVERIFY(std::abs(after[c] - std::exp(logits[c]) / sum) < 1e-6);
    }

    /// Softmax regression: the gradient by the inputs is W^T (p - onehot), by which FGSM moves.
    void the_input_gradient_of_softmax_regression_is_the_one_by_hand()
    {
        const auto backend = make({.model = "softmax", .input = {1, 2, 2}, .classes = 3});
        const auto inputs = ramp(2 * 4);
        const std::uint16_t labels[]{2, 0};
        const auto p = predict(*backend, inputs, 2, 3);
        const auto state = backend->state();
        VERIFY_OK(state);
        const auto weights = std::ranges::find_if(state->tensors, [](const NamedTensor& tensor) {
            return tensor.shape == std::vector<std::uint64_t>{3, 4};
        });
        QVERIFY(weights != state->tensors.end());
        std::vector<float> gradient(8);
        VERIFY_OK(backend->inputGradient(inputs.data(), labels, 2, gradient.data()));
        for (std::size_t n = 0; n < 2; ++n)
            for (std::size_t i = 0; i < 4; ++i) {
                double wanted = 0.0;
                for (std::size_t c = 0; c < 3; ++c)
                    wanted += weights->values[c * 4 + i] * (p[n * 3 + c] - (labels[n] == c ? 1.0 : 0.0));
                QVERIFY(std::abs(gradient[n * 4 + i] - wanted) < 1e-6);
            }
        QCOMPARE(predict(*backend, inputs, 2, 3), p); // asking changes nothing
    }

    void probabilities_are_distributions()
    {
        const auto backend = make({.model = "lenet5", .input = {1, 28, 28}});
        const auto p = predict(*backend, ramp(7 * 784), 7, 10);
        QCOMPARE(p.size(), std::size_t{70});
        for (std::size_t n = 0; n < 7; ++n)
            QVERIFY(std::abs(std::accumulate(p.begin() + n * 10, p.begin() + n * 10 + 10, 0.0) - 1.0) < 1e-5);
    }

    void same_seed_gives_bitwise_the_same_training_and_another_does_not()
    {
        const auto train = [](std::uint64_t seed) {
            const auto backend = make({.model = "lenet5", .input = {1, 28, 28}}, seed, {.momentum = 0.9});
            const auto inputs = ramp(16 * 784);
            const std::vector<std::uint16_t> labels{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5};
            for (int i = 0; i < 10; ++i)
                (void)backend->step(inputs.data(), labels.data(), 16, 0.01);
            return predict(*backend, inputs, 16, 10);
        };
        const auto first = train(5);
        QCOMPARE(train(5), first);
        QVERIFY(train(6) != first);
    }

    /// Networks with batch normalisation, dropout and momentum: all that a state must hold.
    void a_restored_backend_goes_on_bitwise_equal_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<int>("optimizer");
        QTest::newRow("sgd") << QStringLiteral("resnet20") << static_cast<int>(OptimizerOptions::Kind::Sgd);
        QTest::newRow("adam") << QStringLiteral("gtd_tensorflow") << static_cast<int>(OptimizerOptions::Kind::Adam);
        QTest::newRow("adadelta") << QStringLiteral("lenet5") << static_cast<int>(OptimizerOptions::Kind::Adadelta);
    }
    void a_restored_backend_goes_on_bitwise_equal()
    {
        QFETCH(QString, model);
        QFETCH(int, optimizer);
        const ModelRequest request{.model = model.toStdString(), .input = {1, 28, 28}};
        const OptimizerOptions options{
            .kind = static_cast<OptimizerOptions::Kind>(optimizer), .momentum = 0.9, .weightDecay = 1e-3};
        const auto inputs = ramp(4 * 784);
        const std::uint16_t labels[]{3, 1, 4, 1};
        const auto steps = [&](Backend& backend, int count) {
            for (int i = 0; i < count; ++i)
                (void)backend.step(inputs.data(), labels, 4, 0.01);
        };
        const auto whole = make(request, 1, options);
        steps(*whole, 3);
        const auto state = whole->state();
        VERIFY_OK(state);
        steps(*whole, 3);
        const auto resumed = make(request, 1, options);
        VERIFY_OK(resumed->restore(*state));
        steps(*resumed, 3);
        const auto a = whole->state();
        const auto b = resumed->state();
        QCOMPARE(b->steps, a->steps);
        for (std::size_t i = 0; i < a->tensors.size(); ++i)
            QVERIFY2(a->tensors[i].values == b->tensors[i].values, a->tensors[i].name.c_str());
        QCOMPARE(predict(*resumed, inputs, 4, 10), predict(*whole, inputs, 4, 10));
    }

    void the_state_of_another_network_is_refused_and_changes_nothing()
    {
        const auto softmax = make({.model = "softmax", .input = {1, 2, 2}});
        const auto before = predict(*softmax, ramp(4), 1, 10);
        const auto other = make({.model = "mlp", .input = {1, 2, 2}})->state();
        QCOMPARE(softmax->restore(*other).error().code, ErrorCode::Shape);
        QCOMPARE(predict(*softmax, ramp(4), 1, 10), before);
    }

    void device_that_is_not_there_is_refused()
    {
        auto network = buildNetwork({.model = "softmax", .input = {1, 2, 2}}).value();
        QVERIFY(!makeTorchBackend({.network = network, .device = "cuda:99"}).ok());
        QVERIFY(!makeTorchBackend({.network = network, .device = "abacus"}).ok());
    }

    void impossible_label_becomes_an_error()
    {
        const auto backend = make({.model = "softmax", .input = {1, 1, 1}, .classes = 2});
        const float input = 1.0F;
        const std::uint16_t label = 7;
        QVERIFY(!backend->step(&input, &label, 1, 0.1).ok());
    }

    /// 2,000 images are enough for softmax regression to learn more than chance several times over.
    void softmax_regression_learns_fashion_mnist()
    {
        const auto dataset = data::loadDataset({});
        if (!dataset)
            QSKIP("dataset-fashion-mnist is not installed");
        Observer nobody;
        const auto summary = runTraining(
            {.model = "softmax", .learningRate = "0.02", .epochs = 3, .limitTrain = 2000, .limitTest = 1000},
            **dataset,
            makeTorchBackend,
            nobody,
            {});
        QCOMPARE(summary.outcome, Outcome::Finished);
        const auto accuracy = std::ranges::find(summary.finals, "test/accuracy", &Scalar::tag);
        QVERIFY(accuracy->value > 0.7);
    }
};

QTEST_APPLESS_MAIN(TorchBackendTest)
#include "torch_backend_test.moc"
