// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/team.h"

#include <QObject>

#include <cstdint>
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

    explicit Selection(QObject* parent = nullptr);

    const Indices& models() const { return m_models; }
    const std::vector<ensemble::Members>& teams() const { return m_teams; }
    const Indices& samples() const { return m_samples; }
    bool isModelSelected(std::uint32_t model) const;

    std::optional<std::uint32_t> hoveredModel() const { return m_hoveredModel; }
    const std::optional<ensemble::Members>& hoveredTeam() const { return m_hoveredTeam; }
    std::optional<std::uint32_t> hoveredSample() const { return m_hoveredSample; }

    void setModels(Indices models); // click, brush
    void toggleModel(std::uint32_t model); // Ctrl+click
    void setTeams(std::vector<ensemble::Members> teams);
    void toggleTeam(const ensemble::Members& team);
    void setSamples(Indices samples);

    void hoverModel(std::optional<std::uint32_t> model);
    void hoverTeam(std::optional<ensemble::Members> team);
    void hoverSample(std::optional<std::uint32_t> sample);

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
    std::vector<ensemble::Members> m_teams;
    Indices m_samples;
    std::optional<std::uint32_t> m_hoveredModel;
    std::optional<ensemble::Members> m_hoveredTeam;
    std::optional<std::uint32_t> m_hoveredSample;
};

} // namespace cobench::ui
