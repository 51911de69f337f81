// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/batches.h"

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

namespace cobench::train {

/// Makes batches ahead of the training loop, on threads of its own; the batches are the same for any number of
/// them. begin() and next() belong to one thread.
class BatchLoader
{
public:
    /// 0 threads: next() makes the batch itself.
    BatchLoader(const SampleReader& reader, unsigned threads);
    ~BatchLoader();
    BatchLoader(const BatchLoader&) = delete;
    BatchLoader& operator=(const BatchLoader&) = delete;

    /// Of every batch, only the part-th of `parts` equal pieces is made, as near as that can be.
    void share(unsigned part, unsigned parts);
    /// Samples of one epoch in their order, in batches of `batch`, the last one shorter; the first `skipped`
    /// batches are left out. What was begun before must have been taken to its end.
    void begin(std::vector<std::uint32_t> order, std::uint32_t epoch, std::size_t batch, std::size_t skipped = 0);
    /// Valid until the next call; nullptr at the end of the epoch.
    const Batch* next();

private:
    struct Slot {
        Batch batch;
        bool isReady = false;
    };
    void work();
    bool mayMake() const { return m_made < m_batches && m_made < m_released + m_slots.size(); }
    void make(std::size_t index, Batch& batch) const;

    const SampleReader& m_reader;
    unsigned m_part = 0;
    unsigned m_parts = 1;
    std::vector<std::uint32_t> m_order;
    std::uint32_t m_epoch = 0;
    std::size_t m_batch = 1;

    std::mutex m_mutex; // guards everything below
    std::condition_variable m_changed;
    std::size_t m_batches = 0; // of the epoch
    std::size_t m_made = 0; // being made or made: the next one has this index
    std::size_t m_given = 0;
    std::size_t m_released = 0; // given and no longer looked at
    std::vector<Slot> m_slots; // of batch i: i modulo their number
    bool m_isStopping = false;
    std::vector<std::thread> m_threads; // last: they use all of the above
};

} // namespace cobench::train
