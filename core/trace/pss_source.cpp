// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/pss_source.h"

namespace cobench::trace {

namespace {

constexpr const char* kFile = "smaps_rollup";
constexpr double kKilobyte = 1024.0;

} // namespace

PssSource::PssSource(std::shared_ptr<ProcessTree> tree)
    : m_tree(std::move(tree))
{
    std::string reason = "the process does not exist";
    if (!m_tree->processes().empty()) {
        const pid_t root = m_tree->processes().front().pid;
        const StatusFile file = m_tree->open(root, kFile);
        reason = file.isOpen() ? "" : reasonFor(file.error(), m_tree->proc() / std::to_string(root) / kFile);
    }
    m_lanes = {{"process/pss", "B", reason}};
}

void PssSource::sample(double /*now*/, std::span<float> values)
{
    values[0] = kUnknown;
    for (const ProcessTree::Process& process : m_tree->processes()) {
        // Opened anew: an open one keeps describing the program that an exec has replaced.
        const StatusFile file = m_tree->open(process.pid, kFile);
        if (const auto size = numberAfter(file.read(m_buffer).value_or(""), "Pss:"))
            addKnown(values[0], static_cast<float>(static_cast<double>(*size) * kKilobyte));
    }
}

} // namespace cobench::trace
