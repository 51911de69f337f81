// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/plots/sample_charts.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <random>

namespace cobench::test {
namespace {

using namespace Qt::StringLiterals;

// The engine's output is fixed by the standard; distributions are not, so the scaling is done here.
class Numbers
{
public:
    explicit Numbers(std::uint32_t seed)
        : m_engine(seed)
    {
    }
    double uniform() { return double(m_engine()) / 4294967296.0; }
    double bell() { return uniform() + uniform() + uniform() + uniform() - 2.0; }

private:
    std::mt19937 m_engine;
};

const std::vector<QString> kClasses{u"T-shirt/top"_s,
    u"Trouser"_s,
    u"Pullover"_s,
    u"Dress"_s,
    u"Coat"_s,
    u"Sandal"_s,
    u"Shirt"_s,
    u"Sneaker"_s,
    u"Bag"_s,
    u"Ankle boot"_s};

template <typename Chart, typename Data>
NamedChart named(const QString& name, Data data)
{
    auto chart = std::make_unique<Chart>();
    chart->setData(std::move(data));
    return {name, std::move(chart)};
}

} // namespace

plots::HeatmapData sampleHeatmap(std::size_t models)
{
    Numbers numbers(1);
    plots::HeatmapData data{.title = u"Yule's Q of all pairs"_s,
        .note = u"test · all 10,000 samples · low = diverse"_s,
        .rowTitle = u"Model"_s,
        .columnTitle = u"Model"_s,
        .valueTitle = u"Yule's Q"_s,
        .neutral = 0.0,
        .emptyDiagonal = true,
        .undefinedReason = u"no sample in the set"_s};
    for (std::size_t i = 0; i < models; ++i)
        data.rows.push_back(u"lenet-w%1-seed%2"_s.arg(8 << (i % 4)).arg(i));
    data.columns = data.rows;
    data.values.assign(models * models, std::nan(""));
    for (std::size_t i = 0; i < models; ++i) {
        for (std::size_t j = i + 1; j < models; ++j) {
            const double value = std::tanh(0.9 + 0.8 * numbers.bell());
            data.values[i * models + j] = data.values[j * models + i] = value;
        }
    }
    if (models > 5)
        data.values[2 * models + 5] = data.values[5 * models + 2] = std::nan("");
    return data;
}

plots::ScatterData sampleScatter(unsigned models)
{
    Numbers numbers(2);
    plots::ScatterData data{.title = u"Diversity and accuracy of all teams"_s,
        .note = u"disagreement samples · soft vote on test"_s,
        .xTitle = u"Diversity score (GD)"_s,
        .yTitle = u"Team accuracy (%)"_s,
        .groupTitle = u"Team size"_s,
        .groups = {},
        .ordered = true};
    data.groups.resize(models - 1);
    for (unsigned size = 2; size <= models; ++size)
        data.groups[size - 2].name = QString::number(size);
    std::uint32_t id = 0;
    for (std::uint32_t mask = 1; mask < (1U << models); ++mask) {
        const auto size = unsigned(std::popcount(mask));
        if (size < 2)
            continue;
        plots::ScatterGroup& group = data.groups[size - 2];
        const double diversity = 0.45 + 0.12 * numbers.bell() / std::sqrt(size) + 0.02 * std::log(size);
        group.x.push_back(diversity);
        group.y.push_back(
            89.0 + 1.4 * std::log(size) + 4.0 * (diversity - 0.45) + 0.5 * numbers.bell() / std::sqrt(size));
        group.ids.push_back(id++);
    }
    return data;
}

plots::ConfusionData sampleConfusion()
{
    Numbers numbers(3);
    plots::ConfusionData data{.title = u"Confusion of lenet-w32"_s,
        .note = u"test · 10,000 samples"_s,
        .classes = kClasses,
        .counts = {}};
    for (std::size_t truth = 0; truth < kClasses.size(); ++truth) {
        for (std::size_t predicted = 0; predicted < kClasses.size(); ++predicted)
            data.counts.push_back(truth == predicted ? 800 + std::uint32_t(150 * numbers.uniform())
                                                     : std::uint32_t(25 * numbers.uniform() * numbers.uniform()));
    }
    return data;
}

plots::ReliabilityData sampleReliability()
{
    plots::ReliabilityData data{
        .title = u"Reliability of lenet-w32"_s, .note = u"test · 10,000 samples · ECE 0.041"_s, .bins = {}};
    for (int bin = 0; bin < 15; ++bin) {
        const double confidence = (bin + 0.5) / 15.0;
        const auto count = std::size_t(bin < 2 ? 0 : 40.0 * std::exp(0.33 * bin));
        data.bins.push_back({.confidence = confidence, .accuracy = std::pow(confidence, 1.25), .count = count});
    }
    return data;
}

plots::BarsData sampleBars()
{
    Numbers numbers(4);
    plots::BarsData data{.title = u"Recall per class of lenet-w32"_s,
        .note = u"test · 10,000 samples"_s,
        .nameTitle = u"Class"_s,
        .valueTitle = u"Recall"_s,
        .names = kClasses,
        .values = {},
        .range = plots::AxisSpan{0.0, 1.0},
        .reference = 0.893,
        .referenceName = u"accuracy"_s,
        .colours = {}};
    for (std::size_t i = 0; i < kClasses.size(); ++i)
        data.values.push_back(i == 7 ? std::nan("") : 0.7 + 0.29 * numbers.uniform());
    return data;
}

plots::UpsetData sampleUpset()
{
    Numbers numbers(6);
    plots::UpsetData data{.title = u"Who fails together"_s,
        .note = u"test · 5,000 samples"_s,
        .setTitle = u"Failing members"_s,
        .countTitle = u"Samples"_s,
        .partTitle = u"the team is right"_s,
        .sets = {},
        .groups = {}};
    for (std::size_t set = 0; set < 5; ++set)
        data.sets.push_back({u"lenet-w%1"_s.arg(8 << set), set});
    for (unsigned mask = 1; mask < 32; ++mask) {
        plots::UpsetGroup group;
        for (std::size_t set = 0; set < 5; ++set)
            if ((mask >> set & 1U) != 0)
                group.sets.push_back(set);
        group.count = std::floor(180.0 * numbers.uniform() / double(group.sets.size()));
        group.part = group.sets.size() < 3 ? std::floor(group.count * numbers.uniform()) : 0.0;
        data.groups.push_back(std::move(group));
    }
    std::ranges::stable_sort(data.groups, std::greater<>(), &plots::UpsetGroup::count);
    return data;
}

plots::CurvesData sampleCurves(std::size_t series, std::size_t points)
{
    Numbers numbers(5);
    plots::CurvesData data{.title = u"Training loss"_s,
        .note = u"Fashion-MNIST · live"_s,
        .xTitle = u"Iteration"_s,
        .yTitle = u"Cross entropy (nats)"_s,
        .series = {}};
    for (std::size_t s = 0; s < series; ++s) {
        plots::CurveSeries line{.name = u"cnn-w%1"_s.arg(8 << s), .points = {}, .category = s};
        for (std::size_t i = 0; i < points; ++i) {
            const double progress = double(i) / double(points);
            const double level = 0.25 + 0.05 * double(s) + 2.0 * std::exp(-(6.0 + double(s)) * progress);
            line.points.push_back({double(i), level * (1.0 + 0.12 * numbers.bell())});
        }
        data.series.push_back(std::move(line));
    }
    return data;
}

plots::CurvesData sampleBands()
{
    plots::CurvesData data = sampleCurves(3, 120);
    data.legendTitle = u"Model (n = 5)"_s;
    for (plots::CurveSeries& series : data.series) {
        for (const plots::CurvePoint& point : series.points) {
            series.low.push_back(0.8 * point.y);
            series.high.push_back(1.2 * point.y);
        }
        for (std::size_t gap = 60; gap < 66; ++gap)
            series.points[gap].y = series.low[gap] = series.high[gap] = std::nan("");
    }
    for (int epoch = 1; epoch < 6; ++epoch)
        data.marks.push_back({.x = 20.0 * epoch, .name = u"epoch %1"_s.arg(epoch)});
    return data;
}

plots::ScheduleData sampleSchedule()
{
    const auto series = [](const QString& name, std::size_t category, double (*rate)(double)) {
        return plots::ScheduleSeries{.name = name,
            .key = name,
            .category = category,
            .last = 999.0,
            .outline = [rate](double first, double last, std::size_t) {
                std::vector<plots::CurvePoint> points;
                for (double step = std::ceil(first); step <= last; step += 1.0)
                    points.push_back({step, rate(step)});
                return points;
            }};
    };
    return {.title = u"Learning rates"_s,
        .note = u"corrected convention"_s,
        .xTitle = u"Iteration"_s,
        .yTitle = u"Learning rate"_s,
        .legendTitle = u"Policy"_s,
        .series
        = {series(u"TRI"_s,
               0,
               [](double t) { return 0.001 + 0.005 * (1.0 - std::abs(std::fmod(t, 400.0) / 200.0 - 1.0)); }),
            series(u"POLY"_s, 1, [](double t) { return 0.004 * (1.0 - t / 999.0); })},
        .marks = {{.x = 600.0, .name = u"epoch 1"_s}},
        .handles = {{.name = u"boundary"_s, .x = 400.0, .movesX = true, .isLine = true},
            {.name = u"end"_s, .x = 999.0, .y = 0.001, .movesX = true, .movesY = true}}};
}

plots::LandscapeData sampleLandscape()
{
    constexpr std::size_t kGrid = 81;
    plots::LandscapeData data{.title = u"Two wells"_s,
        .note = u"Nesterov, momentum 0.9"_s,
        .zTitle = u"Loss"_s,
        .limit = 1.5,
        .gridSize = kGrid};
    const auto height = [](double x, double y) {
        return -2.0 * std::exp(-4.0 * ((x + 0.8) * (x + 0.8) + (y - 0.4) * (y - 0.4)))
            - std::exp(-6.0 * ((x - 0.8) * (x - 0.8) + (y + 0.4) * (y + 0.4)));
    };
    const auto coordinate = [](std::size_t i) { return -1.5 + 3.0 * double(i) / double(kGrid - 1); };
    for (std::size_t row = 0; row < kGrid; ++row)
        for (std::size_t column = 0; column < kGrid; ++column)
            data.z.push_back(height(coordinate(column), coordinate(row)));
    plots::LandscapeTrail inside{.name = u"FIX"_s, .category = 0};
    plots::LandscapeTrail outside{.name = u"STEP"_s, .category = 1, .leftAt = 9};
    for (int step = 0; step <= 20; ++step) {
        const double done = step / 20.0;
        inside.points.emplace_back(0.6 - 1.4 * done, 1.0 - 0.6 * done);
        outside.points.emplace_back(0.6 + 2.0 * done, 1.0 - 0.8 * done);
    }
    for (plots::LandscapeTrail* trail : {&inside, &outside}) {
        for (const QPointF& point : trail->points)
            trail->heights.push_back(height(point.x(), point.y()));
        trail->rates.assign(trail->points.size(), 0.02);
        data.trails.push_back(*trail);
    }
    return data;
}

plots::TreeData sampleTree(std::uint32_t models, std::size_t depth)
{
    plots::TreeData data{.title = u"Pruning tree"_s,
        .note = u"GD, test split"_s,
        .rowTitle = u"Team size"_s,
        .columnTitle = u"Teams"_s,
        .valueTitle = u"FQ"_s,
        .names = {},
        .rows = {},
        .nodes = {},
        .range = std::nullopt,
        .describe = {}};
    for (std::uint32_t model = 0; model < models; ++model)
        data.names.push_back(u"m%1"_s.arg(model));
    for (std::size_t row = 0; row < depth; ++row)
        data.rows.push_back(QString::number(row + 1));
    std::vector<plots::TreeNode> nodes;
    std::vector<std::size_t> level;
    for (std::uint32_t model = 0; model < models; ++model) {
        level.push_back(nodes.size());
        nodes.push_back({.parent = -1, .name = model, .state = plots::TreeState::Root});
    }
    for (std::size_t row = 1; row < depth; ++row) {
        std::vector<std::size_t> next;
        for (const std::size_t parent : level) {
            for (std::uint32_t model = nodes[parent].name + 1; model < models; ++model) {
                const std::size_t index = nodes.size();
                const bool dead = nodes[parent].state == plots::TreeState::Pruned
                    || nodes[parent].state == plots::TreeState::NotGenerated;
                const plots::TreeState state = dead ? plots::TreeState::NotGenerated
                    : index % 7 == 0                ? plots::TreeState::Pruned
                    : index % 5 == 0                ? plots::TreeState::Killed
                                                    : plots::TreeState::Kept;
                nodes.push_back({.parent = std::int32_t(parent),
                    .name = model,
                    .state = state,
                    .value = dead ? std::nan("") : double(index % 100) / 100.0});
                next.push_back(index);
            }
        }
        level = std::move(next);
    }
    data.nodes = std::move(nodes);
    return data;
}

std::vector<NamedChart> sampleCharts()
{
    std::vector<NamedChart> charts;
    charts.push_back(named<plots::Heatmap>(u"heatmap"_s, sampleHeatmap(10)));
    charts.push_back(named<plots::Heatmap>(u"heatmap70"_s, sampleHeatmap(70)));
    charts.push_back(named<plots::Scatter>(u"scatter"_s, sampleScatter(10)));
    charts.push_back(named<plots::Scatter>(u"scatter16"_s, sampleScatter(16)));
    auto confusion = std::make_unique<plots::Confusion>();
    confusion->setConfusion(sampleConfusion());
    charts.push_back({u"confusion"_s, std::move(confusion)});
    charts.push_back(named<plots::Reliability>(u"reliability"_s, sampleReliability()));
    charts.push_back(named<plots::Bars>(u"bars"_s, sampleBars()));
    auto tree = std::make_unique<plots::Tree>();
    tree->setData(sampleTree(7, 5));
    tree->setFound({9, 30, 31, 60}, 31);
    tree->setSelected({45});
    tree->setLinks({{.from = 45, .to = 9}, {.from = 45, .to = 12, .strong = true}});
    charts.push_back({u"tree"_s, std::move(tree)});
    charts.push_back(named<plots::Upset>(u"upset"_s, sampleUpset()));
    charts.push_back(named<plots::Curves>(u"curves"_s, sampleCurves(4, 2000)));
    static_cast<plots::Curves*>(charts.back().chart.get())
        ->setSmoothing({.kind = plots::Smoothing::Kind::Exponential, .weight = 0.9});
    charts.push_back(named<plots::Curves>(u"curves-band"_s, sampleBands()));
    auto schedule = std::make_unique<plots::Schedule>();
    schedule->setSchedule(sampleSchedule());
    charts.push_back({u"schedule"_s, std::move(schedule)});
    auto landscape = std::make_unique<plots::Landscape>();
    landscape->setData(sampleLandscape());
    landscape->setStep(20);
    charts.push_back({u"landscape"_s, std::move(landscape)});
    return charts;
}

} // namespace cobench::test
