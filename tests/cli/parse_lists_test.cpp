// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"

#include <QTest>

using namespace cobench;
using namespace cobench::cli;
using ensemble::Members;
using ensemble::Metric;

class ParseListsTest : public QObject
{
    Q_OBJECT

private slots:
    void metrics_are_known_by_id_in_any_case();
    void all_means_every_metric();
    void an_unknown_metric_is_wrong_usage_and_the_known_ones_are_named();
    void teams_are_sorted();
    void a_slip_in_a_team_names_its_column_data();
    void a_slip_in_a_team_names_its_column();
};

void ParseListsTest::metrics_are_known_by_id_in_any_case()
{
    const auto metrics = parseMetrics("QS,gd");
    QVERIFY(metrics.ok());
    QCOMPARE(*metrics, (std::vector<Metric>{Metric::QS, Metric::GD}));
}

void ParseListsTest::all_means_every_metric()
{
    QCOMPARE(parseMetrics("all")->size(), ensemble::kAllMetrics.size());
}

void ParseListsTest::an_unknown_metric_is_wrong_usage_and_the_known_ones_are_named()
{
    for (const char* text : {"QS,XX", "", "QS,", "QS,QS"}) {
        const auto metrics = parseMetrics(text);
        QVERIFY2(!metrics, text);
        QCOMPARE(metrics.error().code, ErrorCode::Usage);
    }
    QVERIFY(describe(parseMetrics("XX").error()).find("CK QS BD") != std::string::npos);
}

void ParseListsTest::teams_are_sorted()
{
    const auto teams = parseTeams("1,0;5,2,0;3", 6);
    QVERIFY(teams.ok());
    QCOMPARE(*teams, (std::vector<Members>{{0, 1}, {0, 2, 5}, {3}}));
}

void ParseListsTest::a_slip_in_a_team_names_its_column_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("place");
    QTest::newRow("letter") << QByteArray("0,1;0,x") << QByteArray("column 7");
    QTest::newRow("nothing") << QByteArray("0,1;") << QByteArray("column 5");
    QTest::newRow("negative") << QByteArray("-1,2") << QByteArray("column 1");
    QTest::newRow("blank") << QByteArray("0, 1") << QByteArray("column 3");
    QTest::newRow("no such model") << QByteArray("0,1;2,6") << QByteArray("column 7");
    QTest::newRow("beyond any integer") << QByteArray("0,99999999999") << QByteArray("column 3");
    QTest::newRow("twice") << QByteArray("0,1,0") << QByteArray("column 5");
}

void ParseListsTest::a_slip_in_a_team_names_its_column()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, place);
    const auto teams = parseTeams(text.toStdString(), 6);
    QVERIFY(!teams);
    QCOMPARE(teams.error().code, ErrorCode::Usage);
    QCOMPARE(QByteArray::fromStdString(teams.error().place), place);
}

QTEST_APPLESS_MAIN(ParseListsTest)
#include "parse_lists_test.moc"
