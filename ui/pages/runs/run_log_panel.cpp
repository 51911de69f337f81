// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/run_log_panel.h"

#include "core/engine/run_history.h"
#include "ui/widgets/when_seen.h"

#include <QDateTime>
#include <QFontDatabase>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace cobench::ui {

namespace {

const QString kHistory = QStringLiteral("history");

using History = std::vector<engine::Event>;

QString lineOf(const engine::Event& event)
{
    const QString time = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(event.time * 1000.0))
                             .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    QString text = QString::fromStdString(event.text);
    if (event.kind == engine::Event::Kind::RunState)
        text = text.isEmpty() ? stateText(event.state) : QStringLiteral("%1: %2").arg(stateText(event.state), text);
    return time + QStringLiteral("  ") + text;
}

} // namespace

RunLogPanel::RunLogPanel(RunCatalog& catalog, QWidget* parent)
    : QWidget(parent)
    , m_catalog(catalog)
    , m_title(new QLabel(this))
    , m_lines(new QPlainTextEdit(this))
    , m_seen(new WhenSeen(this, [this] { read(); }))
{
    m_title->setProperty("role", QStringLiteral("dim"));
    m_title->setContentsMargins(8, 6, 8, 6);
    m_lines->setReadOnly(true);
    m_lines->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_lines->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_lines->setAccessibleName(tr("Log of the run"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_title);
    column->addWidget(m_lines, 1);
    connect(&catalog, &RunCatalog::changed, this, [this](const std::vector<RunId>& runs) {
        if (std::ranges::count(runs, m_run) > 0 && !m_catalog.track(m_run))
            m_seen->request();
    });
    setRuns({});
}

void RunLogPanel::setRuns(const std::vector<RunId>& runs)
{
    const RunId first = runs.empty() ? RunId{} : runs.front();
    const study::Run* run = m_catalog.find(first);
    m_title->setText(
        run ? tr("Log of %1").arg(QString::fromStdString(run->name)) : tr("Select a run to read its log"));
    if (first == m_run)
        return;
    m_run = first;
    m_catalog.workspace().async().supersede(this, kHistory);
    m_lines->clear();
    m_seen->request();
}

void RunLogPanel::read()
{
    if (!m_catalog.find(m_run))
        return;
    m_catalog.workspace().async().runLatest<History>(
        this,
        kHistory,
        {},
        [project = m_catalog.workspace().path().toStdString(), run = m_run](
            Progress&, const CancelToken& cancel) { return engine::readHistory(project, run, cancel); },
        [this](Result<History> history) {
            if (history)
                showHistory(*history);
            else if (!history.error().isCancelled())
                m_lines->setPlainText(QString::fromStdString(describe(history.error())));
        });
}

void RunLogPanel::showHistory(const History& history)
{
    QStringList lines;
    for (const engine::Event& event : history)
        lines += lineOf(event);
    m_lines->setPlainText(lines.join(QLatin1Char('\n')));
}

QString RunLogPanel::text() const
{
    return m_lines->toPlainText();
}

} // namespace cobench::ui
