// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/training_view.h"

#include "plots/curves.h"
#include "ui/pages/reports/quantity_names.h"
#include "ui/widgets/progress_delegate.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <set>

namespace cobench::ui {

namespace {

QString textOf(EngineLink::State state)
{
    switch (state) {
    case EngineLink::State::Idle:
        return {};
    case EngineLink::State::Connecting:
        return TrainingView::tr("Starting the engine…");
    case EngineLink::State::Connected:
        return TrainingView::tr("Engine is running");
    case EngineLink::State::Lost:
        return TrainingView::tr("Engine is gone");
    }
    return {};
}

std::vector<plots::CurvePoint> pointsFrom(const RunCurve& curve, std::size_t begin)
{
    std::vector<plots::CurvePoint> points;
    for (std::size_t i = begin; i < curve.steps.size(); ++i)
        points.push_back({.x = curve.steps[i], .y = curve.values[i]});
    return points;
}

} // namespace

TrainingView::TrainingView(EngineLink& engine, QWidget* parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_state(new QLabel(this))
    , m_tags(new QComboBox(this))
    , m_cancel(new QPushButton(tr("Cancel run"), this))
    , m_cancelAll(new QPushButton(tr("Cancel all"), this))
    , m_table(new QTableView(this))
    , m_curves(new plots::Curves(this))
{
    m_tags->setAccessibleName(tr("Quantity"));
    m_tags->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_state->setProperty("role", QStringLiteral("dim"));
    m_table->setModel(&engine.runs());
    m_table->setAccessibleName(tr("Training runs"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setShowGrid(false);
    m_table->verticalHeader()->hide();
    m_table->setItemDelegateForColumn(RunList::ProgressColumn, new ProgressDelegate(m_table));
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(RunList::NameColumn, QHeaderView::Stretch);
    auto* row = new QHBoxLayout;
    row->addWidget(m_state, 1);
    row->addWidget(m_tags);
    row->addWidget(m_cancel);
    row->addWidget(m_cancelAll);
    auto* parts = new QSplitter(this);
    parts->addWidget(m_table);
    parts->addWidget(m_curves);
    parts->setSizes({500, 500});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    column->addLayout(row);
    column->addWidget(parts, 1);
    connectEngine();
    refreshState();
    rebuildCurves();
}

void TrainingView::connectEngine()
{
    RunList& runs = m_engine.runs();
    connect(&m_engine, &EngineLink::stateChanged, this, &TrainingView::refreshState);
    connect(&runs, &RunList::dataChanged, this, &TrainingView::refreshState);
    connect(&runs, &RunList::modelReset, this, &TrainingView::refreshState);
    connect(&runs, &RunList::modelReset, this, &TrainingView::rebuildCurves);
    connect(&runs, &RunList::curvesGrew, this, &TrainingView::appendCurve);
    connect(m_tags, &QComboBox::activated, this, &TrainingView::rebuildCurves);
    connect(m_cancelAll, &QPushButton::clicked, &m_engine, &EngineLink::cancelAll);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
            m_engine.cancelRun(m_engine.runs().runs()[static_cast<std::size_t>(index.row())].info.id);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TrainingView::refreshState);
}

void TrainingView::refreshState()
{
    const RunList& runs = m_engine.runs();
    m_state->setText(textOf(m_engine.state()));
    m_cancelAll->setEnabled(runs.hasActive());
    const auto chosen = m_table->selectionModel()->selectedRows();
    m_cancel->setEnabled(std::ranges::any_of(
        chosen, [](const QModelIndex& index) { return index.data(RunList::RunningRole).toBool(); }));
}

std::string TrainingView::tag() const
{
    return m_tags->currentData().toString().toStdString();
}

void TrainingView::refreshTags()
{
    std::set<std::string> tags{"train/loss", "val/accuracy"};
    for (const auto& run : m_engine.runs().runs())
        for (const auto& [name, curve] : run.curves)
            if (curve.steps.size() > 1) // facts told once are no curves
                tags.insert(name);
    for (const auto& name : tags)
        if (m_tags->findData(QString::fromStdString(name)) < 0)
            m_tags->addItem(quantityTitle(name), QString::fromStdString(name));
    m_tags->setVisible(m_tags->count() > 1);
}

void TrainingView::rebuildCurves()
{
    refreshTags();
    plots::CurvesData shown{
        .title = {}, .note = {}, .xTitle = tr("Iteration"), .yTitle = quantityTitle(tag()), .series = {}};
    m_drawn.clear();
    for (const auto& run : m_engine.runs().runs()) {
        const auto curve = run.curves.find(tag());
        plots::CurveSeries series{
            .name = QString::fromStdString(run.info.config.name), .points = {}, .category = m_drawn.size()};
        if (curve != run.curves.end())
            series.points = pointsFrom(curve->second, 0);
        m_drawn.push_back(series.points.size());
        shown.series.push_back(std::move(series));
    }
    m_curves->setData(std::move(shown));
}

void TrainingView::appendCurve(int row)
{
    const auto index = static_cast<std::size_t>(row);
    refreshTags();
    if (index >= m_drawn.size())
        return rebuildCurves();
    const auto& curves = m_engine.runs().runs()[index].curves;
    const auto curve = curves.find(tag());
    if (curve == curves.end() || curve->second.steps.size() <= m_drawn[index])
        return;
    m_curves->append(index, pointsFrom(curve->second, m_drawn[index]));
    m_drawn[index] = curve->second.steps.size();
}

} // namespace cobench::ui
