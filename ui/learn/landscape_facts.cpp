// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/landscape_facts.h"

#include "ui/pages/learning_rates/race.h"
#include "ui/pages/reports/phrases.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr double kCalm = 0.5; // momentum
constexpr double kNear = 0.3; // of a well's bottom
constexpr lr::Point kGlobal{-0.98, 0.50};
constexpr lr::Point kLocal{0.96, -0.50};

/// Plain descent until it stands still.
lr::Point bottomNear(lr::Point at)
{
    constexpr int kSteps = 4000;
    constexpr double kRate = 0.002;
    for (int step = 0; step < kSteps; ++step) {
        const lr::Point g = lr::publishedGradient(at);
        at = {at.x - kRate * g.x, at.y - kRate * g.y};
    }
    return at;
}

bool isNear(lr::Point at, lr::Point well)
{
    return std::hypot(at.x - well.x, at.y - well.y) < kNear;
}

void tellPlace(LessonFacts& facts, const QString& name, lr::Point at)
{
    facts.words.insert(name + u".x"_s, fixed(at.x, 2));
    facts.words.insert(name + u".y"_s, fixed(at.y, 2));
}

void tellTrail(LessonFacts& facts, const QString& name, const std::vector<lr::TrailStep>& trail)
{
    const lr::TrailStep& last = trail.back();
    tellPlace(facts, name, last.at);
    facts.words.insert(name + u".loss"_s, fixed(last.loss, 2));
    facts.words.insert(name + u".best"_s, fixed(std::ranges::min(trail, {}, &lr::TrailStep::loss).loss, 2));
    facts.words.insert(name + u".rate0"_s, QString::number(trail.front().rate));
    facts.words.insert(name + u".rate1"_s, fixed(std::ranges::max(trail, {}, &lr::TrailStep::rate).rate, 3));
    const auto left = std::ranges::find(trail, false, &lr::TrailStep::onMap);
    if (left != trail.end()) {
        facts.flags.insert(name + u".left"_s);
        facts.words.insert(name + u".left"_s, QString::number(left - trail.begin()));
    }
    if (isNear(last.at, kGlobal))
        facts.flags.insert(name + u".global"_s);
    if (isNear(last.at, kLocal))
        facts.flags.insert(name + u".local"_s);
}

void tellRace(LessonFacts& facts, const QString& prefix, const Race& race)
{
    static const std::array kNames{u"fix"_s, u"nstep"_s, u"triexp"_s};
    for (std::size_t i = 0; i < kNames.size(); ++i)
        tellTrail(facts, prefix + kNames[i], race.trails[i]);
}

} // namespace

Result<LessonFacts> landscapeFacts(const LessonSubject&, Progress&, const CancelToken&)
{
    const lr::Surface& surface = lr::surfaces().front();
    const lr::RaceOptions published;
    LessonFacts facts;
    for (const auto& [name, near] : {std::pair(u"global"_s, kGlobal), std::pair(u"local"_s, kLocal)}) {
        const lr::Point bottom = bottomNear(near);
        tellPlace(facts, name, bottom);
        facts.words.insert(name + u".z"_s, fixed(lr::publishedSurface(bottom), 2));
    }
    facts.words.insert(u"steps"_s, QString::number(published.steps));
    facts.words.insert(u"momentum"_s, QString::number(published.momentum));
    facts.words.insert(u"calm.momentum"_s, QString::number(kCalm));
    tellRace(facts, {}, runRace(surface, publishedRacers(), published));
    tellRace(facts, u"calm."_s, runRace(surface, publishedRacers(), {.momentum = kCalm}));
    return facts;
}

} // namespace cobench::ui
