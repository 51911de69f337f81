// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/report_editor.h"

#include <QMenu>
#include <QWidget>

namespace cobench::ui {

/// "Add to report" in the context menu of each chart whose command draws a view. GUI thread only.
class AddToReport : public QObject
{
    Q_OBJECT
public:
    explicit AddToReport(ReportEditor& editor, QObject* parent = nullptr);

    /// All charts under `root`; those that have the entry already keep one.
    void attach(QWidget& root);

Q_SIGNALS:
    void added(const QString& report);

private:
    void fill(QMenu* menu);
    void add(ReportId report, const store::BlockEntry& block);
    void addToNew(const store::BlockEntry& block);

    ReportEditor& m_editor;
};

} // namespace cobench::ui
