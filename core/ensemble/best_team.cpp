// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/best_team.h"

#include "core/ensemble/lazy_zeros.h"
#include "core/ensemble/team_search.h"

#include <algorithm>
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

/// Every model's leads on the undecided samples, and the most that any r of the later models can add to each.
class Leads
{
public:
    /// Left unfinished when cancelled.
    Leads(const VoteTable& table,
        const std::vector<std::uint32_t>& order,
        std::size_t size,
        const CancelToken& cancel)
        : m_models(order.size())
        , m_size(size)
    {
        m_begin.push_back(0);
        for (std::size_t b = 0; b < table.blocks(); ++b)
            m_begin.push_back(m_begin.back() + (table.block(b).rows - 1) * kLanes);
        m_own.resize(m_models * cells());
        for (std::size_t place = 0; place < m_models && !cancel.isCancelled(); ++place)
            for (std::size_t b = 0; b < table.blocks(); ++b)
                copyLeads(table.block(b), order[place], m_own.data() + place * cells() + m_begin[b]);
        m_most.resize((m_size + 1) * (m_models + 1) * cells());
        for (std::size_t place = m_models; place-- > 0 && !cancel.isCancelled();)
            addMost(place);
    }

    static std::size_t floatsFor(std::size_t cells, std::size_t models, std::size_t size)
    {
        return cells * (models + (size + 1) * (models + 1));
    }
    std::size_t cells() const { return m_begin.back(); }
    std::size_t blocks() const { return m_begin.size() - 1; }
    std::size_t begin(std::size_t block) const { return m_begin[block]; }
    std::size_t end(std::size_t block) const { return m_begin[block + 1]; }
    const float* own(std::size_t place) const { return m_own.data() + place * cells(); }
    /// Sum of the `count` largest leads among the models from `place` on.
    const float* most(std::size_t count, std::size_t place) const
    {
        return m_most.data() + (count * (m_models + 1) + place) * cells();
    }

private:
    static void copyLeads(const VoteBlock& block, std::uint32_t model, float* leads)
    {
        const float* rows = block.values + std::size_t{model} * block.keys * block.rows * kLanes;
        for (std::size_t r = 1; r < block.rows; ++r)
            for (std::size_t lane = 0; lane < kLanes; ++lane)
                *leads++ = rows[lane] - rows[r * kLanes + lane];
    }

    /// Either the model at `place` is among the r best of its suffix, or they all come after it.
    void addMost(std::size_t place)
    {
        const float* lead = own(place);
        for (std::size_t count = 1; count <= std::min(m_size, m_models - place); ++count) {
            float* to = m_most.data() + (count * (m_models + 1) + place) * cells();
            const float* taken = most(count - 1, place + 1);
            const bool canSkip = m_models - place - 1 >= count;
            const float* skipped = most(count, place + 1);
            for (std::size_t i = 0; i < cells(); ++i) {
                const float with = taken[i] + lead[i];
                to[i] = canSkip && skipped[i] > with ? skipped[i] : with;
            }
        }
    }

    std::size_t m_models;
    std::size_t m_size;
    std::vector<std::size_t> m_begin; // [block]
    std::vector<float> m_own; // [place][cell]
    std::vector<float, LazyZeros<float>> m_most; // [count][place][cell]
};

class Search
{
public:
    Search(const PreparedSplit& split,
        const BestTeamOptions& options,
        const CancelToken& cancel,
        const VoteTable& table,
        std::vector<std::uint32_t> order,
        BestTeam start)
        : m_split(split)
        , m_size(options.size)
        , m_cancel(cancel)
        , m_onProgress(options.onProgress)
        , m_deadline(Clock::now() + std::chrono::duration_cast<Clock::duration>(options.budget))
        , m_table(table)
        , m_order(std::move(order))
        , m_leads(table, m_order, options.size, cancel)
        , m_slack(slack(options.size))
        , m_sums((options.size + 1) * m_leads.cells(), 0.0F)
        , m_bounds((options.size + 1) * m_leads.blocks(), kLanes)
        , m_best(std::move(start))
        , m_judged(m_best.passes)
        , m_ceiling(split.samples())
    {
    }

    BestTeam run(Progress& progress)
    {
        const std::size_t models = m_order.size();
        for (std::size_t place = 0; place + m_size <= models && !isStopped(); ++place) {
            // The whole suffix first: once it cannot hold a better team, nothing after it can.
            m_total[0] = m_table.alwaysRight() + m_leads.blocks() * kLanes;
            std::fill_n(m_bounds.begin(), m_leads.blocks(), static_cast<std::uint32_t>(kLanes));
            if (!bound(0, nullptr, m_leads.most(m_size, place)))
                break;
            m_ceiling = std::min(m_ceiling, m_total[0]);
            tell();
            tryMember(0, place);
            progress.advance();
        }
        m_best.proven = !m_stopped;
        m_best.gap = m_stopped ? gap() : 0.0;
        return m_best;
    }

private:
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

    /// The team so far is the path of `depth` members; the one at `place` joins.
    void tryMember(std::size_t depth, std::size_t place)
    {
        m_path.resize(depth);
        m_path.push_back(place);
        std::copy_n(m_bounds.begin() + static_cast<std::ptrdiff_t>(depth * m_leads.blocks()),
            m_leads.blocks(),
            m_bounds.begin() + static_cast<std::ptrdiff_t>((depth + 1) * m_leads.blocks()));
        m_total.resize(m_size + 1);
        m_total[depth + 1] = m_total[depth];
        const std::size_t missing = m_size - depth - 1;
        if (isStopped() || !bound(depth + 1, m_leads.own(place), m_leads.most(missing, place + 1)))
            return;
        if (missing == 0)
            return judge();
        for (std::size_t next = place + 1; next + missing <= m_order.size() && !m_stopped; ++next)
            tryMember(depth + 1, next);
    }

    /// Tightens the level's block bounds, hardest blocks first; false as soon as no better team is possible.
    bool bound(std::size_t level, const float* added, const float* rest)
    {
        const float* from = m_sums.data() + (level == 0 ? 0 : level - 1) * m_leads.cells();
        float* to = m_sums.data() + level * m_leads.cells();
        std::uint32_t* bounds = m_bounds.data() + level * m_leads.blocks();
        for (std::size_t b = 0; b < m_leads.blocks(); ++b) {
            if (m_total[level] <= m_best.right)
                return false;
            m_visits += 1;
            std::uint32_t open[kLanes];
            std::fill_n(open, kLanes, 1U);
            for (std::size_t i = m_leads.begin(b); i < m_leads.end(b); i += kLanes)
                for (std::size_t lane = 0; lane < kLanes; ++lane) {
                    const float sum = from[i + lane] + (added == nullptr ? 0.0F : added[i + lane]);
                    if (added != nullptr)
                        to[i + lane] = sum;
                    open[lane] &= sum + rest[i + lane] >= -m_slack ? 1U : 0U;
                }
            const auto count = std::min(bounds[b], std::accumulate(open, open + kLanes, 0U));
            m_total[level] -= bounds[b] - count;
            bounds[b] = count;
        }
        m_best.passes
            = static_cast<double>(m_visits) / static_cast<double>(std::max<std::size_t>(m_leads.blocks(), 1))
            + m_judged;
        return m_total[level] > m_best.right;
    }

    /// The bound of a full team counts ties and near misses as right: ask exactly.
    void judge()
    {
        Members team;
        for (const std::size_t place : m_path)
            team.push_back(m_order[place]);
        std::ranges::sort(team);
        const std::vector<Members> single(1, team);
        const TeamPlan plan = planListed(m_split.models(), single);
        std::vector<std::uint32_t> right(1, static_cast<std::uint32_t>(m_table.alwaysRight()));
        for (const TeamPlan::Chunk& chunk : plan.chunks)
            countChunk(m_table, plan, chunk, kernelsFor(bestSimd()), {}, right.data());
        m_judged += 1.0;
        if (right[0] > m_best.right) {
            m_best.right = right[0];
            m_best.team = std::move(team);
            tell();
        }
    }

    const PreparedSplit& m_split;
    std::size_t m_size;
    const CancelToken& m_cancel;
    const std::function<void(const BestTeam&)>& m_onProgress;
    Clock::time_point m_deadline;
    const VoteTable& m_table;
    std::vector<std::uint32_t> m_order; // [place] model, most accurate first
    Leads m_leads;
    float m_slack;
    std::vector<float> m_sums; // [members][cell]
    std::vector<std::uint32_t> m_bounds; // [members][block]: lanes that can still be right
    std::vector<std::size_t> m_total = std::vector<std::size_t>(1); // [members]: sum of the bounds
    std::vector<std::size_t> m_path;
    BestTeam m_best;
    std::uint64_t m_visits = 0;
    double m_judged; // teams judged whole, the start included
    std::size_t m_ceiling; // right answers that no team can exceed
    bool m_stopped = false;
};

std::vector<std::uint32_t> byAccuracy(const PreparedSplit& split)
{
    std::vector<std::uint32_t> order(split.models());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, std::greater<>(), [&](std::uint32_t m) { return split.rightCount(m); });
    return order;
}

Result<void> checkSize(const PreparedSplit& split, const BestTeamOptions& options)
{
    if (options.size >= 1 && options.size <= split.models())
        return {};
    return Error{.code = ErrorCode::Usage,
        .subject = "team size",
        .detail = "no team of " + std::to_string(options.size) + " members exists",
        .cure = "the pool has " + std::to_string(split.models()) + " models"};
}

std::size_t cellsOf(const VoteTable& table)
{
    std::size_t cells = 0;
    for (std::size_t b = 0; b < table.blocks(); ++b)
        cells += (table.block(b).rows - 1) * kLanes;
    return cells;
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

} // namespace

Result<BestTeam> findBestTeam(
    const PreparedSplit& split, const BestTeamOptions& options, Progress& progress, const CancelToken& cancel)
{
    if (auto valid = checkSize(split, options); !valid)
        return std::move(valid).error();
    const VoteTable table = makeVoteTable(split,
        {0, split.samples()},
        {.rule = options.rule.value_or(judgingRule(split)), .convention = options.convention, .weights = {}},
        true);
    if (Leads::floatsFor(cellsOf(table), split.models(), options.size) > kMaxBoundFloats)
        return Error{.code = ErrorCode::Usage,
            .subject = "best team",
            .detail = "the bounds of this pool and size do not fit in 1 GiB",
            .cure = "choose a smaller size, fewer models, or a beam search"};
    auto start = startingTeam(split, options, cancel);
    if (!start)
        return std::move(start).error();
    progress.beginStage("best team", split.models() - options.size + 1);
    BestTeam best = Search(split, options, cancel, table, byAccuracy(split), *std::move(start)).run(progress);
    if (cancel.isCancelled())
        return cancelled();
    return best;
}

} // namespace cobench::ensemble
