// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/file_naming.h"
#include "core/io/load_pool.h"
#include "core/io/pool_json.h"
#include "tests/support/verify_ok.h"

#include <QTest>

using namespace cobench;
using namespace cobench::io;

namespace {

Result<PoolDescription> described(const char* text)
{
    return parsePoolJson(text, ReadContext("pool.json", 100));
}

} // namespace

class NamingTest : public QObject
{
    Q_OBJECT

private slots:
    void digits_compare_as_numbers_and_the_rest_bytewise();
    void natural_order_is_a_strict_total_order();
    void a_stem_loses_only_prediction_extensions();
    void a_file_name_tells_model_split_and_condition();
    void drop_acceptance_follows_the_extension();
    void pool_json_gives_order_names_and_costs();
    void pool_json_may_be_short();
    void pool_json_mistakes_name_the_key();
};

void NamingTest::digits_compare_as_numbers_and_the_rest_bytewise()
{
    std::vector<std::string> names{
        "m10", "m9", "m2b", "m2", "M3", "m02", "m2a10", "m2a9", "vgg16_bn", "vgg16", "é"};
    std::ranges::sort(names, naturalLess);
    const std::vector<std::string> expected{
        "M3", "m02", "m2", "m2a9", "m2a10", "m2b", "m9", "m10", "vgg16", "vgg16_bn", "é"};
    QCOMPARE(names, expected);
    QVERIFY(naturalLess("r99999999999999999999998", "r99999999999999999999999"));
}

void NamingTest::natural_order_is_a_strict_total_order()
{
    const std::vector<std::string> names{
        "", "0", "00", "1", "01", "a", "a0", "a00", "a1", "a01b", "a1b", "0a", "00a"};
    for (const auto& a : names) {
        QVERIFY(!naturalLess(a, a));
        for (const auto& b : names) {
            QVERIFY(a == b || naturalLess(a, b) != naturalLess(b, a));
            for (const auto& c : names)
                QVERIFY(!naturalLess(a, b) || !naturalLess(b, c) || naturalLess(a, c));
        }
    }
}

void NamingTest::a_stem_loses_only_prediction_extensions()
{
    QCOMPARE(predictionStem("/x/resnet.v2.pt"), std::string("resnet.v2"));
    QCOMPARE(predictionStem("val_top1.csv.gz"), std::string("val_top1"));
    QCOMPARE(predictionStem("A.NPZ"), std::string("A"));
    QCOMPARE(predictionStem("folder.d"), std::string("folder.d"));
}

void NamingTest::a_file_name_tells_model_split_and_condition()
{
    QCOMPARE(roleOf("resnet20", {}), (FileRole{"resnet20", ""}));
    QCOMPARE(roleOf("resnet.v2", {}), (FileRole{"resnet.v2", ""}));
    QCOMPARE(roleOf("resnet20.val", {}), (FileRole{"resnet20", "val"}));
    QCOMPARE(roleOf("resnet.v2.test@fgsm-0.03", {}), (FileRole{"resnet.v2", "test@fgsm-0.03"}));
    QCOMPARE(roleOf("a.test.train", {}), (FileRole{"a.test", "train"}));
    QCOMPARE(roleOf("a.fold1", {}), (FileRole{"a.fold1", ""}));
    QCOMPARE(roleOf("a.fold1", {"fold1"}), (FileRole{"a", "fold1"}));
    QCOMPARE(roleOf(".test", {}), (FileRole{".test", ""}));
}

void NamingTest::drop_acceptance_follows_the_extension()
{
    for (const char* name : {"a.pt", "a.pth", "a.npy", "a.npz", "a.csv", "a.csv.gz", "A.PT"})
        QVERIFY(looksLikePredictions(name));
    for (const char* name : {"a.txt", "a", ".pt", "a.gz", ".hidden.npy", "pool.json", "a.png"})
        QVERIFY(!looksLikePredictions(name));
}

void NamingTest::pool_json_gives_order_names_and_costs()
{
    const auto whole = described(R"({"name": "zoo", "licence": "MIT", "source": "a paper",
        "splits": ["fold1"], "classes": ["cat", "dog"],
        "models": [{"file": "b", "name": "B net", "parameters": 10, "flops": 2.5e6, "latency_ms": 0.5}, "a"]})");
    VERIFY_OK(whole);
    QCOMPARE(whole->name, std::string("zoo"));
    QCOMPARE(whole->classNames, (std::vector<std::string>{"cat", "dog"}));
    QCOMPARE(whole->models.size(), std::size_t(2));
    QCOMPARE(whole->models[0].name, std::string("B net"));
    QCOMPARE(whole->models[0].cost, (data::ModelCost{10, 2.5e6, 0.5}));
    QCOMPARE(whole->models[1].file, std::string("a"));
}

void NamingTest::pool_json_may_be_short()
{
    const auto lists = described(R"({"order": ["b", "a"], "names": ["B", "A"], "cost": {"a": {"flops": 7}}})");
    VERIFY_OK(lists);
    QCOMPARE(lists->models[0].name, std::string("B"));
    QCOMPARE(lists->models[1].name, std::string("A"));
    QCOMPARE(lists->models[1].cost.flops, std::optional<double>(7));
    const auto object = described(R"({"names": {"a": "A net"}})");
    VERIFY_OK(object);
    QCOMPARE(object->models[0].name, std::string("A net"));
    VERIFY_OK(described("{}"));
}

void NamingTest::pool_json_mistakes_name_the_key()
{
    QCOMPARE(described("[1]").error().code, ErrorCode::Corrupt);
    QCOMPARE(described("{").error().code, ErrorCode::Corrupt);
    QCOMPARE(described((std::string(1'000'000, '[')).c_str()).error().code, ErrorCode::TooLarge);
    for (const char* text : {R"({"order": "a"})",
             R"({"order": [1]})",
             R"({"models": {}})",
             R"({"models": [{}]})",
             R"({"models": [3]})",
             R"({"order": ["a"], "names": ["x", "y"]})",
             R"({"classes": [1]})",
             R"({"name": 1})",
             R"({"cost": {"a": {"flops": -1}}})",
             R"({"cost": {"a": 1}})"}) {
        const auto read = described(text);
        QVERIFY2(!read, text);
        QCOMPARE(read.error().code, ErrorCode::Value);
        QVERIFY(read.error().place.find('"') != std::string::npos);
    }
}

QTEST_APPLESS_MAIN(NamingTest)
#include "naming_test.moc"
