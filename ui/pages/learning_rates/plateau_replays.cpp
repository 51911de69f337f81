// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/plateau_replays.h"

#include "ui/bridge/async.h"
#include "ui/bridge/workspace.h"
#include "ui/pages/reports/commands.h"
#include "ui/pages/reports/phrases.h"

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

const QString kReplay = u"replay"_s;
constexpr std::size_t kColumns = 4000; // of a chart as wide as a large screen

} // namespace

PlateauReplays::PlateauReplays(RunCatalog& catalog, QObject* parent)
    : QObject(parent)
    , m_catalog(catalog)
{
}

void PlateauReplays::ask(std::vector<RunId> runs, const std::optional<lr::PlateauPolicy>& policy)
{
    Async& async = m_catalog.workspace().async();
    if (!policy || runs.empty()) {
        async.supersede(this, kReplay);
        m_busy = false;
        m_policy = policy;
        m_replays.clear();
        m_problem.reset();
        return Q_EMIT changed();
    }
    Source source{.runs = std::move(runs), .tag = policy->monitor};
    if (source != m_source)
        m_curves.reset();
    m_source = std::move(source);
    m_busy = true;
    async.runLatest<Answer>(
        this,
        kReplay,
        {},
        [project = m_catalog.workspace().path().toStdString(),
            source = m_source,
            known = m_curves,
            policy = *policy](Progress&, const CancelToken& cancel) -> Result<Answer> {
            Answer answer{.curves = known, .replays = {}};
            if (!known) {
                auto read = jobs::readMonitored(project, source.runs, source.tag, cancel);
                if (!read)
                    return std::move(read).error();
                answer.curves = std::make_shared<const Curves>(*std::move(read));
            }
            auto replays = jobs::replayRuns(policy, *answer.curves, kColumns, cancel);
            if (!replays)
                return std::move(replays).error();
            answer.replays = *std::move(replays);
            return answer;
        },
        [this, policy = *policy](Result<Answer> answer) { take(std::move(answer), policy); });
}

void PlateauReplays::forget()
{
    m_catalog.workspace().async().supersede(this, kReplay);
    m_busy = false;
    m_curves.reset();
}

void PlateauReplays::take(Result<Answer> answer, const lr::PlateauPolicy& policy)
{
    m_busy = false;
    m_policy = policy;
    m_problem.reset();
    m_replays.clear();
    if (answer) {
        m_curves = std::move(answer->curves);
        m_replays = std::move(answer->replays);
    } else if (!answer.error().isCancelled()) {
        m_problem = answer.error();
    }
    Q_EMIT changed();
}

DrawnReplays PlateauReplays::drawn() const
{
    DrawnReplays drawn{.policy = *m_policy, .replays = m_replays, .names = {}, .places = {}};
    for (const jobs::RunReplay& replay : m_replays) {
        const study::Run* run = m_catalog.find(replay.run);
        drawn.names << runTitle(run, replay.run);
        drawn.places.push_back(run ? static_cast<std::size_t>(run - m_catalog.runs().data()) : 0);
    }
    return drawn;
}

QString PlateauReplays::exportCommand(bool rates) const
{
    if (!m_policy || m_replays.empty())
        return {};
    ReplayQuery query{.policy = *m_policy, .runs = {}, .isRate = rates};
    for (const jobs::RunReplay& replay : m_replays)
        query.runs.push_back(replay.run);
    return ui::exportCommand(
        {.kind = ViewSpec::Kind::Replay, .subject = toString(query)}, m_catalog.workspace().path());
}

QString PlateauReplays::command() const
{
    if (!m_policy || m_replays.empty())
        return {};
    QStringList runs;
    for (const jobs::RunReplay& replay : m_replays)
        runs << QString::number(replay.run.value);
    return u"cobench-cli lr replay %1 --project %2 --run %3"_s.arg(
        quoted(toQString(lr::format(*m_policy))), quoted(m_catalog.workspace().path()), runs.join(u','));
}

} // namespace cobench::ui
