// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/edge/edge_sessions.h"
#include "ui/pages/edge/frame_view.h"

class QComboBox;
class QLabel;

namespace cobench::ui {

/// What a person wants drawn over frames.
struct BoxFilter {
    double leastScore = 0.0;
    bool showsTruth = true;

    bool operator==(const BoxFilter&) const = default;
};

/// One of the pictures side by side: the same frame as the others, with the boxes of a session that is chosen, or
/// without.
class FramePane : public QWidget
{
    Q_OBJECT
public:
    /// Numbers of sessions above these.
    enum Content { Original = -1, ThisRun = 0, Reference = -2 };

    FramePane(EdgeSessions& sessions, int content, QWidget* parent = nullptr);

    int content() const;
    void setContent(int content);
    /// `picture` is the frame's; null where there is none.
    void show(const detect::Outcome& frame, const QImage& picture, const BoxFilter& filter);
    void showNothing(const QString& text);
    FrameView& view() { return *m_view; }
    /// What is told of the frame that is shown.
    QString caption() const;

Q_SIGNALS:
    void contentChanged();

private:
    void refillContents();
    const EdgeSession* session() const;
    std::vector<FrameBox> boxesOf(
        const EdgeSession& session, const detect::Outcome& outcome, double leastScore) const;

    EdgeSessions& m_sessions;
    QComboBox* m_content;
    QLabel* m_caption;
    FrameView* m_view;
};

/// "person", "face" for detectors that find one kind of thing; as the model's card says; else the number of the
/// class.
QString classTitle(const EdgeSession& session, std::int32_t classIndex);

} // namespace cobench::ui
