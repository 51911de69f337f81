// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/team_editor.h"

#include <algorithm>

namespace cobench::ui {

TeamEditor::TeamEditor(Workspace& workspace, PoolEditor& editor, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_editor(editor)
{
    connect(&m_workspace, &Workspace::poolChanged, this, &TeamEditor::poolChanged);
    poolChanged();
}

void TeamEditor::poolChanged()
{
    if (m_workspace.currentPool() != m_pool)
        m_teams.clear();
    m_pool = m_workspace.currentPool();
    Q_EMIT changed();
    reload();
}

const store::TeamEntry* TeamEditor::find(TeamId team) const
{
    const auto found = std::ranges::find(m_teams, team, &store::TeamEntry::id);
    return found == m_teams.end() ? nullptr : &*found;
}

QString TeamEditor::nameProblem(const QString& name, TeamId except) const
{
    const std::string wanted = name.trimmed().toStdString();
    if (wanted.empty())
        return tr("A team needs a name.");
    const auto other = std::ranges::find(m_teams, wanted, &store::TeamEntry::name);
    return other != m_teams.end() && other->id != except
        ? tr("Another team of this pool is called “%1”.").arg(name.trimmed())
        : QString();
}

QString TeamEditor::freeName() const
{
    for (int number = 1;; ++number)
        if (QString name = tr("Team %1").arg(number); nameProblem(name).isEmpty())
            return name;
}

std::optional<ensemble::Members> TeamEditor::membersOf(const store::TeamEntry& team) const
{
    const PoolSnapshot& pool = *m_workspace.snapshot();
    ensemble::Members members;
    for (std::uint32_t model = 0; model < pool.memberOf.size(); ++model)
        if (std::ranges::binary_search(team.members, pool.members[pool.memberOf[model]].id))
            members.push_back(model);
    return members.size() == team.members.size() ? std::optional(std::move(members)) : std::nullopt;
}

void TeamEditor::reload()
{
    if (!m_pool)
        return m_workspace.async().supersede(this, QStringLiteral("teams"));
    m_workspace.async().runLatest<std::vector<store::TeamEntry>>(
        this,
        QStringLiteral("teams"),
        {.title = {}, .lane = Lane::Store},
        [link = m_workspace.link(), pool = *m_pool](
            Progress&, const CancelToken&) { return link.project().teams(pool); },
        [this](Result<std::vector<store::TeamEntry>> teams) {
            if (!teams)
                Q_EMIT m_workspace.failed(tr("Reading the teams"), teams.error());
            m_teams = teams ? *std::move(teams) : std::vector<store::TeamEntry>();
            Q_EMIT changed();
        });
}

void TeamEditor::push(ProjectEdit edit)
{
    if (m_editor.mayEdit() && canEdit())
        m_editor.undoStack().push(new ProjectCommand(
            m_workspace, *this, [this] { reload(); }, std::move(edit)));
}

void TeamEditor::save(const QString& name, const ensemble::Members& members)
{
    if (!m_editor.mayEdit() || !canEdit())
        return;
    const PoolSnapshot& pool = *m_workspace.snapshot();
    std::vector<std::int64_t> ids;
    for (const std::uint32_t member : members)
        ids.push_back(pool.members[pool.memberOf[member]].id);
    std::ranges::sort(ids);
    // Known once it was added; from then on it is hidden and shown. Only the store's thread looks at it.
    auto id = std::make_shared<std::optional<TeamId>>();
    push({tr("Save %1").arg(name.trimmed()),
        [id, ids, pool = pool.entry.id, name = name.trimmed().toStdString()](
            store::Project& project) -> Result<void> {
            if (*id)
                return project.restoreTeam(**id);
            const auto added = project.addTeam(pool, name, ids);
            if (!added)
                return added.error();
            *id = *added;
            return {};
        },
        [id](store::Project& project) { return *id ? project.deleteTeam(**id) : Result<void>(); }});
}

void TeamEditor::rename(TeamId team, const QString& name)
{
    const store::TeamEntry* entry = find(team);
    const std::string after = name.trimmed().toStdString();
    if (!entry || entry->name == after || !nameProblem(name, team).isEmpty())
        return;
    const auto rename = [team](std::string to) -> ProjectChange {
        return [team, to = std::move(to)](store::Project& project) { return project.renameTeam(team, to); };
    };
    push({tr("Rename %1").arg(QString::fromStdString(entry->name)), rename(after), rename(entry->name)});
}

void TeamEditor::move(TeamId team, int by)
{
    const auto place = std::ranges::find(m_teams, team, &store::TeamEntry::id) - m_teams.begin();
    const auto count = static_cast<std::ptrdiff_t>(m_teams.size());
    if (place < count && place + by >= 0 && place + by < count)
        moveTo({team}, static_cast<std::size_t>(place + by + (by > 0 ? 1 : 0)));
}

void TeamEditor::moveTo(const std::vector<TeamId>& teams, std::size_t place)
{
    std::vector<TeamId> before;
    std::vector<TeamId> after;
    std::vector<TeamId> moved;
    std::vector<TeamId> behind;
    for (const store::TeamEntry& entry : m_teams) {
        const bool moves = std::ranges::find(teams, entry.id) != teams.end();
        (moves ? moved : before.size() < place ? after : behind).push_back(entry.id);
        before.push_back(entry.id);
    }
    after.insert(after.end(), moved.begin(), moved.end());
    after.insert(after.end(), behind.begin(), behind.end());
    if (moved.empty() || after == before)
        return;
    const auto order = [pool = *m_pool](std::vector<TeamId> to) -> ProjectChange {
        return [pool, to = std::move(to)](store::Project& project) { return project.orderTeams(pool, to); };
    };
    push({moved.size() == 1 ? tr("Move %1").arg(QString::fromStdString(find(moved.front())->name))
                            : tr("Move %1 teams").arg(moved.size()),
        order(std::move(after)),
        order(std::move(before))});
}

void TeamEditor::remove(TeamId team)
{
    if (const store::TeamEntry* entry = find(team))
        push({tr("Delete %1").arg(QString::fromStdString(entry->name)),
            [team](store::Project& project) { return project.deleteTeam(team); },
            [team](store::Project& project) { return project.restoreTeam(team); }});
}

} // namespace cobench::ui
