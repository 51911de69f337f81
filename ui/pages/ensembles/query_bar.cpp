// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/query_bar.h"

#include "ui/pages/ensembles/ensemble_figures.h"
#include "ui/pages/reports/phrases.h"
#include "ui/widgets/narrow_box.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kWidestBox = 280; // pixels

void addLabelled(QHBoxLayout* row, const QString& text, QComboBox* box, const QString& help)
{
    auto* label = new QLabel(text, box->parentWidget());
    label->setBuddy(box);
    box->setAccessibleName(QString(text).remove(u'&'));
    box->setToolTip(help);
    box->setWhatsThis(help);
    row->addWidget(label);
    row->addWidget(box);
}

} // namespace

QueryBar::QueryBar(EnsemblePresenter& presenter, QWidget* parent)
    : QFrame(parent)
    , m_presenter(presenter)
    , m_metric(new NarrowBox(this))
    , m_value(new NarrowBox(this))
    , m_samples(new NarrowBox(this))
    , m_convention(new NarrowBox(this))
    , m_changes(new QToolButton(this))
    , m_order(new NarrowBox(this))
    , m_wholeRange(new QCheckBox(tr("Whole &range"), this))
{
    setupUi();
    fillMetrics();
    pull();
    for (QComboBox* box : {m_metric, m_value, m_samples, m_convention, m_order})
        connect(box, &QComboBox::activated, this, &QueryBar::push);
    connect(m_wholeRange, &QCheckBox::clicked, this, &QueryBar::push);
    connect(m_changes, &QToolButton::clicked, this, &QueryBar::changesAsked);
    connect(&m_presenter, &EnsemblePresenter::queryChanged, this, &QueryBar::pull);
}

void QueryBar::setupUi()
{
    auto* rows = new QVBoxLayout(this); // two: side docks leave the matrix no more than half the window
    rows->setContentsMargins(8, 6, 8, 6);
    auto* row = new QHBoxLayout;
    rows->addLayout(row);
    addLabelled(row, tr("&Metric"), m_metric, {});
    addLabelled(row,
        tr("Val&ue"),
        m_value,
        tr("Diversity score: higher is more diverse, whatever the metric. Raw: the formula's value."));
    m_value->addItems({tr("Diversity score"), tr("Raw value")});
    addLabelled(row,
        tr("&Samples"),
        m_samples,
        tr("What diversity is counted on. Accuracy is always that of the whole split."));
    for (QComboBox* box : {m_metric, m_samples}) { // long entries: as wide as there is room for
        box->setMinimumContentsLength(8);
        box->setMaximumWidth(kWidestBox);
        row->setStretchFactor(box, 1);
    }
    row->addStretch();
    row = new QHBoxLayout;
    rows->addLayout(row);
    addLabelled(row,
        tr("&Convention"),
        m_convention,
        tr("Corrected values, or those of the released programs with their defects, for comparing with published "
           "numbers."));
    m_convention->addItems({tr("Corrected"), tr("Reference")});
    m_changes->setText(tr("?"));
    m_changes->setAccessibleName(tr("What changes?"));
    m_changes->setToolTip(tr("What changes between the conventions, and for how many of this pool's teams"));
    row->addWidget(m_changes);
    addLabelled(
        row, tr("&Order"), m_order, tr("Clustered: average linkage puts models that answer alike together."));
    m_order->addItems({tr("As given"), tr("Clustered")});
    m_value->setMinimumContentsLength(9);
    m_convention->setMinimumContentsLength(6);
    m_order->setMinimumContentsLength(6);
    m_wholeRange->setToolTip(tr("Colours over every value the metric can take, so that matrices compare; off: over "
                                "the values there are."));
    row->addWidget(m_wholeRange);
    row->addStretch();
}

void QueryBar::fillMetrics()
{
    for (const ensemble::Metric metric : ensemble::kAllMetrics) {
        const ensemble::MetricInfo& info = ensemble::info(metric);
        m_metric->addItem(u"%1  %2"_s.arg(toQString(info.id), nameOf(info)));
        m_metric->setItemData(m_metric->count() - 1, metricHelp(metric).text(), Qt::ToolTipRole);
    }
}

// Items: all, disagreement, then one for each model's negatives.
void QueryBar::fillSamples()
{
    QStringList models;
    if (const auto pool = m_presenter.workspace().pool())
        for (std::size_t model = 0; model < pool->size(); ++model)
            models += modelName(*pool, model);
    if (m_samples->count() > 0 && models == m_shownModels)
        return;
    m_shownModels = models;
    const QSignalBlocker quiet(m_samples);
    m_samples->clear();
    m_samples->addItem(tr("All"));
    m_samples->addItem(tr("Disagreement"));
    m_samples->setItemData(0, tr("Every sample of the split"), Qt::ToolTipRole);
    m_samples->setItemData(1, tr("Samples on which the pool is not unanimous"), Qt::ToolTipRole);
    for (const QString& name : models) {
        m_samples->addItem(tr("Negatives of %1").arg(name));
        m_samples->setItemData(
            m_samples->count() - 1, tr("Focal: the samples that %1 gets wrong").arg(name), Qt::ToolTipRole);
    }
}

void QueryBar::explainMetric()
{
    const QString help = metricHelp(m_presenter.query().metric).text();
    m_metric->setToolTip(help);
    m_metric->setWhatsThis(help);
}

void QueryBar::pull()
{
    using Kind = ensemble::SampleSet::Kind;
    fillSamples();
    const EnsembleQuery& query = m_presenter.query();
    const int samples = query.samples.kind == Kind::All ? 0
        : query.samples.kind == Kind::Disagreement      ? 1
                                                        : 2 + static_cast<int>(query.samples.focal);
    m_metric->setCurrentIndex(static_cast<int>(query.metric));
    m_value->setCurrentIndex(query.asScore ? 0 : 1);
    m_samples->setCurrentIndex(samples);
    m_convention->setCurrentIndex(query.convention == ensemble::Convention::Reference ? 1 : 0);
    m_order->setCurrentIndex(query.clustered ? 1 : 0);
    m_wholeRange->setChecked(query.wholeRange);
    explainMetric();
}

void QueryBar::push()
{
    using Kind = ensemble::SampleSet::Kind;
    const int samples = m_samples->currentIndex();
    EnsembleQuery query;
    query.metric = ensemble::kAllMetrics[static_cast<std::size_t>(m_metric->currentIndex())];
    query.asScore = m_value->currentIndex() == 0;
    query.samples.kind = samples == 0 ? Kind::All : samples == 1 ? Kind::Disagreement : Kind::Focal;
    query.samples.focal = samples > 1 ? static_cast<std::size_t>(samples - 2) : 0;
    query.convention
        = m_convention->currentIndex() == 1 ? ensemble::Convention::Reference : ensemble::Convention::Corrected;
    query.clustered = m_order->currentIndex() == 1;
    query.wholeRange = m_wholeRange->isChecked();
    m_presenter.setQuery(query);
}

} // namespace cobench::ui
