// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/policy_editor.h"

#include <algorithm>

namespace cobench::ui {

namespace {

using store::PolicyEntry;
using store::PolicyId;

QString nameOf(const PolicyEntry& entry)
{
    return QString::fromStdString(entry.name);
}

} // namespace

PolicyEditor::PolicyEditor(Workspace& workspace, PoolEditor& editor, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_editor(editor)
{
    connect(&m_workspace, &Workspace::projectChanged, this, [this] {
        m_policies.clear();
        Q_EMIT changed();
        reload();
    });
}

const PolicyEntry* PolicyEditor::find(PolicyId policy) const
{
    const auto found = std::ranges::find(m_policies, policy, &PolicyEntry::id);
    return found == m_policies.end() ? nullptr : &*found;
}

const PolicyEntry* PolicyEditor::findNamed(const QString& name) const
{
    const auto found = std::ranges::find(m_policies, name.toStdString(), &PolicyEntry::name);
    return found == m_policies.end() ? nullptr : &*found;
}

QString PolicyEditor::nameProblem(const QString& name, PolicyId except) const
{
    if (name.trimmed().isEmpty())
        return tr("A policy needs a name.");
    const PolicyEntry* other = findNamed(name.trimmed());
    return other && other->id != except ? tr("Another policy is called “%1”.").arg(name.trimmed()) : QString();
}

QString PolicyEditor::freeName() const
{
    for (int number = 1;; ++number)
        if (QString name = tr("Policy %1").arg(number); !findNamed(name))
            return name;
}

void PolicyEditor::reload()
{
    if (!m_workspace.isOpen())
        return m_workspace.async().supersede(this, QStringLiteral("policies"));
    m_workspace.async().runLatest<std::vector<PolicyEntry>>(
        this,
        QStringLiteral("policies"),
        {.title = {}, .lane = Lane::Store},
        [link = m_workspace.link()](Progress&, const CancelToken&) { return link.project().policies(); },
        [this](Result<std::vector<PolicyEntry>> policies) {
            if (!policies)
                Q_EMIT m_workspace.failed(tr("Reading the learning-rate policies"), policies.error());
            m_policies = policies ? *std::move(policies) : std::vector<PolicyEntry>();
            Q_EMIT changed();
            if (const PolicyEntry* entry = findNamed(m_awaited); entry && !m_awaited.isEmpty()) {
                m_awaited.clear();
                Q_EMIT added(entry->id);
            }
        });
}

void PolicyEditor::push(ProjectEdit edit)
{
    if (m_editor.mayEdit())
        m_editor.undoStack().push(new ProjectCommand(
            m_workspace, *this, [this] { reload(); }, std::move(edit)));
}

void PolicyEditor::add(const QString& name, const store::PolicyText& text)
{
    // Known once it was added; from then on it is hidden and shown. Only the store's thread looks at it.
    auto id = std::make_shared<std::optional<PolicyId>>();
    m_awaited = name.trimmed();
    push({tr("Save %1").arg(name.trimmed()),
        [id, text, name = name.trimmed().toStdString()](store::Project& project) -> Result<void> {
            if (*id)
                return project.restorePolicy(**id);
            const auto added = project.addPolicy(name, text);
            if (!added)
                return added.error();
            *id = *added;
            return {};
        },
        [id](store::Project& project) { return *id ? project.deletePolicy(**id) : Result<void>(); }});
}

void PolicyEditor::save(PolicyId policy, const store::PolicyText& text)
{
    const PolicyEntry* entry = find(policy);
    if (!entry || entry->current().policy == text)
        return;
    auto number = std::make_shared<std::int64_t>(0); // as the id in add()
    push({tr("Save %1").arg(nameOf(*entry)),
        [policy, text, number](store::Project& project) -> Result<void> {
            if (*number != 0)
                return project.setPolicyVersion(policy, *number);
            const auto added = project.addPolicyVersion(policy, text);
            if (!added)
                return added.error();
            *number = *added;
            return {};
        },
        [policy, before = entry->version](
            store::Project& project) { return project.setPolicyVersion(policy, before); }});
}

void PolicyEditor::chooseVersion(PolicyId policy, std::int64_t number)
{
    const PolicyEntry* entry = find(policy);
    if (!entry || entry->version == number)
        return;
    const auto choose = [policy](std::int64_t to) -> ProjectChange {
        return [policy, to](store::Project& project) { return project.setPolicyVersion(policy, to); };
    };
    push(
        {tr("Return to version %1 of %2").arg(number).arg(nameOf(*entry)), choose(number), choose(entry->version)});
}

void PolicyEditor::rename(PolicyId policy, const QString& name)
{
    const PolicyEntry* entry = find(policy);
    const std::string after = name.trimmed().toStdString();
    if (!entry || entry->name == after || !nameProblem(name, policy).isEmpty())
        return;
    const auto rename = [policy](std::string to) -> ProjectChange {
        return [policy, to = std::move(to)](store::Project& project) { return project.renamePolicy(policy, to); };
    };
    push({tr("Rename %1").arg(nameOf(*entry)), rename(after), rename(entry->name)});
}

void PolicyEditor::setTags(PolicyId policy, const QStringList& tags)
{
    const PolicyEntry* entry = find(policy);
    std::vector<std::string> after;
    for (const QString& tag : tags)
        if (const std::string word = tag.simplified().toStdString();
            !word.empty() && std::ranges::find(after, word) == after.end())
            after.push_back(word);
    if (!entry || entry->tags == after)
        return;
    const auto set = [policy](std::vector<std::string> to) -> ProjectChange {
        return [policy, to = std::move(to)](store::Project& project) { return project.setPolicyTags(policy, to); };
    };
    push({tr("Tag %1").arg(nameOf(*entry)), set(after), set(entry->tags)});
}

void PolicyEditor::move(PolicyId policy, std::size_t place)
{
    Order before;
    for (const PolicyEntry& entry : m_policies)
        before.push_back(entry.id);
    Order after = before;
    std::erase(after, policy);
    after.insert(after.begin() + static_cast<std::ptrdiff_t>(std::min(place, after.size())), policy);
    const PolicyEntry* entry = find(policy);
    if (!entry || after == before)
        return;
    const auto order = [](Order to) -> ProjectChange {
        return [to = std::move(to)](store::Project& project) { return project.orderPolicies(to); };
    };
    push({tr("Move %1").arg(nameOf(*entry)), order(after), order(before)});
}

void PolicyEditor::remove(PolicyId policy)
{
    if (const PolicyEntry* entry = find(policy))
        push({tr("Delete %1").arg(nameOf(*entry)),
            [policy](store::Project& project) { return project.deletePolicy(policy); },
            [policy](store::Project& project) { return project.restorePolicy(policy); }});
}

} // namespace cobench::ui
