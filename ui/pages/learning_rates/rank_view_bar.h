// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/learning_rates/rank_figures.h"
#include "ui/widgets/keeps_view_state.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QHBoxLayout;
class QSpinBox;

namespace cobench::ui {

/// How a person looks at a ranking: by which metric, against which cost, and which accuracy is to be reached.
class RankViewBar : public QWidget, public KeepsViewState
{
    Q_OBJECT
public:
    explicit RankViewBar(QWidget* parent = nullptr);

    RankView view() const;
    /// A cost becomes what the front weighs against, anything else what the ranking is by.
    void choose(const jobs::RankMetric& metric);
    void setTarget(double accuracy);
    /// At the end of the row.
    void addWidget(QWidget* widget);

    QComboBox& by() { return *m_by; }
    QComboBox& cost() { return *m_cost; }
    QDoubleSpinBox& target() { return *m_target; }
    QSpinBox& within() { return *m_within; }

    QJsonObject viewState() const override;
    void restoreViewState(const QJsonObject& state) override;

Q_SIGNALS:
    void changed();
    void targetChanged(); // before changed()

private:
    void fillMetrics(QComboBox& box, bool costs);
    void addLabelled(const QString& text, QWidget* field, const QString& name, const QString& help);

    QHBoxLayout* m_row;
    QComboBox* m_by;
    QComboBox* m_cost;
    QDoubleSpinBox* m_target;
    QSpinBox* m_within;
};

} // namespace cobench::ui
