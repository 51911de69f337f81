// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/pool.h"

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace cobench::ui {

/// Names of a pool's classes, one per line; typed or read from a text file.
class ClassNamesDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ClassNamesDialog(const data::Pool& pool, QWidget* parent = nullptr);

    QStringList names() const;
    void load(const QString& path);

private:
    void check();

    qsizetype m_classes;
    QPlainTextEdit* m_text;
    QLabel* m_note;
    QPushButton* m_accept;
};

} // namespace cobench::ui
