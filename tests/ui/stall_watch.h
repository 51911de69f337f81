// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>

namespace cobench::test {

/// How long this thread has waited for a processor, in milliseconds, from /proc/thread-self/schedstat; 0 where the
/// kernel does not tell.
class QueueClock
{
public:
    QueueClock();
    ~QueueClock();
    QueueClock(const QueueClock&) = delete;
    QueueClock& operator=(const QueueClock&) = delete;
    double milliseconds() const;

private:
    int m_file = -1;
};

/// Knows how long the longest event kept the window from hearing the next one. What other programs take of the
/// processor does not count: a stall is time in which the GUI thread ran, or slept where it should have returned.
class StallWatch : public QApplication
{
public:
    using QApplication::QApplication;

    static StallWatch& instance() { return *static_cast<StallWatch*>(QCoreApplication::instance()); }
    /// Forgets what was, and tells from now on about events that lasted longer than `tellMs`.
    void restart(double tellMs);
    double longestMs() const { return m_longestMs; }
    /// What the longest event was.
    const QString& longest() const { return m_longest; }

    bool notify(QObject* receiver, QEvent* event) override;

private:
    QueueClock m_queue;
    int m_depth = 0;
    double m_tellMs = 1e9;
    double m_longestMs = 0.0;
    QString m_longest;
};

} // namespace cobench::test
