// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/team_panel.h"

#include "plots/heatmap.h"
#include "plots/upset.h"
#include "ui/pages/ensembles/saved_team_view.h"
#include "ui/pages/ensembles/team_confusion.h"
#include "ui/pages/ensembles/team_figures.h"
#include "ui/pages/ensembles/team_head.h"
#include "ui/pages/ensembles/team_sample_view.h"
#include "ui/widgets/column_widths.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/shown_table.h"
#include "ui/widgets/when_seen.h"

#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kNameWidth = 130; // pixels

void setWidths(QTableView& view)
{
    view.setSelectionMode(QAbstractItemView::NoSelection);
    view.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view.horizontalHeader()->setDefaultSectionSize(view.horizontalHeader()->minimumSectionSize());
    widenForHeadings(view);
    view.setColumnWidth(0, kNameWidth);
}

} // namespace

TeamPanel::TeamPanel(EnsemblePresenter& page, PoolEditor& editor, QWidget* parent)
    : QWidget(parent)
    , m_page(page)
    , m_presenter(page)
    , m_members(m_presenter)
    , m_diversity(m_presenter)
    , m_head(new TeamHead(m_presenter, this))
    , m_tabs(new QTabWidget(this))
    , m_memberView(plainTable(m_members, tr("Members of the team"), this))
    , m_diversityView(plainTable(m_diversity, tr("Diversity of the team"), this))
    , m_note(new QLabel(this))
    , m_ruleView(plainTable(m_rules, tr("Consensus rules"), this))
    , m_missing(new QLabel(this))
    , m_recall(new plots::Heatmap(this))
    , m_overlap(new plots::Upset(this))
    , m_confusion(new TeamConfusion(this))
    , m_samples(new TeamSampleView(page.workspace(), this))
    , m_saved(new SavedTeamView(m_presenter, page, editor, this))
{
    setupUi();
    connectAll();
    followMetric();
    refreshState();
}

void TeamPanel::setupUi()
{
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeMemberTab(), tr("Members"));
    m_tabs->addTab(makeRuleTab(), tr("Rules"));
    m_tabs->addTab(m_recall, tr("Recall"));
    m_tabs->addTab(m_overlap, tr("Overlap"));
    m_tabs->addTab(m_confusion, tr("Confusion"));
    m_tabs->addTab(m_samples, tr("Samples"));
    m_tabs->addTab(m_saved, tr("Saved"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->addWidget(m_head);
    column->addWidget(m_tabs, 1);
}

QWidget* TeamPanel::makeMemberTab()
{
    setWidths(*m_memberView);
    setWidths(*m_diversityView);
    m_diversityView->resizeColumnToContents(TeamDiversity::MetricColumn);
    for (int column = TeamDiversity::RawColumn; column < TeamDiversity::ColumnCount; ++column) {
        const QString widest = column == TeamDiversity::IntervalColumn ? u"-0.0000 … -0.0000"_s : u"-0.0000"_s;
        const int width = fontMetrics().horizontalAdvance(widest) + 24;
        m_diversityView->setColumnWidth(column, std::max(m_diversityView->columnWidth(column), width));
    }
    m_missing->setObjectName(u"missing"_s);
    for (QLabel* label : {m_note, m_missing}) {
        label->setWordWrap(true);
        label->setProperty("role", u"dim"_s);
    }
    auto* lower = new QWidget(this);
    auto* column = new QVBoxLayout(lower);
    column->setContentsMargins(0, 4, 0, 0);
    column->addWidget(m_diversityView, 1);
    column->addWidget(m_note);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->addWidget(m_memberView);
    split->addWidget(lower);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setChildrenCollapsible(false);
    return split;
}

QWidget* TeamPanel::makeRuleTab()
{
    m_ruleView->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_ruleView->setSelectionMode(QAbstractItemView::SingleSelection);
    m_ruleView->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    auto* tab = new QWidget(this);
    auto* column = new QVBoxLayout(tab);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_ruleView, 1);
    column->addWidget(m_missing);
    return tab;
}

void TeamPanel::connectAll()
{
    connect(&m_presenter, &TeamPresenter::queryChanged, this, &TeamPanel::refreshState);
    connect(&m_presenter, &TeamPresenter::sketchChanged, this, &TeamPanel::refreshState);
    connect(&m_presenter, &TeamPresenter::detailChanged, this, &TeamPanel::refreshState);
    followDetail();
    connect(&m_page, &EnsemblePresenter::queryChanged, this, &TeamPanel::followMetric);
    connect(m_head, &TeamHead::saveRequested, m_saved, &SavedTeamView::saveTeam);
    connect(m_ruleView, &QTableView::activated, this, [this](const QModelIndex& index) {
        const jobs::RuleFigures& row = m_rules.at(index.row());
        if (!row.unavailable)
            m_presenter.setRule({.rule = row.rule.rule, .temperature = row.rule.temperature});
    });
    connect(m_overlap, &plots::Upset::groupClicked, this, [this](std::size_t group) {
        const auto& answer = m_presenter.detail();
        m_overlap->setSelected(group);
        m_presenter.workspace().selection().setSamples(samplesOf(*answer, answer->detail.overlap.groups[group]));
    });
}

/// Each tab is filled when it is looked at.
void TeamPanel::followDetail()
{
    const auto follow = [this](QWidget* view, const std::function<void()>& refresh) {
        auto* seen = new WhenSeen(view, refresh);
        connect(&m_presenter, &TeamPresenter::detailChanged, seen, &WhenSeen::request);
        seen->request();
        return seen;
    };
    WhenSeen* rules = follow(m_ruleView, [this] { refreshRules(); });
    WhenSeen* recall = follow(m_recall, [this] { refreshRecall(); });
    for (WhenSeen* seen : {rules, recall})
        connect(&m_presenter, &TeamPresenter::rulesChanged, seen, &WhenSeen::request);
    follow(m_overlap, [this] { refreshOverlap(); });
    follow(m_confusion, [this] { m_confusion->setAnswer(m_presenter.detail(), m_presenter.workspace().path()); });
    follow(m_samples, [this] { m_samples->setAnswer(m_presenter.detail()); });
}

/// What belongs to another team is dim until the answer is there; members can always be ticked.
void TeamPanel::refreshState()
{
    const bool isCurrent = m_presenter.currentDetail() != nullptr;
    for (QWidget* tab : std::initializer_list<QWidget*>{m_ruleView, m_recall, m_overlap, m_confusion, m_samples})
        tab->setEnabled(isCurrent);
    showAMember();
    const TeamSketchAnswer* sketch = m_presenter.currentSketch();
    const bool isUnscaled = sketch && sketch->unscaled;
    if (m_presenter.query().team.size() == 1)
        m_note->setText(tr("One model alone: diversity compares at least two."));
    else
        m_note->setText(
            isUnscaled ? tr("No FQ: %1").arg(QString::fromStdString(describe(*sketch->unscaled))) : QString());
    m_note->setVisible(!m_note->text().isEmpty());
}

void TeamPanel::showAMember()
{
    const ensemble::Members& team = m_presenter.query().team;
    const auto row = [&](std::uint32_t model) { return m_members.index(static_cast<int>(model), 0); };
    const QRect seen = m_memberView->viewport()->rect();
    const auto isSeen = [&](std::uint32_t model) { return seen.intersects(m_memberView->visualRect(row(model))); };
    if (!team.empty() && std::ranges::none_of(team, isSeen))
        m_memberView->scrollTo(row(team.front()));
}

void TeamPanel::followMetric()
{
    m_members.setMetric(m_page.query().metric);
    m_diversity.setMetric(m_page.query().metric);
}

void TeamPanel::refreshRules()
{
    const auto& answer = m_presenter.detail();
    m_rules.setAnswer(answer);
    m_missing->setText(answer ? missingRules(*answer) : QString());
    m_missing->setVisible(!m_missing->text().isEmpty());
}

/// Of the picture of what is told now.
QString TeamPanel::commandOf(ViewSpec::Kind kind) const
{
    const auto& answer = m_presenter.detail();
    return answer ? pictureCommand(*answer, kind, {}, m_page.workspace().path()) : QString();
}

void TeamPanel::refreshRecall()
{
    const auto& answer = m_presenter.detail();
    m_recall->setData(answer ? recallFigure(toldOf(*answer)) : plots::HeatmapData());
    m_recall->setCommand(commandOf(ViewSpec::Kind::TeamRecall));
}

void TeamPanel::refreshOverlap()
{
    const auto& answer = m_presenter.detail();
    m_overlap->setData(
        answer ? overlapFigure(toldOf(*answer), m_presenter.workspace().colours()) : plots::UpsetData());
    m_overlap->setCommand(commandOf(ViewSpec::Kind::Overlap));
}

plots::PlotTable TeamPanel::ruleTable() const
{
    return shownTable(*m_ruleView, tr("Consensus rules"), RuleTable::ValueRole);
}

void TeamPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_presenter.setActive(true);
}

void TeamPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_presenter.setActive(false);
}

} // namespace cobench::ui
