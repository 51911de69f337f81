// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <cstdio>
#include <string>
#include <string_view>

namespace cobench::cli {

/// Buffered writing to a stream. Failures are kept until finish(), so that a full disk becomes one message.
class Output
{
public:
    explicit Output(std::FILE* stream)
        : m_stream(stream)
    {
    }
    void write(std::string_view text)
    {
        m_buffer += text;
        if (m_buffer.size() >= kBlock)
            drain();
    }
    Result<void> finish();

private:
    static constexpr std::size_t kBlock = 1U << 16;
    void drain();

    std::FILE* m_stream;
    std::string m_buffer;
    int m_error = 0;
};

} // namespace cobench::cli
