// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/training_dialog.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>

namespace cobench::ui {

void layOutTrainingDialog(QDialog& dialog, QWidget* fields, QWidget* side, QPushButton* start)
{
    auto* scroll = new QScrollArea(&dialog);
    scroll->setWidget(fields);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* columns = new QHBoxLayout;
    columns->addWidget(scroll, 1);
    columns->addWidget(side);
    auto* box = new QDialogButtonBox(QDialogButtonBox::Cancel, &dialog);
    box->addButton(start, QDialogButtonBox::AcceptRole);
    QObject::connect(box, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    auto* column = new QVBoxLayout(&dialog);
    column->addLayout(columns, 1);
    column->addWidget(box);
}

} // namespace cobench::ui
