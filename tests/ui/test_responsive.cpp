// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/patience.h"
#include "tests/support/source_tree.h"
#include "tests/ui/stall_watch.h"
#include "tests/ui/window_kit.h"
#include "ui/bridge/importer.h"
#include "ui/pages/ensembles/ensembles_page.h"
#include "ui/shell/page_list.h"

#include <QSignalSpy>
#include <QTest>

#include <filesystem>

using namespace cobench;
using test::StallWatch;

namespace {

#if COBENCH_SANITIZED
constexpr double kSlower = 6.0; // what the sanitizers cost
#elif defined(NDEBUG)
constexpr double kSlower = 1.0;
#else
constexpr double kSlower = 3.0;
#endif
constexpr double kLongestMs = 50.0 * kSlower;
constexpr std::size_t kModels = 12;
constexpr std::size_t kSamples = 50000;
constexpr int kWorkMs = 60000; // on a busy machine

const QString kImageNet = QString::fromStdString(test::sourceTree("../shared/data/imagenet_pool67"));

} // namespace

/// The window hears its user at least every 50 ms, whatever is being worked out. Time that other programs take does
/// not count, so that a busy machine does not fail.
class TestResponsive : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void importingALargePoolKeepsTheWindowLive();
    void importingImageNetKeepsTheWindowLive();
    void cancellingAnImportTakesEffectAtOnce();
    void switchingPoolsMetricsAndPagesKeepsTheWindowLive();

private:
    void import(const QString& path);
    void visitPages();
    ui::EnsemblesPage& ensembles();
    QString largeTable() const;

    std::unique_ptr<test::WindowKit> m_kit;
};

void TestResponsive::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow();
    m_kit->window->showPage(QStringLiteral("data"));
    m_kit->openProject(m_kit->makeProject());
    StallWatch::instance().restart(kLongestMs / 3);
}

void TestResponsive::cleanup()
{
    const auto& watch = StallWatch::instance();
    qInfo("longest: %.1f ms, event %s", watch.longestMs(), qPrintable(watch.longest()));
    m_kit.reset();
}

QString TestResponsive::largeTable() const
{
    const QString path = m_kit->path(QStringLiteral("large.csv"));
    test::writeLabelTable(path, kModels, kSamples);
    return path;
}

ui::EnsemblesPage& TestResponsive::ensembles()
{
    m_kit->window->showPage(QStringLiteral("ensembles"));
    return *static_cast<ui::EnsemblesPage*>(m_kit->window->currentPage());
}

/// Through the window's importer, until everything that is shown of the pool has been worked out and painted.
void TestResponsive::import(const QString& path)
{
    QSignalSpy finished(&m_kit->bench->importer, &ui::Importer::finished);
    m_kit->bench->importer.importPaths({path});
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, kWorkMs);
    const auto report = finished[0][0].value<std::shared_ptr<const ui::ImportReport>>();
    QVERIFY2(report->pool, report->failure ? describe(*report->failure).c_str() : "nothing was kept");
    QTRY_COMPARE(m_kit->bench->workspace.currentPool(), report->pool);
    QTRY_VERIFY_WITH_TIMEOUT(m_kit->bench->async.isIdle(), kWorkMs);
}

void TestResponsive::visitPages()
{
    for (const auto& entry : ui::pageList()) {
        m_kit->window->showPage(entry.id);
        QTRY_VERIFY_WITH_TIMEOUT(m_kit->bench->async.isIdle(), kWorkMs);
        QTest::qWait(0); // queued replots
    }
}

void TestResponsive::importingALargePoolKeepsTheWindowLive()
{
    import(largeTable());
    QCOMPARE(m_kit->bench->workspace.pool()->size(), kModels);
    QVERIFY(StallWatch::instance().longestMs() < kLongestMs);
}

void TestResponsive::importingImageNetKeepsTheWindowLive()
{
    const QString file = kImageNet + QStringLiteral("/val_top1.csv.gz");
    if (!std::filesystem::exists(file.toStdString()))
        QSKIP("the development data is not beside the source tree");
    double furthest = 0.0; // a rate is told from a fifth of a second on, which this may not take
    connect(&m_kit->bench->async.jobs(), &QAbstractItemModel::dataChanged, this, [&](const QModelIndex& job) {
        furthest = std::max(furthest, job.data(ui::JobList::FractionRole).toDouble());
    });
    import(file);
    QVERIFY(furthest > 0.0);
    QVERIFY(StallWatch::instance().longestMs() < kLongestMs);
}

void TestResponsive::cancellingAnImportTakesEffectAtOnce()
{
    QSignalSpy finished(&m_kit->bench->importer, &ui::Importer::finished);
    auto& jobs = m_kit->bench->async.jobs();
    connect(&jobs, &QAbstractItemModel::rowsInserted, &jobs, &ui::JobList::cancelAll);
    m_kit->bench->importer.importPaths({largeTable()});
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, kWorkMs);
    const auto report = finished[0][0].value<std::shared_ptr<const ui::ImportReport>>();
    QVERIFY(report->failure && report->failure->isCancelled());
    QCOMPARE(m_kit->bench->workspace.pools().size(), 1U);
    QVERIFY(StallWatch::instance().longestMs() < kLongestMs);
}

void TestResponsive::switchingPoolsMetricsAndPagesKeepsTheWindowLive()
{
    import(largeTable());
    auto& workspace = m_kit->bench->workspace;
    const std::vector<store::PoolEntry> pools = workspace.pools();
    QCOMPARE(pools.size(), 2U);
    for (int round = 0; round < 2; ++round) {
        for (const auto& pool : pools) {
            workspace.selectPool(pool.id);
            QTRY_COMPARE(workspace.currentPool(), std::optional(pool.id));
            QTRY_VERIFY_WITH_TIMEOUT(m_kit->bench->async.isIdle(), kWorkMs);
            visitPages();
        }
    }
    auto& page = ensembles();
    for (const ensemble::Metric metric : ensemble::kAllMetrics) {
        ui::EnsembleQuery query = page.presenter().query();
        query.metric = metric;
        query.clustered = !query.clustered;
        page.presenter().setQuery(query);
        QTRY_VERIFY_WITH_TIMEOUT(m_kit->bench->async.isIdle(), kWorkMs);
        QTest::qWait(0);
    }
    QVERIFY(StallWatch::instance().longestMs() < kLongestMs);
}

int main(int argc, char** argv)
{
    StallWatch application(argc, argv);
    TestResponsive test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_responsive.moc"
