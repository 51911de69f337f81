// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/help_job.h"

#include "core/ensemble/team_evaluator.h"
#include "core/jobs/team_job.h"

#include <algorithm>

namespace cobench::jobs {

ensemble::HelpOptions fitHelpOptions(ensemble::HelpOptions options, const ensemble::PreparedSplit& split)
{
    options.consensus = ensemble::judgingRule(split);
    const std::size_t largest
        = options.maxSize == 0 ? largestSizeWithin(split.models(), TeamsOptions{}.mostTeams) : options.maxSize;
    options.maxSize = std::clamp<std::size_t>(largest, 2, std::max<std::size_t>(split.models(), 2));
    return options;
}

} // namespace cobench::jobs
