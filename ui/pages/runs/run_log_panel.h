// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/runs/run_catalog.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace cobench::ui {

class WhenSeen;

/// What one run said and the states it went through. Reads when it is visible.
class RunLogPanel : public QWidget
{
    Q_OBJECT
public:
    explicit RunLogPanel(RunCatalog& catalog, QWidget* parent = nullptr);

    /// The first one is shown.
    void setRuns(const std::vector<RunId>& runs);
    QString text() const;

protected:
private:
    void read();
    void showHistory(const std::vector<engine::Event>& history);

    RunCatalog& m_catalog;
    RunId m_run;
    QLabel* m_title;
    QPlainTextEdit* m_lines;
    WhenSeen* m_seen;
};

} // namespace cobench::ui
