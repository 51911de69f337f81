// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/matrix_view.h"

#include "ui/pages/ensembles/ensemble_figures.h"

#include <algorithm>

namespace cobench::ui {

MatrixView::MatrixView(EnsemblePresenter& presenter, plots::Heatmap& heatmap, QObject* parent)
    : QObject(parent)
    , m_presenter(presenter)
    , m_heatmap(heatmap)
    , m_seen(new WhenSeen(&heatmap, [this] { answerChanged(); }))
{
    Selection& selection = presenter.workspace().selection();
    connect(&presenter, &EnsemblePresenter::matrixChanged, m_seen, &WhenSeen::request);
    connect(&heatmap, &plots::Heatmap::cellClicked, this, &MatrixView::chooseCell);
    connect(&heatmap, &plots::Heatmap::rowClicked, this, &MatrixView::chooseModel);
    connect(&heatmap, &plots::Heatmap::cellHovered, this, [&selection](std::size_t row, std::size_t column) {
        ensemble::Members pair{
            static_cast<std::uint32_t>(std::min(row, column)), static_cast<std::uint32_t>(std::max(row, column))};
        selection.hoverTeam(row == column ? std::nullopt : std::optional(std::move(pair)));
    });
    connect(&heatmap, &plots::Heatmap::hoverLeft, this, [&selection] { selection.hoverTeam(std::nullopt); });
    connect(&selection, &Selection::modelsChanged, this, &MatrixView::pullSelection);
    connect(&selection, &Selection::hoveredTeamChanged, this, &MatrixView::pullHover);
    connect(&selection, &Selection::hoveredModelChanged, this, &MatrixView::pullHover);
    m_seen->request();
}

void MatrixView::answerChanged()
{
    const auto& answer = m_presenter.matrix();
    if (!answer)
        return m_heatmap.setData({});
    m_heatmap.setData(matrixFigure(*answer, m_presenter.query()));
    m_heatmap.setCommand(matrixCommand(answer->subject, m_presenter.query(), m_presenter.workspace().path()));
    pullSelection();
}

void MatrixView::chooseCell(std::size_t row, std::size_t column, Qt::KeyboardModifiers modifiers)
{
    if (row == column)
        return chooseModel(row, modifiers);
    Selection& selection = m_presenter.workspace().selection();
    const ensemble::Members pair{
        static_cast<std::uint32_t>(std::min(row, column)), static_cast<std::uint32_t>(std::max(row, column))};
    if (modifiers.testFlag(Qt::ControlModifier)) {
        selection.toggleTeam(pair);
    } else {
        selection.setModels(pair);
        selection.setTeams({pair});
    }
    m_presenter.comparePair(row, column);
    Q_EMIT pairChosen();
}

void MatrixView::chooseModel(std::size_t model, Qt::KeyboardModifiers modifiers)
{
    Selection& selection = m_presenter.workspace().selection();
    if (modifiers.testFlag(Qt::ControlModifier))
        selection.toggleModel(static_cast<std::uint32_t>(model));
    else
        selection.setModels({static_cast<std::uint32_t>(model)});
}

void MatrixView::pullSelection()
{
    if (m_seen->putsOff())
        return;
    const auto& models = m_presenter.workspace().selection().models();
    m_heatmap.setSelectedRows({models.begin(), models.end()});
}

void MatrixView::pullHover()
{
    if (m_seen->putsOff())
        return;
    const Selection& selection = m_presenter.workspace().selection();
    const auto model = selection.hoveredModel();
    m_heatmap.setHoveredRow(model ? std::optional<std::size_t>(*model) : std::nullopt);
    const auto& team = selection.hoveredTeam();
    m_heatmap.setHoveredTeam(
        team ? std::vector<std::size_t>(team->begin(), team->end()) : std::vector<std::size_t>());
}

} // namespace cobench::ui
