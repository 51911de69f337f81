// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcut_sheet.h"

#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>

namespace cobench::ui {

namespace {

constexpr QSize kSize{640, 640};

QList<std::pair<QString, QString>> gestures()
{
    const auto tr = [](const char* text) { return ShortcutSheet::tr(text); };
    return {{tr("Alt+1 … 9"), tr("Page")},
        {tr("Esc"), tr("Clear the selection in all views")},
        {tr("Click, Ctrl+click"), tr("Select, add to the selection")},
        {tr("Shift+drag"), tr("Brush in a scatter plot")},
        {tr("Wheel"), tr("Zoom a chart (Ctrl: x only, Shift: y only)")},
        {tr("Drag, right drag"), tr("Pan a chart, zoom into a rectangle")},
        {tr("Double click, Home"), tr("Fit a chart to its data")},
        {tr("A, B, Delete"), tr("Set cursors in a chart, remove them")},
        {tr("X, Y"), tr("Logarithmic axis")},
        {tr("Space, Z"), tr("Collapse a branch of a tree, zoom to it")},
        {tr("F2"), tr("Rename in a table")},
        {tr("Alt+Up, Alt+Down"), tr("Move a model in the table")},
        {tr("Ctrl+C"), tr("Copy the selected rows")},
        {tr("Left, Right"), tr("Previous, next sample")}};
}

} // namespace

ShortcutSheet::ShortcutSheet(const QList<Command>& commands, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    resize(kSize);
    QList<std::pair<QString, QString>> rows;
    for (const Command& command : commands)
        if (!command.action->shortcut().isEmpty())
            rows.emplaceBack(command.action->shortcut().toString(QKeySequence::NativeText), command.path);
    rows += gestures();
    auto* table = new QTableWidget(static_cast<int>(rows.size()), 2, this);
    table->setHorizontalHeaderLabels({tr("Keys"), tr("What it does")});
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->verticalHeader()->hide();
    table->setShowGrid(false);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    for (int row = 0; row < table->rowCount(); ++row) {
        table->setItem(row, 0, new QTableWidgetItem(rows[row].first));
        table->setItem(row, 1, new QTableWidgetItem(rows[row].second));
    }
    table->resizeColumnToContents(0);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->addWidget(table);
}

} // namespace cobench::ui
