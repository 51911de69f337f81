// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window_kit.h"
#include "ui/learn/diversity_facts.h"

#include <QJsonArray>
#include <QTest>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;
using ensemble::Members;

class LessonFactsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aLessonIsRead();
    void whatIsMissingInALessonIsNamed_data();
    void whatIsMissingInALessonIsNamed();
    void theFirstVariantThatHoldsIsSaid();
    void aTeamsNameBecomesItsModels();
    void theFiguresAreThoseOfThePool();
    void aPoolWithoutAWeakTeamRaisesNoFlag();
    void aPoolOfTwoIsRefused();
    void theComparisonWithChanceComesLater();
    void theSameSeedGivesTheSameFigures();

private:
    LessonSubject subject(const std::vector<std::vector<int>>& votes);
};

namespace {

/// Votes of each model on 8 samples of two classes, truth 0.
std::shared_ptr<const data::Pool> poolOf(const std::vector<std::vector<int>>& votes)
{
    auto split = std::make_shared<data::Split>();
    split->name = "test";
    split->truth = std::vector<data::Label>(votes.front().size(), 0);
    auto pool = std::make_shared<data::Pool>();
    pool->classes = 2;
    for (std::size_t model = 0; model < votes.size(); ++model) {
        pool->models.push_back({.name = std::string(1, static_cast<char>('a' + model)), .cost = {}, .source = {}});
        split->members.push_back(
            {.probabilities = {}, .labels = std::vector<data::Label>(votes[model].begin(), votes[model].end())});
    }
    pool->splits = {split};
    return pool;
}

} // namespace

LessonSubject LessonFactsTest::subject(const std::vector<std::vector<int>>& votes)
{
    auto snapshot = std::make_shared<PoolSnapshot>();
    snapshot->all = poolOf(votes);
    snapshot->active = snapshot->all;
    for (std::size_t model = 0; model < votes.size(); ++model)
        snapshot->memberOf.push_back(model);
    return {.pool = snapshot, .split = prepareSplit(*snapshot, {})};
}

void LessonFactsTest::aLessonIsRead()
{
    const auto lesson = parseLesson(R"({"title": "T", "facts": "diversity", "models": 4, "steps": [
        {"title": "S", "text": [{"if": "f", "text": "yes"}, "no"], "page": "p", "target": "t", "teams": ["all"],
         "question": "Q?", "answer": "A."}]})",
        u"x"_s);
    QVERIFY(lesson.ok());
    QCOMPARE(lesson->fewestModels, std::size_t{4});
    const LessonStep& step = lesson->steps.at(0);
    QCOMPARE(step.text.variants.size(), std::size_t{2});
    QCOMPARE(step.text.variants[0].flag, u"f"_s);
    QCOMPARE(step.text.variants[1].text, u"no"_s);
    QCOMPARE(step.teams, QStringList(u"all"_s));
    QVERIFY(!step.question.isEmpty());
}

void LessonFactsTest::whatIsMissingInALessonIsNamed_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("word");
    QTest::newRow("no JSON") << QByteArray("{") << u"byte"_s;
    QTest::newRow("no steps") << QByteArray(R"({"title": "T"})") << u"steps"_s;
    QTest::newRow("no target") << QByteArray(
        R"({"title": "T", "steps": [{"title": "S", "text": "x", "page": "p"}]})")
                               << u"step 1"_s;
    QTest::newRow("no answer") << QByteArray(
        R"({"title": "T", "steps": [{"title": "S", "text": "x", "page": "p", "target": "t", "question": "?"}]})")
                               << u"answer"_s;
}

void LessonFactsTest::whatIsMissingInALessonIsNamed()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, word);
    const auto lesson = parseLesson(json, u"broken"_s);
    QVERIFY(!lesson.ok());
    const QString told = QString::fromStdString(describe(lesson.error()));
    QVERIFY2(told.contains(word) && told.contains(u"broken"_s), qPrintable(told));
}

void LessonFactsTest::theFirstVariantThatHoldsIsSaid()
{
    LessonFacts facts;
    facts.words = {{u"best.name"_s, u"{n} lenet"_s}, {u"n"_s, u"4"_s}};
    facts.flags = {u"second"_s};
    const LessonText text{
        {{u"first"_s, u"1"_s}, {u"second"_s, u"{best.name} of {n} and {unknown}"_s}, {{}, u"3"_s}}};
    QCOMPARE(facts.say(text), u"{n} lenet of 4 and {unknown}"_s); // what is filled in is not looked at again
    facts.flags.clear();
    QCOMPARE(facts.say(text), u"3"_s);
    QCOMPARE(facts.say({}), QString());
}

void LessonFactsTest::aTeamsNameBecomesItsModels()
{
    LessonFacts facts;
    facts.teams = {{u"pair"_s, {1, 4}}};
    const QJsonObject filled = facts.fill(
        {{u"pair"_s, u"@pair"_s}, {u"query"_s, QJsonObject{{u"metric"_s, u"QS"_s}, {u"x"_s, u"@none"_s}}}});
    QCOMPARE(filled[u"pair"_s].toArray(), (QJsonArray{1, 4}));
    QCOMPARE(filled[u"query"_s][u"metric"_s].toString(), u"QS"_s);
    QCOMPARE(filled[u"query"_s][u"x"_s].toArray(), QJsonArray());
}

// Wrong samples: a {0, 1}  b {0, 1, 2}  c {3}  d {0, 4, 5, 6}. By hand:
//   Q(ab) = 1 (b never right where a is wrong); failing together: a and b on 0 and 1
//   plurality of all: wrong where more than half are, ties to the smaller class 0 = right: none is wrong
void LessonFactsTest::theFiguresAreThoseOfThePool()
{
    const auto of = subject(
        {{1, 1, 0, 0, 0, 0, 0, 0}, {1, 1, 1, 0, 0, 0, 0, 0}, {0, 0, 0, 1, 0, 0, 0, 0}, {1, 0, 0, 0, 1, 1, 1, 0}});
    Progress progress;
    const auto facts = diversityFacts(of, progress, CancelToken{});
    QVERIFY2(facts.ok(), facts ? "" : describe(facts.error()).c_str());
    QCOMPARE(facts->words[u"best.name"_s], u"c"_s);
    QCOMPARE(facts->words[u"best.accuracy"_s], u"87.50 %"_s);
    QCOMPARE(facts->words[u"mean.accuracy"_s], u"68.75 %"_s); // (6 + 5 + 7 + 4) / 32
    QCOMPARE(facts->words[u"teams"_s], u"11"_s);
    QCOMPARE(facts->teams[u"twins"_s], (Members{0, 1}));
    QCOMPARE(facts->words[u"twins.q"_s], u"1.000"_s);
    QCOMPARE(facts->words[u"twins.together"_s], u"2"_s);
    QCOMPARE(facts->words[u"twins.names"_s], u"a + b"_s);
    QCOMPARE(facts->teams[u"all"_s], (Members{0, 1, 2, 3}));
    QVERIFY(facts->words[u"odd.q"_s].toDouble() < 0.0);
    QVERIFY(facts->teams[u"odd"_s] != facts->teams[u"twins"_s]);
}

void LessonFactsTest::theComparisonWithChanceComesLater()
{
    const auto of = subject({{1, 1, 0, 0, 0, 1, 0, 0}, {1, 0, 1, 0, 0, 0, 0, 0}, {0, 0, 0, 1, 0, 1, 0, 1}});
    Progress progress;
    auto facts = diversityFacts(of, progress, CancelToken{});
    const auto later = diversityHelpFacts(of, progress, CancelToken{});
    QVERIFY(facts.ok() && later.ok());
    QVERIFY(!facts->words.contains(u"help.seed"_s));
    QCOMPARE(later->flags.size(), qsizetype{1});
    facts->add(*later);
    QCOMPARE(facts->words[u"help.seed"_s], u"1"_s);
    QVERIFY(facts->words.contains(u"best.name"_s));
    QCOMPARE(diversityHelpFacts(of, progress, CancelToken{})->words, later->words); // same seed
}

// A pair of equally good models ties to class 0, which is the truth: every team is right on everything.
void LessonFactsTest::aPoolWithoutAWeakTeamRaisesNoFlag()
{
    const auto of = subject({{1, 0, 0, 0, 0, 0, 0, 0}, {0, 1, 0, 0, 0, 0, 0, 0}, {0, 0, 1, 0, 0, 0, 0, 0}});
    Progress progress;
    const auto facts = diversityFacts(of, progress, CancelToken{});
    QVERIFY(facts.ok());
    QVERIFY(!facts->flags.contains(u"weak"_s));
    QVERIFY(facts->flags.contains(u"all.better"_s));
    QCOMPARE(facts->words[u"above.share"_s], u"100.0 %"_s);
    QCOMPARE(facts->words[u"all.gain"_s], u"12.50 points more than"_s);
}

void LessonFactsTest::aPoolOfTwoIsRefused()
{
    Progress progress;
    const auto facts = diversityFacts(subject({{1, 0}, {0, 0}}), progress, CancelToken{});
    QCOMPARE(facts.error().code, ErrorCode::Unsupported);
    QVERIFY(!facts.error().cure.empty());
}

void LessonFactsTest::theSameSeedGivesTheSameFigures()
{
    const auto of = subject({{1, 1, 0, 0, 0, 1, 0, 0}, {1, 0, 1, 0, 0, 0, 0, 0}, {0, 0, 0, 1, 0, 1, 0, 1}});
    Progress progress;
    const auto first = diversityFacts(of, progress, CancelToken{});
    const auto second = diversityFacts(of, progress, CancelToken{});
    QCOMPARE(first->words, second->words);
}

QTEST_APPLESS_MAIN(LessonFactsTest)
#include "facts_test.moc"
