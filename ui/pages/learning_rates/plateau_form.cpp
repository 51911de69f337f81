// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/plateau_form.h"

#include "core/common/error.h"
#include "core/jobs/replay_plateau.h"
#include "core/lr/policy_text.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/quantity_names.h"
#include "ui/widgets/narrow_box.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>

#include <algorithm>
#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kMostEpochs = 1000000;
constexpr int kNarrowest = 56; // pixels of a field
constexpr int kListLines = 3;

void setTip(QWidget* field, const QString& help)
{
    field->setToolTip(help);
    field->setWhatsThis(help);
}

QString numberText(double value)
{
    return QString::number(value, 'g', 12);
}

} // namespace

PlateauForm::PlateauForm(QWidget* parent)
    : QWidget(parent)
    , m_monitor(new NarrowBox(this))
    , m_kind(new NarrowBox(this))
    , m_pages(new QStackedWidget(this))
    , m_add(new QPushButton(tr("Add what is composed"), this))
    , m_take(new QPushButton(tr("Take from run"), this))
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(8, 8, 8, 8);
    grid->setColumnStretch(1, 1);
    label(*grid, 0, 0, tr("Follows"), m_monitor);
    label(*grid, 1, 0, tr("Policy"), m_kind);
    m_kind->addItems({tr("ReduceLROnPlateau"), tr("ChangeLROnPlateau")});
    for (QComboBox* box : {m_monitor, m_kind})
        box->setMinimumContentsLength(12);
    m_monitor->setAccessibleName(tr("Value that is followed"));
    setTip(
        m_monitor, tr("What the policy looks at after each epoch; whether low or high is better follows from it"));
    setTip(m_kind,
        tr("ReduceLROnPlateau (PyTorch): a rate that is multiplied by a factor whenever learning stalls.\n"
           "ChangeLROnPlateau (LRBench++, 2023): an ordered list of policies; while less than 80 % of the "
           "iterations are done a plateau moves to the one with larger rates, afterwards to the smaller"));
    setTip(m_take, tr("The policy that the selected run trained with, or its constant rate as the first one"));
    m_pages->addWidget(makeReduce());
    m_pages->addWidget(makeChange());
    grid->addWidget(m_take, 1, 2);
    grid->addWidget(m_pages, 2, 0, 1, 3);
    grid->setRowStretch(3, 1);
    connect(m_monitor, &QComboBox::activated, this, &PlateauForm::changed);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this](int kind) {
        m_pages->setCurrentIndex(kind);
        changed();
    });
}

void PlateauForm::label(QGridLayout& grid, int row, int column, const QString& title, QWidget* field)
{
    auto* text = new QLabel(title, this);
    text->setBuddy(field);
    field->setAccessibleName(title);
    grid.addWidget(text, row, column);
    grid.addWidget(field, row, column + 1);
}

QLineEdit* PlateauForm::addNumber(QGridLayout& grid, int row, int column, const QString& title, double value)
{
    auto* field = new QLineEdit(numberText(value), this);
    field->setMinimumWidth(kNarrowest);
    label(grid, row, column, title, field);
    connect(field, &QLineEdit::textChanged, this, &PlateauForm::changed);
    return field;
}

QSpinBox* PlateauForm::addCount(QGridLayout& grid, int row, int column, const QString& title, int least, int value)
{
    auto* field = new QSpinBox(this);
    field->setRange(least, kMostEpochs);
    field->setValue(value);
    field->setMinimumWidth(kNarrowest);
    label(grid, row, column, title, field);
    connect(field, &QSpinBox::valueChanged, this, &PlateauForm::changed);
    return field;
}

QWidget* PlateauForm::makeReduce()
{
    const lr::ReduceOnPlateauOptions usual;
    auto* page = new QWidget(this);
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins(0, 0, 0, 0);
    m_rate = addNumber(*grid, 0, 0, tr("First rate"), usual.initialRate);
    m_factor = addNumber(*grid, 0, 2, tr("Factor"), usual.factor);
    m_patience = addCount(*grid, 1, 0, tr("Patience"), 0, static_cast<int>(usual.patience));
    m_reduceCooldown = addCount(*grid, 1, 2, tr("Cool-down"), 0, static_cast<int>(usual.cooldown));
    m_reduceThreshold = addNumber(*grid, 2, 0, tr("Threshold"), usual.threshold);
    m_mode = new QComboBox(this);
    m_mode->addItems({tr("relative"), tr("absolute")});
    label(*grid, 2, 2, tr("Mode"), m_mode);
    m_minimum = addNumber(*grid, 3, 0, tr("Lowest rate"), usual.minimumRate);
    grid->setRowStretch(4, 1);
    setTip(m_rate, tr("Learning rate of the first epoch"));
    setTip(m_factor, tr("The rate is multiplied by it; below 1"));
    setTip(m_patience, tr("Epochs without improvement that are still forgiven"));
    setTip(m_reduceCooldown, tr("Epochs after a reduction in which none counts as bad"));
    setTip(m_reduceThreshold, tr("By how much a value must be better than the best so far to be an improvement"));
    setTip(m_mode, tr("Relative: the threshold is a share of the best value so far; absolute: a difference"));
    setTip(m_minimum, tr("The rate never falls below it"));
    connect(m_mode, &QComboBox::currentIndexChanged, this, &PlateauForm::changed);
    return page;
}

QWidget* PlateauForm::makeChange()
{
    const lr::ChangeOnPlateauOptions usual;
    auto* page = new QWidget(this);
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins(0, 0, 0, 0);
    m_start = addCount(*grid, 0, 0, tr("Start"), 0, 1);
    m_window = addCount(*grid, 0, 2, tr("Window"), 2, static_cast<int>(usual.window));
    m_changeThreshold = addNumber(*grid, 1, 0, tr("Threshold"), usual.threshold);
    m_changeCooldown = addCount(*grid, 1, 2, tr("Cool-down"), 0, static_cast<int>(usual.cooldown));
    m_list = new QPlainTextEdit(this);
    m_list->setPlainText(u"lrPolicy_FIX+k0_0.1\nlrPolicy_FIX+k0_0.01\nlrPolicy_FIX+k0_0.001"_s);
    m_list->setTabChangesFocus(true);
    m_list->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_list->setAccessibleName(tr("Policies, the one with the largest rates first"));
    const int line = m_list->fontMetrics().lineSpacing();
    m_list->setMinimumHeight(kListLines * line + 12);
    grid->addWidget(m_list, 2, 0, 1, 4);
    grid->addWidget(m_add, 3, 0, 1, 4, Qt::AlignLeft);
    grid->setRowStretch(2, 1);
    setTip(m_start, tr("Place in the list of the policy that holds at first; 0 is the one with the largest rates"));
    setTip(m_window,
        tr("Values n that are looked at: a plateau is where the best of their n − 1 improvements is below the "
           "threshold"));
    setTip(m_changeThreshold, tr("In units of the value that is followed"));
    setTip(m_changeCooldown, tr("Plateaus after an action that are let pass, one an epoch"));
    setTip(m_list, tr("One policy a line, the one with the largest rates first"));
    setTip(m_add, tr("Appends the policy of the composer to the list, if it is a single one"));
    connect(m_list, &QPlainTextEdit::textChanged, this, &PlateauForm::changed);
    return page;
}

void PlateauForm::changed()
{
    if (!m_filling)
        Q_EMIT edited();
}

void PlateauForm::setMonitors(const std::vector<std::string>& tags)
{
    const std::string before = monitor();
    const QSignalBlocker blocker(m_monitor);
    m_monitor->clear();
    for (const std::string& tag : tags) {
        m_monitor->addItem(quantityTitle(tag), toQString(tag));
        m_monitor->setItemData(m_monitor->count() - 1, quantityHelp(tag), Qt::ToolTipRole);
    }
    for (const std::string& wanted : {before, std::string("val/loss"), std::string("test/loss")})
        if (const int place = m_monitor->findData(toQString(wanted)); place >= 0) {
            m_monitor->setCurrentIndex(place);
            break;
        }
    if (monitor() != before)
        changed();
}

std::string PlateauForm::monitor() const
{
    return m_monitor->currentData().toString().toStdString();
}

double PlateauForm::read(const QLineEdit& field, double least) const
{
    bool isNumber = false;
    const double value = QLocale::c().toDouble(field.text().trimmed(), &isNumber);
    if (isNumber && std::isfinite(value) && value >= least)
        return value;
    m_problem = tr("%1: a number of at least %2 is expected").arg(field.accessibleName(), QString::number(least));
    return std::nan("");
}

std::optional<lr::ReduceOnPlateauOptions> PlateauForm::reduce() const
{
    const lr::ReduceOnPlateauOptions options{.initialRate = read(*m_rate, 0.0),
        .factor = read(*m_factor, 0.0),
        .patience = static_cast<std::uint32_t>(m_patience->value()),
        .threshold = read(*m_reduceThreshold, 0.0),
        .relativeThreshold = m_mode->currentIndex() == 0,
        .cooldown = static_cast<std::uint32_t>(m_reduceCooldown->value()),
        .minimumRate = read(*m_minimum, 0.0)};
    if (m_problem.isEmpty() && !(options.initialRate > 0.0))
        m_problem = tr("The first rate must be above 0");
    if (m_problem.isEmpty() && !(options.factor < 1.0))
        m_problem = tr("The factor must be below 1");
    return m_problem.isEmpty() ? std::optional(options) : std::nullopt;
}

std::optional<lr::ChangeOnPlateauOptions> PlateauForm::change() const
{
    lr::ChangeOnPlateauOptions options{.policies = {},
        .start = static_cast<std::size_t>(m_start->value()),
        .cooldown = static_cast<std::uint32_t>(m_changeCooldown->value()),
        .threshold = read(*m_changeThreshold, 0.0),
        .window = static_cast<std::uint32_t>(m_window->value())};
    const QStringList lines = m_list->toPlainText().split(u'\n');
    for (qsizetype i = 0; i < lines.size() && m_problem.isEmpty(); ++i) {
        if (lines[i].trimmed().isEmpty())
            continue;
        const auto schedule = lr::parse(lines[i].trimmed().toStdString());
        if (!schedule)
            m_problem = tr("Line %1: %2").arg(i + 1).arg(QString::fromStdString(describe(schedule.error())));
        else if (schedule->policies.size() != 1)
            m_problem = tr("Line %1 is a composite; a list has single policies").arg(i + 1);
        else
            options.policies.push_back(schedule->policies.front());
    }
    if (m_problem.isEmpty() && options.start >= options.policies.size())
        m_problem = options.policies.empty()
            ? tr("The list has no policy")
            : tr("Start must be below %1, the number of policies").arg(options.policies.size());
    return m_problem.isEmpty() ? std::optional(std::move(options)) : std::nullopt;
}

std::optional<lr::PlateauPolicy> PlateauForm::policy() const
{
    m_problem.clear();
    lr::PlateauPolicy policy{.options = {}, .monitor = monitor()};
    if (m_kind->currentIndex() == 0) {
        if (const auto options = reduce())
            policy.options = *options;
    } else if (auto options = change()) {
        policy.options = *std::move(options);
    }
    if (policy.monitor.empty() || !m_problem.isEmpty())
        return std::nullopt;
    lr::setDirection(policy, jobs::directionOf(policy.monitor));
    return policy;
}

QString PlateauForm::problem() const
{
    (void)policy();
    return m_problem;
}

void PlateauForm::setPolicy(const lr::PlateauPolicy& policy)
{
    m_filling = true;
    if (const int place = m_monitor->findData(toQString(policy.monitor)); place >= 0)
        m_monitor->setCurrentIndex(place);
    if (const auto* reduce = std::get_if<lr::ReduceOnPlateauOptions>(&policy.options)) {
        m_kind->setCurrentIndex(0);
        m_rate->setText(numberText(reduce->initialRate));
        m_factor->setText(numberText(reduce->factor));
        m_patience->setValue(static_cast<int>(reduce->patience));
        m_reduceThreshold->setText(numberText(reduce->threshold));
        m_mode->setCurrentIndex(reduce->relativeThreshold ? 0 : 1);
        m_reduceCooldown->setValue(static_cast<int>(reduce->cooldown));
        m_minimum->setText(numberText(reduce->minimumRate));
    } else if (const auto* change = std::get_if<lr::ChangeOnPlateauOptions>(&policy.options)) {
        m_kind->setCurrentIndex(1);
        m_start->setValue(static_cast<int>(change->start));
        m_window->setValue(static_cast<int>(change->window));
        m_changeThreshold->setText(numberText(change->threshold));
        m_changeCooldown->setValue(static_cast<int>(change->cooldown));
        QStringList lines;
        for (const lr::Policy& each : change->policies)
            lines << toQString(lr::format(each));
        m_list->setPlainText(lines.join(u'\n'));
    }
    m_filling = false;
    changed();
}

void PlateauForm::setFirstRate(double rate)
{
    m_rate->setText(numberText(rate));
}

void PlateauForm::addPolicy(const lr::Policy& policy)
{
    const QString text = toQString(lr::format(policy));
    const QString before = m_list->toPlainText().trimmed();
    m_list->setPlainText(before.isEmpty() ? text : before + u'\n' + text);
}

} // namespace cobench::ui
