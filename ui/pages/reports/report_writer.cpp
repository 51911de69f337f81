// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/report_writer.h"

namespace cobench::ui {

bool ReportWriter::writeNext()
{
    if (m_section >= m_document.sections.size())
        return false;
    const ReportSection& section = m_document.sections[m_section];
    if (m_step == 0)
        beginSection(section, m_section);
    else
        write(section.parts[m_step - 1]);
    if (++m_step > section.parts.size()) {
        endSection();
        ++m_section;
        m_step = 0;
    }
    return true;
}

QByteArray writeAll(ReportWriter& writer)
{
    while (writer.writeNext()) { }
    return writer.finish();
}

} // namespace cobench::ui
