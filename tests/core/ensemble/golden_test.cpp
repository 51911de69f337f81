// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/member_report.h"
#include "core/ensemble/score_teams.h"
#include "tests/core/ensemble/golden_file.h"
#include "tests/core/ensemble/random_pool.h"

#include <QTest>

using namespace cobench;
using namespace cobench::ensemble;
using namespace cobench::ensemble::test;

namespace {

Members parseMembers(const std::string& text)
{
    Members members;
    std::istringstream words(text);
    for (std::string word; std::getline(words, word, ',');)
        members.push_back(static_cast<std::uint32_t>(std::stoul(word)));
    return members;
}

} // namespace

class GoldenTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kappasAndCorrelationsEqualScikitLearnAndStatsmodels();
    void memberFiguresEqualScikitLearn();
};

void GoldenTest::kappasAndCorrelationsEqualScikitLearnAndStatsmodels()
{
    const Golden golden("metrics.txt");
    const auto split = labelPool(golden.rows<data::Label>("truth").front(), golden.rows<data::Label>("model"), 4);
    int compared = 0;
    for (const Metric metric : {Metric::CK, Metric::RHO, Metric::FK}) {
        for (const auto& row : golden.rows<std::string>(std::string(info(metric).id))) {
            Progress progress;
            const auto scores = scoreTeams(
                *split, {.metrics = {metric}, .samples = {}, .teams = {{parseMembers(row[0])}}}, progress, {});
            QVERIFY(std::abs(scores->rawValue(0, 0) - std::stod(row[1])) < 1e-12);
            ++compared;
        }
    }
    QCOMPARE(compared, 46);
}

void GoldenTest::memberFiguresEqualScikitLearn()
{
    const Golden golden("members.txt");
    auto split = std::make_shared<data::Split>();
    split->truth = golden.rows<data::Label>("truth").front();
    std::vector<float> probabilities;
    for (const auto& row : golden.rows<float>("row"))
        probabilities.insert(probabilities.end(), row.begin(), row.end());
    split->members.push_back({.probabilities = std::move(probabilities), .labels = {}});
    const auto report = reportMember(*PreparedSplit::prepare(std::move(split), 8), 0);
    const auto expected = [&](const char* key) { return golden.rows<double>(key).front().front(); };
    QVERIFY(std::abs(report.accuracy - expected("accuracy")) < 1e-12);
    QVERIFY(std::abs(report.top5 - expected("top5")) < 1e-12);
    QVERIFY(std::abs(report.nll - expected("nll")) < 1e-12);
}

QTEST_APPLESS_MAIN(GoldenTest)
#include "golden_test.moc"
