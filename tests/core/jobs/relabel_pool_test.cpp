// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/relabel_pool.h"

#include "core/io/npy_writer.h"
#include "core/jobs/import_recipe.h"
#include "tests/core/jobs/small_pool.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cobench;
using namespace cobench::jobs;

namespace {

using Labels = std::vector<data::Label>;

/// The small pool with a second split "test" of `samples` samples.
data::Pool twoSplits(std::size_t samples)
{
    data::Pool pool = test::smallPool();
    auto second = std::make_shared<data::Split>();
    second->name = "test";
    second->truth = Labels(samples, 0);
    for (std::size_t model = 0; model < pool.size(); ++model)
        second->members.push_back({.labels = Labels(samples, 0)});
    pool.splits.push_back(std::move(second));
    return pool;
}

} // namespace

class RelabelPoolTest : public QObject
{
    Q_OBJECT

private slots:
    void other_labels_replace_those_of_the_only_split();
    void the_same_labels_change_nothing();
    void labels_without_a_split_go_where_their_number_fits();
    void a_file_names_the_split_it_is_for();
    void wrong_labels_are_refused_as_an_import_would_data();
    void wrong_labels_are_refused_as_an_import_would();
    void the_origin_names_the_new_file_instead_of_the_old();

private:
    std::string write(const char* name, const QByteArray& text) const
    {
        QFile file(m_folder.filePath(QString::fromUtf8(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", name);
        return file.fileName().toStdString();
    }
    Result<Relabelling> relabel(
        const data::Pool& pool, const std::string& file, const store::PoolOrigin& origin = {}) const
    {
        Progress progress;
        return relabelPool(pool, origin, file, progress, {});
    }
    QTemporaryDir m_folder;
};

void RelabelPoolTest::other_labels_replace_those_of_the_only_split()
{
    const auto done = relabel(test::smallPool(), write("l.csv", "label\n0\n1\n1\n0\n"));
    QVERIFY2(done.ok(), done ? "" : describe(done.error()).c_str());
    QCOMPARE(done->changed, std::size_t{2});
    QCOMPARE(done->truth.size(), std::size_t{1});
    QCOMPARE(done->truth[0].title, std::string("val"));
    QVERIFY(std::ranges::equal(done->truth[0].labels, Labels{0, 1, 1, 0}));
}

void RelabelPoolTest::the_same_labels_change_nothing()
{
    const auto done = relabel(test::smallPool(), write("same.csv", "label\n0\n1\n0\n1\n"));
    QVERIFY(done.ok());
    QCOMPARE(done->changed, std::size_t{0});
    QVERIFY(done->truth.empty());
}

void RelabelPoolTest::labels_without_a_split_go_where_their_number_fits()
{
    const auto done = relabel(twoSplits(3), write("three.csv", "label\n1\n1\n0\n"));
    QVERIFY2(done.ok(), done ? "" : describe(done.error()).c_str());
    QCOMPARE(done->truth.size(), std::size_t{1});
    QCOMPARE(done->truth[0].title, std::string("test"));
    QCOMPARE(done->changed, std::size_t{2});
}

void RelabelPoolTest::a_file_names_the_split_it_is_for()
{
    const std::string file = m_folder.filePath(QStringLiteral("named.npz")).toStdString();
    const Labels same{0, 1, 0, 1};
    const Labels other{1, 1, 1, 1};
    QVERIFY(io::writeNpz(file, {io::npyArray("yval", same, {4}), io::npyArray("ytest", other, {4})}).ok());
    const auto done = relabel(twoSplits(4), file);
    QVERIFY2(done.ok(), done ? "" : describe(done.error()).c_str());
    QCOMPARE(done->truth.size(), std::size_t{1});
    QCOMPARE(done->truth[0].title, std::string("test"));
}

void RelabelPoolTest::wrong_labels_are_refused_as_an_import_would_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("named");
    const auto row = [](const char* name, const char* text, ErrorCode code, const char* named) {
        QTest::newRow(name) << QByteArray(text) << static_cast<int>(code) << QString::fromUtf8(named);
    };
    row("too few", "label\n0\n1\n", ErrorCode::Conflict, "have 4 rows");
    row("a class that is not there", "label\n0\n1\n2\n1\n", ErrorCode::Value, "row 2");
    row("no numbers", "label\nant\nbee\ncow\ndog\n", ErrorCode::Value, "l.csv");
    row("nothing", "", ErrorCode::Empty, "empty");
}

void RelabelPoolTest::wrong_labels_are_refused_as_an_import_would()
{
    QFETCH(QByteArray, text);
    QFETCH(int, code);
    QFETCH(QString, named);
    const auto done = relabel(test::smallPool(), write("l.csv", text));
    QVERIFY(!done);
    const QString message = QString::fromStdString(describe(done.error()));
    QCOMPARE(static_cast<int>(done.error().code), code);
    QVERIFY2(message.contains(named) && message.contains(QStringLiteral("l.csv")), qPrintable(message));
}

void RelabelPoolTest::the_origin_names_the_new_file_instead_of_the_old()
{
    const std::string file = write("new.csv", "label\n0\n0\n0\n0\n");
    const store::PoolOrigin before{.sources = {{"/pool/a.npy", 1, "a"}, {"/old.npy", 2, "b"}},
        .recipe = toRecipe({.inputs = {"/pool"}, .labels = "/old.npy"})};
    const auto done = relabel(test::smallPool(), file, before);
    QVERIFY(done.ok());
    QCOMPARE(done->origin.sources.size(), std::size_t{2});
    QCOMPARE(done->origin.sources[0], before.sources[0]);
    QCOMPARE(done->origin.sources[1].path, file);
    QCOMPARE(done->origin.sources[1].bytes, std::uint64_t{14});
    const auto recipe = fromRecipe(done->origin.recipe);
    QVERIFY(recipe);
    QCOMPARE(recipe->labels->string(), file);
    QCOMPARE(recipe->inputs, std::vector<std::string>{"/pool"});
}

QTEST_APPLESS_MAIN(RelabelPoolTest)
#include "relabel_pool_test.moc"
