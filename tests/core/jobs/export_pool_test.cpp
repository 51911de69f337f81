// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/export_pool.h"

#include "core/jobs/open_pool.h"
#include "tests/core/jobs/small_pool.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cobench;
using namespace cobench::jobs;

namespace {

data::Pool richPool()
{
    data::Pool pool = test::smallPool();
    pool.name = "rich";
    pool.classNames = {"cat", "dog"};
    pool.models[0].cost = {.parameters = 1234.0, .latencyMs = 0.5};
    pool.models[1].name = "v1.5/b é";
    pool.models[2].name = "v1_5/b é";
    for (const char* name : {"val", "test"}) {
        auto split = std::make_shared<data::Split>();
        split->name = name;
        split->truth = std::vector<data::Label>{0, 1};
        for (const float p : {0.25F, 0.1F, 0.9999999F})
            split->members.push_back({.probabilities = std::vector<float>{p, 1.0F - p, 1.0F - p, p}});
        pool.splits.push_back(std::move(split));
    }
    pool.splits.erase(pool.splits.begin());
    return pool;
}

Result<void> write(const data::Pool& pool, const std::string& folder, const CancelToken& cancel = {})
{
    Progress progress;
    return exportPool(pool, folder, progress, cancel);
}

std::shared_ptr<const data::Pool> read(const std::string& folder)
{
    Progress progress;
    auto loaded = openPool({.pool = folder}, progress, {});
    if (!loaded)
        qWarning("%s", describe(loaded.error()).c_str());
    return loaded ? loaded->pool : nullptr;
}

template <typename T>
std::vector<T> copyOf(const Array<T>& array)
{
    return {array.begin(), array.end()};
}

} // namespace

class ExportPoolTest : public QObject
{
    Q_OBJECT

private slots:
    void a_pool_reads_back_bit_for_bit();
    void a_label_only_pool_reads_back();
    void an_older_export_is_replaced_whole();
    void a_cancelled_export_leaves_the_older_one();
    void equal_pools_make_equal_files();
    void a_folder_with_anything_else_in_it_is_refused();
    void a_pool_of_another_name_is_told_where_one_is_wanted();
    void leftovers_of_a_killed_export_are_in_nobodys_way();

private:
    void put(const char* name) const
    {
        const QString place = m_folder.filePath(QString::fromUtf8(name));
        QVERIFY(QDir().mkpath(QFileInfo(place).path()));
        QFile file(place);
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    std::string path(const char* name) const { return m_folder.filePath(QString::fromUtf8(name)).toStdString(); }
    QStringList entries(const char* name) const
    {
        return QDir(m_folder.filePath(QString::fromUtf8(name)))
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }
    QTemporaryDir m_folder;
};

void ExportPoolTest::a_pool_reads_back_bit_for_bit()
{
    const data::Pool pool = richPool();
    const auto written = write(pool, path("rich/"));
    QVERIFY2(written.ok(), written ? "" : describe(written.error()).c_str());
    const auto back = read(path("rich"));
    QVERIFY(back);
    QCOMPARE(back->name, pool.name);
    QCOMPARE(back->classNames, pool.classNames);
    QCOMPARE(back->splitTitles(), pool.splitTitles());
    for (std::size_t model = 0; model < pool.size(); ++model) {
        QCOMPARE(back->models[model].name, pool.models[model].name);
        QVERIFY(back->models[model].cost == pool.models[model].cost);
        QCOMPARE(copyOf(back->splits[1]->members[model].probabilities),
            copyOf(pool.splits[1]->members[model].probabilities));
    }
    QCOMPARE(copyOf(back->splits[0]->truth), copyOf(pool.splits[0]->truth));
}

void ExportPoolTest::a_label_only_pool_reads_back()
{
    const data::Pool pool = test::smallPool();
    QVERIFY(write(pool, path("labels")).ok());
    const auto back = read(path("labels"));
    QVERIFY(back);
    for (std::size_t model = 0; model < pool.size(); ++model)
        QCOMPARE(copyOf(back->splits[0]->members[model].labels), copyOf(pool.splits[0]->members[model].labels));
}

void ExportPoolTest::an_older_export_is_replaced_whole()
{
    QVERIFY(write(richPool(), path("twice/pool")).ok());
    QVERIFY(write(test::smallPool(), path("twice/pool")).ok());
    QCOMPARE(entries("twice"), QStringList{QStringLiteral("pool")});
    QCOMPARE(entries("twice/pool").size(), qsizetype(4)); // three members and pool.json
}

void ExportPoolTest::a_cancelled_export_leaves_the_older_one()
{
    QVERIFY(write(test::smallPool(), path("kept/pool")).ok());
    CancelSource source;
    source.cancel();
    const auto outcome = write(richPool(), path("kept/pool"), source.token());
    QVERIFY(!outcome);
    QVERIFY(outcome.error().isCancelled());
    QCOMPARE(entries("kept"), QStringList{QStringLiteral("pool")});
    QCOMPARE(entries("kept/pool").size(), qsizetype(4));
}

void ExportPoolTest::equal_pools_make_equal_files()
{
    for (const char* name : {"first", "second"})
        QVERIFY(write(richPool(), path(name)).ok());
    QCOMPARE(entries("first"), entries("second"));
    for (const QString& name : entries("first")) {
        QFile first(m_folder.filePath(QStringLiteral("first/") + name));
        QFile second(m_folder.filePath(QStringLiteral("second/") + name));
        QVERIFY(first.open(QIODevice::ReadOnly) && second.open(QIODevice::ReadOnly));
        QCOMPARE(first.readAll(), second.readAll());
    }
}

void ExportPoolTest::a_folder_with_anything_else_in_it_is_refused()
{
    for (const char* own : {"bare/notes.txt", "noted/notes.txt", "hidden/.git/config", "others/mine.test.npz"}) {
        const QByteArray folder = QByteArray(own).left(QByteArray(own).indexOf('/'));
        if (folder != "bare")
            QVERIFY(write(test::smallPool(), path(folder)).ok());
        put(own);
        const QStringList before = entries(folder);
        const auto refused = write(richPool(), path(folder));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Conflict);
        QVERIFY(!refused.error().cure.empty());
        QVERIFY(!checkExportPlace(path(folder)));
        QCOMPARE(entries(folder), before);
    }
    put("file");
    QVERIFY(!write(test::smallPool(), path("file")));
}

void ExportPoolTest::a_pool_of_another_name_is_told_where_one_is_wanted()
{
    QVERIFY(checkExportPlace(path("named"), "rich").ok());
    QVERIFY(write(richPool(), path("named")).ok());
    QVERIFY(checkExportPlace(path("named"), "rich").ok());
    QVERIFY(!checkExportPlace(path("named"), "demo"));
}

void ExportPoolTest::leftovers_of_a_killed_export_are_in_nobodys_way()
{
    put("killed/.pool.part/half.test.npz");
    put("killed/.pool.part.old/whole.test.npz");
    for (int time = 0; time < 3; ++time)
        QVERIFY(write(test::smallPool(), path("killed/pool")).ok());
    QCOMPARE(entries("killed/pool").size(), qsizetype(4));
}

QTEST_APPLESS_MAIN(ExportPoolTest)
#include "export_pool_test.moc"
