// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/detection_source.h"
#include "ui/pages/edge/edge_sessions.h"

#include <QElapsedTimer>

namespace cobench::ui {

/// Shows a run that is over again, frame by frame: what a viewer saw then, over the picture that the source still
/// gives. Plays at the pace of the captures and leaves frames out when pictures come slower. GUI thread only.
class Replay : public QObject
{
    Q_OBJECT
public:
    explicit Replay(EdgeSessions& sessions, QObject* parent = nullptr);
    /// Waits for the picture that is being decoded.
    ~Replay() override;

    /// The run; nullptr: there is none, or its frames are on their way.
    const EdgeSession* session() const;
    std::size_t frames() const;
    std::size_t frame() const { return m_frame; }
    bool isPlaying() const { return m_isPlaying; }
    /// Why there are no pictures; empty where there are.
    const QString& problem() const { return m_problem; }

    void setPlaying(bool playing);
    /// Clamped to the frames there are; playing goes on from there.
    void seek(std::size_t frame);
    void step(int frames);

Q_SIGNALS:
    void changed(); // any of the above

private:
    using Picture = std::shared_ptr<const data::Image>;
    struct Decoder {
        std::unique_ptr<engine::SourcePictures> pictures; // the decoding thread only
    };
    struct Decoded {
        Picture picture;
        QString problem;
    };
    void follow();
    void advance();
    void fetch();
    void show(int session, std::size_t frame, Decoded decoded);
    double captureOf(std::size_t frame) const;

    EdgeSessions& m_sessions;
    int m_session = 0;
    std::size_t m_frame = 0;
    bool m_isPlaying = false;
    bool m_isFetching = false;
    bool m_isStale = false; // another frame is wanted than the one that is decoded
    QString m_problem;
    QTimer m_timer;
    QElapsedTimer m_clock; // since playing began
    double m_from = 0.0; // capture time then
    std::shared_ptr<Decoder> m_decoder;
    std::unique_ptr<jobs::JobRunner> m_runner; // made with the first picture; joined before everything above goes
};

} // namespace cobench::ui
