// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/selection.h"

#include <algorithm>

namespace cobench::ui {

namespace {

Selection::Indices normalised(Selection::Indices indices)
{
    std::ranges::sort(indices);
    indices.erase(std::unique(indices.begin(), indices.end()), indices.end());
    return indices;
}

} // namespace

Selection::Selection(QObject* parent)
    : QObject(parent)
{
}

bool Selection::isModelSelected(std::uint32_t model) const
{
    return std::ranges::binary_search(m_models, model);
}

void Selection::setModels(Indices models)
{
    models = normalised(std::move(models));
    if (models == m_models)
        return;
    m_models = std::move(models);
    Q_EMIT modelsChanged();
}

void Selection::toggleModel(std::uint32_t model)
{
    Indices models = m_models;
    if (std::erase(models, model) == 0)
        models.push_back(model);
    setModels(std::move(models));
}

void Selection::setTeams(Teams teams)
{
    adoptTeams(std::make_shared<const Teams>(std::move(teams)));
}

void Selection::adoptTeams(SharedTeams teams)
{
    if (*teams == *m_teams)
        return;
    SharedTeams before = std::exchange(m_teams, std::move(teams));
    Q_EMIT teamsChanged();
    if (m_dispose)
        m_dispose(std::move(before));
}

void Selection::toggleTeam(const ensemble::Members& team)
{
    Teams teams = *m_teams;
    if (std::erase(teams, team) == 0)
        teams.push_back(team);
    setTeams(std::move(teams));
}

void Selection::setSamples(Indices samples)
{
    samples = normalised(std::move(samples));
    if (samples == m_samples)
        return;
    m_samples = std::move(samples);
    Q_EMIT samplesChanged();
}

void Selection::hoverModel(std::optional<std::uint32_t> model)
{
    if (std::exchange(m_hoveredModel, model) != model)
        Q_EMIT hoveredModelChanged();
}

void Selection::hoverTeam(std::optional<ensemble::Members> team)
{
    if (team == m_hoveredTeam)
        return;
    m_hoveredTeam = std::move(team);
    Q_EMIT hoveredTeamChanged();
}

void Selection::hoverSample(std::optional<std::uint32_t> sample)
{
    if (std::exchange(m_hoveredSample, sample) != sample)
        Q_EMIT hoveredSampleChanged();
}

void Selection::clear()
{
    hoverModel({});
    hoverTeam({});
    hoverSample({});
    setModels({});
    setTeams({});
    setSamples({});
}

} // namespace cobench::ui
