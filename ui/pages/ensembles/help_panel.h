// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/bars.h"
#include "plots/histogram.h"
#include "ui/pages/ensembles/help_presenter.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QSpinBox;

namespace cobench::ui {

/// Does diversity help here? The answer in words, the figures it rests on, and what chance gives.
class HelpPanel : public QWidget
{
    Q_OBJECT
public:
    HelpPanel(EnsemblePresenter& page, QWidget* parent = nullptr);

    HelpPresenter& presenter() { return m_presenter; }
    QLabel& verdict() { return *m_verdict; }
    QLabel& explanation() { return *m_explanation; }
    QLabel& figures() { return *m_figures; }
    QSpinBox& permutations() { return *m_permutations; }
    QSpinBox& seed() { return *m_seed; }
    QPushButton& compareButton() { return *m_compare; }
    plots::Histogram& histogram() { return *m_histogram; }
    plots::Bars& bySize() { return *m_bySize; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void setupUi();
    QWidget* makeAnswer();
    QLayout* makeTools();
    void connectAll();
    void answerChanged();
    void tellCost();
    void showCharts();

    HelpPresenter m_presenter;
    QLabel* m_verdict;
    QLabel* m_explanation;
    QLabel* m_figures;
    QSpinBox* m_permutations;
    QSpinBox* m_seed;
    QPushButton* m_compare;
    plots::Histogram* m_histogram;
    plots::Bars* m_bySize;
};

} // namespace cobench::ui
