// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/runs.h"
#include "tests/support/verify_ok.h"

#include <QTemporaryDir>

#include <limits>

namespace cobench::test {

inline constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// A project in a folder of its own whose run store can be opened again and again.
class RunStoreFolder
{
public:
    std::filesystem::path project() const { return folder() / "P.cobench"; }
    std::filesystem::path database() const { return folder() / "P.cobench.d" / "runs.sqlite"; }
    std::filesystem::path folder() const { return m_folder.path().toStdString(); }

    std::unique_ptr<store::RunStore> open(store::RunStore::Role role = store::RunStore::Role::Writer) const
    {
        auto opened = store::RunStore::open(project(), role);
        if (!opened)
            qFatal("%s", describe(opened.error()).c_str());
        return std::move(opened).value();
    }

private:
    QTemporaryDir m_folder;
};

inline void append(store::RunStore& store,
    RunId run,
    const std::vector<store::ScalarRow>& scalars,
    const data::Trace& trace = {},
    std::vector<store::EventRow> events = {})
{
    if (const auto stored = store.append(run, scalars, events, trace); !stored)
        qFatal("%s", describe(stored.error()).c_str());
}

} // namespace cobench::test
