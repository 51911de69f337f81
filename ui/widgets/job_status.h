// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/job_list.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace cobench::ui {

/// Status bar: what runs, how far, how fast, how long still, Cancel. Work that ends within a blink is not shown.
class JobStatus : public QWidget
{
    Q_OBJECT
public:
    explicit JobStatus(JobList& jobs, QWidget* parent = nullptr);

private:
    void refresh();
    QString describe(const QModelIndex& job) const;

    JobList& m_jobs;
    QTimer m_delay;
    QLabel* m_text;
    QProgressBar* m_bar;
    QToolButton* m_cancel;
};

/// "3 s", "2 min", "1 h 10 min".
QString durationText(double seconds);

} // namespace cobench::ui
