// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/heatmap.h"

#include <cstdint>

namespace cobench::plots {

struct ConfusionData {
    QString title;
    QString note;
    std::vector<QString> classes;
    std::vector<std::uint32_t> counts; // [truth][prediction]
};

/// Confusion matrix, rows = truth. Counts, or shares of each row's total.
class Confusion : public Heatmap
{
    Q_OBJECT
public:
    explicit Confusion(QWidget* parent = nullptr);

    void setConfusion(ConfusionData data);
    /// Shares of the row (the default); off = counts.
    void setNormalised(bool on);
    bool isNormalised() const { return m_normalised; }

    QString summary() const override;

protected:
    QString describeCell(const Cell& cell) const override;

private:
    void refresh();
    std::uint32_t count(std::size_t truth, std::size_t predicted) const;

    ConfusionData m_confusion;
    std::vector<double> m_totals; // of each row
    bool m_normalised = true;
};

} // namespace cobench::plots
