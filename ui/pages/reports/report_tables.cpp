// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/report_tables.h"

#include "core/train/config.h"
#include "ui/pages/reports/phrases.h"

namespace cobench::ui {

namespace {

using jobs::PoolReport;

QString splitOrigin(const jobs::SplitView& split)
{
    return originOf(split.prepared->samples(), split.title, split.dataHash);
}

TableSpec specOf(TableSpec::Kind kind, const PoolReport& report)
{
    return {.kind = kind, .pool = report.shown.pool->name, .split = report.shown.title};
}

QStringList runRow(const store::RunRow& run, const train::TrainConfig& config)
{
    QStringList widths;
    for (const std::uint32_t width : config.widths)
        widths << QString::number(width);
    return {toQString(run.name),
        widths.isEmpty()
            ? toQString(config.model)
            : QStringLiteral("%1 (%2)").arg(toQString(config.model), widths.join(QStringLiteral(", "))),
        toQString(config.optimizer),
        toQString(config.learningRate),
        count(config.batch),
        count(config.epochs),
        QString::number(config.seed)};
}

} // namespace

ReportText overviewOf(const PoolReport& report)
{
    const data::Pool& pool = *report.shown.pool;
    const auto best = report.bestMember;
    QString sentence
        = QStringLiteral("%1 models on the %2 samples of %3, %4 classes. The best single model is %5 with %6.")
              .arg(count(pool.size()),
                  count(report.shown.prepared->samples()),
                  toQString(report.shown.title),
                  count(pool.classes),
                  toQString(pool.models[best].name),
                  percent(report.members[best].accuracy));
    if (!report.teams)
        return {sentence};
    const jobs::TeamSummary& teams = *report.teams;
    return {sentence
        + QStringLiteral(" Of %1 teams, %2 (%3) are more accurate than each of their members.")
              .arg(count(teams.count),
                  count(teams.aboveBestMember),
                  percent(double(teams.aboveBestMember) / double(teams.count), 1))};
}

ReportTable memberTable(const PoolReport& report)
{
    ReportTable table{.title = QStringLiteral("Models on %1").arg(toQString(report.shown.title)),
        .headers = {QStringLiteral("Model"),
            QStringLiteral("Accuracy"),
            QStringLiteral("Top-5"),
            QStringLiteral("NLL"),
            QStringLiteral("ECE"),
            QStringLiteral("Errors")},
        .highlightedRow = static_cast<int>(report.bestMember),
        .origin = splitOrigin(report.shown),
        .spec = specOf(TableSpec::Kind::Models, report)};
    for (std::size_t model = 0; model < report.members.size(); ++model) {
        const ensemble::MemberReport& member = report.members[model];
        table.rows.push_back(
            {QStringLiteral("%1 %2").arg(model).arg(toQString(report.shown.pool->models[model].name)),
                percent(member.accuracy),
                percent(member.top5),
                fixed(member.nll, 4),
                fixed(member.ece, 4),
                count(member.errors)});
    }
    return table;
}

ReportTable teamTable(const PoolReport& report)
{
    const QString shown = toQString(report.shown.title);
    const QString selection = toQString(report.selection.title);
    const QString metric = toQString(ensemble::info(report.metric).id);
    ReportTable table{.title = report.selectedOnReportedData
            ? QStringLiteral("Most accurate teams, selected on the reported data (%1)").arg(shown)
            : QStringLiteral("Most accurate teams on %1, as they do on %2").arg(selection, shown),
        .headers = {QStringLiteral("Members"), QStringLiteral("Size")},
        .origin = splitOrigin(report.shown),
        .spec = specOf(TableSpec::Kind::Teams, report)};
    if (!report.selectedOnReportedData)
        table.headers << QStringLiteral("Accuracy, %1").arg(selection);
    table.headers << QStringLiteral("Accuracy, %1").arg(shown) << QStringLiteral("Best member")
                  << QStringLiteral("Gain (points)") << QStringLiteral("Diversity, %1").arg(metric);
    for (const jobs::RankedTeam& team : report.teams->best) {
        QStringList row{toQString(ensemble::toString(team.members)), count(team.members.size())};
        if (!report.selectedOnReportedData)
            row << percent(team.selectionAccuracy);
        row << percent(team.accuracy) << percent(team.bestMemberAccuracy)
            << QStringLiteral("%1%2").arg(
                   team.accuracy >= team.bestMemberAccuracy ? QStringLiteral("+") : QString(),
                   fixed(100.0 * (team.accuracy - team.bestMemberAccuracy), 2))
            << fixed(team.diversity, 4);
        table.rows.push_back(row);
    }
    return table;
}

std::optional<ReportTable> runTable(const std::vector<store::RunRow>& finished)
{
    ReportTable table{.headers = {QStringLiteral("Run"),
                          QStringLiteral("Model"),
                          QStringLiteral("Optimiser"),
                          QStringLiteral("Learning rate"),
                          QStringLiteral("Batch"),
                          QStringLiteral("Epochs"),
                          QStringLiteral("Seed")},
        .firstNumber = 4,
        .spec = {.kind = TableSpec::Kind::Runs}};
    QStringList datasets;
    for (const store::RunRow& run : finished) {
        if (const auto config = train::configFromJson(run.configJson)) {
            table.rows.push_back(runRow(run, *config));
            datasets << toQString(config->dataset);
        }
    }
    if (table.rows.empty())
        return std::nullopt;
    datasets.removeDuplicates();
    table.origin = QStringLiteral("n = %1 %2 · seeds in the last column")
                       .arg(count(table.rows.size()),
                           table.rows.size() == 1 ? QStringLiteral("run") : QStringLiteral("runs"));
    table.title = QStringLiteral("Models trained on %1").arg(datasets.join(QStringLiteral(", ")));
    return table;
}

} // namespace cobench::ui
