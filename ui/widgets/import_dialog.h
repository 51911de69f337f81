// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/load_pool.h"

#include <QDialog>

class QComboBox;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace cobench::ui {

/// What to import and how: files and folders, where the labels are, what the numbers mean, what the pool is called.
class ImportDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ImportDialog(QWidget* parent = nullptr);

    void addInputs(const QStringList& paths);
    void setLabels(const QString& path);
    io::LoadPoolOptions options() const;
    /// Empty: after the inputs.
    QString name() const;

private:
    void setupUi();
    QPushButton* addButton(const QString& text, void (ImportDialog::*run)());
    void askFiles();
    void askFolder();
    void askLabels();
    void removeSelected();
    void check();

    QListWidget* m_inputs;
    QLineEdit* m_labels;
    QComboBox* m_values;
    QLineEdit* m_name;
    QPushButton* m_accept = nullptr;
};

/// Filters of file dialogs.
QString predictionFilter();
QString labelsFilter();

} // namespace cobench::ui
