// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/diversity_facts.h"

#include "core/ensemble/diversity_help.h"
#include "core/jobs/matrix_job.h"
#include "core/jobs/team_job.h"
#include "ui/pages/reports/phrases.h"

#include <algorithm>
#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using ensemble::Members;
using ensemble::Metric;

constexpr std::size_t kMostModels = 16; // beyond, not every team can be looked at

QString points(double difference)
{
    const double magnitude = std::abs(100.0 * difference);
    if (magnitude < 0.005)
        return u"as much as"_s;
    return u"%1 points %2 than"_s.arg(fixed(magnitude, 2), difference > 0.0 ? u"more"_s : u"less"_s);
}

/// The figures of one lesson in the making.
class DiversityFacts
{
public:
    DiversityFacts(const LessonSubject& subject, jobs::PoolTeams teams)
        : m_subject(subject)
        , m_prepared(subject.prepared())
        , m_teams(std::move(teams))
        , m_gd(static_cast<std::size_t>(
              std::ranges::find(m_teams.scores.metrics, Metric::GD) - m_teams.scores.metrics.begin()))
    {
    }

    void tellModels();
    void tellPairs(const jobs::DiversityMatrix& matrix);
    void tellTeams();
    LessonFacts take() { return std::move(m_facts); }

private:
    void say(const QString& name, const QString& words) { m_facts.words.insert(name, words); }
    QString namesOf(const Members& members) const;
    double accuracyOf(const Members& members) const;
    double bestMemberOf(const Members& members) const;
    double diversityOf(std::size_t team) const
    {
        return ensemble::diversityScore(Metric::GD, m_teams.scores.rawValue(m_gd, team));
    }
    /// Members, accuracy, and how it compares with the team's best member; raises NAME.better.
    void tellTeam(const QString& name, const Members& members);
    std::size_t failTogether(const Members& pair) const;

    const LessonSubject& m_subject;
    const ensemble::PreparedSplit& m_prepared;
    jobs::PoolTeams m_teams;
    std::size_t m_gd;
    LessonFacts m_facts;
    std::uint32_t m_best = 0;
};

QString DiversityFacts::namesOf(const Members& members) const
{
    QStringList names;
    for (const std::uint32_t member : members)
        names << QString::fromStdString(m_subject.models().models[member].name);
    return names.join(u" + "_s);
}

double DiversityFacts::accuracyOf(const Members& members) const
{
    const auto team = m_teams.find(members);
    return team ? m_teams.scores.accuracyValue(0, *team) : std::nan("");
}

double DiversityFacts::bestMemberOf(const Members& members) const
{
    double best = 0.0;
    for (const std::uint32_t member : members)
        best = std::max(best, m_prepared.accuracy(member));
    return best;
}

std::size_t DiversityFacts::failTogether(const Members& pair) const
{
    std::size_t both = 0;
    for (std::size_t sample = 0; sample < m_prepared.samples(); ++sample)
        both += !m_prepared.isRight(pair[0], sample) && !m_prepared.isRight(pair[1], sample) ? 1 : 0;
    return both;
}

void DiversityFacts::tellTeam(const QString& name, const Members& members)
{
    const double accuracy = accuracyOf(members);
    const double gain = accuracy - bestMemberOf(members);
    m_facts.teams.insert(name, members);
    say(name + u".names"_s, namesOf(members));
    say(name + u".size"_s, count(members.size()));
    say(name + u".accuracy"_s, percent(accuracy));
    say(name + u".bestMember"_s, percent(bestMemberOf(members)));
    say(name + u".gain"_s, points(gain));
    if (gain > 0.0)
        m_facts.flags.insert(name + u".better"_s);
}

void DiversityFacts::tellModels()
{
    double sum = 0.0;
    Members all;
    for (std::uint32_t model = 0; model < m_prepared.models(); ++model) {
        sum += m_prepared.accuracy(model);
        all.push_back(model);
        if (m_prepared.rightCount(model) > m_prepared.rightCount(m_best))
            m_best = model;
    }
    say(u"n"_s, count(m_prepared.samples()));
    say(u"split"_s, QString::fromStdString(m_subject.split->title));
    say(u"models"_s, count(m_prepared.models()));
    say(u"teams"_s, count(m_teams.scores.size()));
    say(u"vote"_s, nameOf(m_teams.scores.consensus.front()).toLower());
    say(u"best.name"_s, namesOf({m_best}));
    say(u"best.accuracy"_s, percent(m_prepared.accuracy(m_best)));
    say(u"mean.accuracy"_s, percent(sum / static_cast<double>(m_prepared.models())));
    m_facts.teams.insert(u"best"_s, {m_best});
    tellTeam(u"all"_s, all);
}

void DiversityFacts::tellPairs(const jobs::DiversityMatrix& matrix)
{
    Members most;
    Members least;
    double high = 0.0;
    double low = 0.0;
    for (std::uint32_t first = 0; first < matrix.models; ++first) {
        for (std::uint32_t second = first + 1; second < matrix.models; ++second) {
            const double value = matrix.values[first * matrix.models + second];
            if (std::isnan(value))
                continue;
            if (most.empty() || value > high) {
                most = {first, second};
                high = value;
            }
            if (least.empty() || value < low) {
                least = {first, second};
                low = value;
            }
        }
    }
    for (const auto& [name, pair, value] : {std::tuple(u"twins"_s, most, high), std::tuple(u"odd"_s, least, low)}) {
        if (pair.empty())
            continue;
        m_facts.flags.insert(u"pairs"_s);
        tellTeam(name, pair);
        say(name + u".q"_s, fixed(value, 3));
        say(name + u".together"_s, count(failTogether(pair)));
    }
}

void DiversityFacts::tellTeams()
{
    const ensemble::TeamScores& scores = m_teams.scores;
    const double best = m_prepared.accuracy(m_best);
    std::size_t above = 0;
    std::size_t top = 0;
    std::optional<std::size_t> weak;
    for (std::size_t team = 0; team < scores.size(); ++team) {
        const double accuracy = scores.accuracyValue(0, team);
        above += accuracy > m_teams.bestMember[team] ? 1 : 0;
        if (accuracy > scores.accuracyValue(0, top))
            top = team;
        const double diversity = diversityOf(team);
        if (accuracy < best && !std::isnan(diversity) && (!weak || diversity > diversityOf(*weak)))
            weak = team;
    }
    say(u"above.count"_s, count(above));
    say(u"above.share"_s, percent(static_cast<double>(above) / static_cast<double>(scores.size()), 1));
    tellTeam(u"top"_s, scores.members(top));
    say(u"top.diversity"_s, fixed(diversityOf(top), 3));
    if (!weak)
        return;
    m_facts.flags.insert(u"weak"_s);
    tellTeam(u"weak"_s, scores.members(*weak));
    say(u"weak.diversity"_s, fixed(diversityOf(*weak), 3));
    say(u"weak.below"_s, fixed(100.0 * (best - scores.accuracyValue(0, *weak)), 2));
    const auto moreDiverse = [&](std::size_t team) { return diversityOf(team) > diversityOf(*weak); };
    std::size_t rank = 1;
    for (std::size_t team = 0; team < scores.size(); ++team)
        rank += moreDiverse(team) ? 1 : 0;
    say(u"weak.rank"_s, count(rank));
}

QString flagOf(ensemble::HelpVerdict verdict)
{
    switch (verdict) {
    case ensemble::HelpVerdict::Helps:
        return u"helps"_s;
    case ensemble::HelpVerdict::Hurts:
        return u"hurts"_s;
    case ensemble::HelpVerdict::Capability:
        return u"capability"_s;
    case ensemble::HelpVerdict::Undecided:
        break;
    }
    return u"undecided"_s;
}

} // namespace

Result<LessonFacts> diversityFacts(const LessonSubject& subject, Progress& progress, const CancelToken& cancel)
{
    const ensemble::PreparedSplit& split = subject.prepared();
    if (split.models() < 3 || split.models() > kMostModels)
        return Error{.code = ErrorCode::Unsupported,
            .subject = subject.models().name,
            .detail = "has " + std::to_string(split.models()) + " models",
            .cure = "this lesson looks at every team of 3 to " + std::to_string(kMostModels) + " models"};
    auto teams = jobs::scorePool(split, {}, progress, cancel);
    if (!teams)
        return teams.error();
    const auto matrix = jobs::computeMatrix(split, {.metric = Metric::QS}, progress, cancel);
    if (!matrix)
        return matrix.error();
    DiversityFacts facts(subject, std::move(*teams));
    facts.tellModels();
    facts.tellPairs(*matrix);
    facts.tellTeams();
    return facts.take();
}

Result<LessonFacts> diversityHelpFacts(const LessonSubject& subject, Progress& progress, const CancelToken& cancel)
{
    const ensemble::PreparedSplit& split = subject.prepared();
    const ensemble::HelpOptions options{
        .consensus = split.hasProbabilities() ? ensemble::Consensus::Soft : ensemble::Consensus::Plurality};
    const auto report = ensemble::doesDiversityHelp(split, options, progress, cancel);
    if (!report)
        return report.error();
    return LessonFacts{.words = {{u"help.overall"_s, fixed(report->overall, 2)},
                           {u"help.partial"_s, fixed(report->partial, 2)},
                           {u"help.low"_s, fixed(report->nullLow, 2)},
                           {u"help.high"_s, fixed(report->nullHigh, 2)},
                           {u"help.permutations"_s, count(report->nullPartials.size())},
                           {u"help.seed"_s, QString::number(options.seed)}},
        .flags = {flagOf(report->verdict)},
        .teams = {}};
}

} // namespace cobench::ui
