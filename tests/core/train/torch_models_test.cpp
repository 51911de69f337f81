// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/models.h"
#include "core/train/torch/torch_backend.h"

#include "tests/support/verify_ok.h"

#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::train;

namespace {

std::vector<float> ramp(std::size_t size)
{
    std::vector<float> values(size);
    for (std::size_t i = 0; i < size; ++i)
        values[i] = std::sin(0.37F * static_cast<float>(i));
    return values;
}

/// Enough to see the loss fall; the largest networks take a second a step.
int stepsFor(std::uint64_t multiplyAdds)
{
    return multiplyAdds > 500'000'000 ? 2 : multiplyAdds > 50'000'000 ? 6 : 20;
}

/// Two steps must not be longer than the valley is wide.
double rateFor(std::uint64_t multiplyAdds)
{
    return multiplyAdds > 500'000'000 ? 0.001 : 0.01;
}

} // namespace

class TorchModelsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void every_model_has_the_parameters_that_analysis_says_and_trains_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("shortcut");
        for (const ModelInfo& model : knownModels())
            for (const char* shortcut : {"A", "B"})
                if (*shortcut == 'A' || model.hasShortcut)
                    QTest::addRow("%s %s", model.name.c_str(), shortcut)
                        << QString::fromStdString(model.name) << QString::fromLatin1(shortcut);
    }
    void every_model_has_the_parameters_that_analysis_says_and_trains()
    {
        QFETCH(QString, model);
        QFETCH(QString, shortcut);
        for (const Shape& input : {Shape{1, 28, 28}, Shape{3, 32, 32}}) {
            const ModelRequest request{.model = model.toStdString(),
                .input = input,
                .shortcut = shortcut == u"B" ? Shortcut::B : Shortcut::A};
            const auto network = buildNetwork(request);
            VERIFY_OK(network);
            const auto figures = analyse(*network).value();
            const auto made = makeTorchBackend({.network = *network, .seed = 1});
            VERIFY_OK(made);
            Backend& backend = **made;
            QCOMPARE(backend.parameters(), figures.parameters);
            if (input.channels == 1 && figures.multiplyAdds > 500'000'000)
                continue; // once is enough
            const auto inputs = ramp(4 * input.size());
            const std::uint16_t labels[]{3, 1, 4, 1};
            const double rate = rateFor(figures.multiplyAdds);
            const auto before = backend.step(inputs.data(), labels, 4, rate);
            VERIFY_OK(before);
            for (int i = 0; i < stepsFor(figures.multiplyAdds); ++i)
                VERIFY_OK(backend.step(inputs.data(), labels, 4, rate));
            const auto after = backend.step(inputs.data(), labels, 4, rate);
            VERIFY_OK(after);
            QVERIFY2(after->loss < before->loss,
                qPrintable(QStringLiteral("%1 -> %2").arg(before->loss).arg(after->loss)));
        }
    }

    /// What torchvision's forms of large images do: shapes and parameters as analysis says.
    void large_images_take_the_large_forms()
    {
        for (const char* model : {"alexnet", "squeezenet", "resnet18"}) {
            const ModelRequest request{.model = model, .input = {3, 224, 224}, .classes = 1000};
            const auto network = buildNetwork(request);
            VERIFY_OK(network);
            const auto backend = makeTorchBackend({.network = *network});
            VERIFY_OK(backend);
            QCOMPARE((*backend)->parameters(), analyse(*network)->parameters);
            std::vector<float> probabilities(1000);
            VERIFY_OK((*backend)->predict(ramp(3 * 224 * 224).data(), 1, probabilities.data()));
        }
    }
};

QTEST_APPLESS_MAIN(TorchModelsTest)
#include "torch_models_test.moc"
