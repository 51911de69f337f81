// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/selection_request.h"

#include <QWidget>

#include <array>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QSpinBox;

namespace cobench::ui {

class SliderBox;

/// What the form is about.
struct SelectionFormContext {
    std::size_t models = 0;
    QStringList splits; // titles
    QString selectSplit; // the usual ones
    QString reportSplit;
    bool canBeSoft = true; // every member has probabilities
    bool isReference = false;
};

/// Method, its parameters (only those it has), splits, consensus. Every edit is told at once.
class SelectionForm : public QWidget
{
    Q_OBJECT
public:
    explicit SelectionForm(QWidget* parent = nullptr);

    void showRequest(const SelectionRequest& request, const SelectionFormContext& context);

    QComboBox& method() { return *m_method; }
    QComboBox& metric() { return *m_metric; }
    QCheckBox& metricBox(ensemble::Metric metric) { return *m_metrics[static_cast<std::size_t>(metric)]; }
    QComboBox& selectSplit() { return *m_select; }
    QComboBox& reportSplit() { return *m_report; }
    SliderBox& beta() { return *m_beta; }
    QSpinBox& size() { return *m_size; }
    QSpinBox& count() { return *m_count; }

Q_SIGNALS:
    void edited(const SelectionRequest& request);

private:
    void makeMethods();
    void makeMetrics();
    void makeNumbers();
    void makeChoices();
    void addRow(const QString& name, QWidget* field, const QString& help, unsigned parameters);
    void connectAll();
    void showMethod();
    void showSplits();
    void showSizes();
    int shownSize() const;
    void push();

    SelectionRequest m_request;
    SelectionFormContext m_context;
    bool m_showing = false;
    QFormLayout* m_rows;
    std::vector<std::pair<QWidget*, unsigned>> m_fields; // with the parameters they are for; 0 = all methods
    QComboBox* m_method;
    QLabel* m_rule;
    QComboBox* m_metric;
    QWidget* m_metricGrid;
    std::array<QCheckBox*, ensemble::kAllMetrics.size()> m_metrics{};
    QLabel* m_twins;
    QSpinBox* m_least;
    QSpinBox* m_most;
    QSpinBox* m_size;
    SliderBox* m_beta;
    SliderBox* m_deviations;
    QSpinBox* m_votes;
    QSpinBox* m_count;
    QSpinBox* m_width;
    SliderBox* m_share;
    QSpinBox* m_seed;
    QSpinBox* m_time;
    QComboBox* m_weighting;
    QComboBox* m_consensus;
    QComboBox* m_select;
    QComboBox* m_report;
};

} // namespace cobench::ui
