// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/sample_list.h"

#include <memory>

namespace cobench::ui {

/// The samples on which two models answer differently, with both votes.
class DisagreementList : public SampleList
{
    Q_OBJECT
public:
    enum OwnColumn { FirstColumn = FirstOwnColumn, SecondColumn };
    enum class Show { All, FirstRight, SecondRight, NeitherRight };

    /// `images` must outlive the list.
    explicit DisagreementList(const SampleImages& images, QObject* parent = nullptr);

    /// nullptr empties the list.
    void setAnswer(std::shared_ptr<const PairAnswer> answer);
    void setShow(Show show);

protected:
    QString titleOf(int column) const override;
    QString textOf(int column, std::uint32_t sample) const override;

private:
    void refill();
    bool passes(std::uint32_t sample) const;
    std::size_t modelOf(int column) const;

    std::shared_ptr<const PairAnswer> m_answer;
    Show m_show = Show::All;
};

} // namespace cobench::ui
