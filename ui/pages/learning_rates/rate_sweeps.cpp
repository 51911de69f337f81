// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/rate_sweeps.h"

#include "ui/bridge/async.h"
#include "ui/bridge/workspace.h"
#include "ui/pages/reports/commands.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/sweep_query.h"

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

} // namespace

RateSweeps::RateSweeps(RunCatalog& catalog, QObject* parent)
    : QObject(parent)
    , m_catalog(catalog)
{
}

void RateSweeps::findGroups()
{
    m_groups = study::sweepGroups(m_catalog.runs());
}

std::vector<std::string> RateSweeps::quantities(std::size_t group) const
{
    return jobs::sweepQuantities(m_catalog.runs(), m_groups[group]);
}

void RateSweeps::clear()
{
    m_catalog.workspace().async().supersede(this, u"sweep"_s);
    m_swept.reset();
    m_problem.reset();
    Q_EMIT changed();
}

void RateSweeps::ask(std::size_t group, const study::SweepMetric& metric)
{
    using Answer = std::shared_ptr<const jobs::SweptGroup>;
    // The runs of this group alone: the others need not be copied.
    auto runs = std::make_shared<std::vector<study::Run>>();
    study::SweepGroup asked = m_groups[group];
    for (study::SweepSeries& series : asked.series)
        for (std::size_t& place : series.runs) {
            runs->push_back(m_catalog.runs()[place]);
            place = runs->size() - 1;
        }
    m_catalog.workspace().async().runLatest<Answer>(
        this,
        u"sweep"_s,
        {},
        [project = m_catalog.workspace().path().toStdString(), runs, asked = std::move(asked), metric](
            Progress&, const CancelToken& cancel) -> Result<Answer> {
            auto swept = jobs::readSweep(project, *runs, asked, metric, cancel);
            if (!swept)
                return std::move(swept).error();
            return std::make_shared<const jobs::SweptGroup>(*std::move(swept));
        },
        [this](Result<Answer> answer) {
            if (!answer && answer.error().isCancelled())
                return;
            m_problem = answer ? std::nullopt : std::optional(answer.error());
            m_swept = answer ? *std::move(answer) : nullptr;
            Q_EMIT changed();
        });
}

QString RateSweeps::command() const
{
    if (!m_swept)
        return {};
    return u"cobench-cli lr sweep --project %1 --group %2 --quantity %3 --by %4"_s.arg(
        quoted(m_catalog.workspace().path()),
        quoted(toQString(m_swept->name)),
        quoted(toQString(m_swept->metric.tag)),
        toQString(id(m_swept->metric.statistic)));
}

QString RateSweeps::exportCommand() const
{
    if (!m_swept)
        return {};
    return ui::exportCommand(
        {.kind = ViewSpec::Kind::Sweep,
            .subject = toString(SweepQuery{.group = m_swept->name, .metric = m_swept->metric})},
        m_catalog.workspace().path());
}

} // namespace cobench::ui
