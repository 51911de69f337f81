// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/sample_pictures.h"
#include "ui/pages/ensembles/team_presenter.h"

#include <QAbstractTableModel>

#include <memory>
#include <optional>

namespace cobench::ui {

/// Samples on which a team differs from its best member: those it rescues, or those it loses.
class TeamSamples : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { SampleColumn, TruthColumn, BestColumn, VotesColumn, ColumnCount };
    enum class Show { Rescued, Lost };

    /// `images` must outlive the list.
    explicit TeamSamples(const SampleImages& images, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// nullptr empties the list.
    void setAnswer(std::shared_ptr<const TeamDetailAnswer> answer);
    void setShow(Show show);
    std::uint32_t sampleAt(int row) const { return samples()[static_cast<std::size_t>(row)]; }
    std::optional<int> rowOf(std::uint32_t sample) const;
    /// The dataset was found: pictures can be shown.
    void refreshImages();

private:
    const std::vector<std::uint32_t>& samples() const;
    QString votesText(std::uint32_t sample) const;

    std::shared_ptr<const TeamDetailAnswer> m_answer;
    Show m_show = Show::Rescued;
    SamplePictures m_pictures;
};

} // namespace cobench::ui
