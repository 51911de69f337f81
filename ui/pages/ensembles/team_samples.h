// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/sample_list.h"
#include "ui/pages/ensembles/team_presenter.h"

#include <memory>

namespace cobench::ui {

/// Samples on which a team differs from its best member: those it rescues, or those it loses.
class TeamSamples : public SampleList
{
    Q_OBJECT
public:
    enum OwnColumn { BestColumn = FirstOwnColumn, VotesColumn };
    enum class Show { Rescued, Lost };

    /// `images` must outlive the list.
    explicit TeamSamples(const SampleImages& images, QObject* parent = nullptr);

    /// nullptr empties the list.
    void setAnswer(std::shared_ptr<const TeamDetailAnswer> answer);
    void setShow(Show show);

protected:
    QString titleOf(int column) const override;
    QString textOf(int column, std::uint32_t sample) const override;
    QString helpOf(int column, std::uint32_t sample) const override;

private:
    void refill();
    QString votesText(std::uint32_t sample) const;

    std::shared_ptr<const TeamDetailAnswer> m_answer;
    Show m_show = Show::Rescued;
};

} // namespace cobench::ui
