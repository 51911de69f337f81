// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/open_pool.h"

#include "core/jobs/import_pool.h"
#include "core/jobs/matrix_job.h"
#include "core/jobs/split_view.h"
#include "tests/core/jobs/small_pool.h"
#include "tests/support/source_tree.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

using namespace cobench;
using namespace cobench::jobs;

namespace {

Result<io::LoadedPool> open(const std::string& pool)
{
    Progress progress;
    return openPool({.pool = pool}, progress, {});
}

Result<ImportedPool> import(store::Project& project, const std::string& name, const OpenPoolOptions& options)
{
    Progress progress;
    return importPool(project, name, options, progress, {});
}

std::string votesFile()
{
    return test::sourceTree("tests/cli/data/votes.csv");
}

} // namespace

class OpenPoolTest : public QObject
{
    Q_OBJECT

private slots:
    void a_stored_pool_is_told_from_files_data();
    void a_stored_pool_is_told_from_files();
    void a_folder_named_like_a_project_holds_files();
    void a_stored_pool_opens_by_name_and_the_only_one_without();
    void a_name_that_is_not_there_lists_those_that_are();
    void labels_of_a_stored_pool_are_settled();
    void a_stored_pool_opens_while_another_holds_the_lock();
    void an_import_stores_arrays_and_hashes_of_its_sources();
    void a_taken_name_is_refused_before_reading();
    void a_cancelled_import_leaves_no_pool();
    void the_default_split_is_the_only_one_else_test();
    void a_matrix_counts_on_the_samples_asked_for();
    void a_matrix_of_a_focal_model_that_is_not_there_is_wrong_usage();

private:
    std::string path(const char* name) const { return m_folder.filePath(QString::fromUtf8(name)).toStdString(); }
    std::unique_ptr<store::Project> create(const char* name) const;
    QTemporaryDir m_folder;
};

std::unique_ptr<store::Project> OpenPoolTest::create(const char* name) const
{
    auto project = store::Project::open(path(name), store::OpenMode::Create);
    return project ? std::move(*project) : nullptr;
}

void OpenPoolTest::a_stored_pool_is_told_from_files_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("project");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("with name") << QByteArray("d/p.cobench#demo") << QByteArray("d/p.cobench") << QByteArray("demo");
    QTest::newRow("name with mark") << QByteArray("p.cobench#a.cobench#b") << QByteArray("p.cobench#a.cobench")
                                    << QByteArray("b");
    QTest::newRow("mark in the name") << QByteArray("p.cobench#a#b") << QByteArray("p.cobench")
                                      << QByteArray("a#b");
    QTest::newRow("without name") << QByteArray("p.cobench") << QByteArray("p.cobench") << QByteArray();
    QTest::newRow("empty name") << QByteArray("p.cobench#") << QByteArray("p.cobench") << QByteArray();
    QTest::newRow("folder") << QByteArray("pool") << QByteArray() << QByteArray();
    QTest::newRow("folder with mark") << QByteArray("pool#2") << QByteArray() << QByteArray();
    QTest::newRow("bundle") << QByteArray("p.cobench.npz") << QByteArray() << QByteArray();
}

void OpenPoolTest::a_stored_pool_is_told_from_files()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, project);
    QFETCH(QByteArray, name);
    const auto stored = parseStoredPoolName(text.toStdString());
    QCOMPARE(stored.has_value(), !project.isEmpty());
    if (stored) {
        QCOMPARE(stored->project.string(), project.toStdString());
        QCOMPARE(stored->name, name.toStdString());
    }
}

void OpenPoolTest::a_folder_named_like_a_project_holds_files()
{
    std::filesystem::create_directory(path("folder.cobench"));
    QVERIFY(!parseStoredPoolName(path("folder.cobench")));
}

void OpenPoolTest::a_stored_pool_opens_by_name_and_the_only_one_without()
{
    Progress progress;
    const auto project = create("one.cobench");
    QVERIFY(project);
    QVERIFY(project->addPool(test::smallPool(), "first", {}, progress, {}).ok());
    const auto named = open(path("one.cobench") + "#first");
    QVERIFY(named.ok());
    QCOMPARE(named->pool->size(), std::size_t(3));
    QVERIFY(open(path("one.cobench")).ok());

    QVERIFY(project->addPool(test::smallPool(), "second", {}, progress, {}).ok());
    const auto ambiguous = open(path("one.cobench"));
    QVERIFY(!ambiguous);
    QVERIFY(describe(ambiguous.error()).find("first, second") != std::string::npos);
}

void OpenPoolTest::a_name_that_is_not_there_lists_those_that_are()
{
    Progress progress;
    const auto project = create("names.cobench");
    QVERIFY(project->addPool(test::smallPool(), "only", {}, progress, {}).ok());
    const auto missing = open(path("names.cobench") + "#other");
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
    QVERIFY(describe(missing.error()).find("only") != std::string::npos);
    QCOMPARE(open(path("absent.cobench") + "#x").error().code, ErrorCode::NotFound);
}

void OpenPoolTest::labels_of_a_stored_pool_are_settled()
{
    Progress progress;
    const auto outcome
        = openPool({.pool = "p.cobench#x", .values = io::ValueReading::Logits}, progress, CancelToken());
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, ErrorCode::Usage);
}

void OpenPoolTest::a_stored_pool_opens_while_another_holds_the_lock()
{
    Progress progress;
    const auto holder = create("held.cobench");
    QVERIFY(holder->addPool(test::smallPool(), "a", {}, progress, {}).ok());
    QVERIFY(open(path("held.cobench") + "#a").ok());
}

void OpenPoolTest::an_import_stores_arrays_and_hashes_of_its_sources()
{
    const auto project = create("import.cobench");
    const auto imported = import(*project, "votes", {.pool = votesFile()});
    QVERIFY2(imported.ok(), imported ? "" : describe(imported.error()).c_str());
    QCOMPARE(imported->models, std::size_t(4));
    QCOMPARE(imported->samples, std::size_t(8));
    const auto origin = project->origin(imported->id);
    QVERIFY(origin.ok());
    const auto* sources = &origin->sources;
    QCOMPARE(sources->size(), std::size_t(1));
    QFile file(QString::fromStdString(votesFile()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray hash = QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex();
    QCOMPARE(QByteArray::fromStdString(sources->front().sha256), hash);
    QCOMPARE(sources->front().bytes, std::uint64_t(file.size()));
}

void OpenPoolTest::a_taken_name_is_refused_before_reading()
{
    const auto project = create("taken.cobench");
    QVERIFY(import(*project, "votes", {.pool = votesFile()}).ok());
    const auto again = import(*project, "votes", {.pool = "nothing-there"});
    QVERIFY(!again);
    QCOMPARE(again.error().code, ErrorCode::Conflict);
}

void OpenPoolTest::a_cancelled_import_leaves_no_pool()
{
    const auto project = create("cancelled.cobench");
    CancelSource source;
    source.cancel();
    Progress progress;
    const auto imported = importPool(*project, "votes", {.pool = votesFile()}, progress, source.token());
    QVERIFY(!imported);
    QVERIFY(imported.error().isCancelled());
    QCOMPARE(project->pools()->size(), std::size_t(0));
}

void OpenPoolTest::the_default_split_is_the_only_one_else_test()
{
    data::Pool pool = test::smallPool();
    QCOMPARE((*chooseSplit(pool))->name, std::string("val"));
    auto second = std::make_shared<data::Split>(*pool.splits.front());
    second->name = "test";
    pool.splits.push_back(second);
    QCOMPARE((*chooseSplit(pool))->name, std::string("test"));
    QCOMPARE((*chooseSplit(pool, "val"))->name, std::string("val"));
    const auto missing = chooseSplit(pool, "train");
    QCOMPARE(missing.error().code, ErrorCode::Usage);
    QVERIFY(describe(missing.error()).find("val, test") != std::string::npos);
}

void OpenPoolTest::a_matrix_counts_on_the_samples_asked_for()
{
    // smallPool(): 4 samples; model 0 wrong on none, 1 on {3}, 2 on {2, 3}. BD = share of samples where one fails.
    const auto pool = std::make_shared<const data::Pool>(test::smallPool());
    const auto view = viewSplit(pool);
    QVERIFY(view.ok());
    Progress progress;
    const auto whole = computeMatrix(*view->prepared, {.metric = ensemble::Metric::BD}, progress, {});
    QVERIFY(whole.ok());
    QCOMPARE(whole->samples, std::size_t(4));
    QVERIFY(std::isnan(whole->values[0]));
    QCOMPARE(whole->values[1], 0.25);
    QCOMPARE(whole->values[2], 0.5);
    QCOMPARE(whole->values[5], 0.25);
    QCOMPARE(whole->values[7], whole->values[5]);

    const ensemble::SampleSet negatives{.kind = ensemble::SampleSet::Kind::Focal, .focal = 2};
    const auto focal
        = computeMatrix(*view->prepared, {.metric = ensemble::Metric::BD, .samples = negatives}, progress, {});
    QCOMPARE(focal->samples, std::size_t(2));
    QCOMPARE(focal->values[1], 0.5);
    QCOMPARE(focal->values[2], 1.0);
}

void OpenPoolTest::a_matrix_of_a_focal_model_that_is_not_there_is_wrong_usage()
{
    const auto view = viewSplit(std::make_shared<const data::Pool>(test::smallPool()));
    Progress progress;
    const ensemble::SampleSet negatives{.kind = ensemble::SampleSet::Kind::Focal, .focal = 3};
    const auto matrix = computeMatrix(*view->prepared, {.samples = negatives}, progress, {});
    QVERIFY(!matrix);
    QCOMPARE(matrix.error().code, ErrorCode::Usage);
}

QTEST_APPLESS_MAIN(OpenPoolTest)
#include "open_pool_test.moc"
