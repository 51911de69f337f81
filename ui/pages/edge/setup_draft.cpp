// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/setup_draft.h"

namespace cobench::ui {

namespace {

constexpr int kPauseMs = 150;

} // namespace

SetupDraft::SetupDraft(Async& async, QObject* parent)
    : QObject(parent)
    , m_async(async)
    , m_machines(async)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &SetupDraft::check);
    m_pause.start(0);
    connect(&m_machines, &MachineBook::changed, this, &SetupDraft::check); // one may have been paired or forgotten
}

void SetupDraft::edit(const EdgeSetup& setup)
{
    if (setup == m_setup)
        return;
    m_setup = setup;
    m_problems.reset();
    m_pause.start(kPauseMs);
    Q_EMIT changed();
    Q_EMIT problemsChanged();
}

void SetupDraft::check()
{
    m_async.runLatest<QStringList>(
        this,
        QStringLiteral("problems"),
        {},
        [setup = m_setup](Progress&, const CancelToken&) -> Result<QStringList> { return findProblems(setup); },
        [this, asked = m_setup](Result<QStringList> found) {
            if (!found || asked != m_setup)
                return;
            m_problems = *std::move(found);
            Q_EMIT problemsChanged();
        });
}

} // namespace cobench::ui
