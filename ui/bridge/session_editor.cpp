// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/session_editor.h"

#include <algorithm>

namespace cobench::ui {

namespace {

using jobs::StoredSession;
using store::SessionId;

QString titleOf(const StoredSession& session)
{
    return session.entry.name.empty() ? SessionEditor::tr("run %1").arg(session.entry.id.value)
                                      : QString::fromStdString(session.entry.name);
}

} // namespace

SessionEditor::SessionEditor(Workspace& workspace, PoolEditor& editor, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_editor(editor)
{
    connect(&m_workspace, &Workspace::projectChanged, this, [this] {
        m_sessions.clear();
        m_live.clear();
        Q_EMIT changed();
        reload();
    });
    reload();
}

QString SessionEditor::projectPath() const
{
    return m_workspace.path();
}

const StoredSession* SessionEditor::find(SessionId session) const
{
    const auto found
        = std::ranges::find(m_sessions, session, [](const StoredSession& one) { return one.entry.id; });
    return found == m_sessions.end() ? nullptr : &*found;
}

Result<SessionEditor::Known> SessionEditor::read(
    store::Project& project, const std::set<std::filesystem::path>& held)
{
    Known known;
    if (!project.isReadOnly()) {
        known.live = jobs::liveSessions(project.path());
        std::set<std::filesystem::path> left = held;
        for (const jobs::LiveSession& live : known.live)
            left.insert(live.spool); // also when it ends meanwhile: it is followed to its end
        known.problems = jobs::takeInSessions(project, left).problems;
    }
    auto sessions = jobs::listSessions(project);
    if (!sessions)
        return std::move(sessions).error();
    known.sessions = *std::move(sessions);
    return known;
}

void SessionEditor::reload()
{
    if (!m_workspace.isOpen())
        return m_workspace.async().supersede(this, QStringLiteral("sessions"));
    m_workspace.async().runLatest<Known>(
        this,
        QStringLiteral("sessions"),
        {.title = {}, .lane = Lane::Store},
        [link = m_workspace.link(), held = m_held](
            Progress&, const CancelToken&) { return read(link.project(), held); },
        [this](Result<Known> known) {
            if (!known)
                Q_EMIT m_workspace.failed(tr("Reading the detection sessions"), known.error());
            m_sessions = known ? std::move(known->sessions) : std::vector<StoredSession>();
            m_live = known ? std::move(known->live) : std::vector<jobs::LiveSession>();
            Q_EMIT changed();
            if (known)
                for (const Error& problem : known->problems)
                    Q_EMIT m_workspace.failed(tr("Keeping a detection run that was left over"), problem);
        });
}

void SessionEditor::push(ProjectEdit edit)
{
    if (m_editor.mayEdit())
        m_editor.undoStack().push(new ProjectCommand(
            m_workspace, *this, [this] { reload(); }, std::move(edit)));
}

void SessionEditor::take(const std::filesystem::path& spool, QObject* context, std::function<void(SessionId)> kept)
{
    if (!m_workspace.isOpen() || m_workspace.isReadOnly()) // a copy keeps nobody from what is no edit
        return;
    m_workspace.link().call<std::optional<SessionId>>(
        m_workspace.async(),
        context,
        {},
        [spool](
            store::Project& project, Progress&, const CancelToken&) { return jobs::takeInSession(project, spool); },
        [this, spool, kept = std::move(kept)](const Result<std::optional<SessionId>>& stored) {
            release(spool);
            if (!stored)
                return Q_EMIT m_workspace.failed(tr("Keeping the detection run"), stored.error());
            if (!*stored)
                return;
            kept(**stored);
            reload();
        });
}

void SessionEditor::rename(SessionId session, const QString& name)
{
    const StoredSession* one = find(session);
    const std::string after = name.trimmed().toStdString();
    if (!one || one->entry.name == after)
        return;
    const auto rename = [session](std::string to) -> ProjectChange {
        return
            [session, to = std::move(to)](store::Project& project) { return project.renameSession(session, to); };
    };
    push({tr("Rename %1").arg(titleOf(*one)), rename(after), rename(one->entry.name)});
}

void SessionEditor::remove(SessionId session)
{
    if (const StoredSession* one = find(session))
        push({tr("Delete %1").arg(titleOf(*one)),
            [session](store::Project& project) { return project.deleteSession(session); },
            [session](store::Project& project) { return project.restoreSession(session); }});
}

void SessionEditor::read(SessionId session, QObject* context, std::function<void(Outcomes)> done)
{
    const StoredSession* one = find(session);
    if (!one)
        return;
    m_workspace.link().call<Outcomes>(
        m_workspace.async(),
        context,
        {},
        [stored = *one](
            store::Project& project, Progress&, const CancelToken&) { return jobs::readOutcomes(project, stored); },
        [this, done = std::move(done)](Result<Outcomes> outcomes) {
            if (!outcomes)
                Q_EMIT m_workspace.failed(tr("Reading a detection session"), outcomes.error());
            done(outcomes ? *std::move(outcomes) : Outcomes());
        });
}

} // namespace cobench::ui
