// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/ensemble_presenter.h"

#include <QFrame>

class QCheckBox;
class QComboBox;
class QToolButton;

namespace cobench::ui {

/// What the page shows: metric, raw or score, sample set, convention, order, colour range.
class QueryBar : public QFrame
{
    Q_OBJECT
public:
    QueryBar(EnsemblePresenter& presenter, QWidget* parent = nullptr);

    QComboBox& metric() { return *m_metric; }
    QComboBox& value() { return *m_value; }
    QComboBox& samples() { return *m_samples; }
    QComboBox& convention() { return *m_convention; }
    QComboBox& order() { return *m_order; }
    QCheckBox& wholeRange() { return *m_wholeRange; }

Q_SIGNALS:
    /// "What changes?" was asked of the conventions.
    void changesAsked();

private:
    void setupUi();
    void fillMetrics();
    void fillSamples();
    void pull();
    void push();
    void explainMetric();

    EnsemblePresenter& m_presenter;
    QComboBox* m_metric;
    QComboBox* m_value;
    QComboBox* m_samples;
    QComboBox* m_convention;
    QToolButton* m_changes;
    QComboBox* m_order;
    QCheckBox* m_wholeRange;
    QStringList m_shownModels; // in m_samples
};

} // namespace cobench::ui
