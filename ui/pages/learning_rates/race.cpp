// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/race.h"

#include "core/lr/known_schedules.h"
#include "core/lr/policy_text.h"
#include "ui/pages/reports/policy_figure.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace cobench::ui {

namespace {

constexpr std::size_t kGrid = 121; // points a side

QString tr(const char* text)
{
    return QCoreApplication::translate("Race", text);
}

plots::LandscapeTrail trailOf(const Racer& racer, const std::vector<lr::TrailStep>& steps, std::size_t place)
{
    plots::LandscapeTrail trail{.name = racer.name, .category = place};
    for (std::size_t i = 0; i < steps.size(); ++i) {
        trail.points.emplace_back(steps[i].at.x, steps[i].at.y);
        trail.heights.push_back(steps[i].loss);
        trail.rates.push_back(steps[i].rate);
        if (!steps[i].onMap && !trail.leftAt)
            trail.leftAt = i;
    }
    return trail;
}

} // namespace

Race runRace(const lr::Surface& surface, const std::vector<Racer>& racers, lr::RaceOptions options)
{
    options.start = surface.start;
    options.mapLimit = surface.limit;
    Race race{.surface = surface, .options = options, .racers = racers, .trails = {}};
    for (const Racer& racer : racers)
        race.trails.push_back(lr::race(surface, racer.schedule, options));
    return race;
}

std::vector<Racer> publishedRacers()
{
    std::vector<Racer> racers;
    for (const lr::KnownSchedule& known : lr::knownSchedules()) {
        if (!known.name.starts_with("Landscape"))
            continue;
        auto schedule = lr::parse(known.text).value();
        const QString name = policyName(schedule);
        racers.push_back({.name = name, .schedule = std::move(schedule)});
    }
    return racers;
}

plots::LandscapeData mapOf(const Race& race)
{
    const lr::Surface& surface = race.surface;
    plots::LandscapeData map{.title = QString::fromStdString(surface.title),
        .note = tr("z = %1 · start (%2, %3) · Nesterov momentum %4")
                    .arg(QString::fromStdString(surface.formula))
                    .arg(surface.start.x)
                    .arg(surface.start.y)
                    .arg(race.options.momentum),
        .zTitle = tr("Loss"),
        .limit = surface.limit,
        .gridSize = kGrid};
    map.z.reserve(kGrid * kGrid);
    const double cell = 2.0 * surface.limit / static_cast<double>(kGrid - 1);
    for (std::size_t row = 0; row < kGrid; ++row)
        for (std::size_t column = 0; column < kGrid; ++column)
            map.z.push_back(surface.height({-surface.limit + cell * static_cast<double>(column),
                -surface.limit + cell * static_cast<double>(row)}));
    for (std::size_t i = 0; i < race.racers.size(); ++i)
        map.trails.push_back(trailOf(race.racers[i], race.trails[i], i));
    return map;
}

plots::CurvesData lossesOf(const Race& race, const std::vector<double>& heights)
{
    const auto [low, high] = std::ranges::minmax(heights);
    const double most = high + (high - low);
    bool isCut = false;
    plots::CurvesData curves{.xTitle = tr("Step"), .yTitle = tr("Loss"), .legendTitle = tr("Policy")};
    for (std::size_t i = 0; i < race.racers.size(); ++i) {
        plots::CurveSeries series{.name = race.racers[i].name, .category = i};
        for (std::size_t step = 0; step < race.trails[i].size(); ++step) {
            const double loss = race.trails[i][step].loss;
            isCut = isCut || !(loss <= most);
            series.points.push_back({static_cast<double>(step), loss <= most ? loss : std::nan("")});
        }
        curves.series.push_back(std::move(series));
    }
    if (isCut)
        curves.note = tr("losses far above the map are not drawn; the table has them");
    return curves;
}

} // namespace cobench::ui
