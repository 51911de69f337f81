// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/pool_editor.h"

#include "ui/bridge/counted.h"

#include <algorithm>

namespace cobench::ui {

namespace {

ProjectChange onMembers(PoolId pool, std::function<void(MemberList&)> edit)
{
    return [pool, edit = std::move(edit)](store::Project& project) -> Result<void> {
        auto members = project.members(pool);
        if (!members)
            return members.error();
        edit(*members);
        return project.setMembers(pool, *members);
    };
}

} // namespace

PoolEditor::PoolEditor(Workspace& workspace, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
{
    connect(&m_workspace, &Workspace::projectChanged, &m_stack, &QUndoStack::clear);
}

bool PoolEditor::mayEdit()
{
    if (m_workspace.isCopying())
        Q_EMIT m_workspace.told(tr("The project is being copied: change it when that is done."));
    return canEdit();
}

void PoolEditor::push(ProjectEdit edit)
{
    if (mayEdit())
        m_stack.push(new ProjectCommand(
            m_workspace, *this, [this] { m_workspace.reload(); }, std::move(edit)));
}

void PoolEditor::pushMembers(const QString& text, const MemberEdit& edit)
{
    const PoolId pool = m_workspace.snapshot()->entry.id;
    push({text, onMembers(pool, edit.redo), onMembers(pool, edit.undo)});
}

QString PoolEditor::nameProblem(std::int64_t id, const QString& name) const
{
    if (name.trimmed().isEmpty())
        return tr("A model needs a name.");
    const auto& members = m_workspace.snapshot()->members;
    const bool taken = std::ranges::any_of(members,
        [&](const auto& member) { return member.id != id && member.name == name.trimmed().toStdString(); });
    return taken ? tr("Another model of this pool is called “%1”.").arg(name.trimmed()) : QString();
}

void PoolEditor::renameMember(std::int64_t id, const QString& name)
{
    const auto& members = m_workspace.snapshot()->members;
    const auto member = std::ranges::find(members, id, &store::MemberEntry::id);
    const std::string after = name.trimmed().toStdString();
    if (member == members.end() || member->name == after || !nameProblem(id, name).isEmpty())
        return;
    pushMembers(tr("Rename %1").arg(QString::fromStdString(member->name)), renameEdit(id, member->name, after));
}

void PoolEditor::setExcluded(const std::vector<std::int64_t>& ids, bool excluded)
{
    pushMembers(
        (excluded ? tr("Exclude %1") : tr("Include %1")).arg(counted(ids.size(), tr("model"), tr("models"))),
        excludeEdit(m_workspace.snapshot()->members, ids, excluded));
}

void PoolEditor::deleteMembers(const std::vector<std::int64_t>& ids)
{
    pushMembers(tr("Delete %1").arg(counted(ids.size(), tr("model"), tr("models"))),
        deleteEdit(m_workspace.snapshot()->members, ids));
}

void PoolEditor::orderMembers(const std::vector<std::int64_t>& ids)
{
    pushMembers(tr("Reorder models"), orderEdit(m_workspace.snapshot()->members, ids));
}

void PoolEditor::setClassNames(const PoolSnapshot& pool, const QStringList& names)
{
    std::vector<std::string> after;
    for (const QString& name : names)
        after.push_back(name.toStdString());
    const auto set = [id = pool.entry.id](std::vector<std::string> list) -> ProjectChange {
        return [id, list = std::move(list)](store::Project& project) { return project.setClassNames(id, list); };
    };
    push({tr("Set class names"), set(std::move(after)), set(pool.all->classNames)});
}

void PoolEditor::setLabels(const std::shared_ptr<const PoolSnapshot>& pool, const QString& path)
{
    if (!pool || !mayEdit())
        return;
    m_workspace.link().call<store::PoolOrigin>(
        m_workspace.async(),
        this,
        {},
        [id = pool->entry.id](
            store::Project& project, Progress&, const CancelToken&) { return project.origin(id); },
        [this, of = LabelsFor{pool, m_workspace.path(), m_workspace.claim()}, file = path.toStdString()](
            const Result<store::PoolOrigin>& origin) {
            if (!origin)
                Q_EMIT m_workspace.failed(tr("Reading the labels"), origin.error());
            else
                readLabels(of, *origin, file);
        });
}

void PoolEditor::readLabels(const LabelsFor& of, const store::PoolOrigin& origin, const std::string& file)
{
    m_workspace.async().run<jobs::Relabelling>(
        this,
        {.title = tr("Reading the labels")},
        [pool = of.pool, origin, file](Progress& progress, const CancelToken& cancel) {
            return jobs::relabelPool(*pool->all, origin, file, progress, cancel);
        },
        [this, of, origin](const Result<jobs::Relabelling>& labels) {
            if (!labels)
                Q_EMIT m_workspace.failed(tr("Reading the labels"), labels.error());
            else if (m_workspace.isOpenAt(of.project))
                pushLabels(*of.pool, origin, *labels);
            else
                Q_EMIT m_workspace.told(tr("The labels of %1 are as they were: its project was closed meanwhile.")
                                            .arg(QString::fromStdString(of.pool->entry.name)));
        });
}

void PoolEditor::pushLabels(
    const PoolSnapshot& pool, const store::PoolOrigin& before, const jobs::Relabelling& after)
{
    const QString name = QString::fromStdString(pool.entry.name);
    if (after.truth.empty())
        return Q_EMIT m_workspace.told(tr("The labels of %1 are the same as before.").arg(name));
    std::vector<store::SplitTruth> old;
    for (const store::SplitTruth& split : after.truth)
        old.push_back({.title = split.title, .labels = pool.all->split(split.title)->truth});
    const auto set
        = [id = pool.entry.id](std::vector<store::SplitTruth> truth, store::PoolOrigin origin) -> ProjectChange {
        return [id, truth = std::move(truth), origin = std::move(origin)](
                   store::Project& project) { return project.setTruth(id, truth, origin); };
    };
    push({tr("Set labels of %1").arg(name), set(after.truth, after.origin), set(std::move(old), before)});
    Q_EMIT m_workspace.told(
        tr("%1 of %2 got another label.").arg(counted(after.changed, tr("sample"), tr("samples")), name));
}

void PoolEditor::setOrigin(PoolId pool, const store::PoolOrigin& before, const store::PoolOrigin& after)
{
    const auto set = [pool](const store::PoolOrigin& origin) -> ProjectChange {
        return [pool, origin](store::Project& project) { return project.setOrigin(pool, origin); };
    };
    push({tr("Re-link sources"), set(after), set(before)});
}

void PoolEditor::renamePool(PoolId pool, const QString& name)
{
    const auto entry = std::ranges::find(m_workspace.pools(), pool, &store::PoolEntry::id);
    if (entry == m_workspace.pools().end() || name.trimmed().isEmpty()
        || entry->name == name.trimmed().toStdString())
        return;
    const auto rename = [pool](std::string to) -> ProjectChange {
        return [pool, to = std::move(to)](store::Project& project) { return project.renamePool(pool, to); };
    };
    push({tr("Rename pool %1").arg(QString::fromStdString(entry->name)),
        rename(name.trimmed().toStdString()),
        rename(entry->name)});
}

void PoolEditor::deletePool(PoolId pool)
{
    const auto entry = std::ranges::find(m_workspace.pools(), pool, &store::PoolEntry::id);
    if (entry == m_workspace.pools().end())
        return;
    push({tr("Delete pool %1").arg(QString::fromStdString(entry->name)),
        [pool](store::Project& project) { return project.deletePool(pool); },
        [pool](store::Project& project) { return project.restorePool(pool); }});
}

void PoolEditor::recordImport(PoolId pool, const QString& name)
{
    push({tr("Import %1").arg(name),
        [pool](store::Project& project) { return project.restorePool(pool); },
        [pool](store::Project& project) { return project.deletePool(pool); },
        true});
}

} // namespace cobench::ui
