// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/pool_editor.h"

#include <QObject>

#include <vector>

namespace cobench::ui {

/// The learning-rate policies of the open project and every change to them: an undoable command on the project's
/// one stack, handed to the store at once. What the store refuses is reported through Workspace::failed. GUI thread
/// only.
class PolicyEditor : public QObject
{
    Q_OBJECT
public:
    PolicyEditor(Workspace& workspace, PoolEditor& editor, QObject* parent = nullptr);

    const std::vector<store::PolicyEntry>& policies() const { return m_policies; }
    const store::PolicyEntry* find(store::PolicyId policy) const;
    const store::PolicyEntry* findNamed(const QString& name) const;
    bool canEdit() const { return m_editor.canEdit(); }
    /// Why no policy but `except` can have this name; empty when it can.
    QString nameProblem(const QString& name, store::PolicyId except = {}) const;
    /// "Policy 1", or the first such name that is free.
    QString freeName() const;

    /// `name` must be free; the policy appears once it is stored, and is announced by added().
    void add(const QString& name, const store::PolicyText& text);
    /// A new version, if the text is another than that of the current one.
    void save(store::PolicyId policy, const store::PolicyText& text);
    void chooseVersion(store::PolicyId policy, std::int64_t number);
    void rename(store::PolicyId policy, const QString& name);
    /// Empty tags are left out, double ones too.
    void setTags(store::PolicyId policy, const QStringList& tags);
    /// To where `place` is in the list without it.
    void move(store::PolicyId policy, std::size_t place);
    void remove(store::PolicyId policy);

Q_SIGNALS:
    void changed(); // policies()
    void added(cobench::store::PolicyId policy); // after the changed() it is in

private:
    using Order = std::vector<store::PolicyId>;

    void push(ProjectEdit edit);
    void reload();

    Workspace& m_workspace;
    PoolEditor& m_editor;
    std::vector<store::PolicyEntry> m_policies;
    QString m_awaited; // name of one that is being added
};

} // namespace cobench::ui
