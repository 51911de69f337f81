// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/detection_sessions.h"
#include "core/jobs/session_spool.h"
#include "ui/pages/edge/edge_setup.h"
#include "ui/pages/edge/frame_truth.h"
#include "ui/pages/edge/run_sums.h"

#include <memory>
#include <optional>
#include <vector>

namespace cobench::ui {

struct ShownPrecision : detect::ShownPrecision {
    QString problem; // why it could not be told
};

/// How a run ended.
struct EdgeEnd {
    detect::RunFigures figures; // of a run that was stopped or broke off, too
    std::size_t longestQueue = 0;
    double rate = 0.0; // frames/s the source was paced at; 0 = as taken
    QStringList losses; // devices that were lost, when and why
    QStringList links; // to other machines: bytes, round trips and service there, in words; of one that is not kept
    std::optional<Error> problem; // Cancelled when a person stopped it
    ShownPrecision againstTruth;
    ShownPrecision againstReference;
    detect::LostAccuracy lost; // with a truth and a reference
};

/// A run of this window, from its start on, or one that the project keeps.
struct EdgeSession {
    enum class State { Queued, Running, Paused, Finished, Stopped, Failed };

    int number = 0; // from 1, never given twice; that of the project, where it is kept
    std::optional<store::SessionId> kept = std::nullopt;
    std::filesystem::path spool; // of one that is not: where it is written down
    QString project; // that it belongs to; empty = none could keep it when it began
    QString name; // that a person gave it
    EdgeSetup setup;
    bool isReference = false; // one device, every frame
    QString model; // of all devices; empty where they differ
    State state = State::Queued;
    EdgeEnd end; // figures: so far
    /// Of a run of this window the newest kMostOutcomes, of one that was read all; in frame order, without
    /// pictures.
    std::vector<detect::Outcome> outcomes;
    std::vector<detect::RunEvent> events; // so far
    std::shared_ptr<const FrameTruth> truth; // nothing: none, or not read yet
    std::vector<std::string> classNames; // of the model's card, where it has one

    std::size_t devices() const { return end.figures.devices.size(); }
    RunSums sums() const { return sumsOf(end.figures, setup.isPaced()); }
    bool isEmulated() const; // one of its devices is
    /// Why its live source brings no frames now; nullptr: it does, or is none.
    const detect::RunEvent* lostSignal() const;
    /// What a person did to one of its devices.
    enum class Presence { There, Unplugged, Removed };
    Presence presenceOf(const std::string& device) const;
    /// As set up, or as changed since.
    detect::Schedule scheduleNow() const;
    /// Frames/s that come in: as set up, or as changed since; those of a source at its own rate as measured.
    double rateNow() const;
    bool isOver() const { return state >= State::Finished; }
    /// What a viewer saw at a frame; nullptr where it is not known (any more, or yet).
    const detect::Outcome* at(detect::FrameNumber frame) const;
    QString title() const; // "#3 Round robin, 2 devices"
};

EdgeEnd endOf(const jobs::SessionEnd& end);
EdgeSession::State stateOf(detect::SessionRecord::End end);
/// As the project keeps it, without its frames.
std::unique_ptr<EdgeSession> sessionOf(const jobs::StoredSession& stored);
/// The command line that runs the same, changes that were made while it ran included, quoted for a shell.
QString detectCommand(const EdgeSession& session);
/// Of all its devices; empty where they differ.
QString commonModel(const engine::DetectionRequest& request);

} // namespace cobench::ui
