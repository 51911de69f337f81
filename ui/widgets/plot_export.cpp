// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/plot_export.h"

#include "plots/export.h"
#include "ui/bridge/async.h"
#include "ui/style/icons.h"
#include "ui/widgets/lazy_dock.h"

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

void savePlot(plots::PlotWidget& plot, const QString& title, QWidget* parent)
{
    const QString path = QFileDialog::getSaveFileName(parent,
        title,
        title + QStringLiteral(".svg"),
        QObject::tr("Pictures and data (*.svg *.pdf *.png *.csv *.tex)"));
    if (!path.isEmpty())
        tell(parent, plots::exportTo(plot, path, {.size = plot.size()}));
}

void saveTable(const std::function<plots::PlotTable()>& table, const QString& title, QWidget* parent)
{
    const QString path = QFileDialog::getSaveFileName(
        parent, title, title + QStringLiteral(".csv"), QObject::tr("Tables (*.csv *.tsv *.tex)"));
    if (!path.isEmpty())
        tell(parent, plots::writeFile(path, tableBytes(table(), path)));
}

/// What nobody looks at is not worked out: `save` waits for it where the dock was not seen.
QAction* dockAction(LazyDock& dock, Async& async, const QString& title, std::function<void()> save)
{
    QAction* action = makeAction(title, dock.parentWidget());
    QObject::connect(action, &QAction::triggered, &dock, [&dock, &async, save = std::move(save)] {
        const bool seen = dock.isSeen();
        dock.reveal();
        if (seen || async.isIdle())
            return save();
        constexpr int kOnce = Qt::QueuedConnection | Qt::SingleShotConnection;
        QObject::connect(&async, &Async::idle, &dock, save, static_cast<Qt::ConnectionType>(kOnce));
    });
    return action;
}

} // namespace

QAction* plotExportAction(plots::PlotWidget& plot, const QString& title, QWidget* parent)
{
    QAction* action = makeAction(title, parent);
    QObject::connect(action, &QAction::triggered, &plot, [&plot, title, parent] { savePlot(plot, title, parent); });
    return action;
}

QAction* tableExportAction(const QString& title, std::function<plots::PlotTable()> table, QWidget* parent)
{
    QAction* action = makeAction(title, parent);
    QObject::connect(action, &QAction::triggered, parent, [table = std::move(table), title, parent] {
        saveTable(table, title, parent);
    });
    return action;
}

QAction* plotExportAction(
    LazyDock& dock, Async& async, const QString& title, std::function<plots::PlotWidget&()> plot)
{
    return dockAction(dock, async, title, [&dock, title, plot = std::move(plot)] {
        savePlot(plot(), title, dock.parentWidget());
    });
}

QAction* tableExportAction(
    LazyDock& dock, Async& async, const QString& title, std::function<plots::PlotTable()> table)
{
    return dockAction(dock, async, title, [&dock, title, table = std::move(table)] {
        saveTable(table, title, dock.parentWidget());
    });
}

} // namespace cobench::ui
