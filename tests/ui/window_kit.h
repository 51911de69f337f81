// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/patient_try.h"
#include "tests/ui/fake_engine.h"
#include "ui/shell/main_window.h"
#include "ui/shell/workbench.h"

#include <QTemporaryDir>

namespace cobench::test {

/// A pool of `models` label-and-probability models that are wrong on different samples: model m errs where
/// n % (m + 2) == 0. Three classes, splits "val" and "test".
std::shared_ptr<const data::Pool> smallPool(std::size_t models = 4, std::size_t samples = 60);

/// Writes a label table (CSV) of such a pool: columns label, m0, m1, …
void writeLabelTable(const QString& path, std::size_t models, std::size_t samples);

/// Drags the paths onto the widget and lets go.
void drop(QWidget& target, const QStringList& paths);

/// A window on places of its own, with a fake engine and a demo of two runs. The event loop is the test's.
struct WindowKit {
    QTemporaryDir dir;
    FakeEngine engine; // outlives the window
    std::unique_ptr<ui::Workbench> bench;
    std::unique_ptr<ui::MainWindow> window;

    WindowKit();
    QString path(const QString& name) const { return dir.filePath(name); }
    ui::Workbench::Places places() const;
    ui::DemoPlan demo() const;
    /// Closes the one that is open; `size` stands in for what a first start chooses.
    void openWindow(const QSize& size = {});
    /// Made outside the window, closed again.
    QString makeProject(const QString& name = QStringLiteral("p.cobench"), std::size_t models = 4) const;
    /// Opens and waits until the pool is shown and nothing is being computed.
    void openProject(const QString& file);
    void settle();
    /// Shows every page and every dock, one after the other, each until all of it is worked out and painted. Docks
    /// that were closed are open afterwards.
    void visitEverything();
    const std::vector<store::MemberEntry>& members() const { return bench->workspace.snapshot()->members; }
};

} // namespace cobench::test
