// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/edge/frame_pane.h"
#include "ui/pages/edge/setup_draft.h"

#include <QElapsedTimer>

class QAction;
class QCheckBox;
class QLabel;
class QSplitter;
class QSpinBox;

namespace cobench::ui {

class EmptyState;
class Replay;
class ReplayBar;
class SliderBox;
class WhenSeen;

/// Starts, pauses, steps and stops runs, and shows the frame that came out last in up to four pictures side by
/// side. It draws as often as that takes at most a 25th of the time.
class LivePanel : public QWidget
{
    Q_OBJECT
public:
    LivePanel(SetupDraft& draft, EdgeSessions& sessions, QWidget* parent = nullptr);

    QAction& start() { return *m_start; }
    QAction& pause() { return *m_pause; }
    QAction& step() { return *m_step; }
    QAction& stop() { return *m_stop; }
    QAction& reference() { return *m_reference; }
    const std::vector<FramePane*>& panes() const { return m_panes; }
    QSpinBox& views() { return *m_views; }
    Replay& replay() { return *m_replay; }
    ReplayBar& replayBar() { return *m_replayBar; }
    /// The finished, stopped, failed or running session in one line.
    QString status() const;

    QJsonObject viewState() const;
    void restoreViewState(const QJsonObject& state);

private:
    QAction* addButton(QLayout& row, const QString& iconName, const QString& text, const QString& help);
    QWidget* makeBar();
    QWidget* makeOptions();
    void connectAll();
    void refreshActions();
    void framed();
    void showFrame();
    void setViews(int views);
    const QImage& pictureOf(const detect::Outcome& frame);
    BoxFilter filter() const;
    QString emptyText() const;

    SetupDraft& m_draft;
    EdgeSessions& m_sessions;
    QAction* m_start = nullptr;
    QAction* m_pause = nullptr;
    QAction* m_step = nullptr;
    QAction* m_stop = nullptr;
    QAction* m_reference = nullptr;
    QLabel* m_status;
    QLabel* m_problem; // why the run failed
    QSpinBox* m_views;
    SliderBox* m_score;
    QCheckBox* m_truth;
    QWidget* m_stage; // of the pictures
    QSplitter* m_wall;
    std::vector<FramePane*> m_panes; // of the wall, as many as are shown or were
    Replay* m_replay;
    ReplayBar* m_replayBar;
    WhenSeen* m_seen;
    EmptyState* m_empty;
    QImage m_picture; // of m_pictured
    std::shared_ptr<const data::Image> m_pictured;
    QElapsedTimer m_sinceShown;
    double m_pictureSeconds = 0.0; // what it took to make m_picture
};

} // namespace cobench::ui
