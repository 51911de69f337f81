// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/diversity_help.h"
#include "core/ensemble/mcnemar.h"
#include "core/ensemble/member_report.h"
#include "core/ensemble/score_teams.h"
#include "core/ensemble/two_means.h"
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
    void mcnemarEqualsStatsmodels();
    void twoMeansEqualScikitLearn();
    void partialCorrelationsAreThoseOfResiduals();
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

void GoldenTest::mcnemarEqualsStatsmodels()
{
    const auto rows = Golden("statistics.txt").rows<double>("mcnemar");
    QCOMPARE(rows.size(), std::size_t{8});
    for (const auto& row : rows)
        QVERIFY(std::abs(mcnemar(static_cast<std::size_t>(row[0]), static_cast<std::size_t>(row[1])).p - row[2])
            < 1e-12);
}

void GoldenTest::twoMeansEqualScikitLearn()
{
    const Golden golden("statistics.txt");
    const auto clouds = golden.rows<double>("points");
    const auto labels = golden.rows<unsigned>("labels");
    const auto centres = golden.rows<double>("centres");
    QCOMPARE(clouds.size(), std::size_t{3});
    for (std::size_t i = 0; i < clouds.size(); ++i) {
        std::vector<PlanePoint> points;
        std::array<PlanePoint, 2> start{PlanePoint{-1e9, -1e9}, PlanePoint{1e9, 1e9}};
        for (std::size_t at = 0; at < clouds[i].size(); at += 2) {
            points.push_back({clouds[i][at], clouds[i][at + 1]});
            start[0] = {std::max(start[0].accuracy, points.back().accuracy),
                std::max(start[0].diversity, points.back().diversity)};
            start[1] = {std::min(start[1].accuracy, points.back().accuracy),
                std::min(start[1].diversity, points.back().diversity)};
        }
        const TwoMeans clusters = twoMeans(points, start, false);
        QVERIFY(std::ranges::equal(clusters.label, labels[i]));
        for (std::size_t k = 0; k < 2; ++k) {
            QVERIFY(std::abs(clusters.centres[k].accuracy - centres[i][2 * k]) < 1e-12);
            QVERIFY(std::abs(clusters.centres[k].diversity - centres[i][2 * k + 1]) < 1e-12);
        }
    }
}

void GoldenTest::partialCorrelationsAreThoseOfResiduals()
{
    const Golden golden("statistics.txt");
    const auto x = golden.rows<double>("x");
    const auto y = golden.rows<double>("y");
    const auto z = golden.rows<double>("z");
    const auto expected = golden.rows<double>("partial");
    QCOMPARE(expected.size(), std::size_t{3});
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY(std::abs(partialCorrelation(x[i], y[i], z[i]) - expected[i][0]) < 1e-9);
}

QTEST_APPLESS_MAIN(GoldenTest)
#include "golden_test.moc"
