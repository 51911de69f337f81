// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/export_team.h"

#include "core/jobs/open_pool.h"
#include "tests/core/jobs/small_pool.h"
#include "tests/support/sample_pool.h"
#include "tests/support/verify_ok.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cobench;
using namespace cobench::jobs;
using ensemble::Consensus;

namespace {

TeamSplits splitsOf(data::Pool pool)
{
    TeamSplits splits{.pool = std::make_shared<const data::Pool>(std::move(pool))};
    splits.report = ensemble::PreparedSplit::prepare(splits.pool->defaultSplit(), splits.pool->classes);
    splits.selection = splits.report;
    return splits;
}

TeamSplits probable()
{
    return splitsOf(test::samplePool(11, {.models = 3, .lastIsLabelOnly = false}));
}

template <typename T>
std::vector<T> copyOf(const Array<T>& array)
{
    return {array.begin(), array.end()};
}

} // namespace

class ExportTeamTest : public QObject
{
    Q_OBJECT

private slots:
    void probabilitiesReadBackBitForBit_data();
    void probabilitiesReadBackBitForBit();
    void votesReadBackAsLabels_data();
    void votesReadBackAsLabels();
    void theFileSaysWhoTheMembersAre();
    void abstentionsAndOtherSuffixesAreRefused();
    void aCancelledExportLeavesNothing();

private:
    std::string path(const char* name) const { return m_folder.filePath(QString::fromUtf8(name)).toStdString(); }
    Result<void> write(const char* name,
        const TeamSplits& splits,
        const ensemble::Members& team,
        Consensus rule,
        const CancelToken& cancel = {}) const
    {
        Progress progress;
        return exportTeam(path(name), splits, team, {.rule = rule, .weights = {}}, progress, cancel);
    }
    std::shared_ptr<const data::Pool> read(const char* name) const
    {
        Progress progress;
        auto loaded = openPool({.pool = path(name)}, progress, {});
        if (!loaded)
            qWarning("%s", describe(loaded.error()).c_str());
        return loaded ? loaded->pool : nullptr;
    }
    QByteArray bytes(const char* name) const
    {
        QFile file(m_folder.filePath(QString::fromUtf8(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QTemporaryDir m_folder;
};

void ExportTeamTest::probabilitiesReadBackBitForBit_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("archive") << QByteArray("team.npz");
    QTest::newRow("table") << QByteArray("team.csv");
}

void ExportTeamTest::probabilitiesReadBackBitForBit()
{
    QFETCH(QByteArray, file);
    const TeamSplits splits = probable();
    VERIFY_OK(write(file.constData(), splits, {0, 2}, Consensus::Soft));
    const auto back = read(file.constData());
    QVERIFY(back);
    QCOMPARE(back->size(), std::size_t{1});
    QCOMPARE(back->models[0].name, std::string("team"));
    const data::Split& split = *back->splits[0];
    QCOMPARE(copyOf(split.truth), copyOf(splits.report->split().truth));
    const auto prediction = ensemble::predictTeam(*splits.report, {0, 2}, {.weights = {}});
    QCOMPARE(copyOf(split.members[0].probabilities), prediction.probabilities);
}

void ExportTeamTest::votesReadBackAsLabels_data()
{
    probabilitiesReadBackBitForBit_data();
}

void ExportTeamTest::votesReadBackAsLabels()
{
    QFETCH(QByteArray, file);
    const TeamSplits splits = splitsOf(test::smallPool());
    VERIFY_OK(write(file.constData(), splits, {0, 1, 2}, Consensus::Plurality));
    const auto back = read(file.constData());
    QVERIFY(back);
    QCOMPARE(copyOf(back->splits[0]->members[0].labels), (std::vector<data::Label>{0, 1, 0, 0}));
}

void ExportTeamTest::theFileSaysWhoTheMembersAre()
{
    data::Pool pool = test::smallPool();
    pool.models[1].name = "b\u00e9e,\n2";
    const TeamSplits splits = splitsOf(std::move(pool));
    VERIFY_OK(write("named.csv", splits, {0, 1}, Consensus::Plurality));
    QVERIFY(bytes("named.csv")
                .startsWith(
                    "# team 0,1 of small: ant, b\u00e9e, 2; rule plurality; split val\nlabel,prediction\n0,0\n"));
    QVERIFY(read("named.csv"));
    VERIFY_OK(write("named.npz", splits, {0, 1}, Consensus::Plurality));
    const QByteArray archive = bytes("named.npz");
    for (const char* part : {"members.npy", "member_names.npy", "rule.npy", "b\u00e9e", "plurality"})
        QVERIFY2(archive.contains(part), part);
    VERIFY_OK(write("again.npz", splits, {0, 1}, Consensus::Plurality));
    QCOMPARE(bytes("again.npz"), archive);
}

void ExportTeamTest::abstentionsAndOtherSuffixesAreRefused()
{
    const TeamSplits splits = splitsOf(test::smallPool());
    const auto abstaining = write("majority.npz", splits, {0, 1}, Consensus::Majority);
    QVERIFY(!abstaining);
    QCOMPARE(abstaining.error().code, ErrorCode::Unsupported);
    const auto other = write("team.pt", splits, {0, 1}, Consensus::Plurality);
    QVERIFY(!other);
    QCOMPARE(other.error().code, ErrorCode::Usage);
    QVERIFY(!QFile::exists(QString::fromStdString(path("majority.npz"))));
    QVERIFY(!QFile::exists(QString::fromStdString(path("team.pt"))));
}

void ExportTeamTest::aCancelledExportLeavesNothing()
{
    CancelSource source;
    source.cancel();
    const auto written = write("cancelled.csv", probable(), {0, 1}, Consensus::Soft, source.token());
    QVERIFY(!written && written.error().isCancelled());
    QVERIFY(!QFile::exists(QString::fromStdString(path("cancelled.csv"))));
}

QTEST_APPLESS_MAIN(ExportTeamTest)
#include "export_team_test.moc"
