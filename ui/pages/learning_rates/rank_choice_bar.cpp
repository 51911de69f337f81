// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/rank_choice_bar.h"

#include "core/lr/policy_text.h"
#include "ui/bridge/counted.h"
#include "ui/bridge/policy_editor.h"
#include "ui/pages/learning_rates/rank_dialog.h"
#include "ui/pages/reports/policy_figure.h"
#include "ui/widgets/narrow_box.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kMargin = 8; // pixels
constexpr int kLeastLetters = 12; // of the choice
constexpr int kIntervals = 3; // of a composition, at first
constexpr int kMostIntervals = 100;
constexpr double kEpsilon = 0.03; // of an attack, at first

/// The same as long as a ranking goes on and after it.
QString keyOf(const Rankings::Entry& entry)
{
    return QString::fromStdString(
               entry.project + "\n" + entry.batch + "\n" + entry.config.model + "\n" + entry.config.dataset + "\n")
        + (entry.isOwn ? QString() : QString::number(entry.runs.front().value));
}

} // namespace

RankChoiceBar::RankChoiceBar(Composer& composer, Rankings& rankings, RangeTests& tests, QWidget* parent)
    : QWidget(parent)
    , m_composer(composer)
    , m_rankings(rankings)
    , m_tests(tests)
    , m_choice(new NarrowBox(this))
{
    setupUi();
    connect(&m_rankings, &Rankings::listChanged, this, &RankChoiceBar::listChanged);
    connect(&m_rankings, &Rankings::changed, this, &RankChoiceBar::showTitle);
    connect(&m_rankings, &Rankings::progressed, this, &RankChoiceBar::showRunning);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &RankChoiceBar::chosenChanged);
    listChanged();
}

void RankChoiceBar::setupUi()
{
    m_choice->setMinimumContentsLength(kLeastLetters);
    m_choice->setAccessibleName(tr("Ranking"));
    m_choice->setToolTip(tr(
        "Those that are trained in this window, and the project's runs that were submitted together and differ in "
        "policy and seed only"));
    auto* label = new QLabel(tr("Ran&king"), this);
    label->setBuddy(m_choice);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(kMargin, 6, kMargin, 0);
    row->addWidget(label);
    row->addWidget(m_choice, 1);
    connect(addButton(*row, tr("&New ranking…"), tr("Trains in the background engine")),
        &QPushButton::clicked,
        this,
        &RankChoiceBar::ask);
    m_stop = addButton(*row, tr("Stop"), tr("What was trained stays in the project"));
    m_compose = addButton(*row,
        tr("Compose…"),
        tr("Makes one policy of the best in each interval of the finished runs, and trains it with their seeds"));
    m_attack = addButton(*row,
        tr("Attack…"),
        tr("How many test pictures the finished runs still get right when each is changed to mislead its network"));
    m_use = addButton(*row, tr("Use"), tr("The selected policy becomes what is composed"));
    connect(m_stop, &QPushButton::clicked, this, [this] {
        if (Rankings::Entry* entry = chosen())
            m_rankings.stop(*entry);
    });
    connect(m_compose, &QPushButton::clicked, this, &RankChoiceBar::compose);
    connect(m_attack, &QPushButton::clicked, this, &RankChoiceBar::attack);
}

QPushButton* RankChoiceBar::addButton(QHBoxLayout& row, const QString& text, const QString& help)
{
    auto* button = new QPushButton(text, this);
    button->setToolTip(help);
    row.addWidget(button);
    return button;
}

Rankings::Entry* RankChoiceBar::chosen() const
{
    const int index = m_choice->currentIndex();
    return index >= 0 ? m_rankings.entries()[static_cast<std::size_t>(index)].get() : nullptr;
}

/// The same ranking stays chosen; a new one is.
void RankChoiceBar::listChanged()
{
    const QString before = m_choice->currentData().toString();
    const auto& entries = m_rankings.entries();
    const bool isNew
        = !entries.empty() && entries.front()->training && m_choice->findData(keyOf(*entries.front())) < 0;
    {
        const QSignalBlocker quiet(m_choice);
        m_choice->clear();
        for (const auto& entry : entries)
            m_choice->addItem(entry->title(), keyOf(*entry));
        const int same = m_choice->findData(before);
        m_choice->setCurrentIndex(m_choice->count() == 0 ? -1 : isNew || same < 0 ? 0 : same);
    }
    m_choice->setEnabled(!entries.empty());
    showRunning();
    Q_EMIT chosenChanged();
}

void RankChoiceBar::showTitle()
{
    if (const Rankings::Entry* entry = chosen())
        m_choice->setItemText(m_choice->currentIndex(), entry->title());
}

void RankChoiceBar::showRunning()
{
    const Rankings::Entry* entry = chosen();
    m_stop->setEnabled(entry && entry->isRunning());
}

void RankChoiceBar::allow(const jobs::Ranking& shown)
{
    const Rankings::Entry* entry = chosen();
    const bool isOver = entry && !entry->isRunning();
    m_attack->setEnabled(isOver && entry->isCurrent && !jobs::finishedRuns(shown).empty());
    m_compose->setEnabled(
        isOver && std::ranges::count_if(shown.policies, [](const auto& policy) { return policy.isFinished; }) > 1);
    showRunning();
}

std::vector<KnownPolicy> RankChoiceBar::knownPolicies() const
{
    std::vector<KnownPolicy> known{{tr("What is composed: %1").arg(policyName(m_composer.schedule())),
        m_composer.schedule(),
        m_composer.draft().composition.unit}};
    for (const store::PolicyEntry& entry : m_composer.policies().policies()) {
        const store::PolicyText& text = entry.current().policy;
        if (auto schedule = lr::parse(text.text))
            known.push_back({QString::fromStdString(entry.name),
                *std::move(schedule),
                text.perEpoch ? lr::Unit::Epoch : lr::Unit::Iteration});
    }
    return known;
}

void RankChoiceBar::ask()
{
    study::RateInterval range;
    for (const auto& test : m_tests.tests())
        if (test->seen.suggestion.low > 0.0)
            range = test->seen.suggestion;
    auto* dialog = new RankDialog(knownPolicies(), range, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RankDialog::submitted, this, [this](const jobs::RankOptions& options, const QString& name) {
        Q_EMIT begun(options.target, !options.scales.empty());
        m_rankings.start(options, name);
    });
    dialog->open();
}

/// Nothing when it is no more: a list that was read again may have another one chosen.
Rankings::Entry* RankChoiceBar::find(const QString& key) const
{
    const int index = m_choice->findData(key);
    return index >= 0 ? m_rankings.entries()[static_cast<std::size_t>(index)].get() : nullptr;
}

/// Runs tell their accuracy once an epoch: no part of the training is shorter.
void RankChoiceBar::compose()
{
    const QString asked = m_choice->currentData().toString();
    const int epochs = static_cast<int>(chosen()->config.epochs);
    bool isAsked = false;
    const int intervals = QInputDialog::getInt(this,
        tr("Compose the best"),
        tr("Equal parts of the %1; in each the policy counts whose runs are best at its end:")
            .arg(counted(chosen()->config.epochs, tr("epoch"), tr("epochs"))),
        std::min(kIntervals, epochs),
        2,
        std::min(kMostIntervals, epochs),
        1,
        &isAsked);
    if (Rankings::Entry* entry = find(asked); entry && isAsked)
        m_rankings.compose(*entry, static_cast<std::size_t>(intervals));
}

void RankChoiceBar::attack()
{
    const QString asked = m_choice->currentData().toString();
    bool isAsked = false;
    const double epsilon = QInputDialog::getDouble(this,
        tr("Attack the finished runs"),
        tr("Strength of FGSM, a share of the range from black to white:"),
        kEpsilon,
        0.0001,
        1.0,
        4,
        &isAsked);
    Rankings::Entry* entry = find(asked);
    if (!entry || !isAsked)
        return;
    Q_EMIT attacked();
    m_rankings.attack(*entry, epsilon);
}

} // namespace cobench::ui
