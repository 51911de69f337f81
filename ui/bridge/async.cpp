// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/async.h"

#include <QCoreApplication>

namespace cobench::ui {

Async::Async(unsigned threads, QObject* parent)
    : QObject(parent)
    , m_threads(threads)
    , m_jobs(this)
    , m_compute(std::make_unique<jobs::JobRunner>(threads))
    , m_store(std::make_unique<jobs::JobRunner>(1))
{
    connect(this, &Async::idle, this, [this] { m_retired.clear(); });
}

Async::~Async() = default;

void Async::setThreads(unsigned threads)
{
    if (threads == m_threads)
        return;
    m_threads = threads;
    m_retired.push_back(std::exchange(m_compute, std::make_unique<jobs::JobRunner>(threads)));
    if (isIdle())
        m_retired.clear();
}

void Async::supersede(QObject* context, const QString& key)
{
    const auto slot = m_slots.constFind({context, key});
    if (slot == m_slots.constEnd())
        return;
    CancelSource cancel = slot->cancel;
    cancel.cancel();
    m_slots.erase(slot);
}

void Async::dispose(std::shared_ptr<const void> value)
{
    if (value)
        m_compute->post([value = std::move(value)](Progress&, const CancelToken&) {});
}

void Async::deliver()
{
    QCoreApplication::sendPostedEvents(this, QEvent::MetaCall);
}

void Async::waitForStore()
{
    m_store->waitIdle();
}

void Async::waitIdle()
{
    for (const auto& retired : m_retired)
        retired->waitIdle();
    m_compute->waitIdle();
    m_store->waitIdle();
    for (const auto* lane : {&m_background, &m_display})
        if (*lane)
            (*lane)->waitIdle();
}

jobs::JobRunner& Async::runner(Lane lane)
{
    const auto one = [](std::unique_ptr<jobs::JobRunner>& runner) -> jobs::JobRunner& {
        if (!runner)
            runner = std::make_unique<jobs::JobRunner>(1);
        return *runner;
    };
    switch (lane) {
    case Lane::Store:
        return *m_store;
    case Lane::Background:
        return one(m_background);
    case Lane::Display:
        return one(m_display);
    case Lane::Compute:
        break;
    }
    return *m_compute;
}

Progress::Sink Async::progressSink(quint64 id, const JobSpec& spec)
{
    if (spec.title.isEmpty())
        return {};
    return [this, id](const ProgressState& state) {
        QMetaObject::invokeMethod(
            this, [this, id, state] { m_jobs.update(id, state); }, Qt::QueuedConnection);
    };
}

void Async::launched(
    quint64 id, QObject* context, const QString& key, const JobSpec& spec, const CancelSource& cancel)
{
    if (!spec.title.isEmpty())
        m_jobs.add(id, spec.title, cancel);
    if (key.isEmpty())
        return;
    m_slots.insert({context, key}, Slot{.id = id, .cancel = cancel});
    if (m_watched.contains(context))
        return;
    m_watched.insert(context);
    connect(context, &QObject::destroyed, this, [this, context] { forget(context); });
}

void Async::forget(const QObject* context)
{
    m_watched.remove(context);
    for (auto slot = m_slots.begin(); slot != m_slots.end();) {
        if (slot.key().first == context) {
            slot->cancel.cancel();
            slot = m_slots.erase(slot);
        } else {
            ++slot;
        }
    }
}

bool Async::finish(quint64 id, const SlotKey& key, bool ok)
{
    m_jobs.finish(id, ok);
    if (key.second.isEmpty())
        return true;
    const auto slot = m_slots.constFind(key);
    if (slot == m_slots.constEnd() || slot->id != id)
        return false;
    m_slots.erase(slot);
    return true;
}

} // namespace cobench::ui
