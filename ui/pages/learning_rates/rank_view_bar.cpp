// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/rank_view_bar.h"

#include "ui/pages/reports/phrases.h"
#include "ui/widgets/narrow_box.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using Metric = jobs::RankMetric;

constexpr int kMargin = 8; // pixels
constexpr int kMetricLetters = 12; // that a box shows at least

const Metric* metricOf(const QComboBox& box)
{
    return jobs::findRankMetric(box.currentData().toString().toStdString());
}

void chooseMetric(QComboBox& box, const QString& id)
{
    if (const int index = box.findData(id); index >= 0)
        box.setCurrentIndex(index);
}

} // namespace

RankViewBar::RankViewBar(QWidget* parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this))
    , m_by(new NarrowBox(this))
    , m_cost(new NarrowBox(this))
    , m_target(new QDoubleSpinBox(this))
    , m_within(new QSpinBox(this))
{
    m_row->setContentsMargins(kMargin, 0, kMargin, 0);
    fillMetrics(*m_by, false);
    fillMetrics(*m_cost, true);
    chooseMetric(*m_cost, u"seconds"_s);
    m_target->setRange(0.0, 100.0);
    m_target->setDecimals(1);
    m_target->setSuffix(tr(" %"));
    m_target->setSpecialValueText(tr("none"));
    m_within->setRange(0, 2000000000);
    m_within->setGroupSeparatorShown(true);
    m_within->setSpecialValueText(tr("any"));
    addLabelled(tr("&By"), m_by, tr("Ranked by"), tr("What the policies are ordered and tested by"));
    addLabelled(tr("against"), m_cost, tr("Cost"), tr("What the front weighs it against; lower is cheaper"));
    addLabelled(tr("Reaches"),
        m_target,
        tr("Target accuracy"),
        tr("Validation accuracy; 0 = nobody asks. Which policies reach it, and when?"));
    addLabelled(tr("&within"), m_within, tr("Iterations to the target at most"), tr("Iterations; 0 = any number"));
    m_row->addWidget(new QLabel(tr("iterations?"), this));
    m_row->addStretch(1);
    for (QComboBox* box : {m_by, m_cost})
        box->setMinimumContentsLength(kMetricLetters);
    for (QComboBox* box : {m_by, m_cost})
        connect(box, &QComboBox::currentIndexChanged, this, &RankViewBar::changed);
    connect(m_target, &QDoubleSpinBox::valueChanged, this, &RankViewBar::targetChanged);
    connect(m_target, &QDoubleSpinBox::valueChanged, this, &RankViewBar::changed);
    connect(m_within, &QSpinBox::valueChanged, this, &RankViewBar::changed);
}

void RankViewBar::fillMetrics(QComboBox& box, bool costs)
{
    for (const Metric& metric : jobs::rankMetrics()) {
        if ((metric.kind == Metric::Kind::Cost) != costs)
            continue;
        box.addItem(metricTitle(metric), toQString(metric.id));
        box.setItemData(box.count() - 1, metricHelp(metric), Qt::ToolTipRole);
    }
}

void RankViewBar::addLabelled(const QString& text, QWidget* field, const QString& name, const QString& help)
{
    auto* label = new QLabel(text, this);
    label->setBuddy(field);
    field->setAccessibleName(name);
    field->setToolTip(help);
    m_row->addWidget(label);
    m_row->addWidget(field);
}

RankView RankViewBar::view() const
{
    RankView view{.order = {metricOf(*m_by), metricOf(*m_cost)}};
    if (m_target->value() > 0.0)
        view.target = m_target->value() / 100.0;
    if (m_within->value() > 0)
        view.within = m_within->value();
    return view;
}

void RankViewBar::choose(const jobs::RankMetric& metric)
{
    chooseMetric(metric.kind == Metric::Kind::Cost ? *m_cost : *m_by, toQString(metric.id));
}

void RankViewBar::setTarget(double accuracy)
{
    m_target->setValue(100.0 * accuracy);
}

void RankViewBar::addWidget(QWidget* widget)
{
    m_row->addWidget(widget);
}

QJsonObject RankViewBar::viewState() const
{
    return {{u"by"_s, m_by->currentData().toString()},
        {u"cost"_s, m_cost->currentData().toString()},
        {u"target"_s, m_target->value()},
        {u"within"_s, m_within->value()}};
}

void RankViewBar::restoreViewState(const QJsonObject& state)
{
    chooseMetric(*m_by, state["by"_L1].toString());
    chooseMetric(*m_cost, state["cost"_L1].toString());
    m_target->setValue(state["target"_L1].toDouble());
    m_within->setValue(state["within"_L1].toInt());
}

} // namespace cobench::ui
