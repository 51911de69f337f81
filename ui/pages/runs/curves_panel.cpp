// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/curves_panel.h"

#include "plots/curves.h"
#include "ui/pages/reports/commands.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/quantity_names.h"
#include "ui/widgets/slider_box.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>
#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using plots::Smoothing;

constexpr int kSliderWidth = 170; // pixels

/// Entries as they are wanted, the chosen one kept by its data; no signal.
void refill(QComboBox& box, const std::vector<std::pair<QString, QString>>& entries, const QString& wanted)
{
    const QSignalBlocker blocker(box);
    box.clear();
    for (const auto& [title, data] : entries) {
        box.addItem(title, data);
        box.setItemData(box.count() - 1, quantityHelp(data.toStdString()), Qt::ToolTipRole);
    }
    box.setCurrentIndex(std::max(0, box.findData(wanted)));
}

} // namespace

CurvesPanel::CurvesPanel(CurvesPresenter& presenter, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_amount(new SliderBox(0.0, 0.999, 0.001, this))
    , m_curves(new plots::Curves(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeBar());
    column->addWidget(m_curves, 1);
    connectAll();
    refreshChoices();
    smoothingChanged();
}

QComboBox* CurvesPanel::addChoice(QLayout& bar, const QString& label, const QString& name)
{
    auto* title = new QLabel(label, this);
    auto* box = new QComboBox(this);
    box->setAccessibleName(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    title->setBuddy(box);
    bar.addWidget(title);
    bar.addWidget(box);
    return box;
}

QWidget* CurvesPanel::makeBar()
{
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 6, 8, 6);
    m_quantity = addChoice(*row, tr("&Quantity"), tr("Quantity"));
    m_axis = addChoice(*row, tr("&against"), tr("Horizontal axis"));
    for (const auto axis :
        {study::XAxis::Step, study::XAxis::Epoch, study::XAxis::Samples, study::XAxis::Time, study::XAxis::Energy})
        m_axis->addItem(axisTitle(axis), toQString(id(axis)));
    m_group = addChoice(*row, tr("&mean over"), tr("Runs that make one line"));
    m_smoothing = addChoice(*row, tr("&smoothed"), tr("Smoothing"));
    m_smoothing->addItem(tr("not"), static_cast<int>(Smoothing::Kind::None));
    m_smoothing->addItem(tr("exponentially"), static_cast<int>(Smoothing::Kind::Exponential));
    m_smoothing->addItem(tr("by a window"), static_cast<int>(Smoothing::Kind::Window));
    m_amount->setMaximumWidth(kSliderWidth);
    m_amount->setName(tr("Amount of smoothing"),
        tr("Exponential: the weight of what came before, without the bias of the start. Window: the mean of the "
           "last points, up to 1,000 of them at 0.999."));
    m_amount->setValue(0.9);
    row->addWidget(m_amount);
    row->addStretch(1);
    return bar;
}

void CurvesPanel::connectAll()
{
    for (QComboBox* box : {m_quantity, m_axis, m_group})
        connect(box, &QComboBox::activated, this, &CurvesPanel::choose);
    connect(m_smoothing, &QComboBox::activated, this, &CurvesPanel::smoothingChanged);
    connect(m_amount, &SliderBox::edited, this, &CurvesPanel::smoothingChanged);
    connect(&m_presenter, &CurvesPresenter::queryChanged, this, &CurvesPanel::pullQuery);
    connect(&m_presenter, &CurvesPresenter::figureChanged, this, &CurvesPanel::showFigure);
    connect(&m_presenter, &CurvesPresenter::grew, m_curves, &plots::Curves::append);
    connect(&m_presenter.catalog(), &RunCatalog::listChanged, this, &CurvesPanel::refreshChoices);
    connect(
        m_curves, &plots::Curves::curveClicked, this, [this](std::size_t series, Qt::KeyboardModifiers modifiers) {
            Q_EMIT runsClicked(m_presenter.figure().runs[series], modifiers);
        });
}

void CurvesPanel::refreshChoices()
{
    const RunCatalog& catalog = m_presenter.catalog();
    std::vector<std::pair<QString, QString>> quantities;
    for (const std::string& tag : catalog.curveTags())
        quantities.emplace_back(quantityTitle(tag), toQString(tag));
    if (quantities.empty())
        quantities.emplace_back(quantityTitle(m_presenter.query().tag), toQString(m_presenter.query().tag));
    refill(*m_quantity,
        quantities,
        m_wantedQuantity.isEmpty() ? toQString(m_presenter.query().tag) : m_wantedQuantity);
    std::vector<std::pair<QString, QString>> groups{{tr("nothing: each run alone"), {}},
        {tr("seeds of one configuration"), toQString(study::kSameButSeed)},
        {tr("runs submitted together"), u"batch_name"_s}};
    for (const std::string& key : catalog.configKeys())
        if (key != "name")
            groups.emplace_back(tr("equal %1").arg(columnTitle(key)), toQString(key));
    refill(*m_group, groups, m_wantedGroup.isNull() ? toQString(m_presenter.query().groupBy) : m_wantedGroup);
    pushQuery();
}

void CurvesPanel::choose()
{
    m_wantedQuantity = m_quantity->currentData().toString();
    m_wantedGroup = m_group->currentData().toString();
    pushQuery();
}

void CurvesPanel::pushQuery()
{
    CurvesQuery query = m_presenter.query();
    query.tag = m_quantity->currentData().toString().toStdString();
    query.axis = study::xAxisFromId(m_axis->currentData().toString().toStdString()).value_or(study::XAxis::Step);
    query.groupBy = m_group->currentData().toString().toStdString();
    m_presenter.setQuery(query);
}

void CurvesPanel::pullQuery()
{
    const CurvesQuery& query = m_presenter.query();
    m_quantity->setCurrentIndex(m_quantity->findData(toQString(query.tag)));
    m_axis->setCurrentIndex(m_axis->findData(toQString(id(query.axis))));
    m_group->setCurrentIndex(std::max(0, m_group->findData(toQString(query.groupBy))));
}

void CurvesPanel::smoothingChanged()
{
    const auto kind = static_cast<Smoothing::Kind>(m_smoothing->currentData().toInt());
    m_amount->setEnabled(kind != Smoothing::Kind::None);
    // A window of 1 / (1 - w) points smooths about as much as a weight of w.
    const double points = 1.0 / (1.0 - m_amount->value());
    m_curves->setSmoothing(
        {.kind = kind, .weight = m_amount->value(), .window = static_cast<std::size_t>(std::lround(points))});
}

void CurvesPanel::showFigure()
{
    m_curves->setData(m_presenter.figure().plot);
    m_curves->setCommand(curvesCommand(m_presenter.query(), m_presenter.catalog().workspace().path()));
}

void CurvesPanel::highlight(std::optional<RunId> run)
{
    const auto& lines = m_presenter.figure().runs;
    const auto line = std::ranges::find_if(
        lines, [&](const std::vector<RunId>& runs) { return run && std::ranges::count(runs, *run) > 0; });
    m_curves->setHighlighted(
        line == lines.end() ? std::nullopt : std::optional(static_cast<std::size_t>(line - lines.begin())));
}

QJsonObject CurvesPanel::viewState() const
{
    return {{u"quantity"_s, m_quantity->currentData().toString()},
        {u"axis"_s, m_axis->currentData().toString()},
        {u"group"_s, m_group->currentData().toString()},
        {u"smoothing"_s, m_smoothing->currentIndex()},
        {u"amount"_s, m_amount->value()}};
}

void CurvesPanel::restoreViewState(const QJsonObject& state)
{
    m_wantedQuantity = state["quantity"_L1].toString();
    m_wantedGroup = state["group"_L1].toString();
    m_axis->setCurrentIndex(std::max(0, m_axis->findData(state["axis"_L1].toString())));
    m_smoothing->setCurrentIndex(std::clamp(state["smoothing"_L1].toInt(), 0, m_smoothing->count() - 1));
    m_amount->setValue(state["amount"_L1].toDouble(0.9));
    refreshChoices();
    smoothingChanged();
}

} // namespace cobench::ui
