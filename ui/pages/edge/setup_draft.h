// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/async.h"
#include "ui/pages/edge/edge_setup.h"
#include "ui/pages/edge/machine_book.h"

#include <QTimer>

namespace cobench::ui {

/// The set-up that a person works on, and what keeps it from running, looked up on a worker after every change. GUI
/// thread only.
class SetupDraft : public QObject
{
    Q_OBJECT
public:
    explicit SetupDraft(Async& async, QObject* parent = nullptr);

    const EdgeSetup& setup() const { return m_setup; }
    void edit(const EdgeSetup& setup);
    /// Of the set-up as it is; nothing while that is looked up.
    const std::optional<QStringList>& problems() const { return m_problems; }
    bool isReady() const { return m_problems && m_problems->isEmpty(); }
    /// Looks again: files may have come.
    void check();
    MachineBook& machines() { return m_machines; }

Q_SIGNALS:
    void changed();
    void problemsChanged();

private:
    Async& m_async;
    EdgeSetup m_setup;
    std::optional<QStringList> m_problems;
    QTimer m_pause; // until nobody types
    MachineBook m_machines;
};

} // namespace cobench::ui
