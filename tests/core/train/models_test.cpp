// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/models.h"

#include "tests/support/verify_ok.h"

#include <QTest>

using namespace cobench;
using namespace cobench::train;

namespace {

constexpr Shape kFashion{1, 28, 28};
constexpr Shape kCifar{3, 32, 32};

NetworkFigures figures(const ModelRequest& request)
{
    const auto network = buildNetwork(request);
    return network ? analyse(*network).value() : NetworkFigures{};
}

} // namespace

class ModelsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// 784 x 10 + 10; LeCun et al. 1998 report 300-100 as 266,610; LeNet-5 with a full second convolution 61,706;
    /// TensorFlow's CNN tutorial prints 122,570 on CIFAR-10.
    void parameter_counts_are_the_published_ones()
    {
        QCOMPARE(figures({.model = "softmax", .input = kFashion}).parameters, std::uint64_t{7850});
        QCOMPARE(figures({.model = "mlp", .input = kFashion}).parameters, std::uint64_t{266610});
        QCOMPARE(figures({.model = "lenet5", .input = kFashion}).parameters, std::uint64_t{61706});
        QCOMPARE(figures({.model = "lenet5", .input = {1, 32, 32}}).parameters, std::uint64_t{61706});
        QCOMPARE(figures({.model = "cnn3", .input = kCifar}).parameters, std::uint64_t{122570});
    }

    /// By hand: conv 1 is 28 x 28 x 6 x 25, conv 2 10 x 10 x 16 x 150, then 400 x 120, 120 x 84, 84 x 10.
    void multiply_adds_of_lenet5_are_counted()
    {
        QCOMPARE(figures({.model = "lenet5", .input = kFashion}).multiplyAdds,
            std::uint64_t{117600 + 240000 + 48000 + 10080 + 840});
    }

    void widths_change_the_network()
    {
        QCOMPARE(figures({.model = "mlp", .widths = {64}, .input = kFashion}).parameters,
            std::uint64_t{784 * 64 + 64 + 64 * 10 + 10});
        QCOMPARE(figures({.model = "mlp", .widths = {8, 8, 8}, .input = kFashion}).parameters,
            std::uint64_t{785 * 8 + 9 * 8 + 9 * 8 + 9 * 10});
        const auto wrong = buildNetwork({.model = "lenet5", .widths = {6, 16}, .input = kFashion});
        QVERIFY(!wrong.ok());
        QCOMPARE(wrong.error().code, ErrorCode::Usage);
        QVERIFY(describe(wrong.error()).find("4: channels") != std::string::npos);
    }

    void what_does_not_fit_is_refused_with_its_reason()
    {
        const auto tiny = buildNetwork({.model = "cnn3", .input = {1, 8, 8}});
        QVERIFY(!tiny.ok());
        QCOMPARE(tiny.error().code, ErrorCode::Shape);
        QCOMPARE(tiny.error().subject, std::string("cnn3"));
        QVERIFY(!buildNetwork({.model = "mlp", .widths = {0}, .input = kFashion}).ok());
        QVERIFY(!buildNetwork({.model = "mlp", .widths = {4000000000U}, .input = kFashion}).ok());
        const auto unknown = buildNetwork({.model = "lenet6", .input = kFashion});
        QVERIFY(describe(unknown.error()).find("lenet5") != std::string::npos);
    }

    void chain_must_end_in_one_value_per_class()
    {
        QVERIFY(!analyse({kFashion, 10, {flatten(), linear(9)}}).ok());
        QVERIFY(!analyse({kFashion, 10, {linear(10)}}).ok());
        QVERIFY(analyse({kFashion, 10, {flatten(), linear(10)}}).ok());
    }

    void every_known_model_fits_every_known_size()
    {
        for (const ModelInfo& model : knownModels())
            for (const Shape& input : {kFashion, kCifar})
                VERIFY_OK(buildNetwork({.model = model.name, .input = input, .classes = 100}));
    }
};

QTEST_APPLESS_MAIN(ModelsTest)
#include "models_test.moc"
