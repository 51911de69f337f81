// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/scatter.h"
#include "ui/pages/ensembles/selection_presenter.h"
#include "ui/pages/ensembles/team_front.h"
#include "ui/widgets/when_seen.h"

#include <QObject>

#include <optional>

namespace cobench::ui {

/// Keeps a scatter in step with the presenter's teams, the shared selection and the teams that a method chose,
/// which are marked. Point ids are team numbers.
class TeamScatterView : public QObject
{
    Q_OBJECT
public:
    /// What the axes are: the page's query, or what the selection method compares.
    enum class Plane { Query, Selection };

    /// `selection` and `front` outlive the view.
    TeamScatterView(EnsemblePresenter& presenter,
        SelectionPresenter& selection,
        TeamFront& front,
        plots::Scatter& scatter,
        QObject* parent = nullptr);

    /// `focal`: whose view, where the method has one for each member.
    void setPlane(Plane plane, std::optional<std::uint32_t> focal);

private:
    void answerChanged();
    void adopt(std::shared_ptr<const TeamsAnswer> answer, plots::ScatterData figure);
    void refreshMarks();
    void refreshCommand();
    void selectionChanged();
    bool showsSelection() const;
    bool isCurrent() const;
    void choose(std::uint32_t team, Qt::KeyboardModifiers modifiers);
    void brush(const std::vector<std::uint32_t>& teams, bool add);
    void pullSelection();
    void pullHover();
    void pullFront();
    ensemble::Members members(std::uint32_t team) const;

    EnsemblePresenter& m_presenter;
    SelectionPresenter& m_selection;
    std::shared_ptr<const TeamsAnswer> m_shown; // whose teams the points are; old while a worker makes the figure
    Plane m_plane = Plane::Query;
    std::optional<std::uint32_t> m_focal;
    TeamFront& m_front;
    plots::Scatter& m_scatter;
    WhenSeen* m_seen; // child of the scatter
};

} // namespace cobench::ui
