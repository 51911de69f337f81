// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/condition_panel.h"

#include "plots/export.h"
#include "ui/pages/ensembles/ensemble_figures.h"
#include "ui/pages/reports/commands.h"
#include "ui/pages/reports/phrases.h"
#include "ui/style/icons.h"
#include "ui/widgets/column_widths.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/plain_table.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QTableView>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kWidestName = 260; // pixels

QString howToAdd(const QString& split)
{
    return ConditionPanel::tr(
        "A condition is the same samples attacked or corrupted, predicted by the same models. Name its files "
        "<model>.%1@<condition>.<ext>, for example lenet.%1@fgsm-0.03.npz or lenet.%1@noise-3.csv, put them beside "
        "the "
        "clean ones of the pool and import the folder again. The truth is taken from %1.")
        .arg(split);
}

} // namespace

ConditionPanel::ConditionPanel(EnsemblePresenter& page, QAction& import, QWidget* parent)
    : QWidget(parent)
    , m_presenter(page)
    , m_table(m_presenter)
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(u"ensembles"_s, {}, {}, this))
    , m_show(new QComboBox(this))
    , m_note(new QLabel(this))
    , m_view(plainTable(m_table, tr("Accuracy and diversity under each condition"), this))
{
    connect(m_empty->addAction(tr("Import predictions…")), &QAction::triggered, &import, &QAction::trigger);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(makeTableSide());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    connectAll();
    answerChanged();
}

QWidget* ConditionPanel::makeTableSide()
{
    auto* side = new QWidget(this);
    for (const auto show : {ConditionTable::Show::Accuracy,
             ConditionTable::Show::Lost,
             ConditionTable::Show::Diversity,
             ConditionTable::Show::Focal})
        m_show->addItem(ConditionTable::titleOf(show, ensemble::Metric::GD));
    m_show->setAccessibleName(tr("What the table shows"));
    m_show->setToolTip(
        tr("Accuracy; what of it is lost against the first column; the page's metric on the samples the "
           "pool disagrees about; its mean over the samples each member gets wrong, not scaled"));
    m_note->setProperty("role", u"dim"_s);
    m_note->setWordWrap(true);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(8, 6, 8, 6);
    tools->addWidget(m_show);
    tools->addSpacing(8);
    tools->addWidget(m_note, 1);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(tools);
    column->addWidget(m_view, 1);
    return side;
}

void ConditionPanel::connectAll()
{
    connect(&m_presenter, &ConditionPresenter::answerChanged, this, &ConditionPanel::answerChanged);
    connect(&m_presenter, &ConditionPresenter::unavailable, this, [this](const QString& reason) {
        if (!reason.isEmpty())
            m_empty->setText(tr("No comparison"), reason);
    });
    connect(m_show, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_table.setShow(static_cast<ConditionTable::Show>(index));
    });
    connect(m_view, &QTableView::activated, this, &ConditionPanel::pushSelection);
    auto* copy = new QAction(icon(u"copy"_s), tr("Copy table"), this);
    connect(copy, &QAction::triggered, this, [this] { plots::copyData(m_table.table()); });
    auto* command = new QAction(icon(u"command"_s), tr("Copy as command"), this);
    connect(command, &QAction::triggered, this, [this] { QGuiApplication::clipboard()->setText(this->command()); });
    m_view->addActions({copy, command});
}

bool ConditionPanel::isEmptyShown() const
{
    return m_stack->currentWidget() == m_empty;
}

void ConditionPanel::answerChanged()
{
    const auto& answer = m_presenter.answer();
    const bool usable = answer && answer->table.hasConditions();
    m_stack->setCurrentIndex(usable ? 1 : 0);
    if (answer && !usable) {
        const QString split = QString::fromStdString(answer->table.split);
        m_empty->setText(tr("Only clean predictions of %1").arg(split), howToAdd(split));
    }
    if (!usable)
        return;
    for (const auto show : {ConditionTable::Show::Diversity, ConditionTable::Show::Focal})
        m_show->setItemText(static_cast<int>(show), ConditionTable::titleOf(show, answer->metric));
    m_note->setText(noteText());
    m_view->resizeColumnsToContents();
    widenForHeadings(*m_view);
    for (const int column : {ConditionTable::NameColumn, ConditionTable::MembersColumn})
        m_view->setColumnWidth(column, std::min(m_view->columnWidth(column), kWidestName));
}

QString ConditionPanel::noteText() const
{
    const ConditionAnswer& answer = *m_presenter.answer();
    QStringList parts{tr("%1 accuracy, n = %2; bold: best of the column")
                          .arg(nameOf(answer.table.rule), count(answer.conditions->prepared.front()->samples()))};
    if (answer.table.rule == ensemble::Consensus::Plurality)
        parts += tr("some members have labels only, so teams vote by plurality");
    if (answer.table.rows.size() == 2)
        parts += tr("select teams in the table or the plots to compare them here");
    if (m_presenter.leftOut() > 0)
        parts += tr("%1 more selected teams are not listed").arg(count(m_presenter.leftOut()));
    return parts.join(u" · "_s);
}

void ConditionPanel::pushSelection()
{
    const ensemble::Members team = m_table.teamOf(m_view->currentIndex().row());
    if (!team.empty())
        m_presenter.page().workspace().selection().setModels(team);
}

QString ConditionPanel::command() const
{
    const auto& answer = m_presenter.answer();
    QStringList teams;
    for (const jobs::ConditionRow& row : answer->table.rows)
        if (row.kind == jobs::ConditionRow::Kind::Team)
            teams += QString::fromStdString(ensemble::toString(row.members));
    const QString project = m_presenter.page().workspace().path();
    QString text = u"cobench-cli ensemble conditions %1 --split %2 --metric %3"_s.arg(
        quoted(project + u'#' + QString::fromStdString(answer->pool->entry.name)),
        quoted(QString::fromStdString(answer->table.split)),
        idOf(answer->metric));
    if (!teams.isEmpty())
        text += u" --teams "_s + quoted(teams.join(u';'));
    return text;
}

void ConditionPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_presenter.setActive(true);
}

void ConditionPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_presenter.setActive(false);
}

} // namespace cobench::ui
