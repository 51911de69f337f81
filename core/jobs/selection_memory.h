// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/team_score_cache.h"
#include "core/jobs/choose_teams.h"

#include <mutex>
#include <unordered_map>

namespace cobench::jobs {

/// A split's most accurate team of the sizes that could be chosen: what hindsight would have taken.
struct HindsightTeam {
    ensemble::Members members;
    double accuracy = 0.0;

    bool operator==(const HindsightTeam&) const = default;
};

/// How many samples each team of some sizes gets right, and the best of them.
struct EveryTeam {
    std::vector<std::uint32_t> right; // [T]
    HindsightTeam best;
};

/// What selections of one pool have counted, kept for the next one: with another share, count or threshold it only
/// selects. Changes the time that a selection takes, never its result. Of each kind the newest is kept.
/// Thread-safe; calls take turns.
class SelectionMemory
{
public:
    using Split = ensemble::PreparedSplit;
    using Members = ensemble::Members;

    /// Keeps a split alive as long as what is remembered of it. Others must outlive the memory.
    void hold(std::shared_ptr<const Split> split);

    /// scoreTeams() of all teams of some sizes.
    Result<std::shared_ptr<const ensemble::TeamScores>> scoreAll(
        const Split& split, const ensemble::ScoreOptions& options, Progress& progress, const CancelToken& cancel);
    /// Focal scores of the teams that hierarchical pruning asks for. `options` as completed.
    Result<ensemble::TeamScores> scoreLevel(const Split& split,
        const SelectionOptions& options,
        const std::vector<Members>& teams,
        Progress& progress,
        const CancelToken& cancel);
    /// Fractions of right answers by the rule of `options`; members may be repeated.
    Result<std::vector<double>> accuracies(const Split& split,
        const SelectionOptions& options,
        const std::vector<Members>& teams,
        const CancelToken& cancel);
    /// All teams of some sizes, numbered as they are enumerated.
    Result<std::shared_ptr<const EveryTeam>> countEvery(const Split& split,
        const SelectionOptions& options,
        std::size_t minSize,
        std::size_t maxSize,
        Progress& progress,
        const CancelToken& cancel);
    /// Teams scored or judged since the beginning.
    std::uint64_t counted() const;

private:
    /// What scores and judgements depend on.
    struct Key {
        const Split* split = nullptr;
        ensemble::Convention convention = ensemble::Convention::Corrected;
        std::optional<ensemble::Consensus> rule;
        std::vector<ensemble::Metric> metrics;
        bool focal = false;
        std::size_t minSize = 0;
        std::size_t maxSize = 0;

        bool operator==(const Key&) const = default;
    };
    template <typename T>
    struct Kept {
        Key key;
        T value;
    };
    using RightCounts = std::unordered_map<Members, std::uint32_t, ensemble::MembersHash>;

    mutable std::mutex m_mutex; // guards everything
    std::vector<std::shared_ptr<const Split>> m_held;
    std::optional<Kept<std::shared_ptr<const ensemble::TeamScores>>> m_scores;
    std::optional<Kept<std::unique_ptr<ensemble::TeamScoreCache>>> m_levels;
    std::optional<Kept<RightCounts>> m_right;
    std::optional<Kept<std::shared_ptr<const EveryTeam>>> m_every;
    std::uint64_t m_counted = 0; // beside m_levels
};

} // namespace cobench::jobs
