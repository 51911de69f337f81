// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/plot_export.h"

#include "plots/export.h"
#include "ui/style/icons.h"

#include <QFileDialog>
#include <QMessageBox>

namespace cobench::ui {

namespace {

void tell(QWidget* parent, const std::optional<QString>& problem)
{
    if (problem)
        QMessageBox::warning(parent, QObject::tr("Export"), *problem);
}

QByteArray tableBytes(const plots::PlotTable& table, const QString& path)
{
    if (path.endsWith(QLatin1String(".tex")))
        return plots::toLatex(table).toUtf8();
    return (path.endsWith(QLatin1String(".tsv")) ? plots::toTsv(table) : plots::toCsv(table)).toUtf8();
}

QAction* makeAction(const QString& title, QWidget* parent)
{
    return new QAction(icon(QStringLiteral("export")), title + QStringLiteral("…"), parent);
}

} // namespace

QAction* plotExportAction(plots::PlotWidget& plot, const QString& title, QWidget* parent)
{
    return plotExportAction([&plot]() -> plots::PlotWidget& { return plot; }, title, parent);
}

QAction* plotExportAction(std::function<plots::PlotWidget&()> plot, const QString& title, QWidget* parent)
{
    QAction* action = makeAction(title, parent);
    QObject::connect(action, &QAction::triggered, parent, [plot = std::move(plot), title, parent] {
        const QString path = QFileDialog::getSaveFileName(parent,
            title,
            title + QStringLiteral(".svg"),
            QObject::tr("Pictures and data (*.svg *.pdf *.png *.csv *.tex)"));
        if (!path.isEmpty())
            tell(parent, plots::exportTo(plot(), path, {.size = plot().size()}));
    });
    return action;
}

QAction* tableExportAction(const QString& title, std::function<plots::PlotTable()> table, QWidget* parent)
{
    QAction* action = makeAction(title, parent);
    QObject::connect(action, &QAction::triggered, parent, [table = std::move(table), title, parent] {
        const QString path = QFileDialog::getSaveFileName(
            parent, title, title + QStringLiteral(".csv"), QObject::tr("Tables (*.csv *.tsv *.tex)"));
        if (!path.isEmpty())
            tell(parent, plots::writeFile(path, tableBytes(table(), path)));
    });
    return action;
}

} // namespace cobench::ui
