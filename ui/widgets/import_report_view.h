// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/importer.h"

#include <QTreeWidget>
#include <QWidget>

class QLabel;
class QPushButton;

namespace cobench::ui {

/// What the last import could not read, and what it noticed: file, place, reason, cure. Offers to try again with a
/// labels file.
class ImportReportView : public QWidget
{
    Q_OBJECT
public:
    explicit ImportReportView(Importer& importer, QWidget* parent = nullptr);

    void show(const std::shared_ptr<const ImportReport>& report);
    const QTreeWidget& list() const { return *m_list; }
    QString headline() const;
    /// All rows as tab-separated lines.
    QString text() const;

private:
    void add(const QString& kind, const QString& iconName, const Warning& line);
    void askLabels();

    Importer& m_importer;
    std::shared_ptr<const ImportReport> m_report;
    QLabel* m_headline;
    QTreeWidget* m_list;
    QPushButton* m_labels;
    QPushButton* m_copy;
};

} // namespace cobench::ui
