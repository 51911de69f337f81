// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/learning_rates/policy_library.h"
#include "ui/widgets/keeps_view_state.h"

#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;
class QListView;
class QMenu;

namespace cobench::plots {
class Schedule;
}

namespace cobench::ui {

/// The library to search and choose from: what is selected shows its formula, its parameters and its curve; Enter
/// composes with it, Space draws it over what is composed.
class LibraryPanel : public QWidget, public KeepsViewState
{
    Q_OBJECT
public:
    explicit LibraryPanel(Composer& composer, QWidget* parent = nullptr);

    PolicyLibrary& model() { return m_model; }
    QListView& list() { return *m_list; }
    QLineEdit& search() { return *m_search; }
    plots::Schedule& preview() { return *m_preview; }
    /// Makes it the current one; nothing when the filter hides it.
    void choose(const QString& key);

    /// What is chosen becomes what is composed.
    void use();
    /// It becomes the last segment of what is composed.
    void append();

    QJsonObject viewState() const override;
    void restoreViewState(const QJsonObject& state) override;

private:
    void setupUi();
    void createActions();
    QAction* addAction(
        const QString& iconName, const QString& text, const QKeySequence& keys, void (LibraryPanel::*slot)());
    const PolicyLibrary::Item* current() const;
    void currentChanged();
    void modelChanged();
    void showPreview(const PolicyLibrary::Item& item);
    void rename();
    void editTags();
    void moveUp() { move(-1); }
    void moveDown() { move(1); }
    void move(int by);
    void remove();
    void copyText();
    void fillVersions();

    Composer& m_composer;
    PolicyLibrary m_model;
    QLineEdit* m_search;
    QListView* m_list;
    QLabel* m_nothing;
    QLabel* m_formula;
    QLabel* m_help;
    plots::Schedule* m_preview;
    QMenu* m_versions;
    QList<QAction*> m_projectActions; // for the project's own policies
    QString m_chosen; // key
};

} // namespace cobench::ui
