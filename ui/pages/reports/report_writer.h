// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/reports/report_document.h"

#include <QByteArray>

namespace cobench::ui {

/// Writes a document part by part, so that a window stays usable between them. The document must outlive the
/// writer. GUI thread: charts are drawn there.
class ReportWriter
{
public:
    explicit ReportWriter(const ReportDocument& document)
        : m_document(document)
    {
    }
    virtual ~ReportWriter() = default;

    /// One step on: the title of a section, or one part. False: there was nothing left to write.
    bool writeNext();
    /// The whole file, after writeNext() has said false.
    virtual QByteArray finish() = 0;

protected:
    virtual void beginSection(const ReportSection& section, std::size_t index) = 0;
    virtual void endSection() { }
    virtual void write(const ReportPart& part) = 0;
    const ReportDocument& document() const { return m_document; }

private:
    const ReportDocument& m_document;
    std::size_t m_section = 0;
    std::size_t m_step = 0; // in the section: 0 = its title
};

/// Writes everything at once.
QByteArray writeAll(ReportWriter& writer);

} // namespace cobench::ui
