// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/edge_job.h"

#include "core/jobs/evaluate_detections.h"

#include <QCoreApplication>

namespace cobench::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("EdgeJob", text);
}

ShownPrecision evaluate(
    const QString& truth, const std::filesystem::path& shown, Progress& progress, const CancelToken& cancel)
{
    if (truth.isEmpty())
        return {};
    const auto evaluation
        = jobs::evaluateDetections({.truth = truth.toStdString(), .detections = shown}, progress, cancel);
    if (!evaluation)
        return {.problem = QString::fromStdString(describe(evaluation.error()))};
    return {.ap = evaluation->precision.map, .ap50 = evaluation->precision.perThreshold.front()};
}

} // namespace

EdgeEnd runEdgeJob(const EdgeJob& job, Progress& progress, const CancelToken& cancel)
{
    const auto summary = engine::runDetection(
        job.request, progress, cancel, [&](const detect::Outcome& outcome) { job.feed->take(outcome); });
    EdgeEnd end{.figures = job.feed->figures()};
    if (!summary) {
        end.problem = summary.error();
        return end;
    }
    end.figures = summary->result.figures;
    end.longestQueue = summary->result.longestQueue;
    end.rate = summary->rate;
    for (const detect::DeviceLoss& loss : summary->result.losses)
        end.losses += tr("%1 was lost after %2 s: %3")
                          .arg(QString::fromStdString(end.figures.devices[loss.device].name))
                          .arg(detect::seconds(loss.at), 0, 'f', 1)
                          .arg(QString::fromStdString(describe(loss.reason)));
    end.againstTruth = evaluate(job.truth, job.request.shown, progress, cancel);
    end.againstReference = evaluate(job.reference, job.request.shown, progress, cancel);
    return end;
}

} // namespace cobench::ui
