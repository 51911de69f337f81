// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/best_team.h"

#include "core/ensemble/lead_table.h"
#include "core/ensemble/team_search.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

namespace cobench::ensemble {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t kMaxBoundFloats = std::size_t{1} << 28;

/// What a lead (true class minus rival) may be off by, whatever the order of the sums: far above the error bound of
/// sums of up to `size` numbers below 1.01, so that rounding never hides a team.
float slack(std::size_t size)
{
    const auto members = static_cast<float>(size);
    return 8.0F * members * members * std::numeric_limits<float>::epsilon();
}

std::vector<std::uint32_t> countRight(const VoteTable& table, const TeamPlan& plan, const CancelToken& cancel)
{
    std::vector<std::uint32_t> right(plan.teams, static_cast<std::uint32_t>(table.alwaysRight()));
    for (const TeamPlan::Chunk& chunk : plan.chunks)
        countChunk(table, plan, chunk, kernelsFor(bestSimd()), cancel, right.data());
    return right;
}

/// What is still open for the teams that extend one path of members.
struct Level {
    std::vector<std::uint32_t> samples; // that some such team may get right, and some not
    std::vector<float> sums; // the path's leads on them, rival by rival
    std::size_t sure = 0; // samples that every such team gets right
    /// Of the models looked at last, [sample][kGroup]: the largest lead over its worst rival that a team with the
    /// model may have, and the smallest.
    std::vector<float> most;
    std::vector<float> least;
};

class Search
{
public:
    Search(const PreparedSplit& split,
        const BestTeamOptions& options,
        const CancelToken& cancel,
        const VoteTable& table,
        std::vector<std::uint32_t> order,
        BestTeam start,
        Progress& progress)
        : m_split(split)
        , m_size(options.size)
        , m_cancel(cancel)
        , m_onProgress(options.onProgress)
        , m_deadline(deadlineAfter(options.budget))
        , m_table(table)
        , m_order(std::move(order))
        , m_leads(table, m_order, options.size, options.rule != Consensus::Soft, cancel)
        , m_slack(slack(options.size))
        , m_levels(options.size)
        , m_path(options.size)
        , m_best(std::move(start))
        , m_progress(progress)
    {
        m_best.passes += static_cast<double>(LeadTable::passesFor(m_order.size(), m_size));
        m_levels[0].sure = table.alwaysRight();
        m_levels[0].samples.resize(m_leads.samples());
        std::iota(m_levels[0].samples.begin(), m_levels[0].samples.end(), 0U);
        m_levels[0].sums.resize(m_leads.cells(), 0.0F);
    }

    BestTeam run()
    {
        while (m_ceilings.size() + m_size <= m_order.size()) {
            const Group group = look(0, m_ceilings.size());
            m_ceilings.insert(m_ceilings.end(),
                group.bound.begin(),
                group.bound.begin() + static_cast<std::ptrdiff_t>(group.count));
        }
        for (std::size_t place = m_ceilings.size() - 1; place-- > 0;)
            m_ceilings[place] = std::max(m_ceilings[place], m_ceilings[place + 1]);
        m_ceiling = m_ceilings.front();
        extend(0, 0);
        m_best.proven = !m_stopped;
        m_best.gap = m_stopped ? gap() : 0.0;
        return m_best;
    }

private:
    static constexpr std::size_t kGroup = LeadTable::kGroup;
    static constexpr std::size_t kChunk = 128; // samples between two looks at the bounds

    /// Models that may join a path, at neighbouring places.
    struct Group {
        std::size_t first;
        std::size_t count;
        std::array<std::size_t, kGroup> bound; // samples that the teams with the model can at most get right
    };

    bool isStopped()
    {
        m_stopped = m_stopped || m_cancel.isCancelled() || Clock::now() > m_deadline;
        return m_stopped;
    }

    /// What is left of the models cannot hold a team beyond the ceiling.
    double gap() const
    {
        return m_ceiling > m_best.right
            ? static_cast<double>(m_ceiling - m_best.right) / static_cast<double>(m_split.samples())
            : 0.0;
    }

    void tell()
    {
        if (!m_onProgress)
            return;
        m_best.gap = gap();
        m_onProgress(m_best);
    }

    /// All teams whose first member comes before `place` are done.
    void reachFirst(std::size_t place)
    {
        m_ceiling = m_ceilings[place];
        tell();
        m_progress.advance();
    }

    /// The path of `depth` members is extended by every model from `place` on.
    void extend(std::size_t depth, std::size_t place)
    {
        while (place + m_size - depth <= m_order.size() && !isStopped()) {
            const Group group = look(depth, place);
            for (std::size_t i = 0; i < group.count && !isStopped(); ++i) {
                if (depth == 0)
                    reachFirst(place + i);
                tryMember(depth, group, i);
            }
            place += group.count;
        }
    }

    void tryMember(std::size_t depth, const Group& group, std::size_t index)
    {
        if (group.bound[index] <= m_best.right)
            return;
        const std::size_t place = group.first + index;
        m_path[depth] = place;
        if (depth + 1 == m_size)
            return judge();
        enter(m_levels[depth], index, place, m_levels[depth + 1]);
        extend(depth + 1, place + 1);
    }

    /// Bounds for the models from `place` on, hardest samples first, until no team with one of them can be better.
    Group look(std::size_t depth, std::size_t place)
    {
        Level& level = m_levels[depth];
        const std::size_t missing = m_size - depth - 1;
        Group group{.first = place, .count = std::min(kGroup, m_order.size() - place - missing)};
        group.bound.fill(level.sure + level.samples.size());
        level.most.resize(missing == 0 ? 0 : level.samples.size() * kGroup);
        level.least.resize(level.most.size());
        const float* sums = level.sums.data();
        for (std::size_t begin = 0; begin < level.samples.size(); begin += kChunk) {
            const auto open = std::count_if(group.bound.begin(),
                group.bound.begin() + static_cast<std::ptrdiff_t>(group.count),
                [this](std::size_t bound) { return bound > m_best.right; });
            if (open == 0)
                break;
            const std::size_t end = std::min(begin + kChunk, level.samples.size());
            sums = missing == 0 ? measure<true>(level, begin, end, sums, group)
                                : measure<false>(level, begin, end, sums, group, missing);
            m_best.passes += static_cast<double>(open) * static_cast<double>(end - begin)
                / static_cast<double>(m_leads.samples());
        }
        return group;
    }

    /// Tightens the bounds by samples begin … end - 1 of the level, whose sums start at `sums`; tells where the
    /// next start. What the level keeps for enter() full teams do not need.
    template <bool kFull>
    const float* measure(Level& level,
        std::size_t begin,
        std::size_t end,
        const float* sums,
        Group& group,
        std::size_t missing = 0) const
    {
        const std::size_t models = m_order.size();
        std::array<std::uint32_t, kGroup> lost{};
        for (std::size_t i = begin; i < end; ++i) {
            const std::size_t cell = m_leads.firstCell(level.samples[i]);
            const std::size_t rivals = m_leads.rivals(level.samples[i]);
            const float* most = m_leads.most(missing, cell) + group.first;
            const float* least = m_leads.least(missing, cell) + group.first;
            std::array<float, kGroup> high;
            std::array<float, kGroup> low;
            high.fill(std::numeric_limits<float>::infinity());
            low.fill(std::numeric_limits<float>::infinity());
            for (std::size_t r = 0; r < rivals; ++r, most += models, least += models)
                for (std::size_t k = 0; k < kGroup; ++k) {
                    high[k] = std::min(high[k], sums[r] + most[k]);
                    if constexpr (!kFull)
                        low[k] = std::min(low[k], sums[r] + least[k]);
                }
            for (std::size_t k = 0; k < kGroup; ++k)
                lost[k] += high[k] < -m_slack ? 1 : 0;
            if constexpr (!kFull) {
                std::copy_n(high.data(), kGroup, level.most.data() + i * kGroup);
                std::copy_n(low.data(), kGroup, level.least.data() + i * kGroup);
            }
            sums += rivals;
        }
        for (std::size_t k = 0; k < kGroup; ++k)
            group.bound[k] -= lost[k];
        return sums;
    }

    /// Keeps what the member at `place`, looked at last as number `index`, leaves open.
    void enter(const Level& from, std::size_t index, std::size_t place, Level& to) const
    {
        to.sure = from.sure;
        to.samples.resize(from.samples.size());
        to.sums.resize(from.sums.size());
        const float* sums = from.sums.data();
        float* kept = to.sums.data();
        std::size_t count = 0;
        for (std::size_t i = 0; i < from.samples.size(); ++i) {
            const std::uint32_t sample = from.samples[i];
            const std::size_t rivals = m_leads.rivals(sample);
            const bool possible = from.most[i * kGroup + index] >= -m_slack;
            const bool certain = from.least[i * kGroup + index] > m_slack;
            to.sure += certain ? 1 : 0;
            if (possible && !certain) {
                to.samples[count++] = sample;
                const float* own = m_leads.own(m_leads.firstCell(sample)) + place;
                for (std::size_t r = 0; r < rivals; ++r)
                    *kept++ = sums[r] + own[r * m_order.size()];
            }
            sums += rivals;
        }
        to.samples.resize(count);
        to.sums.resize(static_cast<std::size_t>(kept - to.sums.data()));
    }

    /// The bound of a full team counts ties and near misses as right: ask exactly.
    void judge()
    {
        Members team;
        for (const std::size_t place : m_path)
            team.push_back(m_order[place]);
        std::ranges::sort(team);
        const std::vector<Members> single(1, team);
        const std::uint32_t right = countRight(m_table, planListed(m_split.models(), single), {}).front();
        m_best.passes += 1.0;
        if (right > m_best.right) {
            m_best.right = right;
            m_best.team = std::move(team);
            tell();
        }
    }

    const PreparedSplit& m_split;
    std::size_t m_size;
    const CancelToken& m_cancel;
    const std::function<void(const BestTeam&)>& m_onProgress;
    SearchDeadline m_deadline;
    const VoteTable& m_table;
    std::vector<std::uint32_t> m_order; // [place] model, most accurate first
    LeadTable m_leads;
    float m_slack;
    std::vector<Level> m_levels; // [members]
    std::vector<std::size_t> m_path; // places
    BestTeam m_best;
    Progress& m_progress;
    std::vector<std::size_t> m_ceilings; // [place]: right answers that no team from there on can exceed
    std::size_t m_ceiling = 0; // of what is left
    bool m_stopped = false;
};

std::vector<std::uint32_t> byAccuracy(const PreparedSplit& split)
{
    std::vector<std::uint32_t> order(split.models());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, std::greater<>(), [&](std::uint32_t m) { return split.rightCount(m); });
    return order;
}

/// A narrow beam gives the first team to beat; what it costs is counted too.
Result<BestTeam> startingTeam(const PreparedSplit& split, const BestTeamOptions& options, const CancelToken& cancel)
{
    TeamEvaluator evaluator(split, options.convention, 1, cancel, options.rule);
    auto found = beamTeams(evaluator,
        {.minSize = options.size, .maxSize = options.size, .count = 1, .width = 4, .budget = options.budget});
    if (!found)
        return std::move(found).error();
    BestTeam start{.team = byAccuracy(split)};
    start.team.resize(options.size);
    std::ranges::sort(start.team);
    if (!found->teams.empty())
        start.team = found->teams.front().members;
    const std::vector<Members> single(1, start.team);
    auto right = evaluator.countRight(single);
    if (!right)
        return std::move(right).error();
    start.right = right->front();
    start.passes = static_cast<double>(evaluator.evaluated());
    start.enumerationPasses = static_cast<double>(countTeams(split.models(), options.size, options.size));
    return start;
}

bool areFew(const PreparedSplit& split, const BestTeamOptions& options)
{
    return options.budget.count() > 0.0
        && countTeams(split.models(), options.size, options.size)
        <= LeadTable::passesFor(split.models(), options.size);
}

/// Judges all of so few teams that bounds would cost more.
Result<BestTeam> bestOfFew(const PreparedSplit& split,
    const BestTeamOptions& options,
    const VoteTable& table,
    Progress& progress,
    const CancelToken& cancel)
{
    const TeamPlan plan = planAll(split.models(), options.size, options.size);
    progress.beginStage("best team", plan.teams);
    const std::vector<std::uint32_t> right = countRight(table, plan, cancel);
    progress.advance(plan.teams);
    if (cancel.isCancelled())
        return cancelled();
    BestTeam best{.proven = true,
        .passes = static_cast<double>(plan.teams),
        .enumerationPasses = static_cast<double>(plan.teams)};
    forEachTeam(plan, [&](std::size_t team, const Members& members) {
        if (!best.team.empty() && right[team] <= best.right)
            return;
        best.team = members;
        best.right = right[team];
    });
    if (options.onProgress)
        options.onProgress(best);
    return best;
}

} // namespace

Result<BestTeam> findBestTeam(
    const PreparedSplit& split, const BestTeamOptions& given, Progress& progress, const CancelToken& cancel)
{
    BestTeamOptions options = given;
    options.rule = given.rule.value_or(judgingRule(split));
    if (auto valid = checkTeamSizes(split.models(), options.size, options.size); !valid)
        return std::move(valid).error();
    const VoteTable table = makeVoteTable(split,
        {0, split.samples()},
        {.rule = *options.rule, .convention = options.convention, .weights = {}},
        true);
    if (areFew(split, options))
        return bestOfFew(split, options, table, progress, cancel);
    if (LeadTable::floatsFor(table, split.models(), options.size) > kMaxBoundFloats)
        return Error{.code = ErrorCode::Usage,
            .subject = "best team",
            .detail = "the bounds of this pool and size do not fit in 1 GiB",
            .cure = "choose a smaller size, fewer models, or a beam search"};
    auto start = startingTeam(split, options, cancel);
    if (!start)
        return std::move(start).error();
    progress.beginStage("best team", split.models() - options.size + 1);
    BestTeam best = Search(split, options, cancel, table, byAccuracy(split), *std::move(start), progress).run();
    if (cancel.isCancelled())
        return cancelled();
    return best;
}

} // namespace cobench::ensemble
