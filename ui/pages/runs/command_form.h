// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/command_tracer.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;

namespace cobench::ui {

/// Fields of a command that is run and recorded, whatever it is.
class CommandForm : public QWidget
{
    Q_OBJECT
public:
    explicit CommandForm(QWidget* parent = nullptr);

    TraceCommand command() const;
    /// Why it cannot be started; empty when it can.
    QString problem() const;
    QLineEdit& line() { return *m_line; }
    QLineEdit& folder() { return *m_folder; }
    QComboBox& metrics() { return *m_metrics; }

Q_SIGNALS:
    void edited();

private:
    QLineEdit* m_line;
    QLineEdit* m_folder;
    QLineEdit* m_name;
    QComboBox* m_metrics;
    QLineEdit* m_expression;
    QDoubleSpinBox* m_hz;
    QLabel* m_problem;
};

} // namespace cobench::ui
