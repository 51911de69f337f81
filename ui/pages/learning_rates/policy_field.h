// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/learning_rates/composer.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace cobench::ui {

/// The text form of what is composed, to read, copy, change and paste over. What cannot be read stays in the field
/// with its fault underlined, and what would be right stands below.
class PolicyField : public QWidget
{
    Q_OBJECT
public:
    explicit PolicyField(Composer& composer, QWidget* parent = nullptr);

    QLineEdit& edit() { return *m_edit; }
    QLabel& problem() { return *m_problem; }

private:
    void pull();
    void push();
    void mark(int column);

    Composer& m_composer;
    QLineEdit* m_edit;
    QLabel* m_problem;
    bool m_pushing = false;
};

} // namespace cobench::ui
