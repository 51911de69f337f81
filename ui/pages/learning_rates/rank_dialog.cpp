// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/rank_dialog.h"

#include "core/common/error.h"
#include "core/lr/policy_text.h"
#include "core/study/policy_candidates.h"
#include "ui/bridge/counted.h"
#include "ui/pages/learning_rates/training_dialog.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/runs/launch_form.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>
#include <array>
#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kRowPadding = 8; // pixels
constexpr int kSideWidth = 390; // pixels
constexpr int kEpochs = 5; // at first, as on the command line
constexpr int kKnownRole = Qt::UserRole; // place in the known policies; else the item is a family
constexpr std::array kScales{0.1, 0.5, 5.0, 10.0};

/// NaN for what is no number.
double number(const QLineEdit& field)
{
    bool isNumber = false;
    const double value = QLocale::c().toDouble(field.text().trimmed(), &isNumber);
    return isNumber ? value : std::nan("");
}

QString rateText(double rate, const QString& otherwise)
{
    return std::isnan(rate) ? otherwise : QString::number(rate, 'g', 3);
}

/// LINEAR is a warm-up and EXPR whatever is typed: neither has a candidate.
bool hasCandidate(lr::Family family)
{
    return !study::policyCandidates(0.1, 1.0, 100.0, std::span(&family, 1)).empty();
}

/// "14 for 1 epoch, 7 for 2, 4 for 4"
QString rungsText(const std::vector<jobs::Rung>& plan)
{
    QStringList parts;
    for (const jobs::Rung& rung : plan)
        parts << RankDialog::tr("%1 for %2").arg(count(rung.policies), count(rung.epochs));
    return parts.join(u", "_s);
}

} // namespace

RankDialog::RankDialog(std::vector<KnownPolicy> known, const study::RateInterval& range, QWidget* parent)
    : QDialog(parent)
    , m_known(std::move(known))
    , m_form(new LaunchForm)
    , m_policies(new QListWidget(this))
    , m_lowest(new QLineEdit(rateText(range.low, u"0.001"_s), this))
    , m_highest(new QLineEdit(rateText(range.high, u"0.1"_s), this))
    , m_seeds(new QSpinBox(this))
    , m_halves(new QCheckBox(tr("Successive &halving"), this))
    , m_keep(new QSpinBox(this))
    , m_iterations(new QSpinBox(this))
    , m_seconds(new QSpinBox(this))
    , m_target(new QDoubleSpinBox(this))
    , m_scales(new QCheckBox(tr("Train at &other scales of the rates, too"), this))
    , m_plan(new QLabel(this))
    , m_problems(new QLabel(this))
    , m_start(new QPushButton(tr("&Start"), this))
{
    setWindowTitle(tr("New ranking"));
    m_form->rate().setEnabled(false); // each run has its policy's
    m_form->seeds().setEnabled(false);
    m_form->epochs().setValue(kEpochs);
    layOutTrainingDialog(*this, m_form, makeSide(), m_start);
    connect(m_form, &LaunchForm::edited, this, &RankDialog::refresh);
    connect(m_start, &QPushButton::clicked, this, [this] {
        Q_EMIT submitted(options(), m_form->name().text());
        accept();
    });
    resize(940, 700);
    refresh();
}

void RankDialog::addField(QFormLayout& form, const QString& title, QWidget* field, const QString& help)
{
    field->setAccessibleName(QString(title).remove(u'&'));
    field->setToolTip(help);
    form.addRow(title, field);
}

QWidget* RankDialog::makeSide()
{
    auto* side = new QWidget(this);
    side->setFixedWidth(kSideWidth);
    auto* form = new QFormLayout(side);
    fillPolicies();
    m_seeds->setRange(1, 100);
    m_seeds->setValue(3);
    m_halves->setChecked(true);
    m_keep->setRange(1, 100);
    m_keep->setValue(2);
    for (QSpinBox* budget : {m_iterations, m_seconds}) {
        budget->setRange(0, 2000000000);
        budget->setGroupSeparatorShown(true);
        budget->setSpecialValueText(tr("any"));
    }
    m_target->setRange(0.0, 100.0);
    m_target->setDecimals(1);
    m_target->setSuffix(tr(" %"));
    m_target->setSpecialValueText(tr("none"));
    addField(*form,
        tr("&Policies"),
        m_policies,
        tr("Space ticks those to train: one of each function inside the "
           "rates below, and what the project and the composer have"));
    addField(*form, tr("&Lowest rate"), m_lowest, tr("Of the candidates; above 0. A range test suggests it"));
    addField(*form, tr("&Highest rate"), m_highest, tr("Of the candidates; above the lowest"));
    addField(
        *form, tr("See&ds"), m_seeds, tr("Runs of each policy: seeds 1, 2, …; intervals and tests are over them"));
    form->addRow(m_halves);
    m_halves->setToolTip(tr("Each rung stops the worse half by validation accuracy; the others go on for twice the "
                            "epochs (Jamieson and Talwalkar, AISTATS 2016)"));
    addField(*form, tr("&Keep at least"), m_keep, tr("Policies that are trained to the end at least"));
    addField(*form,
        tr("Budget [&iterations]"),
        m_iterations,
        tr("Of all runs together; shortens the training until it fits"));
    addField(*form,
        tr("Budget [&s]"),
        m_seconds,
        tr("When they are spent, runs are stopped and what is there is ranked"));
    addField(
        *form, tr("&Target"), m_target, tr("Validation accuracy; the ranking tells when each policy reaches it"));
    form->addRow(m_scales);
    m_scales->setToolTip(
        tr("The finished policies once more at 0.1, 0.5, 5 and 10 times their rates, with one seed: "
           "how sensitive are they?"));
    for (QLabel* label : {m_plan, m_problems}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        form->addRow(label);
    }
    m_plan->setProperty("role", u"dim"_s);
    m_problems->setProperty("role", u"error"_s);
    m_problems->setAccessibleName(tr("Problems"));
    for (QSpinBox* field : {m_seeds, m_keep, m_iterations, m_seconds})
        connect(field, &QSpinBox::valueChanged, this, &RankDialog::refresh);
    for (QLineEdit* field : {m_lowest, m_highest})
        connect(field, &QLineEdit::textChanged, this, &RankDialog::refresh);
    for (QCheckBox* field : {m_halves, m_scales})
        connect(field, &QCheckBox::toggled, this, &RankDialog::refresh);
    connect(m_policies, &QListWidget::itemChanged, this, &RankDialog::refresh);
    return side;
}

void RankDialog::fillPolicies()
{
    const int rowHeight = m_policies->fontMetrics().height() + kRowPadding;
    const auto add = [this, rowHeight](const QString& text, const QString& help, bool isTicked) {
        auto* item = new QListWidgetItem(text, m_policies);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(isTicked ? Qt::Checked : Qt::Unchecked);
        item->setToolTip(help);
        item->setSizeHint({0, rowHeight}); // the style does not add its padding to a row with a box
        return item;
    };
    for (std::size_t i = 0; i < m_known.size(); ++i)
        add(m_known[i].name, toQString(lr::format(m_known[i].schedule)), false)
            ->setData(kKnownRole, static_cast<uint>(i));
    const auto usual = study::usualFamilies();
    for (const lr::FamilyInfo& family : lr::allFamilies())
        if (hasCandidate(family.family))
            add(toQString(family.name),
                toQString(family.formula),
                std::ranges::find(usual, family.family) != usual.end());
}

jobs::RankOptions RankDialog::options() const
{
    const auto configs = m_form->configs();
    jobs::RankOptions options{.config = configs.empty() ? train::TrainConfig() : configs.front(),
        .seeds = static_cast<std::uint32_t>(m_seeds->value()),
        .halves = m_halves->isChecked(),
        .keep = static_cast<std::uint32_t>(m_keep->value()),
        .budgetIterations = static_cast<std::uint64_t>(m_iterations->value()),
        .budgetSeconds = static_cast<double>(m_seconds->value())};
    options.config.learningRate = "0.01"; // each run has its policy's
    if (m_target->value() > 0.0)
        options.target = m_target->value() / 100.0;
    if (m_scales->isChecked())
        options.scales.assign(kScales.begin(), kScales.end());
    jobs::RankCandidates candidates{.lowest = number(*m_lowest), .highest = number(*m_highest)};
    for (int row = 0; row < m_policies->count(); ++row) {
        const QListWidgetItem& item = *m_policies->item(row);
        if (item.checkState() != Qt::Checked)
            continue;
        if (item.data(kKnownRole).isValid())
            options.policies.push_back(m_known[item.data(kKnownRole).toUInt()].schedule);
        else if (const auto family = lr::familyFromName(item.text().toStdString()))
            candidates.families.push_back(*family);
    }
    if (!candidates.families.empty())
        options.candidates = std::move(candidates);
    return options;
}

QStringList RankDialog::findProblems(const jobs::RankOptions& asked) const
{
    QStringList problems;
    for (const Error& problem : train::findProblems(asked.config))
        problems << QString::fromStdString(describe(problem));
    const auto& range = asked.candidates;
    if (range && (!(range->lowest > 0.0) || !(range->highest > range->lowest) || !std::isfinite(range->highest)))
        problems << tr("The highest rate must be above the lowest one, and that above 0");
    const bool perEpoch = asked.config.learningRateUnit == "epoch";
    for (int row = 0; row < m_policies->count(); ++row) {
        const QListWidgetItem& item = *m_policies->item(row);
        if (item.checkState() == Qt::Checked && item.data(kKnownRole).isValid()
            && (m_known[item.data(kKnownRole).toUInt()].unit == lr::Unit::Epoch) != perEpoch)
            problems << tr("%1 counts in another unit than the run does").arg(item.text());
    }
    return problems;
}

void RankDialog::refresh()
{
    const jobs::RankOptions asked = options();
    const std::size_t policies = asked.policies.size() + (asked.candidates ? asked.candidates->families.size() : 0);
    QStringList problems = findProblems(asked);
    if (policies < 2)
        problems << tr("Tick at least two policies");
    m_problems->setText(problems.join(u'\n'));
    m_problems->setVisible(!problems.isEmpty());
    m_start->setEnabled(problems.isEmpty());
    m_keep->setEnabled(asked.halves);
    const auto rungs = jobs::halvingPlan(
        policies, asked.config.epochs, asked.halves ? asked.keep : static_cast<std::uint32_t>(policies));
    QString plan = tr("%1 × %2: %3 of training in all.")
                       .arg(counted(policies, tr("policy"), tr("policies")),
                           counted(asked.seeds, tr("seed"), tr("seeds")),
                           counted(jobs::epochsOf(rungs, asked.seeds), tr("epoch"), tr("epochs")));
    if (rungs.size() > 1)
        plan += u' ' + tr("Policies for epochs: %1.").arg(rungsText(rungs));
    m_plan->setText(policies < 2 ? QString() : plan);
}

QString RankDialog::problems() const
{
    return m_problems->text();
}

QString RankDialog::plan() const
{
    return m_plan->text();
}

} // namespace cobench::ui
