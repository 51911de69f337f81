// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/source_check.h"

#include "core/jobs/import_pool.h"
#include "core/jobs/import_recipe.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace cobench;
using namespace cobench::jobs;

namespace {

const std::string kLongAgo = "2001-09-09T01:46:40Z";
const std::string kLater = "2100-01-01T00:00:00Z"; // every file of today is older than this import

} // namespace

class SourceCheckTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void what_lies_there_as_it_did_is_unchanged();
    void other_content_is_noticed();
    void a_file_older_than_the_import_is_read_only_when_asked_to();
    void a_file_is_read_again_only_when_it_was_touched();
    void a_missing_file_and_a_folder_in_its_place_are_told_apart();
    void a_pipe_is_never_waited_for();
    void a_cancelled_check_says_so();
    void a_moved_folder_is_followed_by_one_file();
    void a_renamed_file_moves_alone();
    void another_content_is_no_new_place();

private:
    std::string path(const char* name) const { return m_folder->filePath(QString::fromUtf8(name)).toStdString(); }
    std::string write(const char* name, const QByteArray& text) const;
    SourceState stateOf(const std::string& importedAt, SourceReading reading = SourceReading::WhenNeeded);
    Result<Relinking> relink(const std::string& place)
    {
        return relinkSource(m_origin, m_origin.sources.front().path, place, m_progress, {});
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    store::PoolOrigin m_origin; // of old/a.csv and old/sub/b.csv
    KnownHashes m_known;
    Progress m_progress;
};

std::string SourceCheckTest::write(const char* name, const QByteArray& text) const
{
    const QString file = m_folder->filePath(QString::fromUtf8(name));
    QFile out(file);
    if (!QDir().mkpath(QFileInfo(file).path()) || !out.open(QIODevice::WriteOnly) || out.write(text) != text.size())
        qFatal("cannot write %s", name);
    return file.toStdString();
}

void SourceCheckTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_known = {};
    const auto sources = hashSources(
        {{.path = write("old/a.csv", "aaaa")}, {.path = write("old/sub/b.csv", "bb")}}, m_progress, {});
    QVERIFY(sources.ok());
    m_origin = {.sources = *sources,
        .recipe = toRecipe({.inputs = {path("old"), "val=" + path("old") + "/sub"}, .labels = path("old/a.csv")})};
}

SourceState SourceCheckTest::stateOf(const std::string& importedAt, SourceReading reading)
{
    const auto states = checkSources({m_origin.sources.front()}, importedAt, reading, m_known, m_progress, {});
    if (!states || states->size() != 1)
        qFatal("no state");
    return states->front().state;
}

void SourceCheckTest::what_lies_there_as_it_did_is_unchanged()
{
    for (const std::string& imported : {kLongAgo, kLater, std::string("no time at all")})
        for (const SourceReading reading : {SourceReading::WhenNeeded, SourceReading::Always})
            QCOMPARE(stateOf(imported, reading), SourceState::Unchanged);
}

void SourceCheckTest::other_content_is_noticed()
{
    write("old/a.csv", "aaab"); // as long as it was
    QCOMPARE(stateOf(kLongAgo), SourceState::Changed);
    write("old/a.csv", "longer");
    QCOMPARE(stateOf(kLater), SourceState::Changed);
}

void SourceCheckTest::a_file_older_than_the_import_is_read_only_when_asked_to()
{
    write("old/a.csv", "aaab");
    QCOMPARE(stateOf(kLater), SourceState::Unchanged); // the price of not reading everything
    QCOMPARE(stateOf(kLater, SourceReading::Always), SourceState::Changed);
}

void SourceCheckTest::a_file_is_read_again_only_when_it_was_touched()
{
    QCOMPARE(stateOf(kLongAgo), SourceState::Unchanged);
    auto& entry = m_known.byPath.at(m_origin.sources.front().path);
    entry.sha256 = "another"; // what is believed shows whether the file was read
    QCOMPARE(stateOf(kLongAgo), SourceState::Changed);
    entry.changedAt -= 1;
    QCOMPARE(stateOf(kLongAgo), SourceState::Unchanged);
}

void SourceCheckTest::a_missing_file_and_a_folder_in_its_place_are_told_apart()
{
    QVERIFY(QFile::remove(m_folder->filePath(QStringLiteral("old/a.csv"))));
    QCOMPARE(stateOf(kLater), SourceState::Missing);
    QVERIFY(QDir().mkpath(m_folder->filePath(QStringLiteral("old/a.csv"))));
    QCOMPARE(stateOf(kLater), SourceState::Unreadable);
}

void SourceCheckTest::a_pipe_is_never_waited_for()
{
    const std::string pipe = path("old/a.csv");
    QVERIFY(QFile::remove(QString::fromStdString(pipe)));
    QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
    QCOMPARE(stateOf(kLater), SourceState::Unreadable);
    QCOMPARE(stateOf(kLater, SourceReading::Always), SourceState::Unreadable);
}

void SourceCheckTest::a_cancelled_check_says_so()
{
    CancelSource source;
    source.cancel();
    const auto states
        = checkSources(m_origin.sources, kLongAgo, SourceReading::Always, m_known, m_progress, source.token());
    QVERIFY(!states && states.error().isCancelled());
}

void SourceCheckTest::a_moved_folder_is_followed_by_one_file()
{
    QVERIFY(QDir(m_folder->path()).rename(QStringLiteral("old"), QStringLiteral("new")));
    const auto done = relink(path("new/a.csv"));
    QVERIFY2(done.ok(), done ? "" : describe(done.error()).c_str());
    QCOMPARE(done->files, std::size_t{2});
    QCOMPARE(done->origin.sources[0].path, path("new/a.csv"));
    QCOMPARE(done->origin.sources[1].path, path("new/sub/b.csv"));
    QCOMPARE(done->origin.sources[1].sha256, m_origin.sources[1].sha256);
    const auto recipe = fromRecipe(done->origin.recipe);
    QVERIFY(recipe);
    QCOMPARE(recipe->inputs, (std::vector<std::string>{path("new"), "val=" + path("new") + "/sub"}));
    QCOMPARE(recipe->labels->string(), path("new/a.csv"));
}

void SourceCheckTest::a_renamed_file_moves_alone()
{
    QVERIFY(QDir(m_folder->path()).rename(QStringLiteral("old/a.csv"), QStringLiteral("old/c.csv")));
    const auto done = relink(path("old/c.csv"));
    QVERIFY(done.ok());
    QCOMPARE(done->files, std::size_t{1});
    QCOMPARE(done->origin.sources[0].path, path("old/c.csv"));
    QCOMPARE(done->origin.sources[1].path, m_origin.sources[1].path);
    QCOMPARE(fromRecipe(done->origin.recipe)->labels->string(), path("old/c.csv"));
}

void SourceCheckTest::another_content_is_no_new_place()
{
    const auto done = relink(write("other/a.csv", "aaab"));
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Conflict);
    const auto nowhere = relink(path("nowhere"));
    QVERIFY(!nowhere);
    QCOMPARE(nowhere.error().code, ErrorCode::NotFound);
}

QTEST_APPLESS_MAIN(SourceCheckTest)
#include "source_check_test.moc"
