// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/segment_handles.h"

#include "ui/pages/learning_rates/composition.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace cobench::ui {

namespace {

using lr::Family;
using lr::Policy;

enum class Grip { Boundary, Start, Turn };

struct Place {
    Grip grip = Grip::Boundary;
    std::size_t index = 0; // of the boundary or segment
};

QString tr(const char* text)
{
    return QCoreApplication::translate("SegmentHandles", text);
}

/// Starts at k1 and comes down; else starts at k0 and goes up.
bool startsHigh(Family family)
{
    switch (family) {
    case Family::DTri:
    case Family::DTri2:
    case Family::DTriExp:
    case Family::DSin:
    case Family::DSin2:
    case Family::DSinExp:
    case Family::Cos:
    case Family::Cos2:
    case Family::CosExp:
        return true;
    default:
        return family == Family::Poly || family == Family::Sgdr
            || (family >= Family::Rsw && family <= Family::CosRswExp);
    }
}

bool hasStart(Family family)
{
    return family != Family::Expr && family != Family::InvSqrt; // which starts at 0
}

bool hasTurn(Family family)
{
    return family != Family::Fix && family != Family::Expr;
}

bool movesTurnInTime(const Policy& policy)
{
    return !policy.l.empty() && policy.family != Family::OneCycle;
}

double turnTime(const Policy& policy, double length)
{
    if (policy.family == Family::OneCycle) // its highest rate
        return std::max(0.0, policy.p * policy.l.front() - 1.0);
    return policy.l.empty() ? std::max(1.0, length - 1.0) : policy.l.front();
}

/// Where a restart falls back: the rate just before it.
bool isRestart(Family family)
{
    return (family >= Family::Rsw && family <= Family::CosRswExp) || family == Family::Sgdr;
}

double turnRate(const Policy& policy, double t, lr::Convention convention)
{
    return isRestart(policy.family) ? policy.k0 : lr::valueAt(policy, t, convention);
}

std::vector<Place> placesOf(const lr::Schedule& schedule)
{
    std::vector<Place> places;
    for (std::size_t i = 0; i < schedule.boundaries.size(); ++i)
        places.push_back({Grip::Boundary, i});
    for (std::size_t i = 0; i < schedule.policies.size(); ++i) {
        if (hasStart(schedule.policies[i].family))
            places.push_back({Grip::Start, i});
        if (hasTurn(schedule.policies[i].family))
            places.push_back({Grip::Turn, i});
    }
    return places;
}

plots::ScheduleHandle startHandle(const lr::Schedule& schedule, std::size_t segment, lr::Convention convention)
{
    const Policy& policy = schedule.policies[segment];
    return {.name = tr("%1 of segment %2, its start")
                        .arg(startsHigh(policy.family) ? QStringLiteral("k1") : QStringLiteral("k0"))
                        .arg(segment + 1),
        .x = segmentBegin(schedule, segment),
        // The reference's restarts begin at k0 for one step, where nobody would look for k1.
        .y = isRestart(policy.family) ? policy.k1 : lr::valueAt(policy, 0.0, convention),
        .movesY = true};
}

plots::ScheduleHandle turnHandle(
    const lr::Schedule& schedule, std::size_t segment, std::uint64_t steps, lr::Convention convention)
{
    const Policy& policy = schedule.policies[segment];
    const double begin = segmentBegin(schedule, segment);
    const double t = turnTime(policy, segmentEnd(schedule, segment, steps) - begin);
    return {.name = policy.l.empty() ? tr("End of segment %1: its decay").arg(segment + 1)
                                     : tr("Turn of segment %1: l, and the rate there").arg(segment + 1),
        .x = begin + t,
        .y = turnRate(policy, t, convention),
        .movesX = movesTurnInTime(policy),
        .movesY = true};
}

void moveStart(Policy& policy, double rate)
{
    if (policy.family == Family::Sig) // the start is a share of k0 that its curve decides
        policy.k0 = rate * (1.0 + std::exp(policy.gamma * policy.l.front()));
    else
        (startsHigh(policy.family) ? policy.k1 : policy.k0) = rate;
}

/// gamma of a decay that leaves `share` of the rate after t.
double gammaFor(const Policy& policy, double share, double t)
{
    if (!(share > 0.0))
        return policy.gamma;
    if (policy.family == Family::Inv)
        return policy.p != 0.0 ? (std::pow(share, -1.0 / policy.p) - 1.0) / t : policy.gamma;
    return policy.family == Family::Exp ? std::pow(share, 1.0 / t) : share;
}

void moveTurnRate(Policy& policy, double rate, double t)
{
    const lr::FamilyInfo& read = lr::info(policy.family);
    if (policy.family == Family::InvSqrt) {
        policy.k0 = rate;
        return;
    }
    if (!read.k1 && policy.family != Family::Sig) {
        policy.gamma = policy.k0 != 0.0 ? gammaFor(policy, rate / policy.k0, t) : policy.gamma;
        return;
    }
    if (policy.family == Family::Sig) { // half of k0 there
        policy.k0 = 2.0 * rate;
        return;
    }
    if (policy.family == Family::OneCycle || policy.family == Family::Wsd) {
        policy.k1 = rate;
        return;
    }
    if (startsHigh(policy.family)) {
        policy.k0 = rate;
        return;
    }
    const double decay = read.gamma ? std::pow(policy.gamma, t) : 1.0;
    if (decay > 0.0)
        policy.k1 = policy.k0 + (rate - policy.k0) / decay;
}

void moveTurn(Policy& policy, double at, double rate, double length)
{
    if (movesTurnInTime(policy)) {
        const double most = policy.l.size() > 1 ? policy.l[1] - 1.0 : 1e12;
        policy.l.front() = std::clamp(std::round(at), 1.0, std::max(1.0, most));
    }
    moveTurnRate(policy, rate, turnTime(policy, length));
}

} // namespace

std::vector<plots::ScheduleHandle> handlesOf(
    const lr::Schedule& schedule, std::uint64_t steps, lr::Convention convention)
{
    std::vector<plots::ScheduleHandle> handles;
    for (const Place& place : placesOf(schedule)) {
        if (place.grip == Grip::Boundary)
            handles.push_back({.name = tr("Boundary %1").arg(place.index + 1),
                .x = schedule.boundaries[place.index],
                .movesX = true,
                .isLine = true});
        else if (place.grip == Grip::Start)
            handles.push_back(startHandle(schedule, place.index, convention));
        else
            handles.push_back(turnHandle(schedule, place.index, steps, convention));
    }
    return handles;
}

lr::Schedule withHandleAt(const lr::Schedule& schedule, std::uint64_t steps, std::size_t handle, const QPointF& to)
{
    const std::vector<Place> places = placesOf(schedule);
    if (handle >= places.size())
        return schedule;
    const Place place = places[handle];
    if (place.grip == Grip::Boundary)
        return withBoundary(schedule, place.index, to.x(), steps);
    lr::Schedule moved = schedule;
    const double begin = segmentBegin(schedule, place.index);
    if (place.grip == Grip::Start)
        moveStart(moved.policies[place.index], to.y());
    else
        moveTurn(
            moved.policies[place.index], to.x() - begin, to.y(), segmentEnd(schedule, place.index, steps) - begin);
    return lr::validate(moved) ? moved : schedule;
}

} // namespace cobench::ui
