// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/team_scatter.h"
#include "ui/widgets/keeps_view_state.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QToolButton;

namespace cobench::ui {

/// The scatter of teams with its tools: which plane it shows, whether dragging selects.
class ScatterPane : public QWidget, public KeepsViewState
{
    Q_OBJECT
public:
    /// `selection` and `front` outlive the pane.
    ScatterPane(
        EnsemblePresenter& presenter, SelectionPresenter& selection, TeamFront& front, QWidget* parent = nullptr);

    plots::Scatter& scatter() { return *m_scatter; }
    QComboBox& plane() { return *m_plane; }
    QComboBox& focal() { return *m_focal; }
    QToolButton& markFront() { return *m_markFront; }
    QJsonObject viewState() const override;
    void restoreViewState(const QJsonObject& state) override;

private:
    void setupUi();
    void connectAll();
    void fillFocal();
    void showProblem();
    void showPlane();
    void tellFront();

    EnsemblePresenter& m_presenter;
    SelectionPresenter& m_selection;
    TeamFront& m_front;
    plots::Scatter* m_scatter;
    TeamScatterView* m_view;
    QToolButton* m_brush;
    QToolButton* m_markFront;
    QLabel* m_frontSize;
    QComboBox* m_plane;
    QComboBox* m_focal;
    QLabel* m_note;
};

} // namespace cobench::ui
