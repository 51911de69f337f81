// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output.h"

#include <cerrno>

namespace cobench::cli {

void Output::drain()
{
    if (m_error == 0 && std::fwrite(m_buffer.data(), 1, m_buffer.size(), m_stream) != m_buffer.size())
        m_error = errno;
    m_buffer.clear();
}

Result<void> Output::finish()
{
    drain();
    if (m_error == 0 && std::fflush(m_stream) != 0)
        m_error = errno;
    if (m_error != 0)
        return systemError(m_error, "standard output", "writing the result");
    return {};
}

} // namespace cobench::cli
