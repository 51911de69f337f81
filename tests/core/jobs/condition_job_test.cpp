// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/condition_job.h"

#include "core/io/load_pool.h"
#include "core/jobs/split_view.h"
#include "core/store/project.h"
#include "tests/support/verify_ok.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace cobench;
using Kind = jobs::ConditionRow::Kind;

/// Files on disk to table. Two classes, four samples, truth 0 1 0 1; "x" marks a mistake:
///            clean   attacked   noisy
///   ant      . . . x   x x x x   . . x x
///   bee      . x . .   . x x .   . x . .
///   cow      x . . .   . . x x   x . . .
/// Probabilities are .9 / .1, so a soft vote of three is a majority and of two a tie when they differ (class 0
/// wins).
class ConditionJobTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void accuraciesAreThoseOfTheFiles();
    void diversityIsCountedUnderEachCondition();
    void theSameTableComesBackFromAProject();
    void aSplitWithoutConditionsHasOneColumn();
    void labelOnlyMembersMakeEveryColumnAPluralityVote();
    void unknownSplitsAndTeamsAreRefused();
    void aCancelledComparisonStops();

private:
    void write(const QString& name, const std::string& mistakes);
    data::Pool load();
    static Result<jobs::ConditionTable> compare(
        const data::Pool& pool, const std::vector<ensemble::Members>& teams, const std::string& split = {});
    std::unique_ptr<QTemporaryDir> m_dir;
};

void ConditionJobTest::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    write(QStringLiteral("ant.test.csv"), "...x");
    write(QStringLiteral("bee.test.csv"), ".x..");
    write(QStringLiteral("cow.test.csv"), "x...");
    write(QStringLiteral("ant.test@fgsm-0.03.csv"), "xxxx");
    write(QStringLiteral("bee.test@fgsm-0.03.csv"), ".xx.");
    write(QStringLiteral("cow.test@fgsm-0.03.csv"), "..xx");
    write(QStringLiteral("ant.test@noise-3.csv"), "..xx");
    write(QStringLiteral("bee.test@noise-3.csv"), ".x..");
    write(QStringLiteral("cow.test@noise-3.csv"), "x...");
}

void ConditionJobTest::write(const QString& name, const std::string& mistakes)
{
    QFile file(m_dir->filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("label,p0,p1\n");
    for (std::size_t n = 0; n < mistakes.size(); ++n) {
        const bool saysOne = (n % 2 == 1) != (mistakes[n] == 'x');
        file.write(QByteArray::number(int(n % 2)) + (saysOne ? ",0.1,0.9\n" : ",0.9,0.1\n"));
    }
}

data::Pool ConditionJobTest::load()
{
    Progress progress;
    const auto loaded = io::loadPool({.inputs = {m_dir->path().toStdString()}}, progress, CancelToken{});
    return loaded ? *loaded->pool : data::Pool{};
}

Result<jobs::ConditionTable> ConditionJobTest::compare(
    const data::Pool& pool, const std::vector<ensemble::Members>& teams, const std::string& split)
{
    const auto conditions = jobs::prepareConditions(pool, split, {});
    if (!conditions)
        return conditions.error();
    Progress progress;
    return jobs::compareConditions(*conditions, {.teams = teams}, progress, {});
}

void ConditionJobTest::accuraciesAreThoseOfTheFiles()
{
    const auto table = compare(load(), {{1, 2}});
    VERIFY_OK(table);
    QCOMPARE(table->split, std::string("test"));
    QCOMPARE(table->conditions, (std::vector<std::string>{"", "fgsm-0.03", "noise-3"}));
    QCOMPARE(table->rows.size(), std::size_t(3));
    QCOMPARE(table->rows[0].kind, Kind::BestSingle); // all three have 3/4: the lowest index
    QCOMPARE(table->rows[0].members, ensemble::Members{0});
    QCOMPARE(table->rows[0].accuracy, (std::vector<double>{0.75, 0.0, 0.5}));
    QCOMPARE(table->rows[1].kind, Kind::WholePool);
    QCOMPARE(table->rows[1].accuracy, (std::vector<double>{1.0, 0.25, 1.0}));
    // bee and cow differ on 0 and 1 (clean), on 1 and 3 (attacked), on 0 and 1 (noisy): the tie says 0.
    QCOMPARE(table->rows[2].accuracy, (std::vector<double>{0.75, 0.25, 0.75}));
}

void ConditionJobTest::diversityIsCountedUnderEachCondition()
{
    const auto table = compare(load(), {{1, 2}});
    VERIFY_OK(table);
    const jobs::ConditionRow& team = table->rows[2];
    QVERIFY(std::isnan(table->rows[0].diversity[0]) && std::isnan(table->rows[0].focal[0]));
    // GD of bee and cow on the samples the pool disagrees about. Clean: never wrong together, so 1. Attacked: the
    // pool disagrees about 0, 1 and 3, on which bee errs once, cow once, never together.
    QCOMPARE(team.diversity[0], 1.0);
    QCOMPARE(team.diversity[1], 1.0);
    // Attacked, bee's negatives are 1 and 2: bee errs twice, cow once, together once: 1 - 2 * 1 / 3. Cow's, 2 and
    // 3: the same. So is their mean, whatever the weights.
    QVERIFY(std::abs(team.focal[1] - 1.0 / 3.0) < 1e-12);
    QCOMPARE(team.focal[0], 1.0);
}

void ConditionJobTest::theSameTableComesBackFromAProject()
{
    auto project
        = store::Project::open(m_dir->filePath(QStringLiteral("p.cobench")).toStdString(), store::OpenMode::Create);
    VERIFY_OK(project);
    Progress progress;
    const auto id = (*project)->addPool(load(), "robust", {}, progress, {});
    VERIFY_OK(id);
    const auto pool = (*project)->loadPool(*id, false);
    VERIFY_OK(pool);
    QCOMPARE((*pool)->splitTitles(), (std::vector<std::string>{"test", "test@fgsm-0.03", "test@noise-3"}));
    const auto table = compare(**pool, {});
    VERIFY_OK(table);
    QCOMPARE(table->rows[1].accuracy, (std::vector<double>{1.0, 0.25, 1.0}));
    // Any view takes a condition as it takes a split.
    const auto split = jobs::viewSplit(*pool, "test@fgsm-0.03");
    VERIFY_OK(split);
    QCOMPARE(split->prepared->accuracy(0), 0.0);
}

void ConditionJobTest::aSplitWithoutConditionsHasOneColumn()
{
    for (const char* file : {"fgsm-0.03", "noise-3"})
        for (const char* model : {"ant", "bee", "cow"})
            QVERIFY(QFile::remove(
                m_dir->filePath(QStringLiteral("%1.test@%2.csv").arg(QLatin1String(model), QLatin1String(file)))));
    const auto table = compare(load(), {});
    VERIFY_OK(table);
    QVERIFY(!table->hasConditions());
    QCOMPARE(table->rows.size(), std::size_t(2));
}

void ConditionJobTest::labelOnlyMembersMakeEveryColumnAPluralityVote()
{
    data::Pool pool = load();
    data::Split noisy = *pool.splits[2];
    noisy.members[0] = {.probabilities = {}, .labels = Array<data::Label>({0, 1, 1, 0})};
    pool.splits[2] = std::make_shared<const data::Split>(std::move(noisy));
    const auto table = compare(pool, {{1, 2}});
    VERIFY_OK(table);
    QCOMPARE(table->rule, ensemble::Consensus::Plurality);
    QCOMPARE(table->rows[1].accuracy, (std::vector<double>{1.0, 0.25, 1.0}));
}

void ConditionJobTest::unknownSplitsAndTeamsAreRefused()
{
    QCOMPARE(compare(load(), {}, "train").error().code, ErrorCode::Usage);
    QCOMPARE(compare(load(), {{0, 7}}).error().code, ErrorCode::Usage);
    QCOMPARE(compare(data::Pool{}, {}).error().code, ErrorCode::Usage);
}

void ConditionJobTest::aCancelledComparisonStops()
{
    CancelSource source;
    source.cancel();
    QVERIFY(jobs::prepareConditions(load(), {}, source.token()).error().isCancelled());
}

QTEST_APPLESS_MAIN(ConditionJobTest)
#include "condition_job_test.moc"
