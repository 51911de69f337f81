// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/edge_job.h"

#include "core/detect/box_text.h"
#include "core/io/atomic_file.h"
#include "core/io/box_files.h"
#include "core/jobs/evaluate_detections.h"
#include "ui/pages/reports/phrases.h"

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
        return {{}, QString::fromStdString(describe(evaluation.error()))};
    return {{.ap = evaluation->precision.map, .ap50 = evaluation->precision.perThreshold.front()}, {}};
}

Result<void> writeFound(const std::vector<detect::Outcome>& outcomes, const QString& path)
{
    auto file = io::AtomicFile::create(path.toStdString());
    if (!file)
        return std::move(file).error();
    for (const detect::Outcome& outcome : outcomes)
        if (auto written = file->write(detect::foundRows(outcome)); !written)
            return written;
    return file->commit();
}

ShownPrecision againstReference(const EdgeJob& job, Progress& progress, const CancelToken& cancel)
{
    if (!job.referenceOutcomes.empty())
        if (auto written = writeFound(job.referenceOutcomes, job.reference); !written)
            return {{}, QString::fromStdString(describe(written.error()))};
    return evaluate(job.reference, job.request.shown, progress, cancel);
}

/// NaN where there is no truth or no reference, or they cannot be brought together, which their own figures tell.
detect::LostAccuracy lostAccuracy(
    const EdgeJob& job, const std::vector<detect::FrameFate>& fates, Progress& progress, const CancelToken& cancel)
{
    if (job.truth.isEmpty() || job.reference.isEmpty())
        return {};
    const auto read = [&](const std::filesystem::path& path, io::BoxRole role) {
        return io::readBoxes(path, role, progress, cancel);
    };
    const auto truth = read(job.truth.toStdString(), io::BoxRole::Truth);
    const auto shown = read(job.request.shown, io::BoxRole::Detections);
    const auto reference = read(job.reference.toStdString(), io::BoxRole::Detections);
    if (!truth || !shown || !reference)
        return {};
    const auto lost = detect::lostAccuracy(*truth, *shown, *reference, fates, cancel);
    return lost ? *lost : detect::LostAccuracy();
}

QStringList told(const engine::DetectionSummary& summary)
{
    QStringList links;
    for (std::size_t device = 0; device < summary.links.size(); ++device)
        if (const auto& link = summary.links[device])
            links += tr("%1: %2 MB/s sent as %3, round trip p50 %4 ms, service there p50 %5 ms, link lost %6 times")
                         .arg(QString::fromStdString(summary.result.figures.devices[device].name),
                             fixed(1e-6 * link->bytesPerSecond, 3),
                             link->quality > 0 ? tr("JPEG of quality %1").arg(link->quality) : tr("raw pixels"),
                             fixed(1e3 * link->roundTrip50, 1),
                             fixed(1e3 * link->service50, 1))
                         .arg(link->losses);
    return links;
}

} // namespace

EdgeEnd runEdgeJob(const EdgeJob& job, Progress& progress, const CancelToken& cancel)
{
    engine::DetectionRequest request = job.request;
    std::vector<detect::FrameFate> fates;
    request.pipeline.onEvent = [&](const detect::RunEvent& event) {
        job.feed->take(event);
        job.recorder->take(event);
    };
    const auto summary = engine::runDetection(request, progress, cancel, [&](const detect::Outcome& outcome) {
        job.feed->take(outcome);
        job.recorder->take(outcome);
        fates.push_back(detect::fateOf(outcome));
    });
    EdgeEnd end{.figures = job.feed->figures()};
    if (!summary) {
        end.problem = summary.error();
        return end;
    }
    end.figures = summary->result.figures;
    end.longestQueue = summary->result.longestQueue;
    end.rate = summary->rate;
    end.links = told(*summary);
    for (const std::string& loss : jobs::lossTexts(summary->result))
        end.losses += QString::fromStdString(loss);
    end.againstTruth = evaluate(job.truth, job.request.shown, progress, cancel);
    end.againstReference = againstReference(job, progress, cancel);
    end.lost = lostAccuracy(job, fates, progress, cancel);
    return end;
}

} // namespace cobench::ui
