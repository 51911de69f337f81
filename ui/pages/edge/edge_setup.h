// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/detection_run.h"

#include <QJsonObject>
#include <QStringList>

namespace cobench::ui {

/// A detection run as a person sets it up. It need not make sense: findProblems() says what does not.
struct EdgeSetup {
    using Pace = engine::DetectionRequest::Pace;
    using Clock = engine::DetectionRequest::Clock;

    QString source; // as DetectionRequest::source
    QString truth; // file or folder of boxes; empty = none
    QString model = QStringLiteral("hog"); // of devices that name none
    QString models; // folder of cards and weights; empty = the usual places alone
    QStringList devices{QStringLiteral("cpu")}; // as core/detect/device_text.h reads them
    Pace pace = Pace::AsTaken;
    double rate = 10.0; // frames/s; Pace::Given
    detect::Schedule schedule = detect::Schedule::Fcfs;
    detect::DropPolicy drop = detect::DropPolicy::Oldest; // paced and live sources only: others wait
    int buffer = 4;
    double deadlineMs = 200.0; // Schedule::Deadline only
    Clock clock = Clock::Real;
    int maxFrames = 0; // 0 = all
    int seed = 1;

    bool isPaced() const { return pace != Pace::AsTaken; }
    bool isLive() const; // its source is a camera or an address
    bool mayDrop() const { return isPaced() || isLive(); }
    detect::DropPolicy dropInForce() const { return mayDrop() ? drop : detect::DropPolicy::None; }
    bool operator==(const EdgeSetup&) const = default;
};

/// The same source as fast as it is taken by the first device that is not emulated, or the run's model.
EdgeSetup referenceOf(EdgeSetup setup);
/// Usage for devices that cannot be read.
Result<engine::DetectionRequest> requestOf(const EdgeSetup& setup);
/// Everything that keeps it from running, in words. Looks at files: for a worker.
QStringList findProblems(const EdgeSetup& setup);
/// The command line that runs the same, quoted for a shell.
QString detectCommand(const EdgeSetup& setup);

/// An address loses the password it may hold.
QJsonObject toJson(const EdgeSetup& setup);
/// What is missing or of another kind stays as in `base`.
EdgeSetup setupFromJson(const QJsonObject& json, EdgeSetup base = {});

/// Frames that wait in each queue unless a person says otherwise; of a live source the newest alone.
int usualBuffer(bool isLive);
/// Videos that OpenCV's documentation brings, as far as they are installed.
QStringList sampleVideos();
/// The source without its passwords.
QString shownSource(const EdgeSetup& setup);
/// File name, or what stands for it.
QString sourceTitle(const QString& source);
QString titleOf(detect::Schedule schedule);

} // namespace cobench::ui
