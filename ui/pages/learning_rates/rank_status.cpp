// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/rank_status.h"

#include "core/common/error.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/policy_figure.h"
#include "ui/widgets/job_status.h"

#include <QLabel>
#include <QProgressBar>
#include <QVBoxLayout>

#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kMargin = 8; // pixels
constexpr int kProgressSteps = 1000;

QString composedText(const jobs::ComposedPolicy& composed)
{
    if (composed.composition.intervals.size() < 2)
        return RankStatus::tr("One policy is the best throughout: there is nothing to compose.");
    const QString name = policyName(composed.composition.schedule);
    if (!composed.verified)
        return RankStatus::tr("Composed: %1.").arg(name);
    const study::PairedTest& gain = composed.gain;
    return RankStatus::tr("Composed: %1. Trained with %2 seeds: %3 points of validation accuracy against the best "
                          "single policy, p = %4.")
        .arg(name, count(gain.n), fixed(100.0 * gain.difference, 2), fixed(gain.p, 3));
}

} // namespace

RankStatus::RankStatus(QWidget* parent)
    : QWidget(parent)
    , m_progress(new QProgressBar(this))
    , m_done(new QLabel(this))
    , m_fault(new QLabel(this))
    , m_words(new QLabel(this))
{
    for (QLabel* label : {m_fault, m_words}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        label->setContentsMargins(kMargin, kMargin / 2, kMargin, kMargin / 2);
    }
    m_words->setAccessibleName(tr("What the ranking says"));
    m_fault->setAccessibleName(tr("What went wrong"));
    m_fault->setProperty("role", u"error"_s);
    m_progress->setRange(0, kProgressSteps);
    m_progress->setAccessibleName(tr("Progress of the ranking"));
    m_progress->setTextVisible(false); // the bar is lower than a line of text
    m_done->setContentsMargins(kMargin, 2, kMargin, 0);
    m_done->setProperty("role", u"dim"_s);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_progress);
    column->addWidget(m_done);
    column->addWidget(m_fault);
    column->addWidget(m_words);
}

QString RankStatus::text() const
{
    return m_fault->text().isEmpty() ? m_words->text() : m_fault->text() + u'\n' + m_words->text();
}

void RankStatus::tell(const Rankings::Entry* entry, const jobs::Ranking& shown, const RankView& view)
{
    const bool isFault = entry && entry->problem && !entry->problem->isCancelled();
    m_fault->setText(isFault ? QString::fromStdString(describe(*entry->problem)) : QString());
    m_fault->setVisible(isFault);
    QStringList words;
    if (entry && entry->seen && !entry->training)
        words << verdict(shown, view);
    if (entry && entry->problem && entry->problem->isCancelled())
        words << tr("It was stopped: what was reached by then is ranked.");
    if (entry && entry->composed)
        words << composedText(*entry->composed);
    if (entry && entry->seen && entry->seen->isBudgetSpent)
        words << tr("The time was spent: what was reached by then is ranked.");
    m_words->setText(words.join(u'\n'));
    m_words->setVisible(!words.isEmpty());
}

void RankStatus::showProgress(const Rankings::Entry* entry)
{
    const bool isRunning = entry && entry->isRunning();
    m_progress->setVisible(isRunning);
    m_done->setVisible(isRunning);
    if (!isRunning)
        return;
    const ProgressState& state = entry->progress;
    const double share = state.total > 0 ? double(state.done) / double(state.total) : 0.0;
    m_progress->setValue(static_cast<int>(share * kProgressSteps));
    QString text = state.stage.empty() ? tr("starting") : QString::fromStdString(state.stage);
    if (entry->training && entry->seen && entry->seen->rungsDone < entry->seen->rungs.size())
        text = tr("rung %1 of %2, %3").arg(entry->seen->rungsDone + 1).arg(entry->seen->rungs.size()).arg(text);
    if (const double left = secondsLeft(state); std::isfinite(left))
        text += tr(", %1 left").arg(durationText(left));
    m_done->setText(tr("%1 · %2 %").arg(text, fixed(100.0 * share, 0)));
}

} // namespace cobench::ui
