// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/sweeps_panel.h"

#include "core/common/error.h"
#include "plots/curves.h"
#include "ui/models/nan_last_proxy.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/quantity_names.h"
#include "ui/pages/reports/sweep_figure.h"
#include "ui/widgets/column_widths.h"
#include "ui/widgets/command_action.h"
#include "ui/widgets/copy_actions.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/narrow_box.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/shown_table.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QStyle>
#include <QTableView>

#include <array>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array kShares{4, 3, 4}; // of the width: bowls, epochs, table
constexpr int kNarrowestGroup = 130; // pixels

/// An entry by its data, else the first one; no signal.
void select(QComboBox& box, const QString& data)
{
    box.setCurrentIndex(std::max(0, box.findData(data)));
}

/// Of a series: its best rate; the first where all diverged.
SweepTable::Place bestOf(const jobs::SweptGroup& swept)
{
    const bool high = study::betterOf(swept.metric.tag) == study::Better::High;
    SweepTable::Place place;
    double mean = std::numeric_limits<double>::quiet_NaN();
    for (std::size_t i = 0; i < swept.series.size(); ++i) {
        const study::RateSweep& sweep = swept.series[i].sweep;
        if (!sweep.best)
            continue;
        const double value = sweep.rates[*sweep.best].mean;
        if (value != value || (mean == mean && (high ? value <= mean : value >= mean)))
            continue;
        mean = value;
        place = {i, *sweep.best};
    }
    return place;
}

} // namespace

SweepsPanel::SweepsPanel(RunCatalog& catalog, QWidget* parent)
    : QWidget(parent)
    , m_sweeps(catalog)
    , m_sorted(new NanLastProxy(this))
    , m_status(new QLabel(this))
    , m_bowl(new plots::Curves(this))
    , m_epochs(new plots::Curves(this))
    , m_view(plainTable(*m_sorted, tr("Rates of the sweep"), this))
    , m_empty(new EmptyState(u"learning-rates"_s,
          tr("No sweep of learning rates in this project yet"),
          tr("A sweep is runs of one configuration at several constant rates. Train them on the Runs & traces "
             "page, or "
             "take in those of others: tables runs.csv and epochs.csv, logs of TensorBoard and more."),
          this))
    , m_filling(this, [this] { refill(); })
    , m_asking(this, [this] { ask(); })
{
    setupUi();
    connectAll();
    m_filling.request();
}

void SweepsPanel::addChoice(
    QHBoxLayout& bar, QComboBox* box, const QString& label, const QString& name, const QString& help)
{
    auto* title = new QLabel(label, this);
    box->setAccessibleName(name);
    box->setToolTip(help);
    title->setBuddy(box);
    bar.addWidget(title);
    bar.addWidget(box);
}

QWidget* SweepsPanel::makeBar()
{
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 6, 8, 6);
    m_group = new QComboBox(this);
    addChoice(*row,
        m_group,
        tr("Sweep of"),
        tr("Sweep"),
        tr("Runs that may be compared: the same data set, network, batch size and number of epochs"));
    m_group->setSizeAdjustPolicy(QComboBox::AdjustToContents); // names of groups are long
    m_group->setMinimumWidth(kNarrowestGroup);
    m_quantity = new NarrowBox(this);
    addChoice(*row, m_quantity, tr("by"), tr("Quantity"), tr("What the rates are compared by"));
    m_quantity->setMinimumContentsLength(10);
    m_statistic = new NarrowBox(this);
    addChoice(*row, m_statistic, {}, tr("Value of a run"), tr("Which value of a run counts"));
    m_statistic->addItem(tr("at the end"), u"last"_s);
    m_statistic->addItem(tr("best epoch"), u"best"_s);
    m_statistic->setMinimumContentsLength(7);
    m_status->setProperty("role", u"dim"_s);
    m_status->setTextFormat(Qt::PlainText);
    m_status->setMinimumWidth(0);
    m_status->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_status, 1);
    return bar;
}

void SweepsPanel::setupUi()
{
    m_sorted->setSourceModel(&m_table);
    m_sorted->setSortRole(SweepTable::ValueRole);
    m_view->setSortingEnabled(true);
    m_view->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder); // by optimiser, then by rate
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_view->addActions(copyRowsActions([this] { return shownTable(); }, this));
    m_view->addAction(commandAction([this] { return m_sweeps.command(); }, this));
    auto* parts = new QSplitter(Qt::Horizontal, this);
    for (QWidget* part : std::initializer_list<QWidget*>{m_bowl, m_epochs, m_view})
        parts->addWidget(part);
    for (int part = 0; part < parts->count(); ++part)
        parts->setStretchFactor(part, kShares[static_cast<std::size_t>(part)]);
    parts->setSizes({440, 290, 370});
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(makeBar());
    whole->addWidget(parts, 1);
}

void SweepsPanel::connectAll()
{
    connect(m_empty->addAction(tr("Import runs…")), &QAction::triggered, this, &SweepsPanel::importWanted);
    connect(m_group, &QComboBox::activated, this, &SweepsPanel::groupChosen);
    connect(m_quantity, &QComboBox::activated, this, [this] {
        m_wantedQuantity = m_quantity->currentData().toString();
        m_asking.request();
    });
    connect(m_statistic, &QComboBox::activated, &m_asking, &WhenSeen::request);
    connect(&m_sweeps, &RateSweeps::changed, this, &SweepsPanel::showSweep);
    connect(&m_sweeps.catalog(), &RunCatalog::listChanged, &m_filling, &WhenSeen::request);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &SweepsPanel::rowChanged);
    connect(m_bowl, &plots::Curves::pointClicked, this, [this](std::size_t series, double rate) {
        const auto& swept = m_sweeps.swept();
        const std::size_t of = seriesOf(*swept, series);
        const study::RateSweep& sweep = swept->series[of].sweep;
        const auto at = std::ranges::find(sweep.rates, rate, &study::SweptRate::rate);
        const bool isBand = series >= swept->series.size();
        lookAt({of,
            isBand || at == sweep.rates.end() ? sweep.best.value_or(0) : std::size_t(at - sweep.rates.begin())});
    });
}

void SweepsPanel::refill()
{
    m_sweeps.findGroups();
    const QSignalBlocker blocker(m_group);
    m_group->clear();
    for (const study::SweepGroup& group : m_sweeps.groups())
        m_group->addItem(toQString(group.name), toQString(group.name));
    select(*m_group, m_wantedGroup);
    m_empty->setVisible(m_sweeps.groups().empty() && !m_sweeps.catalog().isLoading());
    m_empty->coverParent();
    fillQuantities();
    ask();
}

void SweepsPanel::groupChosen()
{
    m_wantedGroup = m_group->currentData().toString();
    fillQuantities();
    m_asking.request();
}

void SweepsPanel::fillQuantities()
{
    const QSignalBlocker blocker(m_quantity);
    m_quantity->clear();
    if (m_sweeps.groups().empty())
        return;
    const auto quantities = m_sweeps.quantities(static_cast<std::size_t>(m_group->currentIndex()));
    for (const std::string& tag : quantities) {
        m_quantity->addItem(quantityTitle(tag), toQString(tag));
        m_quantity->setItemData(m_quantity->count() - 1, quantityHelp(tag), Qt::ToolTipRole);
    }
    const bool isThere = m_quantity->findData(m_wantedQuantity) >= 0;
    select(*m_quantity, isThere ? m_wantedQuantity : toQString(jobs::usualQuantity(quantities)));
}

void SweepsPanel::ask()
{
    if (m_sweeps.groups().empty() || m_quantity->count() == 0)
        return m_sweeps.clear();
    m_sweeps.ask(static_cast<std::size_t>(m_group->currentIndex()),
        {.tag = m_quantity->currentData().toString().toStdString(),
            .statistic
            = m_statistic->currentData() == u"best"_s ? study::Statistic::Best : study::Statistic::Last});
}

void SweepsPanel::showSweep()
{
    const auto& swept = m_sweeps.swept();
    const bool isSame = swept && m_drawn == swept->metric;
    m_table.setSweep(swept);
    m_view->resizeColumnsToContents();
    widenForHeadings(*m_view);
    m_bowl->setData(swept ? bowlFigure(*swept) : plots::CurvesData());
    m_bowl->setCommand(m_sweeps.exportCommand());
    m_bowl->setLogarithmic(Qt::Horizontal, true); // a sweep is equally spaced there
    if (swept && !isSame)
        m_bowl->setLogarithmic(Qt::Vertical, spansDecades(swept->metric));
    if (swept)
        m_drawn = swept->metric;
    if (swept && !swept->series.empty())
        lookAt(bestOf(*swept));
    else
        m_epochs->setData({});
    if (swept && !isSame)
        m_epochs->setLogarithmic(Qt::Vertical, spansDecades(swept->metric));
    tell();
}

void SweepsPanel::tell()
{
    const auto& swept = m_sweeps.swept();
    m_status->setText(m_sweeps.problem() ? QString::fromStdString(describe(*m_sweeps.problem()))
            : swept                      ? divergenceHelp(swept->lossTag)
                                         : QString());
    m_status->setToolTip(m_status->text());
    m_status->setProperty("role", m_sweeps.problem() ? u"error"_s : u"dim"_s);
    m_status->style()->polish(m_status);
}

void SweepsPanel::lookAt(const SweepTable::Place& place)
{
    const int row = m_table.rowOf(place);
    if (row < 0)
        return;
    const QModelIndex index = m_sorted->mapFromSource(m_table.index(row, 0));
    m_view->setCurrentIndex(index);
    m_view->scrollTo(index, QAbstractItemView::PositionAtCenter);
}

void SweepsPanel::rowChanged()
{
    const QModelIndex current = m_sorted->mapToSource(m_view->currentIndex());
    const auto& swept = m_sweeps.swept();
    if (!current.isValid() || !swept)
        return;
    const SweepTable::Place place = m_table.placeOf(current.row());
    m_bowl->setHighlighted(place.series);
    plots::CurvesData epochs = epochsFigure(*swept, place.series, place.rate);
    m_epochs->setData(std::move(epochs));
    m_epochs->setLegendShown(false); // seeds; the read-out names them
    m_epochs->setCommand(m_sweeps.command());
}

plots::PlotTable SweepsPanel::shownTable() const
{
    return ui::shownTable(*m_view, tr("Rates of the sweep"), SweepTable::ValueRole);
}

QJsonObject SweepsPanel::viewState() const
{
    return {{u"group"_s, m_group->currentData().toString()},
        {u"quantity"_s, m_quantity->currentData().toString()},
        {u"statistic"_s, m_statistic->currentData().toString()}};
}

void SweepsPanel::restoreViewState(const QJsonObject& state)
{
    m_wantedGroup = state["group"_L1].toString();
    m_wantedQuantity = state["quantity"_L1].toString();
    select(*m_statistic, state["statistic"_L1].toString());
    m_filling.request();
}

} // namespace cobench::ui
