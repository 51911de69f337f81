// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/sweep_job.h"
#include "core/runs/import_runs.h"
#include "core/runs/store_runs.h"
#include "core/store/runs.h"
#include "tests/support/source_tree.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace cobench;
using namespace cobench::jobs;
namespace fs = std::filesystem;

/// Sweeps out of a project's runs.
class SweepJobTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void quantities_are_curves_with_a_direction_and_accuracy_comes_first()
    {
        std::vector<study::Run> runs(1);
        for (const auto& [tag, points] : std::initializer_list<std::pair<const char*, int>>{
                 {"test/accuracy", 3}, {"test/loss", 3}, {"run/seconds", 1}, {"train/rate", 3}})
            runs[0].figures[tag].points = std::uint64_t(points);
        const study::SweepGroup group{.name = "g", .series = {{.name = "s", .runs = {0}}}};
        const auto quantities = sweepQuantities(runs, group);
        QCOMPARE(quantities, (std::vector<std::string>{"test/accuracy", "test/loss"}));
        QCOMPARE(usualQuantity(quantities), std::string("test/accuracy"));
        QCOMPARE(usualQuantity({"test/loss", "train/epoch_loss"}), std::string("test/loss"));
        QVERIFY(usualQuantity({}).empty());
    }

    // Losses that rise at rate 1: that run diverged, though its accuracy is a number.
    void the_training_loss_decides_what_diverged()
    {
        keep({made(0.1, {2.0, 1.0}, {0.1, 0.7}), made(1.0, {2.0, 3.0}, {0.1, 0.2})});
        const auto swept = sweep("", {.tag = "test/accuracy"});
        QCOMPARE(swept.lossTag, std::string("train/epoch_loss"));
        QCOMPARE(swept.series.size(), std::size_t(1));
        const study::RateSweep& rates = swept.series[0].sweep;
        QCOMPARE(rates.diverged, std::size_t(1));
        QCOMPARE(rates.rates[*rates.best].rate, 0.1);
        QCOMPARE(rates.rates[1].divergedAt, 2.0); // the second of two epochs
    }

    // 810 runs of DeepOBS (github.com/fsschneider/DeepOBS_Baselines, MIT), whose own summary says of Momentum on
    // cifar10_3c3d: best .8525 at 6.3e-4, .689 at 1e-5, diverges above 2.5e-2.
    void the_sweeps_of_deepobs_have_their_known_figures()
    {
        const fs::path folder = test::sourceTree("../shared/data/deepobs_lr_sweeps");
        if (!fs::exists(folder / "runs.csv"))
            QSKIP("the DeepOBS sweeps are not here");
        Progress progress;
        const auto read = runs::readRuns(folder, {}, progress, {});
        QVERIFY2(read.ok(), read ? "" : describe(read.error()).c_str());
        QCOMPARE(read->runs.size(), std::size_t(810));
        keep(read->runs);
        const auto swept = sweep("cifar10", {.tag = "test/accuracy", .statistic = study::Statistic::Best});
        QCOMPARE(swept.series.size(), std::size_t(3));
        QCOMPARE(swept.series[1].name, std::string("momentum"));
        const study::RateSweep& momentum = swept.series[1].sweep;
        QCOMPARE(momentum.runs, std::size_t(45));
        QCOMPARE(momentum.rates.size(), std::size_t(36));
        const study::SweptRate& best = momentum.rates[*momentum.best];
        QVERIFY(std::abs(best.rate - 6.3096e-4) < 1e-7);
        QVERIFY(std::abs(best.mean - 0.8525) < 5e-5);
        QVERIFY(std::abs(momentum.rates.front().mean - 0.6889) < 5e-5);
        QCOMPARE(momentum.rates[*momentum.tuned].n, std::size_t(10));
        for (const study::SweptRate& rate : momentum.rates)
            QCOMPARE(rate.diverged == rate.runs.size(), rate.rate > 2.5e-2);
    }

private:
    fs::path project() const { return m_dir->filePath(QStringLiteral("p.cobench")).toStdString(); }

    static runs::ForeignRun made(double rate, std::vector<double> losses, std::vector<double> accuracies)
    {
        runs::ForeignRun run{.name = "r",
            .config
            = "{\"dataset\":\"d\",\"model\":\"m\",\"epochs\":2,\"learning_rate\":" + std::to_string(rate) + "}"};
        for (std::size_t i = 0; i < losses.size(); ++i) {
            run.scalars.push_back({"train/epoch_loss", 10 * (i + 1), 0.0, losses[i]});
            run.scalars.push_back({"test/accuracy", 10 * (i + 1), 0.0, accuracies[i]});
        }
        return run;
    }

    void keep(const std::vector<runs::ForeignRun>& all) const
    {
        Progress progress;
        const auto store = store::RunStore::open(project(), store::RunStore::Role::Writer);
        QVERIFY(store.ok());
        QCOMPARE(runs::storeRuns(**store, all, progress, {}).value().size(), all.size());
    }

    SweptGroup sweep(const std::string& part, const study::SweepMetric& metric) const
    {
        auto listed = listRuns(project()).value();
        if (!readFigures(project(), listed, {}).ok())
            qFatal("no figures");
        const auto groups = study::sweepGroups(listed);
        const auto group = std::ranges::find_if(
            groups, [&](const study::SweepGroup& each) { return each.name.find(part) != std::string::npos; });
        if (group == groups.end())
            qFatal("no such group");
        return readSweep(project(), listed, *group, metric, {}).value();
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_APPLESS_MAIN(SweepJobTest)
#include "sweep_job_test.moc"
