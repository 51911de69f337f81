// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/selection_request.h"

#include "ui/pages/ensembles/selection_text.h"

#include <QTest>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;
using ensemble::Members;
using ensemble::Metric;
using jobs::SelectionMethod;

class SelectionRequestTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyFieldComesBackFromJson();
    void whatJsonDoesNotSayStaysAtItsDefault();
    void theCommandSaysTheSame();
    void linksNameATeam();
};

void SelectionRequestTest::everyFieldComesBackFromJson()
{
    SelectionRequest request{.options = {.method = SelectionMethod::Hierarchical,
                                 .metrics = {},
                                 .minSize = 3,
                                 .maxSize = 4,
                                 .size = 3,
                                 .beta = 0.25,
                                 .deviations = 1.5,
                                 .votes = 3,
                                 .count = 20,
                                 .width = 5,
                                 .diversityShare = 0.75,
                                 .time = std::chrono::duration<double>(12.0),
                                 .seed = 7,
                                 .weighting = ensemble::FocalWeighting::Accuracy,
                                 .rule = ensemble::Consensus::Plurality},
        .metric = Metric::FK,
        .metrics = {Metric::CK, Metric::BD},
        .selectSplit = u"test"_s,
        .reportSplit = u"val"_s};
    QCOMPARE(selectionFromJson(toJson(request)), request);
    for (const SelectionMethod method : jobs::kAllSelectionMethods) {
        request.options.method = method;
        QCOMPARE(selectionFromJson(toJson(request)), request);
    }
}

void SelectionRequestTest::whatJsonDoesNotSayStaysAtItsDefault()
{
    QCOMPARE(selectionFromJson({}), SelectionRequest());
    QCOMPARE(
        selectionFromJson({{u"method"_s, u"nonsense"_s}, {u"beta"_s, 7.0}, {u"minSize"_s, -3}}).options.beta, 1.0);
}

void SelectionRequestTest::theCommandSaysTheSame()
{
    SelectionRequest request;
    QCOMPARE(selectionCommand(request, ensemble::Convention::Corrected, u"/a b/p.cobench"_s, u"x"_s),
        u"cobench-cli ensemble select '/a b/p.cobench#x' --method focal --metric GD"_s);
    request.options.method = SelectionMethod::KOfN;
    request.metrics = {Metric::CK, Metric::QS, Metric::GD};
    request.options.votes = 3;
    request.options.minSize = 3;
    request.options.beta = 0.3; // not this method's
    request.reportSplit = u"val"_s;
    QCOMPARE(selectionCommand(request, ensemble::Convention::Reference, u"p.cobench"_s, u"x"_s),
        u"cobench-cli ensemble select 'p.cobench#x' --method kofn --metrics CK,QS,GD --report-split val "
        "--min-size 3 --k 3 --convention reference"_s);
}

void SelectionRequestTest::linksNameATeam()
{
    QCOMPARE(teamOfLink(u"team:0,2,4"_s), std::optional(Members{0, 2, 4}));
    QCOMPARE(teamOfLink(u"https://example.org"_s), std::nullopt);
}

QTEST_APPLESS_MAIN(SelectionRequestTest)
#include "selection_request_test.moc"
