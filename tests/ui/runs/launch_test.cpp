// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/estimate_run.h"
#include "ui/pages/runs/launch_dialog.h"
#include "ui/pages/runs/launch_form.h"

#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;

namespace {

/// A finished run of the default configuration: 938 iterations an epoch, 2,000 samples a second.
study::Run lenet()
{
    const train::TrainConfig config{.name = "lenet5", .epochs = 2};
    study::Run run{.id = RunId{1}, .name = "lenet5", .state = "finished", .configJson = train::toJson(config)};
    run.config = study::configValues(run.configJson);
    run.figures["train/loss"] = {.points = 2, .lastStep = 2 * 938};
    run.figures["run/samples_per_second"] = {.points = 1, .last = 2000};
    return run;
}

} // namespace

class LaunchTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void seedsAreListsAndRanges();
    void theFormGivesBackWhatItWasGiven();
    void everySeedIsARunWithItsName();
    void allProblemsAreListedAtOnce();
    void whatARunTakesIsToldBeforehand();
    void theTimeComesFromRunsThatWere();
    void severalAreQueuedAndSubmittedTogether();
    void aPolicyOfTheProjectCanBeChosen();
};

void LaunchTest::seedsAreListsAndRanges()
{
    using Seeds = std::vector<std::uint64_t>;
    QCOMPARE(LaunchForm::parseSeeds(u"7"_s), Seeds{7});
    QCOMPARE(LaunchForm::parseSeeds(u"1, 4 9"_s), (Seeds{1, 4, 9}));
    QCOMPARE(LaunchForm::parseSeeds(u"2-4,8"_s), (Seeds{2, 3, 4, 8}));
    for (const QString& wrong : {u""_s, u"x"_s, u"4-2"_s, u"1-1001"_s, u"-3"_s, u"99999999999999999999999"_s})
        QVERIFY2(LaunchForm::parseSeeds(wrong).empty(), qPrintable(wrong));
}

void LaunchTest::theFormGivesBackWhatItWasGiven()
{
    const train::TrainConfig config{.name = "mine",
        .dataDirectory = "/data",
        .model = "mlp",
        .widths = {64, 32},
        .optimizer = "adam",
        .learningRate = "0.002",
        .learningRateUnit = "epoch",
        .momentum = 0.5,
        .weightDecay = 0.0001,
        .batch = 32,
        .epochs = 7,
        .seed = 11,
        .device = "cuda:1",
        .threads = 2,
        .limitTrain = 5000,
        .recordEvery = 3};
    LaunchForm form;
    form.setConfig(config);
    QCOMPARE(form.configs().size(), std::size_t(1));
    QVERIFY(form.configs().front() == config);
}

void LaunchTest::everySeedIsARunWithItsName()
{
    LaunchForm form;
    form.name().setText(u"mlp"_s);
    form.seeds().setText(u"3-4"_s);
    const auto configs = form.configs();
    QCOMPARE(configs.size(), std::size_t(2));
    QCOMPARE(configs[1].seed, std::uint64_t(4));
    QCOMPARE(configs[1].name, std::string("mlp-seed4"));
}

void LaunchTest::allProblemsAreListedAtOnce()
{
    LaunchDialog dialog({});
    QVERIFY2(dialog.problems().isEmpty(), qPrintable(dialog.problems()));
    dialog.form().rate().setText(u"0"_s);
    dialog.form().seeds().setText(u"many"_s);
    QVERIFY(dialog.problems().contains(u"Seeds"));
    dialog.form().seeds().setText(u"1-3"_s);
    auto* momentum = dialog.form().findChildren<QLineEdit*>().at(5);
    for (auto* field : dialog.form().findChildren<QLineEdit*>())
        if (field->accessibleName() == u"Momentum")
            momentum = field;
    momentum->setText(u"much"_s);
    QCOMPARE(dialog.problems().count(u'\n'), 1); // rate and momentum, each once for three seeds
    QVERIFY(dialog.problems().contains(u"learning rate"));
    QVERIFY(dialog.problems().contains(u"momentum"));
    QVERIFY(!dialog.startButton().isEnabled());
}

// LeNet-5 has 61,706 parameters (LeCun et al. 1998, with ReLU and max pooling).
void LaunchTest::whatARunTakesIsToldBeforehand()
{
    const auto estimate = jobs::estimateRun({.model = "lenet5"}, {});
    QCOMPARE(estimate.parameters, 61706.0);
    QVERIFY(estimate.memoryBytes > 4.0 * 3.0 * 61706.0);
    QVERIFY(std::isnan(estimate.seconds));
    LaunchDialog dialog({});
    QVERIFY2(dialog.estimate().contains(u"61,706"), qPrintable(dialog.estimate()));
    QVERIFY(dialog.estimate().contains(u"unknown"));
}

void LaunchTest::theTimeComesFromRunsThatWere()
{
    const std::vector<study::Run> known{lenet()};
    const auto same = jobs::estimateRun({.model = "lenet5", .epochs = 4}, known);
    QCOMPARE(same.samples, 938.0 * 64.0);
    QCOMPARE(same.seconds, 938.0 * 64.0 * 4.0 / 2000.0);
    QCOMPARE(same.basis, std::size_t(1));
    const auto other = jobs::estimateRun({.model = "softmax", .epochs = 4}, known);
    QVERIFY(other.seconds > 0.0 && other.seconds < same.seconds); // by its multiply-adds
    QVERIFY(std::isnan(jobs::estimateRun({.model = "lenet5", .threads = 2}, known).seconds));
}

void LaunchTest::severalAreQueuedAndSubmittedTogether()
{
    LaunchDialog dialog({});
    dialog.form().seeds().setText(u"1-3"_s);
    dialog.addButton().click();
    dialog.form().model().setCurrentIndex(0);
    dialog.form().seeds().setText(u"1"_s);
    dialog.addButton().click();
    QCOMPARE(dialog.queue().size(), std::size_t(4));
    QVERIFY2(dialog.startButton().text().contains(u"4 runs"), qPrintable(dialog.startButton().text()));
    QSignalSpy submitted(&dialog, &LaunchDialog::submitted);
    dialog.startButton().click();
    QCOMPARE(submitted.size(), 1);
    QCOMPARE(submitted[0][1].toString(), u"runs"_s);
}

void LaunchTest::aPolicyOfTheProjectCanBeChosen()
{
    LaunchForm form;
    store::PolicyEntry entry{.name = "falling"};
    entry.versions.push_back({.policy = {.text = "lrPolicy_STEP+k0_0.1+gamma_0.1+l_30", .perEpoch = true}});
    form.setPolicies({entry});
    QCOMPARE(form.policies().actions().size(), 1);
    form.policies().actions().front()->trigger();
    QCOMPARE(form.rate().text(), u"lrPolicy_STEP+k0_0.1+gamma_0.1+l_30"_s);
    QCOMPARE(form.configs().front().learningRateUnit, std::string("epoch"));
}

QTEST_MAIN(LaunchTest)
#include "launch_test.moc"
