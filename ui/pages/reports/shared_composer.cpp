// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/shared_composer.h"

namespace cobench::ui {

Result<void> SharedComposer::prepare(std::uint64_t pools)
{
    if (!m_source) {
        auto source = ReportSource::open(m_project);
        if (!source)
            return source.error();
        m_source = std::move(*source);
        m_composer.emplace(*m_source);
        m_pools = pools;
        return {};
    }
    if (pools == m_pools)
        return {};
    m_composer->forget();
    if (auto read = m_source->refresh(); !read)
        return read;
    m_pools = pools;
    return {};
}

} // namespace cobench::ui
