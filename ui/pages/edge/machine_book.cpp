// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/machine_book.h"

#include "core/engine/remote_machines.h"

#include <algorithm>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

QString offerOf(const engine::MachineStatus& status)
{
    return MachineBook::tr("%1 cores, %2 of %3 sessions in use")
        .arg(status.cores)
        .arg(status.sessions)
        .arg(status.mostSessions);
}

} // namespace

MachineBook::MachineBook(Async& async, QObject* parent)
    : QObject(parent)
    , m_async(async)
{
}

const MachineBook::Machine* MachineBook::machineAt(const QString& address) const
{
    const auto found = std::ranges::find(m_machines, address, &Machine::address);
    return found == m_machines.end() ? nullptr : &*found;
}

void MachineBook::refresh()
{
    m_async.runLatest<engine::Pairings>(
        this,
        u"list"_s,
        {},
        [](Progress&, const CancelToken&) { return engine::readPairings(); },
        [this](Result<engine::Pairings> pairings) { take(std::move(pairings)); });
}

void MachineBook::take(Result<engine::Pairings> pairings)
{
    m_isRead = true;
    m_problem = pairings ? QString() : QString::fromStdString(describe(pairings.error()));
    std::vector<Machine> before = std::exchange(m_machines, {});
    if (pairings)
        for (const engine::Pairing& pairing : pairings->machines) {
            const QString address = QString::fromStdString(pairing.address);
            const auto known = std::ranges::find(before, address, &Machine::address);
            m_machines.push_back({.name = QString::fromStdString(pairing.name), .address = address});
            if (known != before.end()) { // until it answers anew
                m_machines.back().reach = known->reach;
                m_machines.back().state = known->state;
            }
        }
    Q_EMIT changed();
    for (const Machine& machine : m_machines)
        ask(machine.address);
}

void MachineBook::ask(const QString& address)
{
    using engine::MachineStatus;
    m_async.runLatest<MachineStatus>(
        this,
        u"status "_s + address,
        {.title = {}, .lane = Lane::Background},
        [at = address.toStdString()](Progress&, const CancelToken&) -> Result<MachineStatus> {
            const auto remote = engine::RemoteMachines::load();
            if (!remote)
                return remote.error();
            return (*remote)->status(at);
        },
        [this, address](Result<MachineStatus> status) {
            const auto machine = std::ranges::find(m_machines, address, &Machine::address);
            if (machine == m_machines.end())
                return;
            machine->reach = status ? Reach::Yes : Reach::No;
            machine->state = status ? offerOf(*status) : QString::fromStdString(status.error().detail);
            Q_EMIT changed();
        });
}

void MachineBook::pair(const QString& address,
    const QString& code,
    QObject* context,
    const std::function<void(const std::optional<Error>&)>& done)
{
    using engine::Pairing;
    m_async.run<Pairing>(
        context,
        {.title = tr("Pairing with %1").arg(address)},
        [at = address.toStdString(), secret = code.toStdString()](
            Progress&, const CancelToken&) -> Result<Pairing> {
            const auto remote = engine::RemoteMachines::load();
            if (!remote)
                return remote.error();
            return (*remote)->pair(at, secret);
        },
        [this, done](const Result<Pairing>& pairing) {
            refresh();
            done(pairing ? std::nullopt : std::optional(pairing.error()));
        });
}

void MachineBook::forget(const QString& address)
{
    m_async.run<std::size_t>(
        this,
        {},
        [at = address.toStdString()](Progress&, const CancelToken&) { return engine::forgetPairing(at); },
        [this](const Result<std::size_t>&) { refresh(); });
}

} // namespace cobench::ui
