// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/plateau_panel.h"

#include "core/common/error.h"
#include "core/lr/policy_text.h"
#include "plots/curves.h"
#include "plots/shared_view.h"
#include "ui/bridge/counted.h"
#include "ui/bridge/workspace.h"
#include "ui/pages/learning_rates/plateau_form.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/quantity_names.h"
#include "ui/pages/runs/run_table_view.h"
#include "ui/widgets/column_widths.h"
#include "ui/widgets/command_action.h"
#include "ui/widgets/copy_actions.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/shown_table.h"

#include <QComboBox>
#include <QJsonArray>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStyle>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kNarrowest = 200; // pixels of the runs

/// What tells runs apart here; the table has no room for more.
const QStringList kRunColumns{u"name"_s, u"model"_s, u"optimizer"_s, u"learning_rate"_s, u"seed"_s, u"epochs"_s};

} // namespace

PlateauPanel::PlateauPanel(Composer& composer, RunCatalog& catalog, QWidget* parent)
    : QWidget(parent)
    , m_composer(composer)
    , m_catalog(catalog)
    , m_replays(catalog)
    , m_form(new PlateauForm(this))
    , m_runs(new RunTableView(catalog, this))
    , m_status(new QLabel(this))
    , m_monitored(new plots::Curves(this))
    , m_rates(new plots::Curves(this))
    , m_view(plainTable(m_table, tr("Decisions of the policy"), this))
    , m_empty(new EmptyState(u"learning-rates"_s,
          tr("No recorded run in this project yet"),
          tr("Train on the Runs & traces page, or import runs there; then see here what a policy that follows "
             "their "
             "curves would have done."),
          this))
    , m_asking(this, [this] { ask(); })
{
    setupUi();
    connectAll();
    listChanged();
}

void PlateauPanel::setupUi()
{
    m_runs->restoreViewState({{u"columns"_s, QJsonArray::fromStringList(kRunColumns)}});
    m_runs->setMinimumWidth(kNarrowest); // else its note on the number of runs decides how wide the page is
    m_status->setWordWrap(true);
    m_status->setTextFormat(Qt::PlainText);
    m_status->setContentsMargins(8, 2, 8, 6);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_view->addActions(copyRowsActions([this] { return shownTable(); }, this));
    m_view->addAction(commandAction([this] { return m_replays.command(); }, this));
    auto* parts = new QSplitter(Qt::Horizontal, this);
    parts->addWidget(makeChoices());
    parts->addWidget(makeCharts());
    parts->addWidget(m_view);
    parts->setSizes({330, 360, 330});
    parts->setStretchFactor(1, 3);
    parts->setStretchFactor(2, 2);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(parts);
}

QTabWidget* PlateauPanel::makeChoices()
{
    auto* policy = new QWidget(this);
    auto* column = new QVBoxLayout(policy);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_form, 1);
    auto* bottom = new QHBoxLayout;
    bottom->addWidget(m_status, 1);
    auto* copy = new QToolButton(this);
    copy->setDefaultAction(commandAction([this] { return m_replays.command(); }, this));
    bottom->addWidget(copy, 0, Qt::AlignBottom);
    bottom->setContentsMargins(0, 0, 8, 4);
    column->addLayout(bottom);
    auto* choices = new QTabWidget(this);
    choices->setDocumentMode(true);
    choices->addTab(policy, tr("Policy"));
    choices->addTab(m_runs, tr("Runs"));
    choices->setTabToolTip(0, tr("What is followed, by which policy"));
    choices->setTabToolTip(
        1, tr("Select the runs whose curves are replayed; without a selection it is the newest"));
    return choices;
}

QWidget* PlateauPanel::makeCharts()
{
    auto* charts = new QSplitter(Qt::Vertical, this);
    charts->addWidget(m_monitored);
    charts->addWidget(m_rates);
    charts->setStretchFactor(0, 1);
    charts->setStretchFactor(1, 1);
    plots::shareHorizontalView(*m_monitored, *m_rates);
    return charts;
}

void PlateauPanel::connectAll()
{
    connect(m_form, &PlateauForm::edited, &m_asking, &WhenSeen::request);
    connect(m_runs, &RunTableView::chosenChanged, &m_asking, &WhenSeen::request);
    connect(&m_form->addButton(), &QPushButton::clicked, this, &PlateauPanel::addComposed);
    connect(&m_form->takeButton(), &QPushButton::clicked, this, &PlateauPanel::takeFromRun);
    connect(&m_replays, &PlateauReplays::changed, this, &PlateauPanel::showReplays);
    connect(&m_catalog, &RunCatalog::listChanged, this, &PlateauPanel::listChanged);
    connect(m_view->selectionModel(),
        &QItemSelectionModel::currentRowChanged,
        this,
        [this](const QModelIndex& current) {
            const auto series = current.isValid() ? std::optional(m_table.replayOf(current.row())) : std::nullopt;
            m_monitored->setHighlighted(series);
            m_rates->setHighlighted(series);
        });
    for (plots::Curves* curves : {m_monitored, m_rates})
        connect(curves, &plots::Curves::curveHovered, this, [this](std::optional<std::size_t> series) {
            m_monitored->setHighlighted(series);
            m_rates->setHighlighted(series);
        });
}

void PlateauPanel::listChanged()
{
    std::vector<std::string> followed = m_catalog.curveTags();
    std::erase_if(followed, [](const std::string& tag) { return study::betterOf(tag) == study::Better::Neither; });
    m_form->setMonitors(followed);
    m_empty->setVisible(followed.empty() && !m_catalog.isLoading());
    m_empty->coverParent();
    m_replays.forget();
    m_asking.request();
}

std::vector<RunId> PlateauPanel::chosen() const
{
    std::vector<RunId> runs = m_runs->selected();
    if (!runs.empty())
        return runs;
    const std::vector<RunId>& shown = m_runs->model().shown();
    const std::string monitor = m_form->monitor();
    RunId newest;
    for (const RunId run : shown)
        if (const study::Run* found = m_catalog.find(run); found && found->figures.contains(monitor))
            newest = std::max(newest, run);
    return newest == RunId() ? std::vector<RunId>() : std::vector{newest};
}

void PlateauPanel::ask()
{
    m_form->takeButton().setEnabled(chosen().size() == 1);
    m_replays.ask(chosen(), m_form->policy());
}

void PlateauPanel::showReplays()
{
    if (m_replays.policy()) {
        const DrawnReplays drawn = m_replays.drawn();
        m_monitored->setData(monitoredFigure(drawn));
        m_rates->setData(replayedRatesFigure(drawn));
    }
    if (!m_isLogChosen && m_rates->canBeLogarithmic(Qt::Vertical)) {
        m_rates->setLogarithmic(Qt::Vertical, true); // a rate falls by factors
        m_isLogChosen = true;
    }
    m_monitored->setCommand(m_replays.exportCommand(false));
    m_rates->setCommand(m_replays.exportCommand(true));
    m_table.setReplays(m_replays);
    m_view->setColumnHidden(DecisionTable::RunColumn, m_replays.replays().size() == 1);
    m_view->resizeColumnsToContents();
    widenForHeadings(*m_view);
    tell();
}

void PlateauPanel::tell()
{
    const QString problem
        = m_replays.problem() ? QString::fromStdString(describe(*m_replays.problem())) : m_form->problem();
    const auto& replays = m_replays.replays();
    QString text = problem;
    if (problem.isEmpty() && replays.empty())
        text = tr("None of the selected runs has recorded %1").arg(quantityTitle(m_form->monitor()));
    else if (problem.isEmpty())
        text = tr("%1: %2, %3 with nowhere to go")
                   .arg(replays.size() == 1 ? m_replays.drawn().names.front()
                                            : counted(replays.size(), tr("run"), tr("runs")),
                       counted(m_table.moves(), tr("move"), tr("moves")),
                       counted(static_cast<std::size_t>(m_table.rowCount()) - m_table.moves(),
                           tr("plateau"),
                           tr("plateaus")));
    m_status->setText(text);
    m_status->setProperty("role", problem.isEmpty() ? u"dim"_s : u"error"_s);
    m_status->style()->polish(m_status);
}

void PlateauPanel::addComposed()
{
    if (m_composer.schedule().policies.size() == 1)
        m_form->addPolicy(m_composer.schedule().policies.front());
    else
        Q_EMIT m_composer.workspace().told(
            tr("What is composed has several segments; the list takes single policies"));
}

void PlateauPanel::takeFromRun()
{
    const std::vector<RunId> runs = chosen();
    const study::Run* run = runs.size() == 1 ? m_catalog.find(runs.front()) : nullptr;
    if (!run)
        return;
    const std::string text = study::toText(study::valueOf(*run, "learning_rate"));
    if (const auto plateau = jobs::parseReplayed(text))
        return m_form->setPolicy(*plateau);
    bool isNumber = false;
    double rate = toQString(text).toDouble(&isNumber);
    const auto schedule = lr::parse(text);
    if (schedule && schedule->policies.size() == 1 && schedule->policies.front().family == lr::Family::Fix) {
        rate = schedule->policies.front().k0;
        isNumber = true;
    }
    if (isNumber)
        m_form->setFirstRate(rate);
    else
        Q_EMIT m_composer.workspace().told(
            tr("%1 trained neither with a policy that follows a value nor with one constant rate")
                .arg(runTitle(run, run->id)));
}

plots::PlotTable PlateauPanel::shownTable() const
{
    return ui::shownTable(*m_view, tr("Decisions of the policy"), DecisionTable::ValueRole);
}

QJsonObject PlateauPanel::viewState() const
{
    QJsonObject state{{u"runs"_s, m_runs->viewState()}};
    if (const auto policy = m_form->policy())
        state.insert(u"policy"_s, toQString(lr::format(*policy)));
    return state;
}

void PlateauPanel::restoreViewState(const QJsonObject& state)
{
    if (state.contains("runs"_L1))
        m_runs->restoreViewState(state["runs"_L1].toObject());
    if (const auto policy = jobs::parseReplayed(state["policy"_L1].toString().toStdString()))
        m_form->setPolicy(*policy);
}

} // namespace cobench::ui
