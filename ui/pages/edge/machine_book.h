// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/remote_pairings.h"
#include "ui/bridge/async.h"

namespace cobench::ui {

/// The machines that lend themselves to this one, and whether they answer; looked up on workers when asked to. GUI
/// thread only.
class MachineBook : public QObject
{
    Q_OBJECT
public:
    enum class Reach { Asking, Yes, No };
    struct Machine {
        QString name;
        QString address;
        Reach reach = Reach::Asking;
        QString state; // in words: what it offers, or why it cannot be reached
    };

    explicit MachineBook(Async& async, QObject* parent = nullptr);

    const std::vector<Machine>& machines() const { return m_machines; }
    /// False until the list was read once.
    bool isRead() const { return m_isRead; }
    /// Null for an address that is not paired.
    const Machine* machineAt(const QString& address) const;
    /// Why the list could not be read; empty otherwise.
    const QString& problem() const { return m_problem; }

    /// Looks again: at the list, then at each machine.
    void refresh();
    /// `done` is told what went wrong, or nothing; not after `context` is gone.
    void pair(const QString& address,
        const QString& code,
        QObject* context,
        const std::function<void(const std::optional<Error>&)>& done);
    void forget(const QString& address);

Q_SIGNALS:
    void changed();

private:
    void take(Result<engine::Pairings> pairings);
    void ask(const QString& address);

    Async& m_async;
    std::vector<Machine> m_machines;
    QString m_problem;
    bool m_isRead = false;
};

} // namespace cobench::ui
