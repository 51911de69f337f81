// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/ensemble_answers.h"
#include "ui/pages/ensembles/sample_pictures.h"

#include <QAbstractTableModel>

#include <memory>
#include <optional>

namespace cobench::ui {

/// The samples on which two models answer differently: picture where the dataset is known, truth, both votes.
class DisagreementList : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { SampleColumn, TruthColumn, FirstColumn, SecondColumn, ColumnCount };
    enum class Show { All, FirstRight, SecondRight, NeitherRight };

    /// `images` must outlive the list.
    explicit DisagreementList(const SampleImages& images, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// nullptr empties the list.
    void setAnswer(std::shared_ptr<const PairAnswer> answer);
    void setShow(Show show);
    std::uint32_t sampleAt(int row) const { return m_samples[static_cast<std::size_t>(row)]; }
    std::optional<int> rowOf(std::uint32_t sample) const;
    /// The dataset was found: pictures can be shown.
    void refreshImages();

private:
    void refill();
    bool passes(std::uint32_t sample) const;
    QString voteText(std::size_t model, std::uint32_t sample) const;

    std::shared_ptr<const PairAnswer> m_answer;
    Show m_show = Show::All;
    std::vector<std::uint32_t> m_samples; // ascending
    SamplePictures m_pictures;
};

} // namespace cobench::ui
