// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/async.h"

#include <future>
#include <utility>

namespace cobench::test {

/// Keeps one thread of a lane until it is opened: what is asked for meanwhile waits.
class Gate
{
public:
    Gate(ui::Async& async, ui::Lane lane)
    {
        async.run<void>(
            &async,
            {.title = {}, .lane = lane},
            [opened = m_open.get_future().share()](Progress&, const CancelToken&) {
                opened.wait();
                return Result<void>();
            },
            [](const Result<void>&) {});
    }
    Gate(const Gate&) = delete;
    Gate& operator=(const Gate&) = delete;
    ~Gate() { open(); }
    void open()
    {
        if (!std::exchange(m_isOpen, true))
            m_open.set_value();
    }

private:
    std::promise<void> m_open;
    bool m_isOpen = false;
};

} // namespace cobench::test
