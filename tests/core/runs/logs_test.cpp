// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/json_log.h"
#include "core/runs/metric_table.h"
#include "core/runs/trainer_state.h"
#include "tests/support/verify_ok.h"

#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::runs;

class TestRunsLogs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lightningLeavesFieldsEmpty();
    void kerasCountsEpochs();
    void ultralyticsPadsItsNames();
    void rayNestsItsMetrics();
    void jsonLinesWithPythonsNaN();
    void rowsWithoutAStepAreNumbered();
    void huggingFaceNamesTagsAsItsCallbackDoes();
    void textThatNeverChangesIsASetting();
    void refusalsNameThePlace_data();
    void refusalsNameThePlace();
    void linesOfJsonAreFoundAmongOthers();
    void linesOfCsvFollowTheirNames();
    void groupsOfARegularExpressionAreMetrics();
    void anUnknownFormIsRefused_data();
    void anUnknownFormIsRefused();
    void brokenJsonNeverHarms_data();
    void brokenJsonNeverHarms();
};

namespace {

ForeignRun only(Result<ForeignRuns> runs)
{
    if (!runs)
        qFatal("%s", describe(runs.error()).c_str());
    return runs->runs.at(0);
}

std::string told(const ForeignRun& run)
{
    std::string text;
    for (const store::ScalarRow& row : run.scalars)
        text += (text.empty() ? "" : " ") + row.tag + "@" + std::to_string(row.step) + "="
            + QByteArray::number(row.value).toStdString();
    return text;
}

std::string parsedBy(std::string_view form, const std::vector<std::string>& lines)
{
    auto parser = makeLineParser(form);
    if (!parser)
        return describe(parser.error());
    ForeignRun run;
    MetricRows rows;
    for (const std::string& line : lines)
        rows.add((*parser)->parse(line), 1.0, run.scalars);
    return told(run);
}

} // namespace

void TestRunsLogs::lightningLeavesFieldsEmpty()
{
    const ForeignRun run = only(
        readMetricTable("epoch,step,train_loss,val_loss\n0,49,0.5,\n0,99,,0.75\n1,149,0.25,\n", "metrics.csv", {}));
    QCOMPARE(told(run),
        std::string("epoch@49=0 train_loss@49=0.5 epoch@99=0 val_loss@99=0.75 epoch@149=1 train_loss@149=0.25"));
}

void TestRunsLogs::kerasCountsEpochs()
{
    QCOMPARE(told(only(readMetricTable("epoch,accuracy,loss\r\n0,0.5,1.5\r\n1,0.75,nan\r\n", "log.csv", {}))),
        std::string("accuracy@0=0.5 loss@0=1.5 accuracy@1=0.75 loss@1=nan"));
}

void TestRunsLogs::ultralyticsPadsItsNames()
{
    const ForeignRun run = only(
        readMetricTable("                  epoch,         train/box_loss,  metrics/mAP50(B)\n   1,  3.5,  0.25\n",
            "results.csv",
            {}));
    QCOMPARE(told(run), std::string("train/box_loss@1=3.5 metrics/mAP50(B)@1=0.25"));
}

void TestRunsLogs::rayNestsItsMetrics()
{
    const ForeignRun run = only(readJsonLog(
        R"({"training_iteration": 3, "timestamp": 1700000000, "info": {"lr": 0.5}, "config": {"lr": 1}, "done": false})",
        "result.json",
        {}));
    QCOMPARE(told(run), std::string("info/lr@3=0.5"));
    QCOMPARE(run.scalars[0].time, 1700000000.0);
    QCOMPARE(run.config, std::string(R"({"lr":1})"));
}

void TestRunsLogs::jsonLinesWithPythonsNaN()
{
    const auto read = readJsonLog("{\"step\": 1, \"loss\": NaN, \"note\": \"NaN \\\" here\"}\nwarming up\n"
                                  "{\"step\": 2, \"loss\": -Infinity, \"acc\": 1}\n",
        "log.jsonl",
        {});
    QCOMPARE(told(only(read)), std::string("loss@1=nan acc@2=1 loss@2=nan"));
    QCOMPARE(read->warnings.size(), std::size_t{1});
    QCOMPARE(read->warnings[0].place, std::string("line 2"));
}

void TestRunsLogs::rowsWithoutAStepAreNumbered()
{
    QCOMPARE(told(only(readMetricTable("loss,lr\n0.5,0.1\n0.25,0.1\n", "a.csv", {}))),
        std::string("loss@0=0.5 lr@0=0.1 loss@1=0.25 lr@1=0.1"));
}

void TestRunsLogs::huggingFaceNamesTagsAsItsCallbackDoes()
{
    const ForeignRun run = only(readTrainerState(
        R"({"max_steps": 20, "log_history": [{"epoch": 0.5, "loss": 2.5, "step": 10}, {"eval_loss": 2.0, "step": 20}]})",
        "trainer_state.json"));
    QCOMPARE(told(run), std::string("train/epoch@10=0.5 train/loss@10=2.5 eval/loss@20=2"));
    QCOMPARE(run.config, std::string(R"({"max_steps":20})"));
}

void TestRunsLogs::textThatNeverChangesIsASetting()
{
    const auto read = readMetricTable("step,model,phase,loss\n1,resnet,a,0.5\n2,resnet,b,0.25\n", "a.csv", {});
    QCOMPARE(only(read).config, std::string(R"({"model":"resnet"})"));
    QCOMPARE(read->warnings.size(), std::size_t{1});
    QCOMPARE(read->warnings[0].place, std::string("column phase"));
}

void TestRunsLogs::refusalsNameThePlace_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, const char* kind, const char* content, const char* message) {
        QTest::newRow(name) << QString::fromUtf8(kind) << QByteArray(content) << QString::fromUtf8(message);
    };
    row("short row", "csv", "step,loss\n1,0.5\n2\n", "line 3");
    row("no names", "csv", "1,2\n3,4\n", "line 1");
    row("open quote", "csv", "step,loss\n1,\"a\n", "quote");
    row("empty", "csv", "", "empty");
    row("no object", "jsonl", "hello\nworld\n", "line 1");
    row("nothing", "jsonl", "", "line 1");
    row("a list", "state", "[1]", "no JSON object");
    row("no history", "state", "{}", "log_history");
    row("odd entry", "state", "{\"log_history\": [{}, 5]}", "log_history[1]");
}

void TestRunsLogs::refusalsNameThePlace()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, content);
    QFETCH(QString, message);
    const std::string text = content.toStdString();
    const auto read = kind == QStringLiteral("csv") ? readMetricTable(text, "the file", {})
        : kind == QStringLiteral("jsonl")           ? readJsonLog(text, "the file", {})
                                                    : readTrainerState(text, "the file");
    QVERIFY(!read.ok());
    const QString told = QString::fromStdString(describe(read.error()));
    QVERIFY2(told.contains(message) && told.startsWith(QStringLiteral("the file")), qPrintable(told));
    QVERIFY(!read.error().cure.empty());
}

void TestRunsLogs::linesOfJsonAreFoundAmongOthers()
{
    QCOMPARE(parsedBy("json", {"Epoch 1/3", R"( {"step": 4, "loss": 0.5})", "{broken", R"({"loss": 0.25})"}),
        std::string("loss@4=0.5 loss@1=0.25"));
}

void TestRunsLogs::linesOfCsvFollowTheirNames()
{
    QCOMPARE(parsedBy("csv", {"loading data", "step, loss", "1,0.5", "2,0.25", "3,0.1,9"}),
        std::string("loss@1=0.5 loss@2=0.25"));
}

void TestRunsLogs::groupsOfARegularExpressionAreMetrics()
{
    const char* form = R"(regex:step (?<step>\d+) \(loss (?P<loss>[-\d.e]+)\))";
    QCOMPARE(parsedBy(form, {"step 5 (loss 2.5e-1)", "step x", "a step 6 (loss 0.125) b"}),
        std::string("loss@5=0.25 loss@6=0.125"));
    QCOMPARE(parsedBy("regex:(a|b)(?<x>\\d)", {"a1 b2"}), std::string("x@0=1 x@0=2"));
}

void TestRunsLogs::anUnknownFormIsRefused_data()
{
    QTest::addColumn<QByteArray>("form");
    for (const char* form : {"xml", "", "regex:", "regex:(loss)", "regex:(?<loss>[)", "regex:(?<loss>"})
        QTest::newRow(form) << QByteArray(form);
}

void TestRunsLogs::anUnknownFormIsRefused()
{
    QFETCH(QByteArray, form);
    const auto parser = makeLineParser(form.toStdString());
    QVERIFY(!parser && parser.error().code == ErrorCode::Usage);
}

void TestRunsLogs::brokenJsonNeverHarms_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("deep") << QByteArray(100000, '[');
    QTest::newRow("deep object") << QByteArray("{\"a\":").repeated(20000);
    QTest::newRow("huge number") << QByteArray("{\"a\": 1e999999, \"step\": -1}");
    QTest::newRow("no UTF-8") << QByteArray("{\"a\xff\": 1, \"config\": {\"b\xff\": \"\xfe\"}}");
    QTest::newRow("step beyond") << QByteArray("{\"step\": 1e300, \"a\": 1}");
}

void TestRunsLogs::brokenJsonNeverHarms()
{
    QFETCH(QByteArray, text);
    static_cast<void>(readJsonLog(text.toStdString(), "a", {}));
    static_cast<void>(readTrainerState(text.toStdString(), "a"));
}

QTEST_APPLESS_MAIN(TestRunsLogs)
#include "logs_test.moc"
