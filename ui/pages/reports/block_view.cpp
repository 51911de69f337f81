// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/block_view.h"

#include "plots/plot_widget.h"
#include "ui/pages/reports/block_phrases.h"
#include "ui/pages/reports/part_widgets.h"
#include "ui/style/icons.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QStyle>
#include <QVBoxLayout>

namespace cobench::ui {

BlockView::BlockView(QWidget* parent)
    : QFrame(parent)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("reportBlock"));
    m_column->setContentsMargins(16, 8, 8, 8);
    m_column->setSpacing(8);
}

void BlockView::show(
    const store::BlockEntry& block, const ReportPresenter::Composed& composed, const QString& projectPath)
{
    // A text is composed anew each time; what it says is in the block.
    const bool isData = block.kind == store::BlockKind::View || block.kind == store::BlockKind::Table;
    if (m_filled && block == m_block && (!isData || composed == m_composed))
        return;
    m_block = block;
    m_composed = composed;
    m_filled = true;
    setAccessibleName(blockTitle(block));
    refill(projectPath);
}

void BlockView::refill(const QString& projectPath)
{
    while (QLayoutItem* item = m_column->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (m_block.kind == store::BlockKind::Title)
        m_column->addWidget(makeWords(blockTitle(m_block), QStringLiteral("subtitle"), this));
    else if (!m_composed)
        m_column->addWidget(
            makeWords(tr("Working out %1 …").arg(blockTitle(m_block)), QStringLiteral("dim"), this));
    else if (const auto parts = partsOf(m_block, *m_composed); !parts.empty())
        for (const ReportPart& part : parts)
            m_column->addWidget(makePartWidget(part, projectPath, this));
}

void BlockView::setCurrent(bool current)
{
    if (property("current").toBool() == current)
        return;
    setProperty("current", current);
    style()->unpolish(this);
    style()->polish(this);
}

QString BlockView::command() const
{
    const auto* plot = findChild<plots::PlotWidget*>();
    return plot ? plot->command() : QString();
}

void BlockView::mousePressEvent(QMouseEvent*)
{
    Q_EMIT chosen(m_block.id);
}

void BlockView::contextMenuEvent(QContextMenuEvent* event)
{
    Q_EMIT chosen(m_block.id);
    if (command().isEmpty())
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(icon(QStringLiteral("command")), tr("Copy as command"), this, [this] {
        QGuiApplication::clipboard()->setText(command());
    });
    menu->popup(event->globalPos());
}

} // namespace cobench::ui
