// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/workbench.h"

#include <QAction>

namespace cobench::ui {

/// A project with everything as one file to hand on (*.cobenchz): written by File > Export bundle, unpacked into a
/// new project wherever a path is opened.
class BundleActions : public QObject
{
    Q_OBJECT
public:
    BundleActions(Workbench& bench, QWidget* window);

    static bool isBundle(const QString& path);
    QAction* exportAction() const { return m_export; }
    /// The open project as it is on disk by then; replaces `file`.
    void exportTo(const QString& file);
    /// Asks where the new project goes.
    void askUnpack(const QString& bundle);
    /// Makes the project and opens it; an existing one is never replaced.
    void unpack(const QString& bundle, const QString& project);

private:
    void askExport();
    void pack(const QString& project, const QString& file);

    Workbench& m_bench;
    QWidget* m_window;
    QAction* m_export;
};

} // namespace cobench::ui
