// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/cli_commands.h"
#include "ui/pages/reports/commands.h"
#include "ui/pages/reports/view_spec.h"

#include <QTest>

using namespace cobench;
using namespace cobench::ui;

class ViewSpecTest : public QObject
{
    Q_OBJECT
private slots:
    void everyFormIsReadAndWrittenBack_data();
    void everyFormIsReadAndWrittenBack();
    void leftOutPartsMeanDefaults();
    void namesMayHoldColonsAndPercentSigns();
    void whatIsNoViewIsWrongUsageWithACure_data();
    void whatIsNoViewIsWrongUsageWithACure();
    void commandsAreQuotedForAShell();
    void aCommandTellsItsView();
    void aPoolsNameIsNoPlaceForOtherParts();
};

void ViewSpecTest::everyFormIsReadAndWrittenBack_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"matrix:demo:QS",
             "matrix:demo:gd:test",
             "matrix:demo:CK:val:disagreement",
             "matrix:demo:CK:test@fgsm-0.03:focal:12",
             "matrix:demo:CK::all",
             "scatter:demo:GD:test",
             "scatter:demo:GD:test:all",
             "scatter:demo:GD::focal:3",
             "pareto:demo:GD",
             "pareto:demo:GD:test:cost",
             "pareto:demo:GD:test::all",
             "pareto:demo:GD:test:cost:focal:2",
             "selection:demo:GD",
             "selection:demo:GD:val",
             "selection:demo:GD:val:kmeans:focal=3",
             "selection:demo:QS::top:n=5,convention=reference",
             "selection:demo:GD::focal:min-size=3,weighting=uniform",
             "selection:demo:GD::kofn:k=3,metrics=CK+QS+BD",
             "selection:demo:GD::kstd:k=0.5,consensus=plurality",
             "selection:demo:GD::genetic:diversity-share=0.25,seed=7",
             "chance:demo:GD",
             "chance:demo:GD:val:500",
             "chance:demo:GD:val:200:9",
             "chance:demo:GD::200:1:focal:3",
             "correlations:demo:GD:val:all",
             "overlap:demo:0,3,7",
             "overlap:demo:lenet5,mlp%2Cwide:test",
             "overlap:demo:0,1::plurality",
             "team-confusion:demo:0,1",
             "team-confusion:demo:0,1:test::difference",
             "team-confusion:demo:0,1:test:stacking:best",
             "team-recall:demo:0,1:test",
             "tree:demo:GD",
             "tree:demo:GD:val",
             "tree:demo:GD::4",
             "tree:demo:GD:val:5:0.25",
             "tree:demo:GD:val:5:0.3,0.2",
             "tree:demo:GD:val:6:0.1:reference",
             "confusion:demo:lenet5",
             "reliability:demo:3",
             "recall:demo:lenet5:val",
             "curves:val/accuracy",
             "curves:train/loss over time",
             "curves:train/loss over epoch by configuration where model = lenet5 and best(val/accuracy) > 0.9",
             "sweep:cifar10",
             "sweep:cifar10 3c3d, batch 128:test/loss",
             "sweep:a%3Ab:test/accuracy:best",
             "replay:lrPlateau_REDUCE+k0_0.1+factor_0.1+patience_5+threshold_1e-04+cooldown_0+min_0+monitor_test/"
             "loss:3,5",
             "replay:lrPlateau_CHANGE+start_0+cooldown_5+threshold_0.05+n_5+monitor_val/"
             "loss-lrPolicy_FIX+k0_0.1:3:rate",
             "plan:3",
             "plan:3:p99",
             "plan:emulated%3A2.5:sigma:rate=14,p99=1000,dropped=0.5,most=12,buffer=2,deadline=80,seed=7,"
             "schedule=deadline,drop=newest"})
        QTest::newRow(text) << QByteArray(text);
}

void ViewSpecTest::everyFormIsReadAndWrittenBack()
{
    QFETCH(QByteArray, text);
    const auto view = parseView(text.toStdString());
    QVERIFY2(view.ok(), view ? "" : describe(view.error()).c_str());
    QCOMPARE(toString(*view), text.toStdString());
}

void ViewSpecTest::leftOutPartsMeanDefaults()
{
    const auto view = parseView("matrix:demo:QS");
    QVERIFY(view.ok());
    const ViewSpec expected{.kind = ViewSpec::Kind::Matrix, .pool = "demo", .subject = "QS"};
    QVERIFY(*view == expected);
}

void ViewSpecTest::namesMayHoldColonsAndPercentSigns()
{
    const ViewSpec view{
        .kind = ViewSpec::Kind::Confusion, .pool = "a:b 100%", .subject = "%3A", .split = "test@x:y"};
    const std::string text = toString(view);
    QCOMPARE(text, std::string("confusion:a%3Ab 100%25:%253A:test@x%3Ay"));
    const auto back = parseView(text);
    QVERIFY(back.ok());
    QVERIFY(*back == view);
}

void ViewSpecTest::whatIsNoViewIsWrongUsageWithACure_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"",
             "pie:demo:QS",
             "matrix",
             "matrix:demo",
             "matrix::QS",
             "matrix:demo:",
             "matrix:demo:XX",
             "matrix:demo:QS:test:some",
             "matrix:demo:QS:test:focal:",
             "matrix:demo:QS:test:focal:x",
             "scatter:demo:GD:test:some",
             "pareto:demo:GD:test:price",
             "pareto:demo:GD:test:cost:some",
             "selection:demo:XX",
             "selection:demo:GD:val:best",
             "selection:demo:GD:val:focal:beta=0.1",
             "selection:demo:GD:val:hierarchical:beta=2",
             "selection:demo:GD:val:top:n=0",
             "selection:demo:GD:val:top:n",
             "selection:demo:GD:val:top:consensus=loud",
             "selection:demo:GD:val:kofn:metrics=CK+XX",
             "chance:demo:GD:val:0",
             "chance:demo:GD:val:many",
             "chance:demo:GD:val:20:x",
             "chance:demo:GD:val:20:1:some",
             "correlations:demo:GD:val:some",
             "overlap:demo:",
             "overlap:demo:0,,1",
             "overlap:demo:0,1:test:loud",
             "overlap:demo:0,1:test:soft:more",
             "team-confusion:demo:0,1:test:soft:worst",
             "team-confusion:demo:0,1:test:soft:best:more",
             "team-recall:demo:0,1:test:soft",
             "tree:demo:XX",
             "tree:demo:GD:val:1",
             "tree:demo:GD:val:many",
             "tree:demo:GD:val:5:2",
             "tree:demo:GD:val:5:0.1:other",
             "tree:demo:GD:val:5:0.1:reference:more",
             "curves",
             "curves:",
             "curves:train/loss over there",
             "curves:train/loss by",
             "curves:train/loss lenet5",
             "curves:train/loss where seed =",
             "sweep",
             "sweep:",
             "sweep:cifar10:test/loss:worst",
             "sweep:cifar10:test/loss:best:more",
             "replay:lrPlateau_REDUCE",
             "replay:lrPlateau_REDUCE+k0_0.1",
             "replay:lrPlateau_REDUCE+k0_0.1:first",
             "replay:lrPlateau_REDUCE+k0_0.1:3:value",
             "plan:",
             "plan:3:beauty",
             "plan:3:p99:rate",
             "plan:3:p99:rate=0",
             "plan:3:p99:most=2.5",
             "plan:3:p99:drop=none",
             "plan:3:p99:colour=red",
             "plan:3:p99:rate=30:more"})
        QTest::newRow(text) << QByteArray(text);
}

void ViewSpecTest::whatIsNoViewIsWrongUsageWithACure()
{
    QFETCH(QByteArray, text);
    const auto view = parseView(text.toStdString());
    QVERIFY(!view.ok());
    QCOMPARE(view.error().code, ErrorCode::Usage);
    QVERIFY(!view.error().cure.empty());
}

void ViewSpecTest::commandsAreQuotedForAShell()
{
    const ViewSpec view{.kind = ViewSpec::Kind::Matrix, .pool = "it's", .subject = "QS"};
    QCOMPARE(exportCommand(view, QStringLiteral("/data/my project.cobench")),
        QStringLiteral("cobench export '/data/my project.cobench' --view 'matrix:it'\\''s:QS' --out matrix.svg"));
    QCOMPARE(reportCommand(QStringLiteral("p.cobench"), {}),
        QStringLiteral("cobench report p.cobench --out report.html"));
    QCOMPARE(reportCommand(QStringLiteral("p.cobench"), QStringLiteral("my first")),
        QStringLiteral("cobench report p.cobench --report 'my first' --out report.html"));
}

void ViewSpecTest::aCommandTellsItsView()
{
    for (const char* pool : {"demo", "it's a \\ pool", "a:b"}) {
        const ViewSpec view{
            .kind = ViewSpec::Kind::Matrix, .pool = pool, .subject = "QS", .split = "val", .samples = "focal:3"};
        const auto found = viewOfCommand(exportCommand(view, QStringLiteral("/data/my project.cobench")));
        QVERIFY(found);
        QVERIFY(*found == view);
    }
    for (const char* other : {"", "cobench-cli pool info p.cobench", "cobench report p.cobench --out report.html"})
        QVERIFY(!viewOfCommand(QLatin1String(other)));
}

void ViewSpecTest::aPoolsNameIsNoPlaceForOtherParts()
{
    const PoolPlace place{.project = QStringLiteral("p.cobench"), .pool = "a%2b%3", .split = {}};
    QCOMPARE(differingVotesCommand(place, 4, 5),
        QStringLiteral("cobench-cli pool votes 'p.cobench#a%2b%3' --differ 4,5"));
}

QTEST_APPLESS_MAIN(ViewSpecTest)
#include "view_spec_test.moc"
