// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_table.h"
#include "ui/pages/runs/trace_presenter.h"

#include <QWidget>

class QLabel;
class QScrollBar;
class QStackedWidget;

namespace cobench::plots {
class Lanes;
}

namespace cobench::ui {

class EmptyState;

/// The trace of one run as lanes, and beside them what went on in the place or interval that was chosen there.
class TracePanel : public QWidget
{
    Q_OBJECT
public:
    TracePanel(TracePresenter& presenter, QWidget* parent = nullptr);

    plots::Lanes& lanes() { return *m_lanes; }
    /// What the chosen place or interval says.
    QString reading() const;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* makeView();
    void connectAll();
    void showFigure();
    void grow(const std::vector<TracePresenter::Growth>& growth);
    void refreshReading();
    QString figuresIn(double low, double high) const;
    QString describe(double x) const;

    TracePresenter& m_presenter;
    plots::Lanes* m_lanes;
    QScrollBar* m_scroll;
    QLabel* m_reading;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
};

} // namespace cobench::ui
