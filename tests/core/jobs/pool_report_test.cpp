// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/pool_report.h"

#include "tests/support/verify_ok.h"
#include "tests/ui/reports/three_models.h"

#include <QTest>

#include <cmath>

using namespace cobench;

class PoolReportTest : public QObject
{
    Q_OBJECT
private slots:
    void figuresOfMembersAndTeamsAreTheHandComputedOnes();
    void theBestMemberIsTheOneOfTheSelectionSplit();
    void equallyAccurateTeamsComeSmallestFirst();
    void aLoneModelHasNoTeams();
    void moreModelsThanAskedForLeaveTheTeamsOut();
    void anUnknownSplitIsRefusedNamingThoseThereAre();
    void theHashKnowsValuesNamesAndOrder();

private:
    static Result<jobs::PoolReport> report(data::Pool pool, const jobs::PoolReportOptions& options = {});
};

Result<jobs::PoolReport> PoolReportTest::report(data::Pool pool, const jobs::PoolReportOptions& options)
{
    Progress progress;
    return jobs::reportPool(std::make_shared<const data::Pool>(std::move(pool)), options, progress, CancelToken{});
}

void PoolReportTest::figuresOfMembersAndTeamsAreTheHandComputedOnes()
{
    const auto made = report(test::threeModels(), {.metric = ensemble::Metric::BD});
    VERIFY_OK(made);
    QCOMPARE(made->shown.title, std::string("test"));
    QVERIFY(made->selectedOnReportedData);
    QCOMPARE(made->members.at(2).accuracy, 0.5);
    QCOMPARE(made->bestMember, std::size_t{0});
    QCOMPARE(made->teams->count, std::size_t{4});
    QCOMPARE(made->teams->aboveBestMember, std::size_t{3});
    const jobs::RankedTeam& best = made->teams->best.at(0);
    QCOMPARE(best.accuracy, 1.0);
    QCOMPARE(best.bestMemberAccuracy, 0.75);
    // Of the three samples the pool disagrees about, a and b fail on one each.
    QCOMPARE(best.diversity, 2.0 / 3.0);
}

void PoolReportTest::theBestMemberIsTheOneOfTheSelectionSplit()
{
    const auto made = report(test::threeModelsWithVal());
    VERIFY_OK(made);
    QCOMPARE(made->shown.title, std::string("test"));
    QCOMPARE(made->selection.title, std::string("val"));
    QVERIFY(!made->selectedOnReportedData);
    QCOMPARE(made->bestMember, std::size_t{2});
    QCOMPARE(made->members.at(2).accuracy, 0.5); // still told as it does on test
}

void PoolReportTest::equallyAccurateTeamsComeSmallestFirst()
{
    const auto made = report(test::threeModels(), {.bestTeams = 3});
    VERIFY_OK(made);
    const std::vector<jobs::RankedTeam>& best = made->teams->best;
    QCOMPARE(best.size(), std::size_t{3});
    QCOMPARE(best[0].members, (ensemble::Members{0, 1}));
    QCOMPARE(best[1].members, (ensemble::Members{1, 2}));
    QCOMPARE(best[2].members, (ensemble::Members{0, 1, 2}));
}

void PoolReportTest::aLoneModelHasNoTeams()
{
    const auto made = report(test::threeModels().withModels({1}));
    VERIFY_OK(made);
    QCOMPARE(made->members.size(), std::size_t{1});
    QVERIFY(!made->teams);
}

void PoolReportTest::moreModelsThanAskedForLeaveTheTeamsOut()
{
    const auto made = report(test::threeModels(), {.mostModels = 2});
    VERIFY_OK(made);
    QCOMPARE(made->members.size(), std::size_t{3});
    QVERIFY(!made->teams);
}

void PoolReportTest::anUnknownSplitIsRefusedNamingThoseThereAre()
{
    const auto made = report(test::threeModelsWithVal(), {.reportSplit = "train"});
    QVERIFY(!made.ok());
    QCOMPARE(made.error().code, ErrorCode::Usage);
    QVERIFY(made.error().cure.find("test, val") != std::string::npos);
}

void PoolReportTest::theHashKnowsValuesNamesAndOrder()
{
    const data::Pool pool = test::threeModels();
    const auto hashOf = [](const data::Pool& p) { return jobs::hashSplit(p, *p.splits.front()); };
    data::Pool elsewhere = pool;
    elsewhere.name = "other";
    elsewhere.source = "elsewhere";
    QCOMPARE(hashOf(elsewhere), hashOf(pool));
    QVERIFY(hashOf(pool.withModels({1, 0, 2})) != hashOf(pool));
    QVERIFY(hashOf(pool.withModels({0, 1})) != hashOf(pool));
    data::Pool renamed = pool;
    renamed.models[0].name = "A";
    QVERIFY(hashOf(renamed) != hashOf(pool));
}

QTEST_APPLESS_MAIN(PoolReportTest)
#include "pool_report_test.moc"
