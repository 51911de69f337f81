// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/run_filter.h"

#include <QTest>

using namespace cobench;
using namespace cobench::study;

namespace {

Run lenet()
{
    Run run{.id = RunId{7}, .name = "LeNet wide", .batch = "demo", .state = "finished"};
    run.config = configValues(R"({"model":"lenet5","batch":64,"seed":3,"nesterov":false,"learning_rate":"0.05",)"
                              R"("widths":[8,24],"data":{"limit":100}})");
    for (const double value : {0.5, 0.92, 0.9})
        run.figures["val/accuracy"].add(1.0, value);
    for (const double value : {2.0, 0.3, 0.4})
        run.figures["val/loss"].add(1.0, value);
    return run;
}

} // namespace

class FilterTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anExpressionFitsWhatItSays_data();
    void anExpressionFitsWhatItSays();
    void anEmptyTextFitsEverything();
    void whatIsWrongIsToldWithItsColumn_data();
    void whatIsWrongIsToldWithItsColumn();
    void deepNestingIsRefused();
};

void FilterTest::anExpressionFitsWhatItSays_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("fits");
    const auto row = [](const char* text, bool fits) { QTest::newRow(text) << QString::fromUtf8(text) << fits; };
    row("model = lenet5", true);
    row("model == \"lenet5\"", true);
    row("model != lenet5", false);
    row("batch >= 64", true);
    row("batch < 64", false);
    row("batch = 64.0", true);
    row("seed > 2 and seed < 4", true);
    row("seed = 1 or seed = 3", true);
    row("seed = 1 or seed = 3 and model = mlp", false); // and binds tighter
    row("(seed = 1 or seed = 3) and model = lenet5", true);
    row("not seed = 3", false);
    row("not not seed = 3", true);
    row("NOT (seed = 1) AND batch = 64", true);
    row("wide", true); // a part of the name, case ignored
    row("\"net w\"", true);
    row("resnet", false);
    row("name ~ LENET", true);
    row("state = finished", true);
    row("id = 7", true);
    row("batch_name = demo", true);
    row("widths = \"8 24\"", true);
    row("data.limit = 100", true);
    row("nesterov = 0", true);
    row("learning_rate = 0.05", true); // a text that looks like a number
    row("learning_rate > 0.01", false); // texts are not compared with numbers
    row("val/accuracy = 0.9", true); // the last one
    row("last(val/accuracy) < 0.91", true);
    row("best(val/accuracy) > 0.91", true);
    row("max(val/accuracy) = 0.92", true);
    row("min(val/accuracy) = 0.5", true);
    row("best(val/loss) = 0.3", true); // lower is better
    row("test/accuracy > 0", false); // undefined
    row("test/accuracy < 1", false);
    row("not test/accuracy > 0", true);
    row("model=lenet5 and(batch=64)", true); // without spaces
}

void FilterTest::anExpressionFitsWhatItSays()
{
    QFETCH(QString, text);
    QFETCH(bool, fits);
    const auto filter = RunFilter::parse(text.toStdString());
    QVERIFY2(filter, filter ? "" : describe(filter.error()).c_str());
    QCOMPARE(filter->matches(lenet()), fits);
}

void FilterTest::anEmptyTextFitsEverything()
{
    for (const char* text : {"", "   "})
        QVERIFY(RunFilter::parse(text)->matches(Run{}));
    QVERIFY(RunFilter().matches(Run{}));
}

void FilterTest::whatIsWrongIsToldWithItsColumn_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("place");
    const auto row = [](const char* text, int column) {
        QTest::newRow(text) << QString::fromUtf8(text) << QStringLiteral("column %1").arg(column);
    };
    row("model =", 8);
    row("= 3", 1);
    row("(seed = 3", 10);
    row("seed = 3)", 9);
    row("seed = 3 model = mlp", 10);
    row("seed = 3 and", 13);
    row("best(val/loss) and", 16);
    row("best(", 6);
    row("seed ? 3", 6);
}

void FilterTest::whatIsWrongIsToldWithItsColumn()
{
    QFETCH(QString, text);
    QFETCH(QString, place);
    const auto filter = RunFilter::parse(text.toStdString());
    QVERIFY(!filter);
    QCOMPARE(filter.error().code, ErrorCode::Usage);
    QCOMPARE(QString::fromStdString(filter.error().place), place);
    QVERIFY(!filter.error().cure.empty());
}

void FilterTest::deepNestingIsRefused()
{
    QVERIFY(!RunFilter::parse(std::string(100000, '(')));
    std::string denials;
    for (int i = 0; i < 100000; ++i)
        denials += "not ";
    QVERIFY(!RunFilter::parse(denials + "wide"));
}

QTEST_APPLESS_MAIN(FilterTest)
#include "filter_test.moc"
