// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/ask_for_runs.h"

#include <QFileDialog>

namespace cobench::ui {

void askForRuns(QWidget* parent, const std::function<void(const QStringList&)>& take)
{
    auto* dialog = new QFileDialog(parent, QFileDialog::tr("Import runs"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters({QFileDialog::tr("Logs of runs (*tfevents* *.csv *.csv.gz *.jsonl *.json *.db)"),
        QFileDialog::tr("All files (*)")});
    QObject::connect(dialog, &QFileDialog::filesSelected, parent, take);
    dialog->open();
}

} // namespace cobench::ui
