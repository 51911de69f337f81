// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/disagreement_list.h"

#include "ui/models/vote_table.h"
#include "ui/pages/ensembles/ensemble_figures.h"

#include <algorithm>

namespace cobench::ui {

using namespace Qt::StringLiterals;

DisagreementList::DisagreementList(const SampleImages& images, QObject* parent)
    : SampleList(images, parent)
{
}

void DisagreementList::setAnswer(std::shared_ptr<const PairAnswer> answer)
{
    m_answer = std::move(answer);
    refill();
}

void DisagreementList::setShow(Show show)
{
    if (m_show == show)
        return;
    m_show = show;
    refill();
}

void DisagreementList::refill()
{
    std::vector<std::uint32_t> samples;
    if (m_answer)
        std::ranges::copy_if(m_answer->detail.disagreeing,
            std::back_inserter(samples),
            [this](std::uint32_t sample) { return passes(sample); });
    replace(m_answer ? m_answer->subject : Subject(), std::move(samples));
}

bool DisagreementList::passes(std::uint32_t sample) const
{
    const ensemble::PreparedSplit& split = m_answer->subject.prepared();
    const bool first = split.isRight(m_answer->detail.options.first, sample);
    const bool second = split.isRight(m_answer->detail.options.second, sample);
    switch (m_show) {
    case Show::FirstRight:
        return first;
    case Show::SecondRight:
        return second;
    case Show::NeitherRight:
        return !first && !second;
    case Show::All:
        break;
    }
    return true;
}

std::size_t DisagreementList::modelOf(int column) const
{
    return column == FirstColumn ? m_answer->detail.options.first : m_answer->detail.options.second;
}

QString DisagreementList::textOf(int column, std::uint32_t sample) const
{
    const ensemble::PreparedSplit& split = subject().prepared();
    return (split.isRight(modelOf(column), sample) ? u"✓ "_s : u"✗ "_s)
        + classText(subject().models(), split.predicted(modelOf(column))[sample]);
}

QString DisagreementList::titleOf(int column) const
{
    return m_answer ? modelName(subject().models(), modelOf(column)) : QString();
}

} // namespace cobench::ui
