// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/config.h"

#include "tests/support/verify_ok.h"

#include <QTest>

using namespace cobench;
using namespace cobench::train;

namespace {

TrainConfig unusual()
{
    return {.name = "a \"name\" – ü",
        .dataset = "mnist",
        .dataDirectory = "/data",
        .imageSize = 64,
        .model = "mlp",
        .widths = {300, 100},
        .shortcut = "B",
        .optimizer = "adam",
        .learningRate = "0.1",
        .learningRateUnit = "epoch",
        .momentum = 0.1 + 0.2,
        .nesterov = true,
        .weightDecay = 5e-324,
        .clipNorm = 1.5,
        .labelSmoothing = 0.1,
        .normalization = "unit",
        .crop = 4,
        .flip = true,
        .cutout = 8,
        .batch = 4294967295U,
        .epochs = 3,
        .earlyStop = 2,
        .seed = 18446744073709551615ULL,
        .device = "cuda:1",
        .threads = 2,
        .processes = 2,
        .loaders = 3,
        .limitTrain = 1,
        .limitTest = 2,
        .recordEvery = 7,
        .checkpointEvery = 9};
}

} // namespace

class ConfigTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void every_field_survives_json()
    {
        const auto back = configFromJson(toJson(unusual()));
        VERIFY_OK(back);
        QCOMPARE(*back, unusual());
        QCOMPARE(toJson(*back), toJson(unusual()));
    }

    void json_is_canonical()
    {
        const std::string json = toJson({});
        QVERIFY(json.starts_with(
            R"({"batch":64,"checkpoint_every":0,"clip_norm":0.0,"crop":0,"cutout":0,"data_directory":"",)"));
        QCOMPARE(toJson(*configFromJson(R"({ "seed" : 1 , "batch": 64})")), json);
    }

    void what_is_not_a_configuration_is_refused()
    {
        const auto codeOf = [](const char* text) { return configFromJson(text).error().code; };
        QCOMPARE(codeOf(""), ErrorCode::Corrupt);
        QCOMPARE(codeOf("[1]"), ErrorCode::Corrupt);
        QCOMPARE(codeOf(R"({"epochs":"3"})"), ErrorCode::Value);
        QCOMPARE(codeOf(R"({"epochs":-1})"), ErrorCode::Value);
        QCOMPARE(codeOf(R"({"epochs":4294967296})"), ErrorCode::Value);
        QCOMPARE(codeOf(R"({"widths":[1,"x"]})"), ErrorCode::Value);
        QCOMPARE(codeOf(R"({"dropout":0.5})"), ErrorCode::NewerVersion);
    }

    void default_configuration_has_no_problems()
    {
        QVERIFY(findProblems({}).empty());
        QVERIFY(findProblems({.learningRate = "lrPolicy_FIX+k0_0.1"}).empty());
    }

    void every_problem_is_found_at_once()
    {
        const auto problems = findProblems({.dataset = "emnist",
            .model = "lenet6",
            .shortcut = "C",
            .optimizer = "sdg",
            .learningRate = "-0.1",
            .learningRateUnit = "week",
            .momentum = 1.0,
            .weightDecay = -1.0,
            .clipNorm = -1.0,
            .labelSmoothing = 1.0,
            .normalization = "none",
            .batch = 0,
            .epochs = 0,
            .device = "tpu",
            .threads = 0,
            .loaders = 1000});
        QCOMPARE(problems.size(), std::size_t{16});
        const std::string all = describe(together(problems));
        for (const Error& problem : problems)
            QVERIFY(all.find(describe(problem)) != std::string::npos);
    }

    void data_can_make_a_configuration_impossible()
    {
        const data::DatasetFacts small{.shape = {1, 28, 28}, .classes = 10, .trainSamples = 50};
        QVERIFY(findProblems({.batch = 50}, small).empty());
        QCOMPARE(findProblems({.batch = 51}, small).size(), std::size_t{1});
        QCOMPARE(findProblems({.crop = 28, .batch = 51}, small).size(), std::size_t{2});
        const data::DatasetFacts table{.shape = {13, 1, 1}, .classes = 3, .hasPixels = false, .trainSamples = 500};
        QVERIFY(findProblems({.dataset = "wine", .model = "mlp"}, table).empty());
        QCOMPARE(findProblems({.dataset = "wine", .model = "lenet5", .flip = true}, table).size(), std::size_t{2});
    }

    void single_problems_are_found_data()
    {
        QTest::addColumn<QString>("json");
        for (const char* json : {R"({"learning_rate":"0"})",
                 R"({"learning_rate":"nan"})",
                 R"({"learning_rate":"lrPolicy_STEP+k0_-0.1+gamma_0.5+l_10"})",
                 R"({"learning_rate":"lrPolicy_POLY+k0_0+k1_0+p_1+l_10"})",
                 R"({"learning_rate":"fast"})",
                 R"({"learning_rate":""})",
                 R"({"momentum":0,"nesterov":true})",
                 R"({"limit_train":10,"batch":11})",
                 R"({"widths":[1]})",
                 R"({"device":"cuda:x"})"})
            QTest::newRow(json) << QString::fromLatin1(json);
    }
    void single_problems_are_found()
    {
        QFETCH(QString, json);
        const auto config = configFromJson(json.toStdString());
        VERIFY_OK(config);
        const auto problems = findProblems(*config);
        QCOMPARE(problems.size(), std::size_t{1});
        QVERIFY(!describe(problems.front()).empty());
    }
};

QTEST_APPLESS_MAIN(ConfigTest)
#include "config_test.moc"
