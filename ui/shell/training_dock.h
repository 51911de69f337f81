// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/lazy_dock.h"

namespace cobench::ui {

class Workbench;

/// The runs of the engine below all pages. It comes by itself at most for runs that a person asked the window for,
/// and no more once it was closed; studies show their own runs.
class TrainingDock : public LazyDock
{
    Q_OBJECT
public:
    TrainingDock(Workbench& bench, QWidget* parent);

    /// Runs that were asked for have begun.
    void offer();

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    bool m_wasClosed = false; // by a person, who has not opened it again
};

} // namespace cobench::ui
