// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/report_export.h"

#include "plots/export.h"
#include "ui/pages/reports/html_report.h"
#include "ui/pages/reports/pdf_report.h"

namespace cobench::ui {

ReportExport::ReportExport(Async& async, QObject* parent)
    : QObject(parent)
    , m_async(async)
{
    m_turn.setInterval(0);
    connect(&m_turn, &QTimer::timeout, this, &ReportExport::step);
}

void ReportExport::start(std::shared_ptr<const ReportDocument> document, const QString& path)
{
    m_writer.reset();
    m_document = std::move(document);
    m_path = path;
    const bool pdf = path.endsWith(QStringLiteral(".pdf"), Qt::CaseInsensitive);
    m_writer = pdf ? pdfWriter(*m_document) : htmlWriter(*m_document);
    m_turn.start();
}

void ReportExport::step()
{
    if (m_writer->writeNext())
        return;
    m_turn.stop();
    save(m_writer->finish());
    m_writer.reset();
}

void ReportExport::save(const QByteArray& bytes)
{
    m_async.run<std::optional<QString>>(
        this,
        {},
        [bytes, path = m_path](Progress&, const CancelToken&) -> Result<std::optional<QString>> {
            return plots::writeFile(path, bytes);
        },
        [this, path = m_path](const Result<std::optional<QString>>& problem) {
            if (problem && !*problem)
                Q_EMIT written(path);
            else
                Q_EMIT failed(problem ? **problem : QString::fromStdString(describe(problem.error())));
        });
}

} // namespace cobench::ui
