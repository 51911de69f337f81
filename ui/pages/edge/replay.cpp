// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/replay.h"

#include <algorithm>
#include <utility>

namespace cobench::ui {

namespace {

constexpr int kTickMs = 20;

} // namespace

Replay::Replay(EdgeSessions& sessions, QObject* parent)
    : QObject(parent)
    , m_sessions(sessions)
{
    m_timer.setInterval(kTickMs);
    connect(&m_timer, &QTimer::timeout, this, &Replay::advance);
    for (const auto change : {&EdgeSessions::toldChanged, &EdgeSessions::stateChanged, &EdgeSessions::listChanged})
        connect(&m_sessions, change, this, &Replay::follow);
    follow();
}

Replay::~Replay() = default;

const EdgeSession* Replay::session() const
{
    const EdgeSession* session = m_sessions.find(m_session);
    return session && !session->outcomes.empty() ? session : nullptr;
}

std::size_t Replay::frames() const
{
    return session() ? session()->outcomes.size() : 0;
}

/// The run that is told of, once it is over and its frames are there.
void Replay::follow()
{
    const EdgeSession* told = m_sessions.told();
    const bool isReplayable = told && told->isOver();
    const int wanted = isReplayable ? told->number : 0;
    if (isReplayable && told->outcomes.empty())
        m_sessions.load(told->number);
    if (std::exchange(m_session, wanted) != wanted) {
        m_isPlaying = false;
        m_timer.stop();
        m_problem.clear();
        m_decoder.reset();
        m_frame = 0;
        // What just ended stands where it ended, a run of old at its beginning.
        if (const EdgeSession* now = session(); now && m_sessions.shown() == m_session)
            m_frame = now->outcomes.size() - 1;
    }
    if (session() && m_sessions.shown() != m_session)
        fetch();
    Q_EMIT changed();
}

double Replay::captureOf(std::size_t frame) const
{
    return detect::seconds(session()->outcomes[frame].captured);
}

void Replay::setPlaying(bool playing)
{
    if (!session())
        playing = false;
    if (playing && m_frame + 1 >= frames())
        m_frame = 0;
    m_isPlaying = playing;
    if (playing) {
        m_from = captureOf(m_frame);
        m_clock.start();
        m_timer.start();
        fetch();
    } else {
        m_timer.stop();
    }
    Q_EMIT changed();
}

void Replay::seek(std::size_t frame)
{
    if (!session())
        return;
    m_frame = std::min(frame, frames() - 1);
    if (m_isPlaying) {
        m_from = captureOf(m_frame);
        m_clock.start();
    }
    fetch();
    Q_EMIT changed();
}

void Replay::step(int frames)
{
    setPlaying(false);
    const auto at = static_cast<std::ptrdiff_t>(m_frame) + frames;
    seek(static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, at)));
}

void Replay::advance()
{
    if (!session())
        return setPlaying(false);
    const double now = m_from + 1e-3 * static_cast<double>(m_clock.elapsed());
    std::size_t frame = m_frame;
    while (frame + 1 < frames() && captureOf(frame + 1) <= now)
        ++frame;
    if (frame + 1 == frames())
        setPlaying(false);
    if (std::exchange(m_frame, frame) != frame) {
        fetch();
        Q_EMIT changed();
    }
}

/// One picture is decoded at a time; what was asked for meanwhile comes next, and only the newest of it.
void Replay::fetch()
{
    if (m_isFetching) {
        m_isStale = true;
        return;
    }
    m_isFetching = true;
    m_isStale = false;
    if (!m_runner)
        m_runner = std::make_unique<jobs::JobRunner>(1);
    if (!m_decoder)
        m_decoder = std::make_shared<Decoder>();
    const auto work
        = [decoder = m_decoder,
              source = session()->setup.source.toStdString(),
              number = session()->outcomes[m_frame].number](Progress&, const CancelToken&) -> Result<Decoded> {
        const auto failed
            = [](const Error& error) { return Decoded{.problem = QString::fromStdString(describe(error))}; };
        if (!decoder->pictures) {
            auto opened = engine::openPictures(source);
            if (!opened)
                return failed(opened.error());
            decoder->pictures = *std::move(opened);
        }
        auto picture = decoder->pictures->at(number);
        if (picture)
            return Decoded{.picture = *std::move(picture)};
        decoder->pictures.reset();
        return failed(picture.error());
    };
    const auto done = [this, session = m_session, frame = m_frame](Result<Decoded> decoded) {
        QMetaObject::invokeMethod(
            this,
            [this, session, frame, told = decoded ? *std::move(decoded) : Decoded()]() mutable {
                show(session, frame, std::move(told));
            },
            Qt::QueuedConnection);
    };
    m_runner->run<Decoded>(work, done);
}

void Replay::show(int number, std::size_t frame, Decoded decoded)
{
    m_isFetching = false;
    const EdgeSession* shown = session();
    if (shown && number == m_session && frame < shown->outcomes.size()) {
        detect::Outcome outcome = shown->outcomes[frame];
        outcome.picture = std::move(decoded.picture);
        m_problem = std::move(decoded.problem);
        m_sessions.showAgain(m_session, std::move(outcome));
        Q_EMIT changed();
    }
    if (shown && (m_isStale || m_sessions.shown() != m_session))
        fetch();
}

} // namespace cobench::ui
