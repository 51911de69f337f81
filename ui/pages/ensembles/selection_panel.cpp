// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/selection_panel.h"

#include "plots/export.h"
#include "ui/pages/ensembles/selection_form.h"
#include "ui/pages/ensembles/selection_text.h"
#include "ui/style/icons.h"
#include "ui/widgets/plain_table.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QHideEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

QLabel* textLabel(const QString& name, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setAccessibleName(name);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextBrowserInteraction);
    return label;
}

constexpr int kPatienceMs = 200;

/// As high as its rows: the panel scrolls as a whole. As wide as its figures at least.
void fit(QTableView& table)
{
    QHeaderView& header = *table.horizontalHeader();
    int width = 2 * table.frameWidth();
    for (int column = 0; column < header.count(); ++column) {
        const int needed = std::max(
            static_cast<QAbstractItemView&>(table).sizeHintForColumn(column), header.sectionSizeHint(column));
        header.resizeSection(column, needed);
        width += needed;
    }
    table.setMinimumWidth(width);
    if (header.count() > 0)
        header.setSectionResizeMode(SelectionStatisticsTable::kNameColumn, QHeaderView::Stretch);
    // The style sheet's padding reaches the header after the table placed it.
    table.horizontalHeader()->setFixedHeight(table.horizontalHeader()->sizeHint().height());
    int height = table.horizontalHeader()->height() + 2 * table.frameWidth();
    for (int row = 0; row < table.model()->rowCount(); ++row)
        height += table.rowHeight(row);
    table.setFixedHeight(height);
}

SelectionFormContext contextOf(SelectionPresenter& presenter)
{
    EnsemblePresenter& page = presenter.page();
    SelectionFormContext context{.isReference = page.query().convention == ensemble::Convention::Reference};
    const auto pool = page.workspace().pool();
    if (!pool)
        return context;
    context.models = pool->size();
    for (const std::string& title : pool->splitTitles())
        context.splits += QString::fromStdString(title);
    for (const auto& split : pool->splits)
        context.canBeSoft
            = context.canBeSoft && std::ranges::none_of(split->members, &data::MemberPredictions::isLabelOnly);
    if (const auto splits = jobs::chooseSplits(*pool, {}, {})) {
        context.selectSplit = QString::fromStdString(splits->selection->title());
        context.reportSplit = QString::fromStdString(splits->report->title());
    }
    return context;
}

} // namespace

SelectionPanel::SelectionPanel(SelectionPresenter& presenter, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_scroll(new QScrollArea(this))
    , m_content(new QWidget(m_scroll->viewport()))
    , m_form(new SelectionForm(m_content))
    , m_status(textLabel(tr("Result of the selection"), m_content))
    , m_warning(textLabel(tr("Warning"), m_content))
    , m_cancel(new QPushButton(icon(u"cancel"_s), tr("Cancel"), m_content))
    , m_select(new QPushButton(tr("Select these teams"), m_content))
    , m_more(new QToolButton(m_content))
    , m_table(plainTable(m_statistics, tr("Figures of the chosen teams"), m_content))
    , m_outcome(textLabel(tr("What the choice is worth"), m_content))
    , m_notes(textLabel(tr("Notes on the selection"), m_content))
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatienceMs);
    setupUi();
    connectAll();
    showRequest();
    showAnswer();
    showState();
}

void SelectionPanel::setupUi()
{
    m_warning->setText(tr("Selected on the reported data: the figures below flatter the selection."));
    m_warning->setProperty("role", u"warning"_s);
    m_notes->setProperty("role", u"dim"_s);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setFocusPolicy(Qt::NoFocus);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(10, 8, 10, 8);
    for (QWidget* part :
        std::initializer_list<QWidget*>{m_form, m_warning, m_status, makeButtons(), m_table, m_outcome, m_notes})
        column->addWidget(part);
    column->addStretch();
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(m_content);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_scroll);
}

QWidget* SelectionPanel::makeButtons()
{
    m_select->setToolTip(tr("Makes the chosen teams the selection of all views"));
    auto* menu = new QMenu(m_more);
    menu->addAction(icon(u"copy"_s), tr("Copy chosen teams"), this, [this] {
        if (const auto& answer = m_presenter.answer())
            plots::copyData(chosenTeamsTable(*answer));
    });
    menu->addAction(icon(u"command"_s), tr("Copy as command"), this, [this] {
        QGuiApplication::clipboard()->setText(m_presenter.command());
    });
    m_more->setText(u"…"_s);
    m_more->setAccessibleName(tr("More"));
    m_more->setToolTip(tr("Copy the teams, or the command that chooses them"));
    m_more->setMenu(menu);
    m_more->setPopupMode(QToolButton::InstantPopup);
    auto* buttons = new QWidget(m_content);
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_select, 1);
    row->addWidget(m_cancel, 1);
    row->addWidget(m_more);
    return buttons;
}

void SelectionPanel::connectAll()
{
    connect(m_form, &SelectionForm::edited, this, [this](const SelectionRequest& request) {
        m_presenter.setRequest(request);
        showRequest(); // also what was not accepted
    });
    connect(m_select, &QPushButton::clicked, &m_presenter, &SelectionPresenter::selectChosen);
    connect(m_cancel, &QPushButton::clicked, &m_presenter, &SelectionPresenter::cancel);
    connect(&m_presenter, &SelectionPresenter::requestChanged, this, &SelectionPanel::showRequest);
    connect(&m_presenter, &SelectionPresenter::answerChanged, this, &SelectionPanel::showAnswer);
    connect(&m_presenter, &SelectionPresenter::stateChanged, this, &SelectionPanel::stateChanged);
    connect(&m_patience, &QTimer::timeout, this, &SelectionPanel::showState);
    connect(&m_presenter.page(), &EnsemblePresenter::queryChanged, this, &SelectionPanel::showRequest);
    for (QLabel* label : {m_outcome, m_status})
        connect(label, &QLabel::linkActivated, this, &SelectionPanel::followLink);
}

void SelectionPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_presenter.setActive(true);
}

void SelectionPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    if (!event->spontaneous()) // a minimised window goes on
        m_presenter.setActive(false);
}

void SelectionPanel::showRequest()
{
    m_form->showRequest(m_presenter.request(), contextOf(m_presenter));
}

void SelectionPanel::showAnswer()
{
    const auto& answer = m_presenter.answer();
    m_statistics.setAnswer(answer);
    m_table->setVisible(answer && answer->selection.pick);
    if (answer)
        fit(*m_table);
    // A panel that scrolls down only must not get too narrow for what it holds.
    m_scroll->setMinimumWidth(
        m_scroll->widget()->minimumSizeHint().width() + m_scroll->verticalScrollBar()->sizeHint().width());
    m_warning->setVisible(answer && answer->selection.selectedOnReportedData);
    m_outcome->setText(answer ? outcomeText(*answer) : QString());
    m_outcome->setVisible(!m_outcome->text().isEmpty());
    m_notes->setText(answer ? notesText(*answer) : QString());
    m_notes->setVisible(!m_notes->text().isEmpty());
}

void SelectionPanel::stateChanged()
{
    if (!m_presenter.isRunning())
        m_patience.stop();
    else if (!m_cancel->isVisibleTo(this)) {
        if (!m_patience.isActive())
            m_patience.start();
        return;
    }
    showState();
}

void SelectionPanel::showState()
{
    const auto& answer = m_presenter.answer();
    m_status->setText(statusText());
    m_cancel->setVisible(m_presenter.isRunning());
    m_select->setVisible(!m_presenter.isRunning());
    m_select->setEnabled(answer && answer->selection.pick);
    m_more->setEnabled(!m_presenter.command().isEmpty());
}

QString SelectionPanel::statusText() const
{
    QStringList lines;
    if (m_presenter.isRunning())
        lines += tr("Choosing…");
    else if (!m_presenter.problem().isEmpty())
        lines += m_presenter.problem().toHtmlEscaped();
    else if (const auto& answer = m_presenter.answer())
        lines += chosenText(*answer);
    if (const auto& best = m_presenter.bestSoFar())
        lines += bestSoFarText(*best, m_presenter.selectSamples());
    return lines.join(u"<br>"_s);
}

void SelectionPanel::followLink(const QString& link)
{
    const auto members = teamOfLink(link);
    if (!members)
        return;
    Selection& selection = m_presenter.page().workspace().selection();
    selection.setModels(*members);
    selection.setTeams({*members});
}

} // namespace cobench::ui
