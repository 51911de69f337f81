// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/log_viewer.h"

#include "ui/shell/log.h"

#include <QFontDatabase>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace cobench::ui {

namespace {

constexpr QSize kSize{900, 560};

} // namespace

LogViewer::LogViewer(QWidget* parent)
    : QDialog(parent)
    , m_text(new QPlainTextEdit(this))
{
    setWindowTitle(tr("Log"));
    resize(kSize);
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setAccessibleName(tr("Log lines"));
    auto* path = new QLabel(logFile(), this);
    path->setTextInteractionFlags(Qt::TextSelectableByMouse);
    path->setProperty("role", QStringLiteral("dim"));
    auto* again = new QPushButton(tr("Refresh"), this);
    connect(again, &QPushButton::clicked, this, &LogViewer::refresh);
    auto* row = new QHBoxLayout;
    row->addWidget(path, 1);
    row->addWidget(again);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->addWidget(m_text, 1);
    column->addLayout(row);
    refresh();
}

void LogViewer::refresh()
{
    m_text->setPlainText(lastLogLines().join(QLatin1Char('\n')));
    m_text->moveCursor(QTextCursor::End);
}

} // namespace cobench::ui
