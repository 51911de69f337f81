// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/plot_menu.h"

#include "plots/export.h"
#include "plots/export_dialog.h"
#include "plots/plot_widget.h"
#include "plots/table_dialog.h"

#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QMenu>

namespace cobench::plots {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("cobench::plots", text);
}

template <typename Function>
QAction* addAction(QMenu* menu, const char* text, PlotWidget& plot, Function function)
{
    return menu->addAction(tr(text), &plot, function);
}

void addLogAxis(QMenu* menu, PlotWidget& plot, Qt::Orientation axis, const char* text)
{
    if (!plot.canBeLogarithmic(axis))
        return;
    QAction* action
        = addAction(menu, text, plot, [&plot, axis] { plot.setLogarithmic(axis, !plot.isLogarithmic(axis)); });
    action->setCheckable(true);
    action->setChecked(plot.isLogarithmic(axis));
}

void addViewActions(QMenu* menu, PlotWidget& plot)
{
    addAction(menu, "Show all\tHome", plot, &PlotWidget::fit);
    QAction* legend = addAction(menu, "Legend\tL", plot, [&plot] { plot.setLegendShown(!plot.isLegendShown()); });
    legend->setCheckable(true);
    legend->setChecked(plot.isLegendShown());
    addLogAxis(menu, plot, Qt::Horizontal, "Logarithmic x\tX");
    addLogAxis(menu, plot, Qt::Vertical, "Logarithmic y\tY");
}

} // namespace

QList<QAction*> exportActions(PlotWidget& plot, QObject* parent)
{
    struct Entry {
        const char* text;
        ExportFormat format;
    };
    static constexpr Entry kEntries[] = {{"Export PNG…", ExportFormat::Png},
        {"Export SVG…", ExportFormat::Svg},
        {"Export PDF…", ExportFormat::Pdf},
        {"Export CSV…", ExportFormat::Csv},
        {"Export LaTeX table…", ExportFormat::Tex}};
    QList<QAction*> actions;
    for (const Entry& entry : kEntries) {
        auto* action = new QAction(tr(entry.text), parent);
        QObject::connect(
            action, &QAction::triggered, &plot, [&plot, format = entry.format] { askAndExport(plot, format); });
        actions += action;
    }
    return actions;
}

void showPlotMenu(PlotWidget& plot, const QPoint& globalPlace)
{
    auto* menu = new QMenu(&plot);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(exportActions(plot, menu));
    menu->addSeparator();
    addAction(menu, "Copy image", plot, [&plot] { copyImage(plot); });
    addAction(menu, "Copy data", plot, [&plot] { copyData(plot.tableData()); });
    if (!plot.command().isEmpty())
        addAction(
            menu, "Copy as command", plot, [&plot] { QGuiApplication::clipboard()->setText(plot.command()); });
    Q_EMIT plot.menuOpening(menu);
    addAction(menu, "Show as table…", plot, [&plot] { showTable(plot); });
    menu->addSeparator();
    addViewActions(menu, plot);
    menu->popup(globalPlace);
}

} // namespace cobench::plots
