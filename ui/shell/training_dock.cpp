// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/training_dock.h"

#include "ui/shell/plot_colours.h"
#include "ui/shell/workbench.h"
#include "ui/widgets/training_view.h"

#include <QAction>
#include <QMainWindow>

namespace cobench::ui {

namespace {

constexpr int kHeight = 240; // pixels

} // namespace

TrainingDock::TrainingDock(Workbench& bench, QWidget* parent)
    : LazyDock(
        QStringLiteral("training"),
        tr("Training"),
        [&bench](QWidget* frame) {
            auto* view = new TrainingView(bench.engine, frame);
            applyPlotColours(*view, bench);
            return view;
        },
        parent)
{
    connect(toggleViewAction(), &QAction::triggered, this, [this](bool isWanted) { m_wasClosed = !isWanted; });
}

void TrainingDock::offer()
{
    if (m_wasClosed || isVisible())
        return;
    reveal();
    if (auto* window = qobject_cast<QMainWindow*>(parentWidget()))
        window->resizeDocks({this}, {kHeight}, Qt::Vertical);
}

void TrainingDock::closeEvent(QCloseEvent* event)
{
    m_wasClosed = true;
    LazyDock::closeEvent(event);
}

} // namespace cobench::ui
