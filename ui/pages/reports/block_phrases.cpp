// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/block_phrases.h"

#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/table_spec.h"
#include "ui/pages/reports/view_spec.h"

#include <QCoreApplication>
#include <QStringList>

namespace cobench::ui {

namespace {

using store::BlockKind;

QString tr(const char* text)
{
    return QCoreApplication::translate("BlockPhrases", text);
}

QString joined(const QStringList& parts)
{
    QStringList present = parts;
    present.removeAll(QString());
    return present.join(QStringLiteral(" · "));
}

QString viewTitle(const ViewSpec& view)
{
    return QStringLiteral("%1: %2").arg(toQString(formOf(view.kind).title), toQString(subjectText(view)));
}

} // namespace

QString blockTitle(const store::BlockEntry& block)
{
    const QString content = toQString(block.content);
    if (block.kind == BlockKind::View) {
        const auto view = parseView(block.content);
        return view ? viewTitle(*view) : content;
    }
    if (block.kind == BlockKind::Table) {
        const auto table = parseTable(block.content);
        return table ? toQString(formOf(table->kind).title) : content;
    }
    const QString line = content.trimmed().section(QLatin1Char('\n'), 0, 0);
    return line.isEmpty() ? tr("(empty)") : line;
}

QString blockFacts(const store::BlockEntry& block)
{
    if (block.kind == BlockKind::Title)
        return tr("Title");
    if (block.kind == BlockKind::Text)
        return tr("Text");
    if (block.kind == BlockKind::View) {
        const auto view = parseView(block.content);
        return view ? joined({toQString(view->pool), toQString(view->split), toQString(view->samples)})
                    : tr("View");
    }
    const auto table = parseTable(block.content);
    const QString facts = table ? joined({toQString(table->pool), toQString(table->split)}) : QString();
    return facts.isEmpty() ? tr("Table") : facts;
}

QString blockIcon(BlockKind kind)
{
    switch (kind) {
    case BlockKind::Title:
        return QStringLiteral("title");
    case BlockKind::Text:
        return QStringLiteral("text");
    case BlockKind::View:
        return QStringLiteral("chart");
    case BlockKind::Table:
        break;
    }
    return QStringLiteral("columns");
}

QString blockProblem(const store::BlockEntry& block)
{
    const auto problem
        = [](const auto& parsed) { return parsed ? QString() : QString::fromStdString(describe(parsed.error())); };
    if (block.kind == BlockKind::View)
        return problem(parseView(block.content));
    return block.kind == BlockKind::Table ? problem(parseTable(block.content)) : QString();
}

} // namespace cobench::ui
