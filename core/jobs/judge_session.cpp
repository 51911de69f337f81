// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/judge_session.h"

#include "core/io/box_files.h"
#include "core/jobs/detection_sessions.h"
#include "core/jobs/evaluate_detections.h"
#include "core/jobs/spool_reader.h"

#include <algorithm>
#include <iterator>

namespace cobench::jobs {

namespace {

using Outcomes = std::vector<detect::Outcome>;

Result<Outcomes> referenceOf(const SessionJudges& judges)
{
    std::error_code ignored;
    if (std::filesystem::exists(judges.referenceSpool, ignored))
        if (auto outcomes = readSpool(judges.referenceSpool))
            return outcomes;
    const auto project = store::Project::open(judges.project, store::OpenMode::ReadOnly);
    if (!project)
        return project.error();
    const auto session = findSession(**project, std::to_string(judges.reference.value));
    if (!session)
        return session.error();
    return readOutcomes(**project, *session);
}

/// Where the reference finds nothing, whatever is shown is wrong; of frames that it did not process it says
/// nothing.
data::BoxTable truthOf(Outcomes reference)
{
    std::erase_if(reference, [](const detect::Outcome& outcome) { return outcome.dropped || !outcome.boxes; });
    return detect::foundTable(reference);
}

void judge(const data::BoxTable& truth,
    const data::BoxTable& shown,
    detect::ShownPrecision& precision,
    std::string& problem,
    const CancelToken& cancel)
{
    const auto evaluation = evaluateTables(truth, shown, {}, cancel);
    if (evaluation)
        precision = {.ap = evaluation->precision.map, .ap50 = evaluation->precision.perThreshold.front()};
    else
        problem = describe(evaluation.error());
}

std::vector<detect::FrameFate> fatesOf(const Outcomes& outcomes)
{
    std::vector<detect::FrameFate> fates;
    std::ranges::transform(outcomes, std::back_inserter(fates), detect::fateOf);
    return fates;
}

} // namespace

void judgeSession(const std::filesystem::path& spool,
    const SessionJudges& judges,
    SessionEnd& end,
    Progress& progress,
    const CancelToken& cancel)
{
    if (judges.truth.empty() && !judges.hasReference())
        return;
    const auto outcomes = readSpool(spool);
    if (!outcomes) {
        end.truthProblem = describe(outcomes.error());
        return;
    }
    const data::BoxTable shown = detect::shownTable(*outcomes);
    const auto truth = judges.truth.empty() ? Result<data::BoxTable>(Error{})
                                            : io::readBoxes(judges.truth, io::BoxRole::Truth, progress, cancel);
    if (truth)
        judge(*truth, shown, end.record.againstTruth, end.truthProblem, cancel);
    else if (!judges.truth.empty())
        end.truthProblem = describe(truth.error());
    if (!judges.hasReference())
        return;
    const auto reference = referenceOf(judges);
    if (!reference) {
        end.referenceProblem = describe(reference.error());
        return;
    }
    if (const data::BoxTable found = truthOf(*reference); found.rows.empty())
        end.referenceProblem = "the reference finds nothing at all";
    else
        judge(found, shown, end.record.againstReference, end.referenceProblem, cancel);
    if (!truth)
        return;
    const auto lost
        = detect::lostAccuracy(*truth, shown, detect::foundTable(*reference), fatesOf(*outcomes), cancel);
    if (lost) // else their own figures tell why
        end.record.lost = *lost;
}

} // namespace cobench::jobs
