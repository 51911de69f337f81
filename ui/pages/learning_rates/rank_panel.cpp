// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/rank_panel.h"

#include "core/common/error.h"
#include "core/lr/policy_text.h"
#include "plots/scatter.h"
#include "ui/bridge/policy_editor.h"
#include "ui/pages/learning_rates/rank_dialog.h"
#include "ui/pages/learning_rates/rank_view_bar.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/policy_figure.h"
#include "ui/widgets/column_widths.h"
#include "ui/widgets/command_action.h"
#include "ui/widgets/copy_actions.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/job_status.h"
#include "ui/widgets/plain_table.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QJsonArray>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStyle>
#include <QTableView>

#include <algorithm>
#include <array>
#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using Metric = jobs::RankMetric;

constexpr int kMargin = 8; // pixels
constexpr int kProgressSteps = 1000;
constexpr std::array kUsualMetrics{"test_accuracy", "val_accuracy", "test_loss", "loss_gap", "seconds"};
constexpr std::size_t kIntervals = 3; // of a composition, at first

/// The same as long as a ranking goes on and after it.
QString keyOf(const Rankings::Entry& entry)
{
    return QString::fromStdString(entry.batch + "\n" + entry.config.model + "\n" + entry.config.dataset + "\n")
        + (entry.isOwn ? QString() : QString::number(entry.runs.front().value));
}

QString composedText(const jobs::ComposedPolicy& composed)
{
    if (composed.composition.intervals.size() < 2)
        return RankPanel::tr("One policy is the best throughout: there is nothing to compose.");
    const QString name = policyName(composed.composition.schedule);
    if (!composed.verified)
        return RankPanel::tr("Composed: %1.").arg(name);
    const study::PairedTest& gain = composed.gain;
    return RankPanel::tr("Composed: %1. Trained with %2 seeds: %3 points of validation accuracy against the best "
                         "single policy, p = %4.")
        .arg(name, count(gain.n), fixed(100.0 * gain.difference, 2), fixed(gain.p, 3));
}

} // namespace

RankPanel::RankPanel(Composer& composer, Rankings& rankings, RangeTests& tests, QWidget* parent)
    : QWidget(parent)
    , m_composer(composer)
    , m_rankings(rankings)
    , m_tests(tests)
    , m_choice(new QComboBox(this))
    , m_bar(new RankViewBar(this))
    , m_view(plainTable(m_table, tr("Ranking"), this))
    , m_front(new plots::Scatter(this))
    , m_verdict(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_columns(new QMenu(tr("Columns"), this))
    , m_empty(new EmptyState(u"learning-rates"_s,
          tr("No ranking in this project yet"),
          tr("A ranking trains policies with several seeds each, stops the worse half early and tells which is "
             "best, "
             "and whether by more than chance. Runs that you submit together with different rates are one, too."),
          this))
{
    for (const Metric& metric : jobs::rankMetrics())
        if (std::ranges::find(kUsualMetrics, metric.id) == kUsualMetrics.end())
            m_hidden.insert(RankTable::columnOf(metric));
    m_hidden += {RankTable::ReachedColumn, RankTable::SensitivityColumn};
    setupUi();
    createActions();
    connectAll();
    listChanged();
}

void RankPanel::setupUi()
{
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->setMinimumContentsLength(14);
    m_verdict->setWordWrap(true);
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_verdict->setMargin(kMargin);
    m_progress->setRange(0, kProgressSteps);
    m_progress->setAccessibleName(tr("Progress of the ranking"));
    auto* columns = new QPushButton(tr("C&olumns"), this);
    columns->setMenu(m_columns);
    m_bar->addWidget(columns);
    auto* parts = new QSplitter(Qt::Horizontal, this);
    auto* side = new QScrollArea(this); // a small window need not have the width of all tools
    side->setWidget(makeTableSide());
    side->setWidgetResizable(true);
    side->setFrameShape(QFrame::NoFrame);
    parts->addWidget(side);
    parts->addWidget(m_front);
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 2);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(parts);
}

QWidget* RankPanel::makeTableSide()
{
    auto* side = new QWidget(this);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(makeChoiceRow());
    column->addWidget(m_bar);
    column->addWidget(m_view, 1);
    column->addWidget(m_progress);
    column->addWidget(m_verdict);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_view->horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->horizontalHeader()->setSectionsClickable(true);
    return side;
}

QLayout* RankPanel::makeChoiceRow()
{
    auto* row = new QHBoxLayout;
    row->setContentsMargins(kMargin, 6, kMargin, 0);
    auto* label = new QLabel(tr("Rankin&g"), this);
    label->setBuddy(m_choice);
    m_choice->setAccessibleName(tr("Ranking"));
    m_choice->setToolTip(tr(
        "Those that are trained in this window, and the project's runs that were submitted together and differ in "
        "policy and seed only"));
    row->addWidget(label);
    row->addWidget(m_choice, 1);
    addButton(*row, tr("&New ranking…"), tr("Trains in the background engine"), &RankPanel::ask);
    m_stop = addButton(*row, tr("&Stop"), tr("What was trained stays in the project"), &RankPanel::stop);
    m_compose = addButton(*row,
        tr("Co&mpose the best…"),
        tr("Makes one policy of the best in each interval of the finished runs, and trains it with their seeds"),
        &RankPanel::compose);
    m_use
        = addButton(*row, tr("&Use"), tr("The selected policy becomes what is composed"), &RankPanel::useSelected);
    return row;
}

QPushButton* RankPanel::addButton(QLayout& row, const QString& text, const QString& help, void (RankPanel::*slot)())
{
    auto* button = new QPushButton(text, this);
    button->setToolTip(help);
    connect(button, &QPushButton::clicked, this, slot);
    row.addWidget(button);
    return button;
}

void RankPanel::createActions()
{
    m_view->addActions(copyRowsActions([this] { return shownTable(); }, this));
    m_view->addAction(commandAction([this] { return command(); }, this));
}

void RankPanel::connectAll()
{
    connect(m_empty->addAction(tr("New ranking…")), &QAction::triggered, this, &RankPanel::ask);
    connect(&m_rankings, &Rankings::listChanged, this, &RankPanel::listChanged);
    connect(&m_rankings, &Rankings::changed, this, &RankPanel::refresh);
    connect(&m_rankings, &Rankings::progressed, this, &RankPanel::refreshProgress);
    connect(&m_composer.workspace(), &Workspace::projectChanged, &m_rankings, &Rankings::reload);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &RankPanel::refresh);
    connect(m_bar, &RankViewBar::targetChanged, this, [this] { m_hidden.remove(RankTable::ReachedColumn); });
    connect(m_bar, &RankViewBar::changed, this, &RankPanel::showRanking);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &RankPanel::selectionChanged);
    connect(m_view, &QTableView::activated, this, &RankPanel::useSelected);
    connect(m_view->horizontalHeader(), &QHeaderView::sectionClicked, this, [this](int column) {
        if (const Metric* metric = RankTable::metricOf(column))
            m_bar->choose(*metric);
    });
    connect(m_view->horizontalHeader(), &QHeaderView::customContextMenuRequested, this, [this](const QPoint& at) {
        m_columns->popup(m_view->horizontalHeader()->mapToGlobal(at));
    });
    connect(m_columns, &QMenu::aboutToShow, this, &RankPanel::fillColumns);
    connect(m_front, &plots::Scatter::pointClicked, this, [this](std::uint32_t place) {
        m_view->setCurrentIndex(m_table.index(static_cast<int>(place), 0));
    });
    m_front->setPointName([this](std::uint32_t place) { return shortName(m_table.ranking().policies[place]); });
}

void RankPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_rankings.reload();
}

Rankings::Entry* RankPanel::chosen() const
{
    const int index = m_choice->currentIndex();
    return index >= 0 ? m_rankings.entries()[static_cast<std::size_t>(index)].get() : nullptr;
}

/// The same ranking stays chosen; a new one is.
void RankPanel::listChanged()
{
    const QString before = m_choice->currentData().toString();
    const auto& entries = m_rankings.entries();
    const bool isNew
        = !entries.empty() && entries.front()->training && m_choice->findData(keyOf(*entries.front())) < 0;
    {
        const QSignalBlocker quiet(m_choice);
        m_choice->clear();
        for (const auto& entry : entries)
            m_choice->addItem(entry->title(), keyOf(*entry));
        const int same = m_choice->findData(before);
        m_choice->setCurrentIndex(m_choice->count() == 0 ? -1 : isNew || same < 0 ? 0 : same);
    }
    m_empty->setVisible(entries.empty());
    m_empty->coverParent();
    refresh();
}

void RankPanel::refresh()
{
    if (Rankings::Entry* entry = chosen()) {
        m_choice->setItemText(m_choice->currentIndex(), entry->title());
        m_rankings.read(*entry);
    }
    showRanking();
    refreshProgress();
}

void RankPanel::showRanking()
{
    const Rankings::Entry* entry = chosen();
    const RankView view = m_bar->view();
    jobs::Ranking ranking = entry && entry->seen ? *entry->seen : jobs::Ranking();
    jobs::setTarget(ranking, view.target);
    jobs::orderRanking(ranking, view.order);
    const QModelIndex before = m_view->currentIndex();
    const auto kept = before.isValid()
        ? std::optional(m_table.ranking().policies[std::size_t(before.row())].schedule)
        : std::nullopt;
    m_table.setRanking(ranking, view);
    m_front->setData(frontFigure(ranking, view));
    m_front->setOutlined(frontOf(ranking), tr("Pareto front"));
    hideColumns();
    const auto& policies = m_table.ranking().policies;
    const auto place = std::ranges::find_if(
        policies, [&](const jobs::RankedPolicy& policy) { return kept && policy.schedule == *kept; });
    if (!policies.empty())
        m_view->setCurrentIndex(m_table.index(place == policies.end() ? 0 : int(place - policies.begin()), 0));
    m_compose->setEnabled(entry && !entry->isRunning()
        && std::ranges::count_if(policies, [](const auto& policy) { return policy.isFinished; }) > 1);
    selectionChanged();
    tell();
}

void RankPanel::tell()
{
    const Rankings::Entry* entry = chosen();
    const bool isFault = entry && entry->problem && !entry->problem->isCancelled();
    QStringList words;
    if (isFault)
        words << QString::fromStdString(describe(*entry->problem));
    else if (entry && entry->seen && !entry->training)
        words << verdict(m_table.ranking(), m_bar->view());
    if (entry && entry->problem && entry->problem->isCancelled())
        words << tr("It was stopped: what was reached by then is ranked.");
    if (entry && entry->composed)
        words << composedText(*entry->composed);
    if (entry && entry->seen && entry->seen->isBudgetSpent)
        words << tr("The time was spent: what was reached by then is ranked.");
    m_verdict->setText(words.join(u'\n'));
    m_verdict->setVisible(!words.isEmpty());
    m_verdict->setProperty("role", isFault ? u"error"_s : u""_s);
    m_verdict->style()->polish(m_verdict);
}

void RankPanel::refreshProgress()
{
    const Rankings::Entry* entry = chosen();
    const bool isRunning = entry && entry->isRunning();
    m_stop->setEnabled(isRunning);
    m_progress->setVisible(isRunning);
    if (!isRunning)
        return;
    const ProgressState& state = entry->progress;
    const double share = state.total > 0 ? double(state.done) / double(state.total) : 0.0;
    m_progress->setValue(static_cast<int>(share * kProgressSteps));
    QString text = state.stage.empty() ? tr("starting") : QString::fromStdString(state.stage);
    if (entry->training && entry->seen && entry->seen->rungs.size() > 1)
        text = tr("rung %1 of %2, %3").arg(entry->seen->rungsDone + 1).arg(entry->seen->rungs.size()).arg(text);
    if (const double left = secondsLeft(state); std::isfinite(left))
        text += tr(", %1 left").arg(durationText(left));
    m_progress->setFormat(text + u" · %p %"_s);
}

void RankPanel::selectionChanged()
{
    const QModelIndex current = m_view->currentIndex();
    m_use->setEnabled(current.isValid());
    m_front->setSelected(
        current.isValid() ? std::vector{static_cast<std::uint32_t>(current.row())} : std::vector<std::uint32_t>());
}

void RankPanel::fillColumns()
{
    m_columns->clear();
    for (int column = RankTable::StateColumn; column < m_table.columnCount(); ++column) {
        QAction* choice
            = m_columns->addAction(m_table.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        choice->setCheckable(true);
        choice->setChecked(!m_hidden.contains(column));
        connect(choice, &QAction::toggled, this, [this, column](bool on) {
            if (on)
                m_hidden.remove(column);
            else
                m_hidden.insert(column);
            hideColumns();
        });
    }
}

void RankPanel::hideColumns()
{
    for (int column = 0; column < m_table.columnCount(); ++column)
        m_view->setColumnHidden(column, m_hidden.contains(column));
    m_view->resizeColumnsToContents();
    widenForHeadings(*m_view);
}

std::vector<KnownPolicy> RankPanel::knownPolicies() const
{
    std::vector<KnownPolicy> known{{tr("What is composed: %1").arg(policyName(m_composer.schedule())),
        m_composer.schedule(),
        m_composer.draft().composition.unit}};
    for (const store::PolicyEntry& entry : m_composer.policies().policies()) {
        const store::PolicyText& text = entry.current().policy;
        if (auto schedule = lr::parse(text.text))
            known.push_back({QString::fromStdString(entry.name),
                *std::move(schedule),
                text.perEpoch ? lr::Unit::Epoch : lr::Unit::Iteration});
    }
    return known;
}

void RankPanel::ask()
{
    study::RateInterval range;
    for (const auto& test : m_tests.tests())
        if (test->seen.suggestion.low > 0.0)
            range = test->seen.suggestion;
    auto* dialog = new RankDialog(knownPolicies(), range, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RankDialog::submitted, this, [this](const jobs::RankOptions& options, const QString& name) {
        if (!std::isnan(options.target))
            m_bar->setTarget(options.target);
        if (!options.scales.empty())
            m_hidden.remove(RankTable::SensitivityColumn);
        m_rankings.start(options, name);
    });
    dialog->open();
}

void RankPanel::stop()
{
    if (Rankings::Entry* entry = chosen())
        m_rankings.stop(*entry);
}

void RankPanel::compose()
{
    bool isAsked = false;
    const int intervals = QInputDialog::getInt(this,
        tr("Compose the best"),
        tr("Equal parts of the training; in each the policy counts whose runs are best at its end:"),
        kIntervals,
        2,
        100,
        1,
        &isAsked);
    if (Rankings::Entry* entry = chosen(); entry && isAsked)
        m_rankings.compose(*entry, static_cast<std::size_t>(intervals));
}

void RankPanel::useSelected()
{
    const QModelIndex current = m_view->currentIndex();
    if (current.isValid())
        m_composer.editSchedule(m_table.ranking().policies[static_cast<std::size_t>(current.row())].schedule,
            tr("Compose with a ranked policy"));
}

plots::PlotTable RankPanel::shownTable() const
{
    return rankingTable(m_table.ranking(), m_bar->view());
}

QString RankPanel::command() const
{
    const Rankings::Entry* entry = chosen();
    return entry ? rankCommand(QString::fromStdString(entry->project), m_table.ranking(), m_bar->view())
                 : QString();
}

QJsonObject RankPanel::viewState() const
{
    QJsonArray hidden;
    for (const int column : m_hidden)
        hidden.append(column);
    QJsonObject state = m_bar->viewState();
    state.insert(u"hidden"_s, hidden);
    return state;
}

void RankPanel::restoreViewState(const QJsonObject& state)
{
    m_bar->restoreViewState(state);
    if (state.contains("hidden"_L1)) {
        m_hidden.clear();
        for (const auto& column : state["hidden"_L1].toArray())
            m_hidden.insert(column.toInt());
        hideColumns();
    }
}

} // namespace cobench::ui
