// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/workbench.h"
#include "ui/widgets/banner_stack.h"

#include <QAction>

namespace cobench::ui {

class ProjectActions;

/// The demo project: opened when there is nothing else to open, trained in the engine when its pool is not
/// complete, and filled member by member as runs finish. Also follows the engine for any project that has runs.
class DemoStarter : public QObject
{
    Q_OBJECT
public:
    DemoStarter(Workbench& bench, BannerStack& banners, ProjectActions& projects, QObject* parent);

    QAction& trainAction() { return m_train; }
    /// Call after the first paint: from here on the engine may be started.
    void allowEngine();
    void openDemo();

Q_SIGNALS:
    /// Runs of the demo were handed to the engine.
    void submitted();

private:
    bool isDemoOpen() const;
    void consider();
    void checkDataset();
    void submitMissing();
    void join();
    void tellMissing(const Error& error);

    Workbench& m_bench;
    BannerStack& m_banners;
    ProjectActions& m_projects;
    QAction m_train;
    bool m_engineAllowed = false;
    bool m_wanted = false; // a person asked for it
    bool m_submitted = false; // in this session: cancelled runs are not started again unasked
};

} // namespace cobench::ui
