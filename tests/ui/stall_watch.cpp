// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/stall_watch.h"

#include <QEvent>
#include <QThread>

#include <chrono>
#include <cstdlib>

#include <fcntl.h>
#include <unistd.h>

namespace cobench::test {

namespace {

double wallMs()
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration<double, std::milli>(now).count();
}

} // namespace

QueueClock::QueueClock()
    : m_file(open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC))
{
}

QueueClock::~QueueClock()
{
    if (m_file >= 0)
        close(m_file);
}

double QueueClock::milliseconds() const
{
    char text[96] = {};
    if (m_file < 0 || pread(m_file, text, sizeof(text) - 1, 0) <= 0)
        return 0.0;
    char* afterRun = nullptr;
    std::strtoull(text, &afterRun, 10); // nanoseconds on a processor come first
    return static_cast<double>(std::strtoull(afterRun, nullptr, 10)) / 1e6;
}

void StallWatch::restart(double tellMs)
{
    m_tellMs = tellMs;
    m_longestMs = 0.0;
    m_longest.clear();
}

bool StallWatch::notify(QObject* receiver, QEvent* event)
{
    if (m_depth > 0 || QThread::currentThread() != thread())
        return QApplication::notify(receiver, event);
    const QString what
        = QStringLiteral("%1 to %2").arg(event->type()).arg(QLatin1String(receiver->metaObject()->className()));
    const double queuedBefore = m_queue.milliseconds();
    const double begin = wallMs();
    ++m_depth;
    const bool handled = QApplication::notify(receiver, event);
    --m_depth;
    const double lasted = wallMs() - begin - (m_queue.milliseconds() - queuedBefore);
    if (lasted > m_longestMs) {
        m_longestMs = lasted;
        m_longest = what;
    }
    if (lasted > m_tellMs)
        qInfo("%.0f ms: event %s", lasted, qPrintable(what));
    return handled;
}

} // namespace cobench::test
