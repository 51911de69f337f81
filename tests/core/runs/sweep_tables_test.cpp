// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/sweep_tables.h"
#include "core/study/run.h"
#include "tests/support/verify_ok.h"

#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::runs;

namespace {

const std::string kRuns = "run_id,testproblem,optimizer,lr,momentum,batch_size,num_epochs,seed,final_train_loss,"
                          "n_minibatch_losses\n"
                          "7,cifar10_3c3d,MomentumOptimizer,0.001,0.9,128,2,42,1.5,20\n"
                          "9,quadratic_deep,GradientDescentOptimizer,1.0,,8,2,43,,\n";
const std::string kEpochs = "run_id,epoch,train_loss,test_loss,test_accuracy\n"
                            "7,0,2.3,2.3,0.1\n7,1,1.5,,0.5\n7,2,1.2,1.4,0.6\n"
                            "9,0,5,5,\n9,1,inf,9e30,\n9,2,,,\n";

Result<ForeignRuns> read(const std::string& runs, const std::string& epochs)
{
    return readSweepTables(
        {.runs = runs, .epochs = epochs, .runsName = "runs.csv", .epochsName = "epochs.csv", .batch = "sweeps"},
        {});
}

/// "test/loss@0=2.3 …"
std::string told(const ForeignRun& run, const std::string& tag)
{
    std::string text;
    for (const store::ScalarRow& row : run.scalars)
        if (row.tag == tag)
            text += (text.empty() ? "" : " ") + std::to_string(row.step) + "="
                + QByteArray::number(row.value).toStdString();
    return text;
}

} // namespace

class SweepTablesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void settings_get_our_names_and_summaries_are_left_out()
    {
        const auto runs = read(kRuns, kEpochs);
        VERIFY_OK(runs);
        QCOMPARE(runs->runs.size(), std::size_t(2));
        const ForeignRun& run = runs->runs[0];
        QCOMPARE(run.name, std::string("cifar10_3c3d momentum 0.001 s42"));
        QCOMPARE(run.batch, std::string("sweeps"));
        QCOMPARE(run.source, std::string("runs.csv#7"));
        const auto config = study::configValues(run.config);
        QCOMPARE(config.at("dataset"), study::Value("cifar10"));
        QCOMPARE(config.at("model"), study::Value("3c3d"));
        QCOMPARE(config.at("optimizer"), study::Value("momentum"));
        QCOMPARE(config.at("learning_rate"), study::Value(0.001));
        QCOMPARE(config.at("batch"), study::Value(128.0));
        QCOMPARE(config.at("epochs"), study::Value(2.0));
        QCOMPARE(config.at("seed"), study::Value(42.0));
        QVERIFY(!config.contains("final_train_loss") && !config.contains("n_minibatch_losses"));
        const auto other = study::configValues(runs->runs[1].config);
        QCOMPARE(other.at("optimizer"), study::Value("sgd"));
        QVERIFY(!other.contains("momentum"));
    }

    void steps_are_iterations_where_the_table_tells_them()
    {
        const auto runs = read(kRuns, kEpochs);
        VERIFY_OK(runs);
        QCOMPARE(told(runs->runs[0], "train/epoch_loss"), std::string("0=2.3 10=1.5 20=1.2"));
        QCOMPARE(told(runs->runs[0], "test/accuracy"), std::string("0=0.1 10=0.5 20=0.6"));
        QCOMPARE(told(runs->runs[1], "train/epoch_loss"), std::string("0=5 1=inf 2=nan"));
    }

    void an_empty_field_between_numbers_was_not_measured_and_one_at_the_end_was_no_number()
    {
        const auto runs = read(kRuns, kEpochs);
        VERIFY_OK(runs);
        QCOMPARE(told(runs->runs[0], "test/loss"), std::string("0=2.3 20=1.4"));
        QCOMPARE(told(runs->runs[1], "test/loss"), std::string("0=5 1=9e+30 2=nan"));
        QCOMPARE(told(runs->runs[1], "test/accuracy"), std::string()); // never measured
    }

    void rows_without_a_partner_are_told()
    {
        const auto runs = read(kRuns + "11,mnist_vae,AdamOptimizer,0.1,,8,2,42,,\n", kEpochs + "13,0,1,1,1\n");
        VERIFY_OK(runs);
        QCOMPARE(runs->runs.size(), std::size_t(2));
        QCOMPARE(runs->warnings.size(), std::size_t(2));
    }

    void refusals_name_the_line_data()
    {
        QTest::addColumn<QString>("runs");
        QTest::addColumn<QString>("epochs");
        QTest::addColumn<QString>("place");
        const QString runs = QString::fromStdString(kRuns);
        const QString epochs = QString::fromStdString(kEpochs);
        QTest::newRow("no id") << "a,b\n1,2\n" << epochs << "line 1";
        QTest::newRow("no epoch") << runs << "run_id,loss\n7,1\n"
                                  << "line 1";
        QTest::newRow("twice") << runs + QStringLiteral("7,a_b,SGD,1,,1,1,1,,\n") << epochs << "line 4";
        QTest::newRow("fields") << runs << "run_id,epoch,loss\n7,0\n"
                                << "line 2";
        QTest::newRow("number") << runs << "run_id,epoch,loss\n7,0,1\n7,1,x\n"
                                << "line 3";
        QTest::newRow("an epoch") << runs << "run_id,epoch,loss\n7,0.5,1\n"
                                  << "line 2";
    }

    void refusals_name_the_line()
    {
        QFETCH(QString, runs);
        QFETCH(QString, epochs);
        QFETCH(QString, place);
        const auto refused = read(runs.toStdString(), epochs.toStdString());
        QVERIFY(!refused.ok());
        QCOMPARE(QString::fromStdString(refused.error().place), place);
    }

    void a_table_of_runs_is_known_by_its_names()
    {
        QVERIFY(isRunsTable(kRuns));
        QVERIFY(!isRunsTable("epoch,loss\n1,2\n"));
        QVERIFY(!isRunsTable(""));
    }
};

QTEST_APPLESS_MAIN(SweepTablesTest)
#include "sweep_tables_test.moc"
