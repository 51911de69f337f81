// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QPlainTextEdit;

namespace cobench::ui {

/// The newest log lines, with the file's path; reads them again on request.
class LogViewer : public QDialog
{
    Q_OBJECT
public:
    explicit LogViewer(QWidget* parent = nullptr);

private:
    void refresh();

    QPlainTextEdit* m_text;
};

} // namespace cobench::ui
