// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/batch_loader.h"

#include <algorithm>

namespace cobench::train {

BatchLoader::BatchLoader(const SampleReader& reader, unsigned threads)
    : m_reader(reader)
    , m_slots(2 * threads + 1)
{
    for (unsigned i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { work(); });
}

BatchLoader::~BatchLoader()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_changed.notify_all();
    for (std::thread& thread : m_threads)
        thread.join();
}

void BatchLoader::share(unsigned part, unsigned parts)
{
    m_part = part;
    m_parts = parts;
}

void BatchLoader::begin(
    std::vector<std::uint32_t> order, std::uint32_t epoch, std::size_t batch, std::size_t skipped)
{
    {
        const std::lock_guard lock(m_mutex);
        m_order = std::move(order);
        m_epoch = epoch;
        m_batch = batch;
        m_batches = (m_order.size() + batch - 1) / batch;
        m_made = m_given = m_released = std::min(skipped, m_batches);
    }
    m_changed.notify_all();
}

const Batch* BatchLoader::next()
{
    std::unique_lock lock(m_mutex);
    m_released = m_given;
    if (m_given == m_batches)
        return nullptr;
    Slot& slot = m_slots[m_given++ % m_slots.size()];
    if (m_threads.empty()) {
        make(m_made++, slot.batch);
        return &slot.batch;
    }
    m_changed.notify_all();
    m_changed.wait(lock, [&] { return slot.isReady; });
    slot.isReady = false;
    return &slot.batch;
}

void BatchLoader::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_isStopping || mayMake(); });
        if (m_isStopping)
            return;
        const std::size_t index = m_made++;
        Slot& slot = m_slots[index % m_slots.size()];
        lock.unlock();
        make(index, slot.batch);
        lock.lock();
        slot.isReady = true;
        m_changed.notify_all();
    }
}

void BatchLoader::make(std::size_t index, Batch& batch) const
{
    const std::size_t first = index * m_batch;
    const std::size_t count = std::min(m_batch, m_order.size() - first);
    const std::size_t begin = count * m_part / m_parts;
    const std::size_t end = count * (m_part + 1) / m_parts;
    batch.gather(m_reader, std::span(m_order).subspan(first + begin, end - begin), m_epoch);
}

} // namespace cobench::train
