// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/ensemble_answers.h"
#include "ui/pages/ensembles/sample_pictures.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace cobench::ui {

/// Samples of a split: picture where the dataset is known, truth, and two columns that a subclass tells.
class SampleList : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { SampleColumn, TruthColumn, FirstOwnColumn, ColumnCount = FirstOwnColumn + 2 };

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    std::uint32_t sampleAt(int row) const { return m_samples[static_cast<std::size_t>(row)]; }
    std::optional<int> rowOf(std::uint32_t sample) const;
    /// The dataset was found: pictures can be shown.
    void refreshImages();

protected:
    /// `images` must outlive the list.
    SampleList(const SampleImages& images, QObject* parent);

    /// Other rows; `samples` ascending, none without a subject.
    void replace(const Subject& subject, std::vector<std::uint32_t> samples);
    const Subject& subject() const { return m_subject; }
    /// Of the columns from FirstOwnColumn on.
    virtual QString titleOf(int column) const = 0;
    virtual QString textOf(int column, std::uint32_t sample) const = 0;
    virtual QString helpOf(int, std::uint32_t) const { return {}; }

private:
    Subject m_subject;
    std::vector<std::uint32_t> m_samples;
    SamplePictures m_pictures;
};

} // namespace cobench::ui
