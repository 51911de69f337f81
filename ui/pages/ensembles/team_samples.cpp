// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/team_samples.h"

#include "ui/models/vote_table.h"
#include "ui/pages/ensembles/ensemble_figures.h"

namespace cobench::ui {

using namespace Qt::StringLiterals;

TeamSamples::TeamSamples(const SampleImages& images, QObject* parent)
    : SampleList(images, parent)
{
}

void TeamSamples::setAnswer(std::shared_ptr<const TeamDetailAnswer> answer)
{
    m_answer = std::move(answer);
    refill();
}

void TeamSamples::setShow(Show show)
{
    if (show == m_show)
        return;
    m_show = show;
    refill();
}

void TeamSamples::refill()
{
    if (!m_answer)
        return replace({}, {});
    const ensemble::ConsensusReport& report = m_answer->detail.toldRule().report;
    replace(m_answer->subject, m_show == Show::Rescued ? report.rescued : report.lost);
}

/// "3 of 4: mlp-a, mlp-b, cnn-a"
QString TeamSamples::votesText(std::uint32_t sample) const
{
    QStringList right;
    for (const std::uint32_t member : m_answer->detail.team)
        if (subject().prepared().isRight(member, sample))
            right += modelName(subject().models(), member);
    const QString share = tr("%1 of %2").arg(right.size()).arg(m_answer->detail.team.size());
    return right.isEmpty() ? share : share + u": "_s + right.join(u", "_s);
}

QString TeamSamples::textOf(int column, std::uint32_t sample) const
{
    if (column == VotesColumn)
        return votesText(sample);
    return (m_show == Show::Rescued ? u"✗ "_s : u"✓ "_s)
        + classText(subject().models(), subject().prepared().predicted(m_answer->detail.bestMember())[sample]);
}

QString TeamSamples::helpOf(int column, std::uint32_t sample) const
{
    return column == VotesColumn ? votesText(sample) : QString();
}

QString TeamSamples::titleOf(int column) const
{
    if (column == VotesColumn)
        return tr("Members right");
    return m_answer ? modelName(subject().models(), m_answer->detail.bestMember()) : QString();
}

} // namespace cobench::ui
