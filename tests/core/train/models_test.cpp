// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/models.h"

#include "tests/support/verify_ok.h"

#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::train;

namespace {

constexpr Shape kFashion{1, 28, 28};
constexpr Shape kCifar{3, 32, 32};
constexpr Shape kImageNet{3, 224, 224};

NetworkFigures figures(const ModelRequest& request)
{
    const auto network = buildNetwork(request);
    return network ? analyse(*network).value() : NetworkFigures{};
}

} // namespace

Q_DECLARE_METATYPE(cobench::train::Shape)

class ModelsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parameter_counts_are_the_published_ones_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<Shape>("input");
        QTest::addColumn<int>("classes");
        QTest::addColumn<int>("published");
        const auto row = [](const char* model, const Shape& input, int classes, int published) {
            const auto name = QStringLiteral("%1 %2 %3").arg(QLatin1String(model)).arg(input.width).arg(classes);
            QTest::newRow(qPrintable(name)) << QString::fromLatin1(model) << input << classes << published;
        };
        // 784 x 10 + 10; LeCun et al. 1998 report 300-100 as 266,610; LeNet-5 with a full second convolution;
        // TensorFlow's CNN tutorial prints 122,570 on CIFAR-10.
        row("softmax", kFashion, 10, 7850);
        row("mlp", kFashion, 10, 266610);
        row("lenet5", kFashion, 10, 61706);
        row("lenet5", {1, 32, 32}, 10, 61706);
        row("cnn3", kCifar, 10, 122570);
        // From the layers that each framework's example lists.
        row("gtd_tensorflow", kFashion, 10, 3274634);
        row("gtd_caffe", kFashion, 10, 431080);
        row("gtd_caffe_quick", kCifar, 10, 145578);
        row("gtd_torch", kFashion, 10, 832 + 51264 + 256 * 200 + 200 + 2010);
        row("gtd_theano", kFashion, 10, 431080);
        // He et al. 2016 as counted by akamaster/pytorch_resnet_cifar10.
        row("resnet20", kCifar, 10, 269722);
        row("resnet32", kCifar, 10, 464154);
        row("resnet44", kCifar, 10, 658586);
        row("resnet56", kCifar, 10, 853018);
        row("resnet110", kCifar, 10, 1727962);
        row("wrn28_10", kCifar, 10, 36479194);
        row("densenet100bc", kCifar, 10, 769162);
        row("densenet190bc", kCifar, 10, 25624430);
        row("resnext29_8x64d", kCifar, 10, 34426698);
        // bearpaw/pytorch-classification: 2.47 M and 20.04 M.
        row("alexnet", kCifar, 10, 2472266);
        row("vgg19_bn", kCifar, 10, 20040522);
        // kuangliu/pytorch-cifar.
        row("vgg16_bn", kCifar, 10, 14728266);
        row("resnet18", kCifar, 10, 11173962);
        row("resnet34", kCifar, 10, 21282122);
        row("resnet50", kCifar, 10, 23520842);
        // torchvision's table of weights.
        row("alexnet", kImageNet, 1000, 61100840);
        row("squeezenet", kImageNet, 1000, 1235496);
        row("vgg11", kImageNet, 1000, 132863336);
        row("vgg11_bn", kImageNet, 1000, 132868840);
        row("vgg13", kImageNet, 1000, 133047848);
        row("vgg13_bn", kImageNet, 1000, 133053736);
        row("vgg16", kImageNet, 1000, 138357544);
        row("vgg16_bn", kImageNet, 1000, 138365992);
        row("vgg19", kImageNet, 1000, 143667240);
        row("vgg19_bn", kImageNet, 1000, 143678248);
        row("resnet18", kImageNet, 1000, 11689512);
        row("resnet34", kImageNet, 1000, 21797672);
        row("resnet50", kImageNet, 1000, 25557032);
    }
    void parameter_counts_are_the_published_ones()
    {
        QFETCH(QString, model);
        QFETCH(Shape, input);
        QFETCH(int, classes);
        QFETCH(int, published);
        const ModelRequest request{
            .model = model.toStdString(), .input = input, .classes = static_cast<std::uint64_t>(classes)};
        QCOMPARE(figures(request).parameters, static_cast<std::uint64_t>(published));
    }

    void shortcut_b_adds_two_projections()
    {
        const auto count = [](const char* model) {
            return figures({.model = model, .input = kCifar, .shortcut = Shortcut::B}).parameters;
        };
        QCOMPARE(count("resnet20"), std::uint64_t{272474});
        QCOMPARE(count("resnet110"), std::uint64_t{1730714});
    }

    /// Giga multiply-adds of one 224 x 224 image: torchvision's table of weights.
    void multiply_adds_are_the_published_ones()
    {
        const std::pair<const char*, double> published[]{{"alexnet", 0.714},
            {"squeezenet", 0.349},
            {"vgg11", 7.609},
            {"vgg13", 11.308},
            {"vgg16", 15.470},
            {"vgg19", 19.632},
            {"resnet18", 1.814},
            {"resnet34", 3.664},
            {"resnet50", 4.089}};
        for (const auto& [model, giga] : published) {
            const double ours = 1e-9
                * static_cast<double>(figures({.model = model, .input = kImageNet, .classes = 1000}).multiplyAdds);
            QVERIFY2(std::abs(ours - giga) < 2e-3 * giga, model);
        }
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

    void branches_must_meet_in_equal_sizes()
    {
        const Shape input{4, 8, 8};
        QVERIFY(outputShape(sum({{conv(4, 3, 1)}, {}}), input).value() == input);
        QVERIFY(!outputShape(sum({{conv(5, 3, 1)}, {}}), input).ok());
        QVERIFY(!outputShape(sum({{conv(4, 3)}, {}}), input).ok());
        QVERIFY(outputShape(concat({{conv(5, 3, 1)}, {}}), input).value() == (Shape{9, 8, 8}));
    }

    /// Caffe's rule: ceil((7 - 3) / 2) + 1 = 3 as usual, and ceil((8 - 3) / 2) + 1 = 4, the last over the edge.
    void pools_may_reach_over_the_edge()
    {
        Layer pool{LayerKind::MaxPool, 0, 3, 2};
        QCOMPARE(outputShape(pool, {1, 8, 7})->height, std::uint64_t{3});
        pool.ceil = true;
        QCOMPARE(outputShape(pool, {1, 8, 7})->height, std::uint64_t{4});
        QCOMPARE(outputShape(pool, {1, 8, 7})->width, std::uint64_t{3});
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
