// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/disagreement_list.h"
#include "ui/pages/ensembles/ensemble_presenter.h"
#include "ui/pages/ensembles/pair_metrics.h"
#include "ui/pages/ensembles/sample_sync.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QTableView;

namespace cobench::ui {

/// Two models side by side: what they get right together and apart, every metric, the samples they disagree on.
class PairPanel : public QWidget
{
    Q_OBJECT
public:
    PairPanel(EnsemblePresenter& presenter, QWidget* parent = nullptr);

    PairMetrics& metrics() { return m_metrics; }
    DisagreementList& samples() { return m_samples; }
    QTableView& sampleView() { return *m_sampleView; }
    QLabel& counts() { return *m_counts; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void setupUi();
    void connectAll();
    void answerChanged();
    void fillShow();
    QString metricsCommand() const;
    QString samplesCommand() const;

    EnsemblePresenter& m_presenter;
    SampleImages m_images;
    PairMetrics m_metrics;
    DisagreementList m_samples;
    QLabel* m_title;
    QLabel* m_counts;
    QTableView* m_metricView;
    QComboBox* m_show;
    QTableView* m_sampleView;
    SampleSync* m_sync; // child of the sample view
};

} // namespace cobench::ui
