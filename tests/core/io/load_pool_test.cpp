// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/load_pool.h"
#include "tests/support/prediction_files.h"
#include "tests/support/verify_ok.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cobench;
using namespace cobench::test;

namespace {

const char* const kGood = "label,p0,p1\n0,0.9,0.1\n1,0.2,0.8\n0,0.6,0.4\n";
const char* const kOther = "label,p0,p1\n0,0.7,0.3\n1,0.4,0.6\n0,0.1,0.9\n";

std::vector<std::string> namesOf(const data::Pool& pool)
{
    std::vector<std::string> names;
    for (const auto& model : pool.models)
        names.push_back(model.name);
    return names;
}

} // namespace

/// Each test has a folder of its own.
class LoadPoolTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void a_folder_is_one_pool_in_natural_order();
    void pool_json_orders_renames_and_describes();
    void splits_come_from_file_names_and_folders();
    void conditions_share_the_truth_of_their_split();
    void named_inputs_choose_splits();
    void a_path_with_a_comma_and_an_equals_sign_is_a_path();
    void labels_come_from_the_folder_or_from_an_option();
    void a_bundle_keeps_its_order_and_splits();
    void files_dropped_together_are_one_pool();
    void labels_beside_a_single_file_are_found();
    void members_of_labels_only_join_others();
    void a_pool_of_labels_counts_its_classes();
    void logits_are_noticed();
    void twins_are_noticed();

    void strict_refusals_name_file_and_row_data();
    void strict_refusals_name_file_and_row();
    void keeping_going_keeps_the_rest_and_lists_the_others();
    void a_model_must_answer_on_every_split();
    void labels_given_win_over_wrong_ones();
    void nothing_readable_is_an_error();
    void sources_are_listed();
    void threads_do_not_change_the_pool();
    void progress_ends_at_its_total();
    void a_cancelled_load_says_so();
    void the_memory_limit_ends_a_load_that_keeps_going();

private:
    void write(const char* name, std::string_view content) { writeFile(at(name), content); }
    std::string at(const char* name) const { return m_folder->filePath(QString::fromUtf8(name)).toStdString(); }
    std::string folder() const { return m_folder->path().toStdString(); }
    Result<io::LoadedPool> load(io::LoadPoolOptions options = {})
    {
        if (options.inputs.empty())
            options.inputs = {folder()};
        Progress progress;
        return io::loadPool(options, progress, {});
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void LoadPoolTest::a_folder_is_one_pool_in_natural_order()
{
    write("net10.csv", kGood);
    write("net9.csv", kOther);
    write("Net.npy", npyFile("<f4", "(3, 2)", bytesOf<float>({1, 0, 0, 1, 0.5F, 0.5F})));
    write("notes.txt", "not read");
    write(".hidden.csv", "not read");
    const auto loaded = load();
    VERIFY_OK(loaded);
    QCOMPARE(namesOf(*loaded->pool), (std::vector<std::string>{"Net", "net9", "net10"}));
    QCOMPARE(loaded->pool->classes, 2U);
    QCOMPARE(loaded->pool->splitTitles(), std::vector<std::string>{"test"});
    const auto split = loaded->pool->defaultSplit();
    QVERIFY(std::ranges::equal(split->truth, std::vector<data::Label>{0, 1, 0}));
    QCOMPARE(split->members[1].probabilities[0], 0.7F);
    QCOMPARE(loaded->pool->models[2].source, at("net10.csv"));
}

void LoadPoolTest::pool_json_orders_renames_and_describes()
{
    write("a.csv", kGood);
    write("b.csv", kOther);
    write("pool.json", R"({"name": "pair", "licence": "MIT", "classes": ["cat", "dog"],
        "models": [{"file": "b", "name": "Bee", "parameters": 5}]})");
    const auto loaded = load();
    VERIFY_OK(loaded);
    QCOMPARE(loaded->pool->name, std::string("pair"));
    QCOMPARE(namesOf(*loaded->pool), (std::vector<std::string>{"Bee", "a"}));
    QCOMPARE(loaded->pool->models[0].cost.parameters, std::optional<double>(5));
    QCOMPARE(loaded->pool->classNames, (std::vector<std::string>{"cat", "dog"}));
    QCOMPARE(loaded->pool->licence, std::string("MIT"));
    QCOMPARE(loaded->pool->defaultSplit()->members[0].probabilities[0], 0.7F);
}

void LoadPoolTest::splits_come_from_file_names_and_folders()
{
    write("a.val.csv", kGood);
    write("test/a.csv", kOther);
    write("b.val.csv", kOther);
    write("test/b.csv", kGood);
    write("elsewhere/c.csv", kGood);
    const auto loaded = load();
    VERIFY_OK(loaded);
    QCOMPARE(loaded->pool->splitTitles(), (std::vector<std::string>{"val", "test"}));
    QCOMPARE(namesOf(*loaded->pool), (std::vector<std::string>{"a", "b"}));
    QCOMPARE(loaded->pool->split("val")->members[0].probabilities[0], 0.9F);
    QCOMPARE(loaded->pool->split("test")->members[0].probabilities[0], 0.7F);
}

void LoadPoolTest::conditions_share_the_truth_of_their_split()
{
    write("a.test.csv", kGood);
    write("a.test@fgsm-0.03.csv", "p0,p1\n0.5,0.5\n0.5,0.5\n0.5,0.5\n");
    const auto loaded = load();
    VERIFY_OK(loaded);
    QCOMPARE(loaded->pool->splitTitles(), (std::vector<std::string>{"test", "test@fgsm-0.03"}));
    QCOMPARE(loaded->pool->splits[1]->condition, std::string("fgsm-0.03"));
    QCOMPARE(loaded->pool->splits[1]->truth[1], data::Label(1));
}

void LoadPoolTest::named_inputs_choose_splits()
{
    write("one/a.csv", kGood);
    write("two/a.csv", kOther);
    const auto loaded = load({.inputs = {"val=" + at("one") + ",test=" + at("two/a.csv")}});
    VERIFY_OK(loaded);
    QCOMPARE(loaded->pool->splitTitles(), (std::vector<std::string>{"val", "test"}));
    QCOMPARE(loaded->pool->split("val")->members[0].probabilities[0], 0.9F);
}

void LoadPoolTest::a_path_with_a_comma_and_an_equals_sign_is_a_path()
{
    write("lr=0.1,wd=0/a.csv", kGood);
    VERIFY_OK(load({.inputs = {at("lr=0.1,wd=0")}}));
    const auto loaded = load({.inputs = {"val=" + at("lr=0.1,wd=0")}});
    QVERIFY(!loaded); // "wd=" begins another input there: said by name, not guessed
    QCOMPARE(loaded.error().code, ErrorCode::NotFound);
}

void LoadPoolTest::labels_come_from_the_folder_or_from_an_option()
{
    write("a.npy", npyFile("<f4", "(2, 2)", bytesOf<float>({1, 0, 0, 1})));
    QCOMPARE(load().error().code, ErrorCode::NotFound);
    write("elsewhere/truth.csv", "label\n1\n1\n");
    const auto given = load({.labels = at("elsewhere/truth.csv")});
    VERIFY_OK(given);
    QCOMPARE(given->pool->splits[0]->truth[0], data::Label(1));
    write("labels.npy", npyFile("<i8", "(2,)", bytesOf<std::int64_t>({0, 1})));
    const auto found = load();
    VERIFY_OK(found);
    QCOMPARE(namesOf(*found->pool), std::vector<std::string>{"a"});
    QCOMPARE(found->pool->splits[0]->truth[0], data::Label(0));
}

void LoadPoolTest::a_bundle_keeps_its_order_and_splits()
{
    write("zoo.npz",
        zipFile({{"names.npy", npyFile("<U1", "(2,)", bytesOf<std::uint32_t>({'z', 'a'})), true},
            {"val.npy", npyFile("<f4", "(2, 1, 2)", bytesOf<float>({1, 0, 0, 1}))},
            {"test.npy", npyFile("<f4", "(2, 2, 2)", bytesOf<float>({1, 0, 0, 1, 1, 0, 1, 0}))},
            {"yval.npy", npyFile("|u1", "(1,)", std::string(1, '\0'))},
            {"ytest.npy", npyFile("|u1", "(2,)", std::string("\0\1", 2))},
            {"notes.npy", npyFile("|O", "(1,)", "left alone")}}));
    const auto loaded = load({.inputs = {at("zoo.npz")}});
    VERIFY_OK(loaded);
    QCOMPARE(namesOf(*loaded->pool), (std::vector<std::string>{"z", "a"}));
    QCOMPARE(loaded->pool->splitTitles(), (std::vector<std::string>{"val", "test"}));
    QCOMPARE(loaded->pool->split("val")->samples(), std::size_t(1));
    QVERIFY(
        std::ranges::equal(loaded->pool->split("test")->members[1].probabilities, std::vector<float>{1, 0, 1, 0}));
    const auto chosen = load({.inputs = {"val=" + at("zoo.npz")}});
    VERIFY_OK(chosen);
    QCOMPARE(chosen->pool->splitTitles(), std::vector<std::string>{"val"});
}

void LoadPoolTest::files_dropped_together_are_one_pool()
{
    write("x/a.csv", kGood);
    write("y/b.csv", kOther);
    const auto loaded = load({.inputs = {at("y/b.csv"), at("x/a.csv")}});
    VERIFY_OK(loaded);
    QCOMPARE(namesOf(*loaded->pool), (std::vector<std::string>{"a", "b"}));
}

void LoadPoolTest::labels_beside_a_single_file_are_found()
{
    write("a.npy", npyFile("<i8", "(2,)", bytesOf<std::int64_t>({2, 1})));
    write("labels.npy", npyFile("<i8", "(2,)", bytesOf<std::int64_t>({0, 1})));
    const auto loaded = load({.inputs = {at("a.npy")}});
    VERIFY_OK(loaded);
    QCOMPARE(loaded->pool->classes, 3U);
    // A file with labels of its own does not care what lies beside it.
    write("b.csv", "label,prediction\n1,1\n");
    VERIFY_OK(load({.inputs = {at("b.csv")}}));
}

void LoadPoolTest::members_of_labels_only_join_others()
{
    write("a.csv", kGood);
    write("b.csv", "label,prediction\n0,0\n1,0\n0,1\n");
    const auto loaded = load();
    VERIFY_OK(loaded);
    QVERIFY(!loaded->pool->splits[0]->members[0].isLabelOnly());
    QVERIFY(loaded->pool->splits[0]->members[1].isLabelOnly());
}

void LoadPoolTest::a_pool_of_labels_counts_its_classes()
{
    write("zoo.csv", "image,label,a,b\nx,3,0,5\ny,0,0,0\n");
    QCOMPARE((*load()).pool->classes, 6U);
    write("pool.json", R"({"classes": ["a","b","c","d","e","f","g"]})");
    QCOMPARE((*load()).pool->classes, 7U);
}

void LoadPoolTest::logits_are_noticed()
{
    write("a.csv", "label,p0,p1\n0,-1,3\n");
    const auto loaded = load();
    VERIFY_OK(loaded);
    QCOMPARE(loaded->warnings.size(), std::size_t(1));
    QVERIFY(describe(loaded->warnings[0]).find("logits") != std::string::npos);
    QCOMPARE(load({.values = io::ValueReading::Probabilities}).error().code, ErrorCode::Value);
    QVERIFY((*load({.values = io::ValueReading::Logits})).warnings.empty());
}

void LoadPoolTest::twins_are_noticed()
{
    write("a.csv", kGood);
    write("b.csv", kOther);
    write("c.csv", kGood);
    const auto loaded = load();
    VERIFY_OK(loaded);
    QCOMPARE(loaded->warnings.size(), std::size_t(1));
    QCOMPARE(loaded->warnings[0].subject, std::string("c"));
    QVERIFY(loaded->warnings[0].detail.find("exactly as a ") != std::string::npos);
}

void LoadPoolTest::strict_refusals_name_file_and_row_data()
{
    QTest::addColumn<std::string>("content");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, const char* content, ErrorCode code, const char* said) {
        QTest::newRow(name) << std::string(content) << int(code) << QString::fromUtf8(said);
    };
    row("fewer samples", "label,p0,p1\n0,1,0\n", ErrorCode::Conflict, "1 samples");
    row("more classes", "label,p0,p1,p2\n0,1,0,0\n1,1,0,0\n0,1,0,0\n", ErrorCode::Conflict, "3 classes");
    row("other labels", "label,p0,p1\n0,1,0\n0,1,0\n0,1,0\n", ErrorCode::Conflict, "row 1: label 0");
    row("NaN", "label,p0,p1\n0,1,0\n1,nan,0\n0,1,0\n", ErrorCode::Value, "row 1, class 0: value nan");
    row("unnormalised", "label,p0,p1\n0,1,0\n1,1,0\n0,1,1\n", ErrorCode::Value, "row 2: sums to 2");
    row("predicted label out of range", "label,prediction\n0,0\n1,2\n0,0\n", ErrorCode::Value, "row 1: label 2");
    row("text", "label,p0,p1\n0,x,0\n", ErrorCode::Value, "line 2, column p0");
}

void LoadPoolTest::strict_refusals_name_file_and_row()
{
    QFETCH(std::string, content);
    QFETCH(int, code);
    QFETCH(QString, said);
    write("a.csv", kGood);
    write("b.csv", kOther);
    write("odd.csv", content);
    const auto loaded = load();
    QVERIFY(!loaded);
    const QString whole = QString::fromStdString(describe(loaded.error()));
    QVERIFY2(whole.contains(said), qPrintable(whole));
    QVERIFY2(whole.contains(QString::fromStdString(at("odd.csv"))), qPrintable(whole));
    QCOMPARE(int(loaded.error().code), code);

    const auto kept = load({.keepGoing = true});
    VERIFY_OK(kept);
    QCOMPARE(namesOf(*kept->pool), (std::vector<std::string>{"a", "b"}));
    QCOMPARE(kept->refused.size(), std::size_t(1));
    QCOMPARE(describe(kept->refused[0]), describe(loaded.error()));
}

void LoadPoolTest::keeping_going_keeps_the_rest_and_lists_the_others()
{
    write("a.csv", kGood);
    write("b.npz", "PK\x03\x04 and then nothing");
    write("c.pt", "xxxxPTMF");
    const auto loaded = load({.inputs = {folder(), at("missing.npy")}, .keepGoing = true});
    VERIFY_OK(loaded);
    QCOMPARE(namesOf(*loaded->pool), std::vector<std::string>{"a"});
    QCOMPARE(loaded->refused.size(), std::size_t(3));
    QCOMPARE(loaded->refused[0].code, ErrorCode::NotFound);
    QCOMPARE(loaded->refused[1].code, ErrorCode::Truncated);
    QCOMPARE(loaded->refused[2].code, ErrorCode::Forbidden);
}

void LoadPoolTest::a_model_must_answer_on_every_split()
{
    write("a.val.csv", kGood);
    write("a.test.csv", kGood);
    write("b.test.csv", kOther);
    QCOMPARE(load().error().code, ErrorCode::Conflict);
    const auto kept = load({.keepGoing = true});
    VERIFY_OK(kept);
    QCOMPARE(namesOf(*kept->pool), std::vector<std::string>{"a"});
    QVERIFY(describe(kept->refused[0]).find("'b'") != std::string::npos);
}

void LoadPoolTest::labels_given_win_over_wrong_ones()
{
    write("a.csv", kGood);
    write("b.csv", kOther);
    write("truth/right.csv", "label\n0\n1\n1\n");
    const auto loaded = load({.labels = at("truth/right.csv")});
    QCOMPARE(loaded.error().code, ErrorCode::Conflict);
    QVERIFY(describe(loaded.error()).find("row 2: label 0") != std::string::npos);
    write("truth/short.csv", "label\n0\n1\n");
    QCOMPARE(load({.labels = at("truth/short.csv")}).error().code, ErrorCode::Conflict);
}

void LoadPoolTest::nothing_readable_is_an_error()
{
    QCOMPARE(load().error().code, ErrorCode::NotFound);
    QCOMPARE(load({.inputs = {at("missing")}}).error().code, ErrorCode::NotFound);
    write("a.csv", "");
    QCOMPARE(load().error().code, ErrorCode::Empty);
    write("b.csv", "label,p0,p1\n0,0.9\n");
    const auto kept = load({.keepGoing = true});
    VERIFY_OK(kept);
    QVERIFY(!kept->pool);
    QCOMPARE(kept->refused.size(), std::size_t(2)); // each with its own reason
    QCOMPARE(kept->refused.front().code, ErrorCode::Empty);
}

void LoadPoolTest::sources_are_listed()
{
    write("a.csv", kGood);
    const auto loaded = load();
    VERIFY_OK(loaded);
    QCOMPARE(loaded->sources.size(), std::size_t(1));
    QCOMPARE(loaded->sources[0].path.string(), at("a.csv"));
    QCOMPARE(loaded->sources[0].bytes, std::uint64_t(std::string_view(kGood).size()));
}

void LoadPoolTest::threads_do_not_change_the_pool()
{
    for (int i = 0; i < 40; ++i)
        write(qPrintable(QStringLiteral("net%1.csv").arg(i)), i % 2 ? kGood : kOther);
    const auto one = load();
    const auto four = load({.threads = 4});
    VERIFY_OK(one);
    VERIFY_OK(four);
    QCOMPARE(namesOf(*four->pool), namesOf(*one->pool));
    for (std::size_t i = 0; i < 40; ++i)
        QCOMPARE(
            four->pool->splits[0]->members[i].probabilities[0], one->pool->splits[0]->members[i].probabilities[0]);
}

void LoadPoolTest::progress_ends_at_its_total()
{
    write("a.csv", kGood);
    write("b.npz",
        zipFile({{"predictions.npy", npyFile("<f4", "(3, 2)", bytesOf<float>({1, 0, 1, 0, 1, 0})), true}}));
    ProgressState last;
    Progress progress([&](const ProgressState& state) { last = state; });
    VERIFY_OK(io::loadPool({.inputs = {folder()}}, progress, {}));
    QVERIFY(last.total > 0);
    QCOMPARE(last.done, last.total);
}

void LoadPoolTest::a_cancelled_load_says_so()
{
    write("a.csv", kGood);
    CancelSource source;
    source.cancel();
    Progress progress;
    const auto loaded = io::loadPool({.inputs = {folder()}, .keepGoing = true}, progress, source.token());
    QVERIFY(!loaded);
    QVERIFY(loaded.error().isCancelled());
}

void LoadPoolTest::the_memory_limit_ends_a_load_that_keeps_going()
{
    // A member holds 3 x 2 floats; its file's 3 labels count as well.
    constexpr std::uint64_t kMember = 6 * sizeof(float) + 3 * sizeof(data::Label);
    for (int i = 0; i < 8; ++i)
        write(qPrintable(QStringLiteral("net%1.csv").arg(i)), i % 2 ? kGood : kOther);
    for (const unsigned threads : {1U, 4U}) {
        VERIFY_OK(load({.keepGoing = true, .threads = threads, .memoryBytes = 8 * kMember}));
        const auto refused = load({.keepGoing = true, .threads = threads, .memoryBytes = 8 * kMember - 1});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::TooLarge);
    }
}

QTEST_APPLESS_MAIN(LoadPoolTest)
#include "load_pool_test.moc"
