// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/launch_form.h"

#include "core/data/dataset.h"
#include "core/train/models.h"
#include "ui/pages/reports/quantity_names.h"
#include "ui/style/icons.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QSpinBox>

#include <algorithm>
#include <cmath>
#include <thread>

namespace cobench::ui {

namespace {

constexpr std::size_t kMostSeeds = 1000;

QString text(const std::string& words)
{
    return QString::fromStdString(words);
}

/// NaN, which findProblems refuses, for what is no number.
double number(const QString& words)
{
    bool ok = false;
    const double value = QLocale::c().toDouble(words.trimmed(), &ok);
    return ok ? value : std::nan("");
}

void choose(QComboBox& box, const std::string& data)
{
    const int index = box.findData(text(data));
    if (index >= 0)
        box.setCurrentIndex(index);
    else
        box.setEditText(text(data));
}

std::string chosen(const QComboBox& box)
{
    const QVariant data = box.currentData();
    return (data.isValid() && box.currentText() == box.itemText(box.currentIndex()) ? data.toString()
                                                                                    : box.currentText())
        .toStdString();
}

} // namespace

LaunchForm::LaunchForm(QWidget* parent)
    : QWidget(parent)
    , m_policies(new QMenu(tr("Policies of the project"), this))
{
    addFields();
    for (const data::DatasetInfo& dataset : data::knownDatasets())
        m_dataset->addItem(text(dataset.title), text(dataset.name));
    for (const train::ModelInfo& known : train::knownModels()) {
        m_model->addItem(text(known.title), text(known.name));
        m_model->setItemData(m_model->count() - 1, text(known.source), Qt::ToolTipRole);
    }
    for (const std::string& name : train::knownOptimizers())
        m_optimizer->addItem(text(name), text(name));
    m_rateUnit->addItem(tr("iterations"), QStringLiteral("iteration"));
    m_rateUnit->addItem(tr("epochs"), QStringLiteral("epoch"));
    m_device->addItem(tr("Processor (cpu)"), QStringLiteral("cpu"));
    m_device->addItem(tr("Graphics card (cuda)"), QStringLiteral("cuda"));
    m_device->setEditable(true);
    setConfig({});
}

QComboBox* LaunchForm::addChoice(QFormLayout& form, const QString& title)
{
    auto* box = new QComboBox(this);
    box->setAccessibleName(title);
    form.addRow(title, box);
    connect(box, &QComboBox::currentTextChanged, this, &LaunchForm::suggestName);
    connect(box, &QComboBox::currentTextChanged, this, &LaunchForm::edited);
    return box;
}

QLineEdit* LaunchForm::addText(QFormLayout& form, const QString& title, const QString& help)
{
    auto* field = new QLineEdit(this);
    field->setAccessibleName(title);
    field->setToolTip(help);
    form.addRow(title, field);
    connect(field, &QLineEdit::textChanged, this, &LaunchForm::edited);
    return field;
}

QSpinBox* LaunchForm::addNumber(QFormLayout& form, const QString& title, int low, int high, const QString& help)
{
    auto* box = new QSpinBox(this);
    box->setRange(low, high);
    box->setGroupSeparatorShown(true);
    box->setAccessibleName(title);
    box->setToolTip(help);
    form.addRow(title, box);
    connect(box, &QSpinBox::valueChanged, this, &LaunchForm::edited);
    return box;
}

void LaunchForm::addFields()
{
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    m_name = addText(*form, tr("Name"), tr("Shown everywhere; also the model's name when the run joins a pool"));
    m_dataset = addChoice(*form, columnTitle("dataset"));
    m_folder = addText(*form,
        columnTitle("data_directory"),
        tr("Where the files are; empty: beside the project, in the user's data folder, where Debian's packages put "
           "them"));
    m_model = addChoice(*form, columnTitle("model"));
    m_widths = addText(
        *form, columnTitle("widths"), tr("Sizes of the layers, separated by spaces; empty: the published ones"));
    m_optimizer = addChoice(*form, columnTitle("optimizer"));
    m_rate = addText(*form,
        columnTitle("learning_rate"),
        tr("A number, or a policy such as lrPolicy_POLY+k0_0+k1_0.1+p_1+l_860"));
    m_rateUnit = addChoice(*form, columnTitle("learning_rate_unit"));
    m_momentum = addText(*form, columnTitle("momentum"), tr("0 … 1, of SGD"));
    m_decay = addText(*form, columnTitle("weight_decay"), tr("0 or above"));
    m_batch = addNumber(*form, columnTitle("batch"), 1, 1000000, tr("Samples of one iteration"));
    m_epochs = addNumber(*form, columnTitle("epochs"), 1, 1000000, tr("Passes over the training samples"));
    m_seeds = addText(*form, tr("Seeds"), tr("One run for each: 1 or 1, 4, 9 or 1-5"));
    m_device = addChoice(*form, columnTitle("device"));
    m_threads = addNumber(
        *form, columnTitle("threads"), 1, 1024, tr("Threads of one run; runs share the machine's cores by them"));
    m_limit = addNumber(*form, columnTitle("limit_train"), 0, 2000000000, tr("The first so many training samples"));
    m_limit->setSpecialValueText(tr("all"));
    m_keep = addNumber(*form,
        columnTitle("keep_checkpoints"),
        1,
        1000,
        tr("The newest so many; older ones are removed. Two, so that a run goes on even when one is damaged"));
    m_keepBest = new QCheckBox(tr("and the one with the smallest validation loss"), this);
    form->addRow(QString(), m_keepBest);
    connect(m_keepBest, &QCheckBox::toggled, this, &LaunchForm::edited);
    m_widths->setPlaceholderText(tr("published"));
    m_folder->setPlaceholderText(tr("searched for"));
}

void LaunchForm::setPolicies(const std::vector<store::PolicyEntry>& policies)
{
    for (const store::PolicyEntry& entry : policies) {
        const store::PolicyText policy = entry.current().policy;
        QAction* choice = m_policies->addAction(text(entry.name));
        choice->setToolTip(text(policy.text));
        connect(choice, &QAction::triggered, this, [this, policy] {
            m_rate->setText(text(policy.text));
            choose(*m_rateUnit, policy.perEpoch ? "epoch" : "iteration");
        });
    }
    if (m_choosePolicy || policies.empty())
        return;
    m_choosePolicy = m_rate->addAction(icon(QStringLiteral("learning-rates")), QLineEdit::TrailingPosition);
    m_choosePolicy->setText(m_policies->title());
    m_choosePolicy->setToolTip(tr("Choose a policy of the project (Alt+Down)"));
    m_choosePolicy->setShortcut(QKeySequence(tr("Alt+Down")));
    m_choosePolicy->setShortcutContext(Qt::WidgetShortcut);
    m_policies->setToolTipsVisible(true);
    connect(m_choosePolicy, &QAction::triggered, this, [this] {
        m_policies->popup(m_rate->mapToGlobal(m_rate->rect().bottomLeft()));
    });
}

void LaunchForm::setConfig(const train::TrainConfig& config)
{
    m_base = config;
    choose(*m_dataset, config.dataset);
    m_folder->setText(text(config.dataDirectory));
    choose(*m_model, config.model);
    QStringList widths;
    for (const std::uint32_t width : config.widths)
        widths += QString::number(width);
    m_widths->setText(widths.join(QLatin1Char(' ')));
    choose(*m_optimizer, config.optimizer);
    m_rate->setText(text(config.learningRate));
    choose(*m_rateUnit, config.learningRateUnit);
    m_momentum->setText(QLocale::c().toString(config.momentum));
    m_decay->setText(QLocale::c().toString(config.weightDecay));
    m_batch->setValue(static_cast<int>(config.batch));
    m_epochs->setValue(static_cast<int>(config.epochs));
    m_seeds->setText(QString::number(config.seed));
    choose(*m_device, config.device);
    m_threads->setValue(static_cast<int>(config.threads));
    m_limit->setValue(static_cast<int>(config.limitTrain));
    m_keep->setValue(static_cast<int>(config.keepCheckpoints));
    m_keepBest->setChecked(config.keepBest);
    m_name->setText(text(config.name));
    m_suggested.clear();
    suggestName();
}

void LaunchForm::suggestName()
{
    if (!m_name->text().isEmpty() && m_name->text() != m_suggested)
        return;
    m_suggested = text(chosen(*m_model) + "-" + chosen(*m_optimizer));
    m_name->setText(m_suggested);
}

train::TrainConfig LaunchForm::config() const
{
    train::TrainConfig config = m_base;
    config.name = m_name->text().trimmed().toStdString();
    config.dataset = chosen(*m_dataset);
    config.dataDirectory = m_folder->text().trimmed().toStdString();
    config.model = chosen(*m_model);
    config.widths.clear();
    for (const QString& word :
        m_widths->text().split(QRegularExpression(QStringLiteral("[\\s,]+")), Qt::SkipEmptyParts))
        config.widths.push_back(word.toUInt()); // what is no number becomes 0, which is refused
    config.optimizer = chosen(*m_optimizer);
    config.learningRate = m_rate->text().trimmed().toStdString();
    config.learningRateUnit = chosen(*m_rateUnit);
    config.momentum = number(m_momentum->text());
    config.weightDecay = number(m_decay->text());
    config.batch = static_cast<std::uint32_t>(m_batch->value());
    config.epochs = static_cast<std::uint32_t>(m_epochs->value());
    config.device = chosen(*m_device);
    config.threads = static_cast<std::uint32_t>(m_threads->value());
    config.limitTrain = static_cast<std::uint64_t>(m_limit->value());
    config.keepCheckpoints = static_cast<std::uint32_t>(m_keep->value());
    config.keepBest = m_keepBest->isChecked();
    return config;
}

std::vector<std::uint64_t> LaunchForm::parseSeeds(const QString& words)
{
    std::vector<std::uint64_t> seeds;
    static const QRegularExpression separators(QStringLiteral("[\\s,;]+"));
    static const QRegularExpression range(QStringLiteral("^(\\d+)(?:-(\\d+))?$"));
    for (const QString& word : words.split(separators, Qt::SkipEmptyParts)) {
        const auto match = range.match(word);
        bool ok = match.hasMatch();
        const qulonglong first = ok ? match.captured(1).toULongLong(&ok) : 0;
        const qulonglong last = ok && match.capturedLength(2) > 0 ? match.captured(2).toULongLong(&ok) : first;
        if (!ok || last < first || last - first >= kMostSeeds || seeds.size() + (last - first) >= kMostSeeds)
            return {};
        for (qulonglong seed = first; seed <= last; ++seed)
            seeds.push_back(seed);
    }
    return seeds;
}

std::vector<train::TrainConfig> LaunchForm::configs() const
{
    const std::vector<std::uint64_t> seeds = parseSeeds(m_seeds->text());
    std::vector<train::TrainConfig> all;
    for (const std::uint64_t seed : seeds) {
        train::TrainConfig& config = all.emplace_back(this->config());
        config.seed = seed;
        if (seeds.size() > 1)
            config.name += "-seed" + std::to_string(seed);
    }
    return all;
}

} // namespace cobench::ui
