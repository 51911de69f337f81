// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/report_document.h"

#include "core/train/config.h"
#include "ui/pages/reports/phrases.h"

#include <optional>

namespace cobench::ui {

namespace {

using jobs::PoolReport;

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

QString overview(const PoolReport& report)
{
    const data::Pool& pool = *report.shown.pool;
    const auto best = report.bestMember;
    QString sentence
        = QStringLiteral("%1 models on the %2 samples of %3, %4 classes. The best single model is %5 with %6.")
              .arg(count(pool.size()),
                  count(report.shown.prepared->samples()),
                  text(report.shown.title),
                  count(pool.classes),
                  text(pool.models[best].name),
                  percent(report.members[best].accuracy));
    if (!report.teams)
        return sentence;
    const jobs::TeamSummary& teams = *report.teams;
    return sentence
        + QStringLiteral(" Of %1 teams, %2 (%3) are more accurate than each of their members.")
              .arg(count(teams.count),
                  count(teams.aboveBestMember),
                  percent(double(teams.aboveBestMember) / double(teams.count), 1));
}

ReportTable memberTable(const PoolReport& report)
{
    ReportTable table{.caption = QStringLiteral("Models on %1").arg(text(report.shown.title)),
        .headers = {QStringLiteral("Model"),
            QStringLiteral("Accuracy"),
            QStringLiteral("Top-5"),
            QStringLiteral("NLL"),
            QStringLiteral("ECE"),
            QStringLiteral("Errors")},
        .highlightedRow = static_cast<int>(report.bestMember)};
    for (std::size_t model = 0; model < report.members.size(); ++model) {
        const ensemble::MemberReport& member = report.members[model];
        table.rows.push_back({QStringLiteral("%1 %2").arg(model).arg(text(report.shown.pool->models[model].name)),
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
    const QString shown = text(report.shown.title);
    const QString selection = text(report.selection.title);
    const QString metric = text(std::string(ensemble::info(report.metric).id));
    ReportTable table{.caption = report.selectedOnReportedData
            ? QStringLiteral("Most accurate teams, selected on the reported data (%1)").arg(shown)
            : QStringLiteral("Most accurate teams on %1, as they do on %2").arg(selection, shown),
        .headers = {QStringLiteral("Members"), QStringLiteral("Size")}};
    if (!report.selectedOnReportedData)
        table.headers << QStringLiteral("Accuracy, %1").arg(selection);
    table.headers << QStringLiteral("Accuracy, %1").arg(shown) << QStringLiteral("Best member")
                  << QStringLiteral("Gain (points)") << QStringLiteral("Diversity, %1").arg(metric);
    for (const jobs::RankedTeam& team : report.teams->best) {
        QStringList row{text(ensemble::toString(team.members)), count(team.members.size())};
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

/// Beyond this a class is no longer seen in a picture that fits a page.
constexpr std::uint32_t kMostClassesDrawn = 100;

/// The views that every pool gets, as far as it can be drawn.
std::vector<ViewSpec> viewsOf(const PoolReport& report)
{
    using Kind = ViewSpec::Kind;
    const std::string pool = report.shown.pool->name;
    const std::string best = report.shown.pool->models[report.bestMember].name;
    const std::string split = report.shown.title;
    std::vector<ViewSpec> views;
    if (report.shown.pool->size() > 1)
        views.push_back({.kind = Kind::Matrix, .pool = pool, .subject = "QS", .split = split});
    if (report.teams)
        views.push_back({.kind = Kind::Scatter,
            .pool = pool,
            .subject = std::string(ensemble::info(report.metric).id),
            .split = split});
    const bool drawsClasses = report.shown.pool->classes <= kMostClassesDrawn;
    if (drawsClasses)
        views.push_back({.kind = Kind::Confusion, .pool = pool, .subject = best, .split = split});
    if (!report.shown.prepared->split().members[report.bestMember].isLabelOnly())
        views.push_back({.kind = Kind::Reliability, .pool = pool, .subject = best, .split = split});
    if (drawsClasses)
        views.push_back({.kind = Kind::Recall, .pool = pool, .subject = best, .split = split});
    return views;
}

Result<ReportSection> composeSection(
    const std::shared_ptr<const data::Pool>& pool, Progress& progress, const CancelToken& cancel)
{
    const auto report = jobs::reportPool(pool, {}, progress, cancel);
    if (!report)
        return report.error();
    ReportSection section{.title = text(report->shown.pool->name)};
    section.blocks.emplace_back(ReportParagraph{overview(*report)});
    section.blocks.emplace_back(memberTable(*report));
    for (const ViewSpec& view : viewsOf(*report)) {
        auto figure = computeFigure(view, report->shown, progress, cancel);
        if (!figure)
            return figure.error();
        section.blocks.emplace_back(std::move(*figure));
        if (view.kind == ViewSpec::Kind::Scatter)
            section.blocks.emplace_back(teamTable(*report));
    }
    return section;
}

QStringList runRow(const store::RunRow& run, const train::TrainConfig& config)
{
    QStringList widths;
    for (const std::uint32_t width : config.widths)
        widths << QString::number(width);
    return {text(run.name),
        widths.isEmpty() ? text(config.model)
                         : QStringLiteral("%1 (%2)").arg(text(config.model), widths.join(QStringLiteral(", "))),
        text(config.optimizer),
        text(config.learningRate),
        count(config.batch),
        count(config.epochs),
        QString::number(config.seed)};
}

/// How the models that were trained here came about; nothing when none was.
std::optional<ReportSection> composeRuns(const std::vector<store::RunRow>& runs)
{
    ReportTable table{.headers = {QStringLiteral("Run"),
                          QStringLiteral("Model"),
                          QStringLiteral("Optimiser"),
                          QStringLiteral("Learning rate"),
                          QStringLiteral("Batch"),
                          QStringLiteral("Epochs"),
                          QStringLiteral("Seed")},
        .firstNumber = 4};
    QStringList datasets;
    for (const store::RunRow& run : runs) {
        if (const auto config = train::configFromJson(run.configJson)) {
            table.rows.push_back(runRow(run, *config));
            datasets << text(config->dataset);
        }
    }
    if (table.rows.empty())
        return std::nullopt;
    datasets.removeDuplicates();
    table.caption = QStringLiteral("Models trained on %1").arg(datasets.join(QStringLiteral(", ")));
    ReportSection section{.title = QStringLiteral("Training runs")};
    section.blocks.emplace_back(std::move(table));
    return section;
}

} // namespace

Result<ReportDocument> composeReport(
    const ReportSource& source, const QDateTime& madeAt, Progress& progress, const CancelToken& cancel)
{
    ReportDocument document{.title = text(source.path().stem().string()),
        .projectPath = text(source.path().string()),
        .version = QStringLiteral(COBENCH_VERSION),
        .madeAt = madeAt.toUTC()};
    for (const store::PoolEntry& entry : source.pools()) {
        auto pool = source.pool(entry.name);
        if (!pool)
            return pool.error();
        if ((*pool)->size() == 0 || (*pool)->splits.empty())
            continue; // every member is excluded
        auto section = composeSection(*pool, progress, cancel);
        if (!section)
            return section.error();
        document.sections.push_back(std::move(*section));
    }
    if (document.sections.empty())
        return Error{.code = ErrorCode::Empty,
            .subject = source.path().string(),
            .detail = "the project has no pool to report",
            .cure = "import predictions first"};

    const auto runs = source.finishedRuns();
    if (!runs)
        return runs.error();
    if (auto section = composeRuns(*runs))
        document.sections.push_back(std::move(*section));
    return document;
}

QString provenanceOf(const FigureData& figure, const ReportDocument& document)
{
    return QStringLiteral("n = %1 · data %2 · CoBench %3 · %4")
        .arg(count(figure.samples),
            figure.dataHash.left(12),
            document.version,
            document.madeAt.toString(QStringLiteral("yyyy-MM-dd HH:mm 'UTC'")));
}

} // namespace cobench::ui
