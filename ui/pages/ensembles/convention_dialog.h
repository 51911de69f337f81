// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/convention_table.h"
#include "ui/pages/ensembles/selection_presenter.h"

#include <QDialog>

class QLabel;

namespace cobench::ui {

/// What changes between the corrected and the reference convention, in words, and for how many chosen teams of the
/// current pool.
class ConventionDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ConventionDialog(SelectionPresenter& selection, QWidget* parent = nullptr);

    QLabel& here() { return *m_here; }

private:
    void setupUi();
    void compare();

    SelectionPresenter& m_selection;
    ConventionTable m_differences;
    QLabel* m_here; // on this pool
};

} // namespace cobench::ui
