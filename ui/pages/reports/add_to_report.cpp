// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/add_to_report.h"

#include "plots/plot_widget.h"
#include "ui/pages/reports/commands.h"
#include "ui/style/icons.h"

namespace cobench::ui {

AddToReport::AddToReport(ReportEditor& editor, QObject* parent)
    : QObject(parent)
    , m_editor(editor)
{
}

void AddToReport::attach(QWidget& root)
{
    for (auto* plot : root.findChildren<plots::PlotWidget*>())
        connect(plot, &plots::PlotWidget::menuOpening, this, &AddToReport::fill, Qt::UniqueConnection);
}

void AddToReport::fill(QMenu* menu)
{
    const auto* plot = qobject_cast<plots::PlotWidget*>(menu->parent());
    const auto view = plot ? viewOfCommand(plot->command()) : std::nullopt;
    if (!view || !m_editor.canEdit())
        return;
    const store::BlockEntry block{.kind = store::BlockKind::View, .content = toString(*view)};
    QMenu* reports = menu->addMenu(icon(QStringLiteral("reports")), tr("Add to report"));
    for (const OpenReport& report : m_editor.reports())
        reports->addAction(report.name(), this, [this, id = report.entry.id, block] { add(id, block); });
    if (!reports->isEmpty())
        reports->addSeparator();
    reports->addAction(tr("New report"), this, [this, block] { addToNew(block); });
}

void AddToReport::add(ReportId id, const store::BlockEntry& block)
{
    const OpenReport* report = m_editor.find(id);
    if (!report)
        return;
    const QString name = report->name();
    m_editor.addBlocks(id, {block}, report->blocks.size());
    Q_EMIT added(name);
}

void AddToReport::addToNew(const store::BlockEntry& block)
{
    const QString name = m_editor.freeName();
    BlockList blocks{block};
    blocks.front().id = nextNumber({});
    m_editor.addReport(name, blocks);
    Q_EMIT added(name);
}

} // namespace cobench::ui
