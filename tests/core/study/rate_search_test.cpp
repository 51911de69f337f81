// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/rate_search.h"

#include "core/io/csv.h"
#include "tests/support/source_tree.h"

#include <QTest>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>
#include <zlib.h>

using cobench::study::RateSearch;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Looks until the search is over; the rates in the order they were asked for.
template <typename Score>
std::vector<std::size_t> search(RateSearch& search, const Score& score)
{
    std::vector<std::size_t> asked;
    while (const auto next = search.next()) {
        asked.push_back(*next);
        search.report(*next, score(*next));
    }
    return asked;
}

struct Epoch {
    double trainLoss = kNaN;
    double trainAccuracy = kNaN;
    double testLoss = kNaN;
    double testAccuracy = kNaN;
};

struct Cell {
    std::map<double, std::map<int, Epoch>> runs; // by rate, by epoch
    int epochs = 0;
};

double numberOf(std::string_view text)
{
    double value = kNaN;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    return read.ec == std::errc() ? value : kNaN;
}

std::filesystem::path sweeps()
{
    return cobench::test::sourceTree("../shared/data/deepobs_lr_sweeps");
}

/// Of a file that may be compressed; empty when it cannot be read.
std::string contentOf(const std::filesystem::path& path)
{
    std::string text;
    const gzFile file = gzopen(path.c_str(), "rb");
    if (!file)
        return text;
    char block[65536];
    for (int count = gzread(file, block, sizeof block); count > 0; count = gzread(file, block, sizeof block))
        text.append(block, std::size_t(count));
    gzclose(file);
    return text;
}

std::map<std::string, Cell> readSweeps(const std::filesystem::path& folder)
{
    std::map<std::string, Cell> cells;
    std::map<std::string, std::pair<std::string, double>> places; // of runs: cell and rate
    const std::string runsText = contentOf(folder / "runs.csv");
    const std::string epochsText = contentOf(folder / "epochs.csv.gz");
    std::vector<std::string_view> fields;
    cobench::io::CsvReader runs(runsText);
    while (runs.next(fields)) {
        if (fields.size() < 8 || fields[7] != "42")
            continue;
        const std::string cell = std::string(fields[1]) + " " + std::string(fields[2]);
        places[std::string(fields[0])] = {cell, numberOf(fields[3])};
        cells[cell].epochs = static_cast<int>(numberOf(fields[6]));
    }
    cobench::io::CsvReader epochs(epochsText);
    while (epochs.next(fields)) {
        const auto place = places.find(std::string(fields[0]));
        if (place == places.end() || fields.size() < 6)
            continue;
        cells[place->second.first].runs[place->second.second][static_cast<int>(numberOf(fields[1]))]
            = {numberOf(fields[2]), numberOf(fields[3]), numberOf(fields[4]), numberOf(fields[5])};
    }
    return cells;
}

/// A value that says something: DeepOBS writes absurd ones on the way to infinity.
double sane(double value)
{
    return std::abs(value) < 1e30 ? value : kNaN;
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : 0.5 * (values[half - 1] + values[half]);
}

} // namespace

class RateSearchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void it_looks_at_so_many_rates_at_most_and_at_none_twice()
    {
        for (const std::size_t rates : {2U, 5U, 36U, 100U}) {
            for (const std::size_t looks : {2U, 3U, 8U, 50U}) {
                RateSearch bowl(rates, looks);
                const auto asked
                    = search(bowl, [&](std::size_t rate) { return -std::abs(double(rate) - 0.7 * double(rates)); });
                QVERIFY(asked.size() <= looks);
                QCOMPARE(std::set(asked.begin(), asked.end()).size(), asked.size());
                QVERIFY(std::ranges::all_of(asked, [&](std::size_t rate) { return rate < rates; }));
            }
        }
    }

    // 36 rates, 8 looks: the coarse grid is 3, 10, 18, 25, 32; a bowl around 14 is then closed in on.
    void it_closes_in_on_the_middle_of_a_bowl()
    {
        RateSearch bowl(36, 8);
        const auto asked = search(bowl, [](std::size_t rate) { return -std::abs(double(rate) - 14.0); });
        QCOMPARE(asked[0], std::size_t(3));
        QCOMPARE(asked[4], std::size_t(32));
        QCOMPARE(bowl.best(), std::size_t(14));
    }

    void runs_that_diverged_are_the_worst()
    {
        RateSearch bowl(36, 8);
        search(bowl, [](std::size_t rate) { return rate > 12 ? kNaN : double(rate); });
        QVERIFY(bowl.best() <= 12 && bowl.best() >= 10);
    }

    void on_recorded_sweeps_the_choice_costs_less_than_a_point_in_the_median()
    {
        const auto cells = readSweeps(sweeps());
        if (cells.empty())
            QSKIP("the DeepOBS sweeps are not here");
        QCOMPARE(cells.size(), std::size_t(18));
        std::vector<double> points;
        std::vector<double> shares;
        for (const auto& [name, cell] : cells) {
            const auto [chosen, regret, hasAccuracy] = regretOf(cell);
            qInfo("%s: %g, regret %.4f", name.c_str(), chosen, regret);
            (hasAccuracy ? points : shares).push_back(regret);
        }
        QCOMPARE(points.size(), std::size_t(9));
        qInfo("median %.4f and %.4f", median(points), median(shares));
        QVERIFY(median(points) <= 0.01);
        QVERIFY(median(shares) <= 0.01);
    }

private:
    struct Regret {
        double chosen;
        double regret;
        bool hasAccuracy;
    };

    static Regret regretOf(const Cell& cell)
    {
        std::vector<double> rates;
        bool hasAccuracy = false;
        for (const auto& [rate, epochs] : cell.runs) {
            rates.push_back(rate);
            for (const auto& [number, epoch] : epochs)
                hasAccuracy |= epoch.testAccuracy > 0.0;
        }
        const int seen = cell.epochs / 5; // 20 %
        const auto score = [&](std::size_t index) {
            const auto& epochs = cell.runs.at(rates[index]);
            const auto at = epochs.find(seen);
            if (at == epochs.end())
                return kNaN;
            return hasAccuracy ? sane(at->second.trainAccuracy) : -sane(at->second.trainLoss);
        };
        const auto full = [&](double rate) {
            const Epoch& last = cell.runs.at(rate).rbegin()->second;
            const double value = hasAccuracy ? sane(last.testAccuracy) : -sane(last.testLoss);
            return std::isnan(value) ? (hasAccuracy ? 0.0 : -1e99) : value;
        };
        RateSearch bowl(rates.size(), 8);
        search(bowl, score);
        double best = -1e99;
        for (const double rate : rates)
            best = std::max(best, full(rate));
        const double lost = best - full(rates[bowl.best()]);
        return {rates[bowl.best()], hasAccuracy ? lost : lost / std::abs(best), hasAccuracy};
    }
};

QTEST_APPLESS_MAIN(RateSearchTest)
#include "rate_search_test.moc"
