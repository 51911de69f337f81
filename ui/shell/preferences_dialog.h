// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/settings.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QSpinBox;

namespace cobench::ui {

class PreferencesDialog : public QDialog
{
    Q_OBJECT
public:
    explicit PreferencesDialog(const Settings& settings, QWidget* parent = nullptr);

    /// Writes what was chosen into `settings`.
    void apply(Settings& settings) const;

private:
    void setupUi();

    QComboBox* m_theme;
    QComboBox* m_palette;
    QSpinBox* m_threads;
    QSpinBox* m_memory;
    QCheckBox* m_notify;
};

} // namespace cobench::ui
