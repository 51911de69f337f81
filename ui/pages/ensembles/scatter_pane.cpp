// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/scatter_pane.h"

#include "ui/pages/ensembles/ensemble_figures.h"
#include "ui/pages/ensembles/selection_threshold.h"
#include "ui/pages/reports/phrases.h"
#include "ui/widgets/narrow_box.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>

namespace cobench::ui {

using namespace Qt::StringLiterals;

ScatterPane::ScatterPane(
    EnsemblePresenter& presenter, SelectionPresenter& selection, TeamFront& front, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_selection(selection)
    , m_front(front)
    , m_scatter(new plots::Scatter(this))
    , m_view(new TeamScatterView(presenter, selection, front, *m_scatter, this))
    , m_brush(new QToolButton(this))
    , m_markFront(new QToolButton(this))
    , m_frontSize(new QLabel(this))
    , m_plane(new NarrowBox(this))
    , m_focal(new NarrowBox(this))
    , m_note(new QLabel(this))
{
    setupUi();
    connectAll();
    fillFocal();
    showProblem();
}

void ScatterPane::setupUi()
{
    m_brush->setText(tr("Select by dragging"));
    m_brush->setToolTip(
        tr("Dragging selects teams instead of moving the view. Shift+drag always selects, Ctrl adds."));
    m_brush->setCheckable(true);
    m_markFront->setText(tr("Pareto front"));
    m_markFront->setToolTip(
        tr("Marks the teams that no other one equals or beats in accuracy, diversity and, where "
           "it is known of every model, cost."));
    m_markFront->setCheckable(true);
    m_frontSize->setProperty("role", u"dim"_s);
    m_plane->addItems({tr("As asked above"), tr("As the selection compares")});
    m_plane->setAccessibleName(tr("Plane"));
    m_plane->setToolTip(tr("Metric, samples and split of the page; or the numbers that the method of the Selection "
                           "panel compares, with its thresholds and clusters"));
    m_focal->setAccessibleName(tr("Focal member"));
    m_focal->setToolTip(tr("2-means looks at the teams of each member on that member's errors"));
    m_focal->hide();
    for (QComboBox* box : {m_plane, m_focal})
        box->setMinimumContentsLength(10);
    m_note->setWordWrap(true);
    m_note->setAlignment(Qt::AlignCenter);
    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(8, 4, 8, 0);
    tools->addWidget(m_brush);
    tools->addWidget(m_markFront);
    tools->addWidget(m_frontSize);
    tools->addStretch();
    tools->addWidget(m_plane);
    tools->addWidget(m_focal);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(tools);
    column->addWidget(m_scatter, 1);
    column->addWidget(m_note);
}

void ScatterPane::connectAll()
{
    connect(m_brush, &QToolButton::toggled, this, [this](bool on) {
        m_scatter->setDragMode(on ? plots::PlotWidget::DragMode::Brush : plots::PlotWidget::DragMode::Pan);
    });
    connect(
        m_markFront, &QToolButton::toggled, this, [this](bool on) { m_front.setWanted(TeamFront::Use::Mark, on); });
    connect(&m_front, &TeamFront::changed, this, &ScatterPane::tellFront);
    connect(&m_presenter, &EnsemblePresenter::teamsChanged, this, &ScatterPane::showProblem);
    connect(m_plane, &QComboBox::currentIndexChanged, this, &ScatterPane::showPlane);
    connect(m_focal, &QComboBox::currentIndexChanged, this, &ScatterPane::showPlane);
    connect(&m_selection, &SelectionPresenter::answerChanged, this, &ScatterPane::fillFocal);
}

QJsonObject ScatterPane::viewState() const
{
    return {{u"brush"_s, m_brush->isChecked()}, {u"front"_s, m_markFront->isChecked()}};
}

void ScatterPane::restoreViewState(const QJsonObject& state)
{
    m_brush->setChecked(state["brush"_L1].toBool());
    m_markFront->setChecked(state["front"_L1].toBool());
}

void ScatterPane::showProblem()
{
    const QString& problem = m_presenter.teamsProblem();
    m_note->setText(problem);
    m_note->setVisible(!problem.isEmpty());
    m_scatter->setVisible(problem.isEmpty());
}

void ScatterPane::tellFront()
{
    const bool isShown = m_front.isWanted(TeamFront::Use::Mark) && m_front.front();
    m_frontSize->setText(isShown ? tr("%1 on the front").arg(count(m_front.front()->count)) : QString());
    m_frontSize->setToolTip(isShown ? m_front.text() : QString());
}

void ScatterPane::fillFocal()
{
    const auto& answer = m_selection.answer();
    const std::vector<std::uint32_t> views
        = answer ? focalViews(answer->selection.choice) : std::vector<std::uint32_t>();
    const QString chosen = m_focal->currentText();
    {
        const QSignalBlocker quiet(m_focal);
        m_focal->clear();
        for (const std::uint32_t model : views)
            m_focal->addItem(modelName(answer->models(), model), model);
        m_focal->setCurrentIndex(std::max(0, m_focal->findText(chosen)));
    }
    showPlane();
}

void ScatterPane::showPlane()
{
    const bool ofSelection = m_plane->currentIndex() == 1;
    m_focal->setVisible(ofSelection && m_focal->count() > 0);
    m_view->setPlane(ofSelection ? TeamScatterView::Plane::Selection : TeamScatterView::Plane::Query,
        m_focal->count() > 0 ? std::optional(m_focal->currentData().toUInt()) : std::nullopt);
}

} // namespace cobench::ui
