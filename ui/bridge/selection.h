// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/team.h"

#include <QObject>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace cobench::ui {

/// The one selection all views share. Models are indices into Workspace::pool() (the workspace re-maps them when
/// the pool changes), samples indices into its current split. Lists are ascending and distinct, except teams, which
/// keep the order of selection. Setters that change nothing emit nothing. GUI thread only.
class Selection : public QObject
{
    Q_OBJECT
public:
    using Indices = std::vector<std::uint32_t>;
    using Teams = std::vector<ensemble::Members>;
    using SharedTeams = std::shared_ptr<const Teams>; // never nullptr

    explicit Selection(QObject* parent = nullptr);

    const Indices& models() const { return m_models; }
    const Teams& teams() const { return *m_teams; }
    /// The same for workers, who look at hundreds of thousands of them.
    const SharedTeams& sharedTeams() const { return m_teams; }
    const Indices& samples() const { return m_samples; }
    bool isModelSelected(std::uint32_t model) const;

    std::optional<std::uint32_t> hoveredModel() const { return m_hoveredModel; }
    const std::optional<ensemble::Members>& hoveredTeam() const { return m_hoveredTeam; }
    std::optional<std::uint32_t> hoveredSample() const { return m_hoveredSample; }

    void setModels(Indices models); // click, brush
    void toggleModel(std::uint32_t model); // Ctrl+click
    void setTeams(Teams teams);
    void adoptTeams(SharedTeams teams);
    void toggleTeam(const ensemble::Members& team);
    void setSamples(Indices samples);

    void hoverModel(std::optional<std::uint32_t> model);
    void hoverTeam(std::optional<ensemble::Members> team);
    void hoverSample(std::optional<std::uint32_t> sample);

    /// Who is handed the teams that are selected no more: to take many apart takes a while.
    void setDisposer(std::function<void(SharedTeams)> dispose) { m_dispose = std::move(dispose); }

    /// Esc: nothing selected, nothing hovered, anywhere.
    void clear();

Q_SIGNALS:
    void modelsChanged();
    void teamsChanged();
    void samplesChanged();
    void hoveredModelChanged();
    void hoveredTeamChanged();
    void hoveredSampleChanged();

private:
    Indices m_models;
    SharedTeams m_teams = std::make_shared<const Teams>();
    Indices m_samples;
    std::optional<std::uint32_t> m_hoveredModel;
    std::optional<ensemble::Members> m_hoveredTeam;
    std::optional<std::uint32_t> m_hoveredSample;
    std::function<void(SharedTeams)> m_dispose;
};

} // namespace cobench::ui
