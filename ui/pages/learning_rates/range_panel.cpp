// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/range_panel.h"

#include "core/common/error.h"
#include "plots/curves.h"
#include "ui/pages/learning_rates/range_command.h"
#include "ui/pages/learning_rates/range_dialog.h"
#include "ui/pages/reports/policy_figure.h"
#include "ui/widgets/column_widths.h"
#include "ui/widgets/command_action.h"
#include "ui/widgets/copy_actions.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/shown_table.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStyle>
#include <QTableView>

#include <algorithm>
#include <cmath>
#include <utility>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

plots::CurveSeries seriesOf(const RangeTests::Test& test, std::size_t place)
{
    plots::CurveSeries series{.name = test.name, .category = place};
    for (const study::RatePoint& point : test.seen.points)
        series.points.push_back({point.rate, std::isnan(point.smoothed) ? point.loss : point.smoothed});
    return series;
}

} // namespace

RangePanel::RangePanel(Composer& composer, RangeTests& tests, QWidget* parent)
    : QWidget(parent)
    , m_composer(composer)
    , m_tests(tests)
    , m_table(tests)
    , m_curves(new plots::Curves(this))
    , m_view(plainTable(m_table, tr("Range tests"), this))
    , m_rule(new QLabel(this))
    , m_empty(new EmptyState(u"learning-rates"_s,
          tr("No range test in this project yet"),
          tr("A range test trains with rates from very small to very large and tells which of them learn."),
          this))
{
    setupUi();
    connect(m_empty->addAction(tr("New range test…")), &QAction::triggered, this, &RangePanel::ask);
    connect(&m_tests, &RangeTests::listChanged, this, &RangePanel::listChanged);
    connect(&m_tests, &RangeTests::changed, this, &RangePanel::refresh);
    connect(&m_composer.workspace(), &Workspace::projectChanged, &m_tests, &RangeTests::reload);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        if (const auto test = selected())
            m_chosen = m_tests.tests()[*test].get();
        refresh();
    });
    listChanged();
}

void RangePanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_tests.reload();
}

void RangePanel::setupUi()
{
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_view->addActions(copyRowsActions([this] { return shownTable(); }, this));
    m_view->addAction(commandAction([this] { return command(); }, this));
    m_rule->setWordWrap(true);
    m_rule->setTextFormat(Qt::PlainText);
    m_rule->setMargin(8);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 6, 8, 0);
    addButton(*row, tr("&New range test…"), tr("Trains in the background engine"), &RangePanel::ask);
    m_stop = addButton(*row, tr("Stop"), tr("What was seen stays"), &RangePanel::stop);
    m_use = addButton(*row,
        tr("Compose &within it"),
        tr("Gives what is composed the suggested interval as its range"),
        &RangePanel::useInterval);
    m_forget = addButton(*row,
        tr("&Remove"),
        tr("From the list of this window; its runs stay in the project. Archive them on the Runs page, and it "
           "stays "
           "away"),
        &RangePanel::forget);
    row->addStretch(1);
    auto* left = new QWidget(this);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(row);
    column->addWidget(m_view, 1);
    column->addWidget(m_rule);
    auto* parts = new QSplitter(Qt::Horizontal, this);
    parts->addWidget(left);
    parts->addWidget(m_curves);
    parts->setStretchFactor(1, 1);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(parts);
}

QPushButton* RangePanel::addButton(
    QLayout& row, const QString& text, const QString& help, void (RangePanel::*slot)())
{
    auto* button = new QPushButton(text, this);
    button->setToolTip(help);
    connect(button, &QPushButton::clicked, this, slot);
    row.addWidget(button);
    return button;
}

std::optional<std::size_t> RangePanel::selected() const
{
    const int row = m_view->currentIndex().row();
    return row >= 0 && row < m_table.rowCount() ? std::optional(static_cast<std::size_t>(row)) : std::nullopt;
}

/// The same test stays chosen; a new one is.
void RangePanel::listChanged()
{
    const auto& tests = m_tests.tests();
    m_empty->setVisible(tests.empty());
    m_empty->coverParent();
    const RangeTests::Test* newest = tests.empty() ? nullptr : tests.back().get();
    const bool isNew = std::exchange(m_newest, newest) != newest;
    const auto same = std::ranges::find_if(tests, [this](const auto& test) { return test.get() == m_chosen; });
    if (newest)
        m_view->setCurrentIndex(
            m_table.index(isNew || same == tests.end() ? m_table.rowCount() - 1 : int(same - tests.begin()), 0));
    refresh();
}

void RangePanel::refresh()
{
    const auto chosen = selected();
    const RangeTests::Test* test = chosen ? m_tests.tests()[*chosen].get() : nullptr;
    const bool hasInterval = test && test->seen.suggestion.low > 0.0;
    m_stop->setEnabled(test && test->isRunning());
    m_use->setEnabled(hasInterval);
    m_forget->setEnabled(test != nullptr);
    m_view->resizeColumnsToContents();
    widenForHeadings(*m_view);
    plots::CurvesData curves{.title = tr("Range test"),
        .note = tr("sweep: loss of a batch, smoothed; grid: validation loss at the end"),
        .xTitle = rateTitle(),
        .yTitle = tr("Loss"),
        .legendTitle = tr("Range test")};
    for (std::size_t i = 0; i < m_tests.tests().size(); ++i)
        if (m_tests.tests()[i]->isShown)
            curves.series.push_back(seriesOf(*m_tests.tests()[i], i));
    if (hasInterval)
        curves.marks = {{.x = test->seen.suggestion.low, .name = tr("lowest")},
            {.x = test->seen.suggestion.high, .name = tr("highest")}};
    m_curves->setData(std::move(curves));
    m_curves->setCommand(command());
    m_curves->setLogarithmic(Qt::Horizontal, true);
    m_curves->setLogarithmic(Qt::Vertical, true); // a loss that explodes would leave no height for its fall
    const bool isFault = test && test->problem && !test->problem->isCancelled();
    m_rule->setText(!test       ? QString()
            : isFault           ? QString::fromStdString(describe(*test->problem))
            : test->isRunning() ? tr("Running: %1 rates so far").arg(test->seen.points.size())
            : test->seen.suggestion.rule.empty()
            ? tr("It was stopped before there was an interval to suggest")
            : tr("Suggested: %1").arg(QString::fromStdString(test->seen.suggestion.rule)));
    m_rule->setProperty("role", isFault ? u"error"_s : u"dim"_s);
    m_rule->style()->polish(m_rule);
}

void RangePanel::ask()
{
    auto* dialog = new RangeDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RangeDialog::submitted, this, [this](const jobs::RangeTestOptions& options) {
        m_tests.start(options, QString::fromStdString(options.config.name));
    });
    dialog->open();
}

void RangePanel::stop()
{
    if (const auto test = selected())
        m_tests.stop(*test);
}

void RangePanel::forget()
{
    if (const auto test = selected())
        m_tests.forget(*test);
}

void RangePanel::useInterval()
{
    const auto chosen = selected();
    if (!chosen)
        return;
    const study::RateInterval& interval = m_tests.tests()[*chosen]->seen.suggestion;
    lr::Schedule schedule = m_composer.schedule();
    for (lr::Policy& policy : schedule.policies) {
        const bool hasRange = lr::info(policy.family).k1;
        policy.k0 = hasRange ? interval.low : interval.high;
        if (hasRange)
            policy.k1 = interval.high;
    }
    m_composer.editSchedule(std::move(schedule), tr("Compose within a tested range"));
}

QString RangePanel::command() const
{
    const auto chosen = selected();
    if (!chosen)
        return {};
    const RangeTests::Test& test = *m_tests.tests()[*chosen];
    return rangeTestCommand(test.project, test.options);
}

plots::PlotTable RangePanel::shownTable() const
{
    return ui::shownTable(*m_view, tr("Range tests"), RangeTable::ValueRole);
}

} // namespace cobench::ui
