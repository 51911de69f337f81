// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/rank_panel.h"

#include "core/lr/policy_text.h"
#include "plots/scatter.h"
#include "ui/bridge/policy_editor.h"
#include "ui/pages/learning_rates/rank_columns.h"
#include "ui/pages/learning_rates/rank_dialog.h"
#include "ui/pages/learning_rates/rank_status.h"
#include "ui/pages/learning_rates/rank_view_bar.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/policy_figure.h"
#include "ui/widgets/command_action.h"
#include "ui/widgets/copy_actions.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/plain_table.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QTableView>

#include <algorithm>
#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using Metric = jobs::RankMetric;

constexpr int kMargin = 8; // pixels
constexpr std::size_t kIntervals = 3; // of a composition, at first
constexpr double kEpsilon = 0.03; // of an attack, at first

/// The same as long as a ranking goes on and after it.
QString keyOf(const Rankings::Entry& entry)
{
    return QString::fromStdString(entry.batch + "\n" + entry.config.model + "\n" + entry.config.dataset + "\n")
        + (entry.isOwn ? QString() : QString::number(entry.runs.front().value));
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
    , m_status(new RankStatus(this))
    , m_columns(new RankColumns(*m_view, this))
    , m_empty(new EmptyState(u"learning-rates"_s,
          tr("No ranking in this project yet"),
          tr("A ranking trains policies with several seeds each, stops the worse half early and tells which is "
             "best, "
             "and whether by more than chance. Runs that you submit together with different rates are one, too."),
          this))
{
    setupUi();
    createActions();
    connectAll();
    listChanged();
}

void RankPanel::setupUi()
{
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->setMinimumContentsLength(12);
    auto* columns = new QPushButton(tr("C&olumns"), this);
    columns->setMenu(&m_columns->menu());
    m_bar->addWidget(columns);
    auto* side = new QWidget(this);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view, 1);
    column->addWidget(m_status);
    auto* parts = new QSplitter(Qt::Horizontal, this);
    parts->addWidget(side);
    parts->addWidget(m_front);
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 2);
    auto* content = new QWidget(this);
    auto* rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    rows->addLayout(makeChoiceRow());
    rows->addWidget(m_bar);
    rows->addWidget(parts, 1);
    auto* scroll = new QScrollArea(this); // a small window need not have the width of all tools
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_view->horizontalHeader()->setSectionsClickable(true);
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
    m_stop = addButton(*row, tr("Stop"), tr("What was trained stays in the project"), &RankPanel::stop);
    m_compose = addButton(*row,
        tr("Compose…"),
        tr("Makes one policy of the best in each interval of the finished runs, and trains it with their seeds"),
        &RankPanel::compose);
    m_attack = addButton(*row,
        tr("Attack…"),
        tr("How many test pictures the finished runs still get right when each is changed to mislead its network"),
        &RankPanel::attack);
    m_use = addButton(*row, tr("Use"), tr("The selected policy becomes what is composed"), &RankPanel::useSelected);
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
    connect(m_bar, &RankViewBar::targetChanged, this, [this] { m_columns->show(RankTable::ReachedColumn); });
    connect(m_bar, &RankViewBar::changed, this, &RankPanel::showRanking);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &RankPanel::selectionChanged);
    connect(m_view, &QTableView::activated, this, &RankPanel::useSelected);
    connect(m_view->horizontalHeader(), &QHeaderView::sectionClicked, this, [this](int column) {
        if (const Metric* metric = RankTable::metricOf(column))
            m_bar->choose(*metric);
    });
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
    m_columns->apply();
    const auto& policies = m_table.ranking().policies;
    const auto place = std::ranges::find_if(
        policies, [&](const jobs::RankedPolicy& policy) { return kept && policy.schedule == *kept; });
    if (!policies.empty())
        m_view->setCurrentIndex(m_table.index(place == policies.end() ? 0 : int(place - policies.begin()), 0));
    m_attack->setEnabled(
        entry && !entry->isRunning() && entry->isCurrent && !jobs::finishedRuns(m_table.ranking()).empty());
    m_compose->setEnabled(entry && !entry->isRunning()
        && std::ranges::count_if(policies, [](const auto& policy) { return policy.isFinished; }) > 1);
    selectionChanged();
    m_status->tell(entry, m_table.ranking(), view);
}

void RankPanel::refreshProgress()
{
    const Rankings::Entry* entry = chosen();
    m_stop->setEnabled(entry && entry->isRunning());
    m_status->showProgress(entry);
}

void RankPanel::selectionChanged()
{
    const QModelIndex current = m_view->currentIndex();
    m_use->setEnabled(current.isValid());
    m_front->setSelected(
        current.isValid() ? std::vector{static_cast<std::uint32_t>(current.row())} : std::vector<std::uint32_t>());
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
            m_columns->show(RankTable::SensitivityColumn);
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

void RankPanel::attack()
{
    bool isAsked = false;
    const double epsilon = QInputDialog::getDouble(this,
        tr("Attack the finished runs"),
        tr("Strength of FGSM, a share of the range from black to white:"),
        kEpsilon,
        0.0001,
        1.0,
        4,
        &isAsked);
    Rankings::Entry* entry = chosen();
    if (!entry || !isAsked)
        return;
    m_columns->show(RankTable::columnOf(*jobs::findRankMetric("attacked_accuracy")));
    m_rankings.attack(*entry, epsilon);
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
    if (!entry)
        return {};
    QString line = rankCommand(QString::fromStdString(entry->project), m_table.ranking(), m_bar->view());
    if (!line.isEmpty() && entry->attacked)
        line += u" --attack "_s + QString::number(entry->epsilon);
    return line;
}

QJsonObject RankPanel::viewState() const
{
    QJsonObject state = m_bar->viewState();
    state.insert(u"hidden"_s, m_columns->hidden());
    return state;
}

void RankPanel::restoreViewState(const QJsonObject& state)
{
    m_bar->restoreViewState(state);
    if (state.contains("hidden"_L1))
        m_columns->setHidden(state["hidden"_L1].toArray());
}

} // namespace cobench::ui
