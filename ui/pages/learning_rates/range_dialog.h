// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/range_test_job.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace cobench::ui {

class LaunchForm;

/// Sets up a range test: what is trained, and over which rates.
class RangeDialog : public QDialog
{
    Q_OBJECT
public:
    explicit RangeDialog(QWidget* parent = nullptr);

    LaunchForm& form() { return *m_form; }
    QLineEdit& lowest() { return *m_lowest; }
    QLineEdit& highest() { return *m_highest; }
    QPushButton& startButton() { return *m_start; }
    QString problems() const;
    jobs::RangeTestOptions options() const;

Q_SIGNALS:
    void submitted(const cobench::jobs::RangeTestOptions& options);

private:
    QWidget* makeSide();
    void refresh();

    LaunchForm* m_form;
    QComboBox* m_method;
    QLineEdit* m_lowest;
    QLineEdit* m_highest;
    QSpinBox* m_points;
    QLineEdit* m_stop;
    QLabel* m_problems;
    QPushButton* m_start;
};

} // namespace cobench::ui
