// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/selection_form.h"

#include "ui/pages/ensembles/ensemble_figures.h"
#include "ui/pages/reports/phrases.h"
#include "ui/widgets/narrow_box.h"
#include "ui/widgets/slider_box.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QSpinBox>

#include <algorithm>
#include <limits>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using jobs::SelectionMethod;
using jobs::SelectionMethodInfo;
using P = jobs::SelectionParameter;

constexpr int kMetricColumns = 3;

template <typename... Parameters>
unsigned all(Parameters... parameters)
{
    return (static_cast<unsigned>(parameters) | ...);
}

QString methodHelp(const SelectionMethodInfo& method)
{
    QString help = u"<b>%1</b><br>%2<br><code>%3</code>"_s.arg(toQString(method.name).toHtmlEscaped(),
        toQString(method.rule).toHtmlEscaped(),
        toQString(method.detail).toHtmlEscaped());
    if (!method.source.empty())
        help += u"<br>"_s + toQString(method.source).toHtmlEscaped();
    return help;
}

QSpinBox* countBox(int low, int high, QWidget* parent)
{
    auto* box = new QSpinBox(parent);
    box->setRange(low, high);
    return box;
}

int shown(std::size_t value)
{
    return static_cast<int>(std::min<std::size_t>(value, std::numeric_limits<int>::max()));
}

} // namespace

SelectionForm::SelectionForm(QWidget* parent)
    : QWidget(parent)
    , m_rows(new QFormLayout(this))
    , m_method(new NarrowBox(this))
    , m_rule(new QLabel(this))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    makeMethods();
    makeMetrics();
    makeNumbers();
    makeChoices();
    connectAll();
}

void SelectionForm::makeMethods()
{
    for (const SelectionMethod method : jobs::kAllSelectionMethods) {
        m_method->addItem(toQString(jobs::info(method).name));
        m_method->setItemData(m_method->count() - 1, methodHelp(jobs::info(method)), Qt::ToolTipRole);
    }
    m_method->setMinimumContentsLength(12);
    m_method->setMaxVisibleItems(m_method->count());
    m_rule->setWordWrap(true);
    m_rule->setProperty("role", u"dim"_s);
    addRow(tr("&Method"), m_method, {}, 0);
    m_rows->addRow(m_rule);
}

void SelectionForm::makeMetrics()
{
    m_metric = new NarrowBox(this);
    m_metric->setMinimumContentsLength(10);
    m_metricGrid = new QWidget(this);
    auto* grid = new QGridLayout(m_metricGrid);
    grid->setContentsMargins(0, 0, 0, 0);
    for (const ensemble::Metric metric : ensemble::kAllMetrics) {
        const ensemble::MetricInfo& info = ensemble::info(metric);
        const QString id = toQString(info.id);
        m_metric->addItem(id + u"  "_s + nameOf(info));
        m_metric->setItemData(m_metric->count() - 1, metricHelp(metric).text(), Qt::ToolTipRole);
        auto* box = new QCheckBox(id, m_metricGrid);
        box->setToolTip(metricHelp(metric).text());
        box->setAccessibleName(nameOf(info));
        const int place = static_cast<int>(metric);
        grid->addWidget(box, place / kMetricColumns, place % kMetricColumns);
        m_metrics[static_cast<std::size_t>(metric)] = box;
    }
    m_twins = new QLabel(tr("BD and KW hold one opinion: at one team size they rank alike."), this);
    m_twins->setWordWrap(true);
    m_twins->setProperty("role", u"dim"_s);
    grid->addWidget(m_twins, grid->rowCount(), 0, 1, kMetricColumns);
    addRow(tr("M&etric"), m_metric, {}, all(P::Metric));
    addRow(tr("M&etrics"),
        m_metricGrid,
        tr("The metrics that are asked, each with its FQ selection"),
        all(P::Metrics));
}

void SelectionForm::makeNumbers()
{
    m_least = countBox(1, 65535, this);
    m_most = countBox(0, 65535, this);
    m_most->setSpecialValueText(tr("all"));
    auto* sizes = new QWidget(this);
    auto* row = new QHBoxLayout(sizes);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_least, 1);
    row->addWidget(new QLabel(u"–"_s, sizes));
    row->addWidget(m_most, 1);
    m_least->setAccessibleName(tr("Smallest team"));
    m_most->setAccessibleName(tr("Largest team"));
    sizes->setFocusProxy(m_least);
    m_size = countBox(1, 65535, this);
    m_beta = new SliderBox(0.0, 1.0, 0.01, this);
    m_deviations = new SliderBox(0.0, 4.0, 0.1, this);
    m_votes = countBox(1, static_cast<int>(ensemble::kAllMetrics.size()), this);
    m_count = countBox(1, 1000000, this);
    m_width = countBox(1, 100000, this);
    m_share = new SliderBox(0.0, 1.0, 0.05, this);
    m_seed = countBox(0, std::numeric_limits<int>::max(), this);
    m_time = countBox(1, 3600, this);
    m_time->setSuffix(tr(" s"));
    addRow(tr("Team si&zes"),
        sizes,
        tr("Members of the smallest and the largest team. Methods that rank all teams look at every team of up to "
           "20 models; of more, at as many sizes as make 70,000 teams, unless the largest is given."),
        all(P::Sizes));
    addRow(tr("Team si&ze"),
        m_size,
        tr("Pruning: members of the largest team. Best team: its members."),
        all(P::Size));
    addRow(tr("Pruned share &β"), m_beta, tr("Share of each size's candidates that is pruned"), all(P::Beta));
    addRow(tr("&Deviations k"),
        m_deviations,
        tr("The bar is k standard deviations below the mean accuracy"),
        all(P::Deviations));
    addRow(tr("&Agreeing metrics k"), m_votes, tr("How many metrics must select a team"), all(P::Votes));
    addRow(tr("&Number of teams n"), m_count, tr("At most so many teams are chosen"), all(P::Count));
    addRow(tr("Beam &width"), m_width, tr("Teams of each size that may grow"), all(P::Width));
    addRow(
        tr("&Diversity share w"), m_share, tr("fitness = w · diversity score + (1 − w) · accuracy"), all(P::Share));
    addRow(tr("&Seed"), m_seed, tr("The same seed gives the same teams"), all(P::Seed));
    addRow(tr("&Time limit"), m_time, tr("Then the best teams found so far count"), all(P::Time));
}

void SelectionForm::makeChoices()
{
    m_weighting = new NarrowBox(this);
    m_weighting->addItems({tr("Rank of accuracy"), tr("Equal"), tr("Accuracy")});
    m_consensus = new NarrowBox(this);
    m_consensus->addItems({tr("Soft vote"), tr("Plurality")});
    m_select = new NarrowBox(this);
    m_report = new NarrowBox(this);
    addRow(tr("FQ weig&hts"),
        m_weighting,
        tr("How much each member's focal diversity counts in FQ. The reference convention has weights of its own."),
        all(P::Weighting));
    addRow(tr("&Vote"), m_consensus, tr("How a team answers: its accuracy follows from this"), 0);
    addRow(tr("Se&lect by"), m_select, tr("The only split that is read while choosing"), 0);
    addRow(tr("&Report on"), m_report, tr("The split that the chosen teams are judged by"), 0);
    for (QComboBox* box : {m_weighting, m_consensus, m_select, m_report})
        box->setMinimumContentsLength(6);
}

void SelectionForm::addRow(const QString& name, QWidget* field, const QString& help, unsigned parameters)
{
    field->setToolTip(help);
    field->setWhatsThis(help);
    if (field->accessibleName().isEmpty())
        field->setAccessibleName(QString(name).remove(u'&'));
    if (auto* slider = qobject_cast<SliderBox*>(field))
        slider->setName(field->accessibleName(), help);
    m_rows->addRow(name, field);
    m_rows->labelForField(field)->setToolTip(help);
    m_fields.emplace_back(field, parameters);
}

void SelectionForm::connectAll()
{
    for (QComboBox* box : {m_method, m_metric, m_weighting, m_consensus, m_select, m_report})
        connect(box, &QComboBox::currentIndexChanged, this, &SelectionForm::push);
    for (QCheckBox* box : m_metrics)
        connect(box, &QCheckBox::toggled, this, &SelectionForm::push);
    for (QSpinBox* box : {m_least, m_most, m_size, m_votes, m_count, m_width, m_seed, m_time})
        connect(box, &QSpinBox::valueChanged, this, &SelectionForm::push);
    for (SliderBox* box : {m_beta, m_deviations, m_share})
        connect(box, &SliderBox::edited, this, &SelectionForm::push);
}

void SelectionForm::showRequest(const SelectionRequest& request, const SelectionFormContext& context)
{
    m_request = request;
    m_context = context;
    m_showing = true;
    const jobs::SelectionOptions& options = request.options;
    m_method->setCurrentIndex(static_cast<int>(options.method));
    m_metric->setCurrentIndex(static_cast<int>(request.metric));
    for (const ensemble::Metric metric : ensemble::kAllMetrics)
        metricBox(metric).setChecked(std::ranges::find(request.metrics, metric) != request.metrics.end());
    m_beta->setValue(options.beta);
    m_deviations->setValue(options.deviations);
    m_votes->setMaximum(std::max(1, shown(request.metrics.size())));
    m_votes->setValue(shown(options.votes));
    m_count->setValue(shown(options.count));
    m_width->setValue(shown(options.width));
    m_share->setValue(options.diversityShare);
    m_seed->setValue(shown(options.seed));
    m_time->setValue(static_cast<int>(options.time.count()));
    m_weighting->setCurrentIndex(static_cast<int>(options.weighting));
    showSizes();
    showSplits();
    showMethod();
    m_showing = false;
}

void SelectionForm::showSizes()
{
    const int models = std::max(2, shown(m_context.models));
    const jobs::SelectionOptions& options = m_request.options;
    m_least->setMaximum(models);
    m_most->setMaximum(models);
    m_least->setValue(shown(options.minSize));
    m_most->setValue(shown(options.maxSize));
    m_size->setRange(options.method == SelectionMethod::Hierarchical ? 2 : 1, models);
    m_size->setValue(shownSize());
}

int SelectionForm::shownSize() const
{
    return shown(m_request.options.size.value_or(std::clamp<std::size_t>(m_context.models, 2, 5)));
}

void SelectionForm::showSplits()
{
    const auto fill = [this](QComboBox& box, const QString& chosen, const QString& usual) {
        QStringList items;
        for (int item = 0; item < box.count(); ++item)
            items += box.itemText(item);
        if (items != m_context.splits) {
            box.clear();
            box.addItems(m_context.splits);
        }
        box.setCurrentIndex(
            std::max(0, static_cast<int>(m_context.splits.indexOf(chosen.isEmpty() ? usual : chosen))));
    };
    fill(*m_select, m_request.selectSplit, m_context.selectSplit);
    fill(*m_report, m_request.reportSplit, m_context.reportSplit);
    const bool soft = m_context.canBeSoft && m_request.options.rule != ensemble::Consensus::Plurality;
    m_consensus->setCurrentIndex(soft ? 0 : 1);
    m_consensus->setEnabled(m_context.canBeSoft);
    m_weighting->setEnabled(!m_context.isReference);
}

void SelectionForm::showMethod()
{
    const SelectionMethodInfo& method = jobs::info(m_request.options.method);
    m_rule->setText(toQString(method.rule));
    m_rule->setToolTip(methodHelp(method));
    m_method->setToolTip(methodHelp(method));
    m_method->setWhatsThis(methodHelp(method));
    m_metric->setToolTip(metricHelp(m_request.metric).text());
    for (const auto& [field, parameters] : m_fields)
        m_rows->setRowVisible(field, parameters == 0 || (method.parameters & parameters) != 0);
    const auto isAsked = [&](ensemble::Metric metric) { return metricBox(metric).isChecked(); };
    m_twins->setVisible(isAsked(ensemble::Metric::BD) && isAsked(ensemble::Metric::KW));
}

void SelectionForm::push()
{
    if (m_showing)
        return;
    jobs::SelectionOptions& options = m_request.options;
    options.method = jobs::kAllSelectionMethods[static_cast<std::size_t>(m_method->currentIndex())];
    m_request.metric = ensemble::kAllMetrics[static_cast<std::size_t>(m_metric->currentIndex())];
    std::vector<ensemble::Metric> metrics;
    for (const ensemble::Metric metric : ensemble::kAllMetrics)
        if (metricBox(metric).isChecked())
            metrics.push_back(metric);
    if (!metrics.empty()) // the last one stays
        m_request.metrics = std::move(metrics);
    const auto number = [](const QSpinBox* box) { return static_cast<std::size_t>(box->value()); };
    options.minSize = number(m_least);
    options.maxSize = m_most->value() == 0 ? 0 : std::max(number(m_most), number(m_least));
    if (m_size->value() != shownSize())
        options.size = number(m_size);
    options.beta = m_beta->value();
    options.deviations = m_deviations->value();
    options.votes = std::min(number(m_votes), m_request.metrics.size());
    options.count = number(m_count);
    options.width = number(m_width);
    options.diversityShare = m_share->value();
    options.seed = number(m_seed);
    options.time = std::chrono::duration<double>(m_time->value());
    options.weighting = static_cast<ensemble::FocalWeighting>(m_weighting->currentIndex());
    options.rule = m_consensus->currentIndex() == 1 && m_context.canBeSoft
        ? std::optional(ensemble::Consensus::Plurality)
        : std::nullopt;
    m_request.selectSplit = m_select->currentText() == m_context.selectSplit ? QString() : m_select->currentText();
    m_request.reportSplit = m_report->currentText() == m_context.reportSplit ? QString() : m_report->currentText();
    const SelectionRequest request = m_request;
    Q_EMIT edited(request); // shows what it became
}

} // namespace cobench::ui
