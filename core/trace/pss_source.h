// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/process_tree.h"
#include "core/trace/source.h"

namespace cobench::trace {

/// Memory of a tree of processes, what several share divided among them: /proc/PID/smaps_rollup. The kernel walks
/// all pages for it, which is why it is a source of its own: the recorder asks costly ones less often.
class PssSource final : public Source
{
public:
    explicit PssSource(std::shared_ptr<ProcessTree> tree);
    void sample(double now, std::span<float> values) override;

private:
    std::shared_ptr<ProcessTree> m_tree;
};

} // namespace cobench::trace
