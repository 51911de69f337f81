// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lr/surface.h"
#include "plots/curves.h"
#include "plots/landscape.h"

#include <QString>

#include <vector>

namespace cobench::ui {

/// A policy on the landscape.
struct Racer {
    QString name;
    lr::Schedule schedule;
    bool operator==(const Racer&) const = default;
};

/// Descents of several policies from one start.
struct Race {
    lr::Surface surface;
    lr::RaceOptions options;
    std::vector<Racer> racers;
    std::vector<std::vector<lr::TrailStep>> trails; // of each
};
Race runRace(const lr::Surface& surface, const std::vector<Racer>& racers, lr::RaceOptions options);

/// LRBench's three: a fixed rate, one that falls in steps, one that cycles and decays.
std::vector<Racer> publishedRacers();

plots::LandscapeData mapOf(const Race& race);
/// Loss against step. What is far above the map's highest place is left out of the drawing, and the note says so.
plots::CurvesData lossesOf(const Race& race, const std::vector<double>& heights);

} // namespace cobench::ui
