// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/pair_counts.h"
#include "tests/core/ensemble/random_pool.h"
#include "tests/core/ensemble/scoring.h"

#include <QTest>

#include <numeric>

using namespace cobench;
using namespace cobench::ensemble;
using namespace cobench::ensemble::test;

namespace {

constexpr std::size_t kModels = 6;

/// A pool as written-out rows, so that it can be turned about.
struct Rows {
    std::vector<data::Label> truth;
    std::vector<std::vector<data::Label>> labels; // [model][sample]
    std::uint32_t classes = 0;

    PreparedPtr pool() const { return labelPool(truth, labels, classes); }
};

Rows randomRows(std::uint32_t seed)
{
    std::mt19937 random(seed);
    Rows rows{.classes = static_cast<std::uint32_t>(2 + random() % 7)};
    const auto pool = randomPool({.models = kModels,
        .samples = 20 + random() % 150,
        .classes = rows.classes,
        .skill = noise(random) + 1.5,
        .sharedNoise = noise(random) + 1.0,
        .seed = seed});
    rows.truth.assign(pool->truth().begin(), pool->truth().end());
    for (std::size_t m = 0; m < kModels; ++m)
        rows.labels.emplace_back(pool->predicted(m).begin(), pool->predicted(m).end());
    return rows;
}

template <typename T>
std::vector<T> shuffled(std::vector<T> values, std::uint32_t seed)
{
    std::mt19937 random(seed);
    for (std::size_t i = values.size(); i > 1; --i)
        std::swap(values[i - 1], values[random() % i]);
    return values;
}

std::vector<std::uint32_t> upTo(std::size_t count)
{
    std::vector<std::uint32_t> numbers(count);
    std::iota(numbers.begin(), numbers.end(), 0U);
    return numbers;
}

/// Raw values of all teams, [metric][team].
TeamScores everything(const PreparedSplit& split)
{
    return scored(split, {.metrics = kEveryMetric, .samples = {}, .focal = true});
}

bool allAgree(std::span<const double> a, std::span<const double> b)
{
    return std::ranges::equal(a, b, agree);
}

double value(const TeamScores& scores, Metric metric, std::size_t team)
{
    return scores.rawValue(
        static_cast<std::size_t>(std::ranges::find(scores.metrics, metric) - scores.metrics.begin()), team);
}

double meanAccuracy(const PreparedSplit& split, const Members& team)
{
    double sum = 0.0;
    for (const std::uint32_t m : team)
        sum += split.accuracy(m);
    return sum / static_cast<double>(team.size());
}

} // namespace

/// What must hold for every pool, tried on random ones of many shapes. Each test runs over the same seeds.
class MetricPropertiesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theIdentitiesHold_data() { seeds(); }
    void theIdentitiesHold();
    void valuesStayInTheirRanges_data() { seeds(); }
    void valuesStayInTheirRanges();
    void theOrderOfTheSamplesDoesNotMatter_data() { seeds(); }
    void theOrderOfTheSamplesDoesNotMatter();
    void theOrderOfTheModelsDoesNotMatter_data() { seeds(); }
    void theOrderOfTheModelsDoesNotMatter();
    void theNamesOfTheClassesDoNotMatter_data() { seeds(); }
    void theNamesOfTheClassesDoNotMatter();
    void repeatingEverySampleChangesNothing_data() { seeds(); }
    void repeatingEverySampleChangesNothing();
    void onlyTheKappasSeeHowAModelIsWrong_data() { seeds(); }
    void onlyTheKappasSeeHowAModelIsWrong();
    void aCopyOfAModelIsNotDiverse_data() { seeds(); }
    void aCopyOfAModelIsNotDiverse();
    void samplesThatAllGetRightLeaveGeneralizedDiversityAlone_data() { seeds(); }
    void samplesThatAllGetRightLeaveGeneralizedDiversityAlone();
    void aTeamsPairwiseValueIsTheMeanOfItsMatrixCells_data() { seeds(); }
    void aTeamsPairwiseValueIsTheMeanOfItsMatrixCells();

private:
    static void seeds()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 12; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
};

void MetricPropertiesTest::theIdentitiesHold()
{
    QFETCH(quint32, seed);
    const auto split = randomRows(seed).pool();
    const TeamScores scores = everything(*split);
    for (std::size_t t = 0; t < scores.size(); ++t) {
        const auto size = static_cast<double>(scores.members(t).size());
        const double error = 1.0 - meanAccuracy(*split, scores.members(t));
        const double differing = value(scores, Metric::BD, t);
        QVERIFY(agree(value(scores, Metric::KW, t), differing * (size - 1.0) / (2.0 * size)));
        QVERIFY(agree(value(scores, Metric::GD, t), differing / (2.0 * error)));
        QVERIFY(agree(error, value(scores, Metric::DF, t) + differing / 2.0));
        if (size <= 3.0)
            QVERIFY(agree(value(scores, Metric::EN, t), differing * (size == 2.0 ? 1.0 : 1.5)));
    }
}

void MetricPropertiesTest::valuesStayInTheirRanges()
{
    QFETCH(quint32, seed);
    const TeamScores scores = everything(*randomRows(seed).pool());
    for (std::size_t k = 0; k < kEveryMetric.size(); ++k)
        for (std::size_t t = 0; t < scores.size(); ++t)
            if (const double raw = scores.rawValue(k, t); !std::isnan(raw))
                QVERIFY(raw >= info(kEveryMetric[k]).low - 1e-12 && raw <= info(kEveryMetric[k]).high + 1e-12);
}

void MetricPropertiesTest::theOrderOfTheSamplesDoesNotMatter()
{
    QFETCH(quint32, seed);
    const Rows rows = randomRows(seed);
    Rows turned = rows;
    turned.truth = shuffled(rows.truth, seed);
    for (std::size_t m = 0; m < kModels; ++m)
        turned.labels[m] = shuffled(rows.labels[m], seed);
    const TeamScores before = everything(*rows.pool());
    const TeamScores after = everything(*turned.pool());
    QVERIFY(sameBits(after.raw, before.raw)); // counts do not know an order
    QVERIFY(sameBits(after.focal, before.focal));
}

void MetricPropertiesTest::theOrderOfTheModelsDoesNotMatter()
{
    QFETCH(quint32, seed);
    const auto split = randomRows(seed).pool();
    const std::vector<std::uint32_t> order = shuffled(upTo(kModels), seed); // place -> model
    const TeamScores before = everything(*split);
    const TeamScores after = everything(*split->withModels(order));
    for (std::size_t t = 0; t < after.size(); ++t) {
        Members original;
        for (const std::uint32_t place : after.members(t))
            original.push_back(order[place]);
        std::ranges::sort(original);
        const auto place
            = static_cast<std::size_t>(std::ranges::find(before.masks, maskOf(original)) - before.masks.begin());
        for (std::size_t k = 0; k < kEveryMetric.size(); ++k)
            QVERIFY(agree(after.rawValue(k, t), before.rawValue(k, place)));
    }
}

void MetricPropertiesTest::theNamesOfTheClassesDoNotMatter()
{
    QFETCH(quint32, seed);
    const Rows rows = randomRows(seed);
    const std::vector<std::uint32_t> names = shuffled(upTo(rows.classes), seed);
    Rows renamed = rows;
    for (data::Label& label : renamed.truth)
        label = static_cast<data::Label>(names[label]);
    for (auto& labels : renamed.labels)
        for (data::Label& label : labels)
            label = static_cast<data::Label>(names[label]);
    QVERIFY(sameBits(everything(*renamed.pool()).raw, everything(*rows.pool()).raw));
}

void MetricPropertiesTest::repeatingEverySampleChangesNothing()
{
    QFETCH(quint32, seed);
    const Rows rows = randomRows(seed);
    Rows twice = rows;
    twice.truth.insert(twice.truth.end(), rows.truth.begin(), rows.truth.end());
    for (std::size_t m = 0; m < kModels; ++m)
        twice.labels[m].insert(twice.labels[m].end(), rows.labels[m].begin(), rows.labels[m].end());
    const TeamScores once = everything(*rows.pool());
    const TeamScores doubled = everything(*twice.pool());
    QVERIFY(allAgree(doubled.raw, once.raw));
    QVERIFY(allAgree(doubled.focal, once.focal));
}

/// Wrong answers are replaced by other wrong ones: right and wrong stay as they are.
void MetricPropertiesTest::onlyTheKappasSeeHowAModelIsWrong()
{
    QFETCH(quint32, seed);
    const Rows rows = randomRows(seed);
    if (rows.classes < 3)
        QSKIP("two classes have only one wrong answer");
    Rows otherwise = rows;
    for (auto& labels : otherwise.labels)
        for (std::size_t n = 0; n < labels.size(); ++n)
            if (labels[n] != rows.truth[n])
                labels[n] = static_cast<data::Label>(
                    (rows.truth[n] + 1U + (n + labels[n]) % (rows.classes - 1U)) % rows.classes);
    const TeamScores before = everything(*rows.pool());
    const TeamScores after = everything(*otherwise.pool());
    for (std::size_t k = 0; k < kEveryMetric.size(); ++k) {
        const bool isKappa = kEveryMetric[k] == Metric::CK || kEveryMetric[k] == Metric::FK;
        const auto row = [&](const TeamScores& scores) {
            return std::span(scores.raw).subspan(k * scores.size(), scores.size());
        };
        QCOMPARE(sameBits(row(after), row(before)), !isKappa);
    }
}

void MetricPropertiesTest::aCopyOfAModelIsNotDiverse()
{
    QFETCH(quint32, seed);
    Rows rows = randomRows(seed);
    rows.labels.push_back(rows.labels[2]);
    const auto split = rows.pool();
    const Members pair{2, kModels};
    for (const Metric metric : {Metric::CK, Metric::QS, Metric::FK, Metric::RHO})
        QVERIFY(agree(rawOf(*split, metric, pair), 1.0)); // the model is neither all right nor all wrong
    for (const Metric metric : {Metric::BD, Metric::KW, Metric::GD, Metric::EN})
        QCOMPARE(rawOf(*split, metric, pair), 0.0);
    QVERIFY(agree(rawOf(*split, Metric::DF, pair), 1.0 - split->accuracy(2)));
}

void MetricPropertiesTest::samplesThatAllGetRightLeaveGeneralizedDiversityAlone()
{
    QFETCH(quint32, seed);
    const Rows rows = randomRows(seed);
    Rows more = rows;
    const std::size_t extra = 17;
    more.truth.insert(more.truth.end(), extra, 1);
    for (auto& labels : more.labels)
        labels.insert(labels.end(), extra, 1);
    const TeamScores before = everything(*rows.pool());
    const TeamScores after = everything(*more.pool());
    const double shrunk = static_cast<double>(rows.truth.size()) / static_cast<double>(more.truth.size());
    for (std::size_t t = 0; t < before.size(); ++t) {
        QVERIFY(agree(value(after, Metric::GD, t), value(before, Metric::GD, t)));
        for (const Metric metric : {Metric::BD, Metric::KW, Metric::EN, Metric::DF})
            QVERIFY(agree(value(after, metric, t), value(before, metric, t) * shrunk));
    }
    QVERIFY(sameBits(after.focal, before.focal)); // nobody's negatives have grown
}

void MetricPropertiesTest::aTeamsPairwiseValueIsTheMeanOfItsMatrixCells()
{
    QFETCH(quint32, seed);
    const auto split = randomRows(seed).pool();
    const TeamScores scores = everything(*split);
    const PairCounts counts = countPairs(*split, select(*split, {}));
    for (std::size_t k = 0; k < kEveryMetric.size(); ++k) {
        if (!info(kEveryMetric[k]).pairwise)
            continue;
        const std::vector<double> matrix = diversityMatrix(counts, kEveryMetric[k]);
        for (std::size_t t = 0; t < scores.size(); ++t) {
            double sum = 0.0;
            double defined = 0.0;
            for (const std::uint32_t i : scores.members(t))
                for (const std::uint32_t j : scores.members(t))
                    if (const double cell = matrix[i * kModels + j]; i < j && !std::isnan(cell)) {
                        sum += cell;
                        defined += 1.0;
                    }
            QVERIFY(agree(scores.rawValue(k, t), sum / defined));
        }
    }
}

QTEST_APPLESS_MAIN(MetricPropertiesTest)
#include "metric_properties_test.moc"
