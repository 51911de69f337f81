// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/counter_random.h"
#include "core/ensemble/diversity_help.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace cobench;
using namespace cobench::ensemble;

namespace {

constexpr std::uint32_t kClasses = 4;

/// Label-only members over 1,200 samples; `shared` = share of failures that fall on the same, hard samples.
std::shared_ptr<const data::Split> split(const std::vector<double>& accuracy, double shared)
{
    constexpr std::size_t kSamples = 1200;
    auto made = std::make_shared<data::Split>();
    made->name = "test";
    std::vector<data::Label> truth(kSamples);
    for (std::size_t i = 0; i < kSamples; ++i)
        truth[i] = static_cast<data::Label>(i % kClasses);
    for (std::size_t member = 0; member < accuracy.size(); ++member) {
        CounterRandom random(5, member);
        std::vector<data::Label> labels = truth;
        for (std::size_t i = 0; i < kSamples; ++i) {
            const bool hard = i % 10 == 0;
            const double failure = (1.0 - accuracy[member]) * (hard ? 1.0 + 9.0 * shared : 1.0 - shared);
            if (random.uniform() < failure)
                labels[i] = static_cast<data::Label>((truth[i] + 1 + random.below(kClasses - 1)) % kClasses);
        }
        made->members.push_back({.labels = std::move(labels)});
    }
    made->truth = std::move(truth);
    return made;
}

} // namespace

class DiversityHelpTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // numpy.corrcoef([1,2,3,4],[1,3,2,5])[0,1]
    void pearson_is_the_known_value()
    {
        QVERIFY(
            std::abs(pearson(std::vector<double>{1, 2, 3, 4}, std::vector<double>{1, 3, 2, 5}) - 0.8315218406202999)
            < 1e-15);
        QVERIFY(std::isnan(pearson(std::vector<double>{1, 1, 1}, std::vector<double>{1, 2, 3})));
        QVERIFY(std::isnan(pearson(std::vector<double>{1, 2}, std::vector<double>{1, 2})));
        QVERIFY(std::isnan(pearson(std::vector<double>{0.3, 0.1 + 0.2, 0.3}, std::vector<double>{1, 2, 3})));
    }

    void a_partial_correlation_takes_the_common_cause_out()
    {
        CounterRandom random(9);
        std::vector<double> x, y, z;
        for (int i = 0; i < 5000; ++i) {
            z.push_back(random.uniform());
            x.push_back(z.back() + 0.1 * random.uniform());
            y.push_back(z.back() + 0.1 * random.uniform());
        }
        QVERIFY(pearson(x, y) > 0.95);
        QVERIFY(std::abs(partialCorrelation(x, y, z)) < 0.05);
    }

    void permuted_members_keep_their_accuracy_and_recall()
    {
        const auto original = split({0.7, 0.8}, 0.5);
        const auto permuted = permuteFailures(*original, 1, 0);
        for (std::size_t member = 0; member < 2; ++member) {
            std::vector<int> before(kClasses * kClasses), after(kClasses * kClasses);
            for (std::size_t i = 0; i < original->samples(); ++i) {
                ++before[original->truth[i] * kClasses + original->members[member].labels[i]];
                ++after[permuted->truth[i] * kClasses + permuted->members[member].labels[i]];
            }
            QCOMPARE(after, before);
            QVERIFY(!std::ranges::equal(original->members[member].labels, permuted->members[member].labels));
        }
    }

    void the_same_seed_permutes_the_same_way()
    {
        const auto original = split({0.7}, 0.5);
        const auto again = [&](std::uint64_t seed, std::uint64_t round) {
            const auto labels = permuteFailures(*original, seed, round)->members[0].labels;
            return std::vector<data::Label>(labels.begin(), labels.end());
        };
        QCOMPARE(again(3, 4), again(3, 4));
        QVERIFY(again(3, 4) != again(3, 5));
    }

    void a_report_is_the_same_at_any_thread_count_and_its_interval_holds_the_share_it_says()
    {
        const auto prepared = PreparedSplit::prepare(split({0.6, 0.65, 0.7, 0.75, 0.8}, 0.6), kClasses);
        HelpOptions options{.consensus = Consensus::Plurality, .permutations = 40};
        Progress progress;
        const auto one = doesDiversityHelp(*prepared, options, progress, {});
        options.threads = 2;
        const auto two = doesDiversityHelp(*prepared, options, progress, {});
        QVERIFY(one.ok() && two.ok());
        QCOMPARE(one->nullPartials, two->nullPartials);
        QCOMPARE(one->partial, two->partial);
        const auto inside = std::ranges::count_if(
            one->nullPartials, [&](double r) { return r >= one->nullLow && r <= one->nullHigh; });
        QVERIFY(double(inside) >= 0.9 * double(one->nullPartials.size()));
        QCOMPARE(one->bySize.front().teams, std::size_t(10));
    }

    void members_that_are_equally_accurate_leave_nothing_to_hold_fixed()
    {
        constexpr std::size_t kSamples = 20;
        auto made = std::make_shared<data::Split>();
        made->truth = std::vector<data::Label>(kSamples, 0);
        for (const std::size_t first : {0, 1, 3, 7, 12}) {
            std::vector<data::Label> labels(kSamples, 0);
            for (std::size_t n = 0; n < 11; ++n) // sums of 9/20 divided by 3 or 5 round
                labels[(first + n) % kSamples] = 1;
            made->members.push_back({.labels = std::move(labels)});
        }
        const auto prepared = PreparedSplit::prepare(made, 2);
        Progress progress;
        const auto report
            = doesDiversityHelp(*prepared, {.consensus = Consensus::Plurality, .permutations = 20}, progress, {});
        QVERIFY(report.ok());
        QVERIFY(!std::isnan(report->overall));
        QVERIFY(std::isnan(report->partial));
        QVERIFY(report->nullPartials.empty());
        QVERIFY(report->verdict == HelpVerdict::Undecided);
    }

    void two_models_are_too_few_to_tell()
    {
        const auto prepared = PreparedSplit::prepare(split({0.6, 0.7}, 0.0), kClasses);
        Progress progress;
        const auto report
            = doesDiversityHelp(*prepared, {.consensus = Consensus::Plurality, .permutations = 3}, progress, {});
        QVERIFY(report.ok());
        QVERIFY(report->verdict == HelpVerdict::Undecided);
    }

    void counter_random_is_a_pure_function_of_its_key()
    {
        QCOMPARE(CounterRandom(1, 2, 3).next(), CounterRandom(1, 2, 3).next());
        QVERIFY(CounterRandom(1, 2, 3).next() != CounterRandom(1, 3, 2).next());
        CounterRandom random(4);
        std::vector<int> counts(3);
        for (int i = 0; i < 30000; ++i)
            ++counts[random.below(3)];
        QVERIFY(std::ranges::all_of(counts, [](int count) { return std::abs(count - 10000) < 400; }));
    }
};

QTEST_APPLESS_MAIN(DiversityHelpTest)
#include "diversity_help_test.moc"
