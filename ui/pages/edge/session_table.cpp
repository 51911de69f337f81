// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/session_table.h"

#include "ui/models/figure_help.h"
#include "ui/models/heading.h"
#include "ui/pages/reports/phrases.h"

#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using Column = SessionTable::Column;

struct ColumnInfo {
    QString title;
    FigureHelp help;
    int decimals = 2;
    bool isPercent = false;
};

ColumnInfo infoOf(int column)
{
    const auto tr = [](const char* text) { return SessionTable::tr(text); };
    const QString higher = tr("higher is better");
    const QString lower = tr("lower is better");
    switch (column) {
    case Column::NumberColumn:
        return {tr("Run"), {tr("Run"), tr("Its place in the order of starts"), {}, {}, {}}, 0};
    case Column::StateColumn:
        return {tr("State"), {tr("State"), tr("Figures of stopped runs are those until then"), {}, {}, {}}};
    case Column::SourceColumn:
        return {tr("Source"), {tr("Source"), tr("Where frames came from"), {}, {}, {}}};
    case Column::ScheduleColumn:
        return {tr("Scheduler"), {tr("Scheduler"), tr("Which device takes which frame"), {}, {}, {}}};
    case Column::DevicesColumn:
        return {tr("Devices"), {tr("Devices"), tr("How many there were, n"), {}, {}, {}}, 0};
    case Column::LambdaColumn:
        return {tr("λ [1/s]"), {tr("λ"), tr("Frames that came in each second"), {}, tr("0 …"), {}}};
    case Column::MuColumn:
        return {tr("Σ μ [1/s]"),
            {tr("Σ μ_d"),
                tr("What all devices could do together"),
                tr("Σ 1 / mean service time"),
                tr("0 …"),
                higher}};
    case Column::SigmaColumn:
        return {tr("σ [1/s]"), {tr("σ"), tr("Frames that came out processed each second"), {}, tr("0 …"), higher}};
    case Column::IdealColumn:
        return {tr("σ / ideal"),
            {tr("Share of the ideal"),
                tr("How much of the best possible rate was reached"),
                tr("σ / min(λ, Σ μ_d)"),
                tr("0 … 100 %"),
                higher},
            1,
            true};
    case Column::DroppedColumn:
        return {tr("Dropped"),
            {tr("Dropped"),
                tr("Share of the frames read that were not processed"),
                tr("dropped / frames"),
                tr("0 … 100 %"),
                lower},
            1,
            true};
    case Column::Latency50Column:
        return {tr("p50 [ms]"),
            {tr("Latency p50"), tr("Capture to output, of processed frames"), {}, tr("0 …"), lower},
            1};
    case Column::Latency99Column:
        return {tr("p99 [ms]"),
            {tr("Latency p99"), tr("Capture to output, of processed frames"), {}, tr("0 …"), lower},
            1};
    case Column::AgeColumn:
        return {tr("Age"),
            {tr("Age"), tr("How many frames ago the shown boxes were true, on average"), {}, tr("0 …"), lower}};
    case Column::TruthColumn:
        return {tr("AP50"),
            {tr("AP50, ground truth"),
                tr("COCO's average precision at IoU .5 of what was shown, stale boxes included, over all frames "
                   "that the ground truth lists"),
                {},
                tr("0 … 1"),
                higher},
            3};
    case Column::ReferenceColumn:
        return {tr("AP50 ref."),
            {tr("AP50, offline reference"),
                tr("As AP50, with the boxes of the offline reference for the truth: 1 = as good as processing "
                   "every frame"),
                {},
                tr("0 … 1"),
                higher},
            3};
    case Column::LostDroppedColumn:
        return {tr("Lost, dropped"),
            {tr("AP50 lost to dropped frames"),
                tr("What frames cost that came before there was any result to show"),
                tr("AP50 with the reference's boxes in these frames − AP50 shown"),
                tr("−1 … 1"),
                lower},
            3};
    case Column::LostStaleColumn:
        return {tr("Lost, stale"),
            {tr("AP50 lost to stale boxes"),
                tr("What it costs that dropped frames show the boxes of earlier ones"),
                tr("AP50 with the reference's boxes in all dropped frames − without those in stale ones"),
                tr("−1 … 1"),
                lower},
            3};
    case Column::MissedColumn:
        return {tr("Missed"),
            {tr("AP50 missed anyway"),
                tr("What the detector does not find although it sees every frame"),
                tr("1 − AP50 of the offline reference"),
                tr("0 … 1"),
                lower},
            3};
    default:
        return {};
    }
}

double valueOf(const EdgeSession& session, int column)
{
    const detect::RunFigures& figures = session.end.figures;
    const RunSums sums = session.sums();
    switch (column) {
    case Column::NumberColumn:
        return session.number;
    case Column::DevicesColumn:
        return static_cast<double>(session.devices());
    case Column::LambdaColumn:
        return figures.lambda;
    case Column::MuColumn:
        return sums.mu;
    case Column::SigmaColumn:
        return figures.sigma;
    case Column::IdealColumn:
        return sums.idealShare;
    case Column::DroppedColumn:
        return sums.droppedShare;
    case Column::Latency50Column:
        return 1e3 * figures.latency50;
    case Column::Latency99Column:
        return 1e3 * figures.latency99;
    case Column::AgeColumn:
        return figures.meanAge;
    case Column::TruthColumn:
        return session.end.againstTruth.ap50;
    case Column::LostDroppedColumn:
        return session.end.lost.dropped;
    case Column::LostStaleColumn:
        return session.end.lost.stale;
    case Column::MissedColumn:
        return session.end.lost.missed;
    default:
        return session.end.againstReference.ap50;
    }
}

bool isText(int column)
{
    return column == Column::StateColumn || column == Column::SourceColumn || column == Column::ScheduleColumn;
}

QString textOf(const EdgeSession& session, int column)
{
    if (column == Column::StateColumn)
        return titleOf(session.state);
    if (column == Column::SourceColumn)
        return sourceTitle(session.setup.source);
    return session.isReference ? SessionTable::tr("offline reference") : titleOf(session.setup.schedule);
}

QString shown(double value, const ColumnInfo& info)
{
    if (std::isnan(value))
        return u"–"_s;
    return info.isPercent ? percent(value, info.decimals) : fixed(value, info.decimals);
}

} // namespace

QString titleOf(EdgeSession::State state)
{
    switch (state) {
    case EdgeSession::State::Queued:
        return SessionTable::tr("waiting");
    case EdgeSession::State::Running:
        return SessionTable::tr("running");
    case EdgeSession::State::Paused:
        return SessionTable::tr("paused");
    case EdgeSession::State::Finished:
        return SessionTable::tr("finished");
    case EdgeSession::State::Stopped:
        return SessionTable::tr("stopped");
    case EdgeSession::State::Failed:
        return SessionTable::tr("failed");
    }
    return {};
}

SessionTable::SessionTable(EdgeSessions& sessions, QObject* parent)
    : QAbstractTableModel(parent)
    , m_sessions(sessions)
    , m_rows(static_cast<int>(sessions.all().size()))
{
    connect(&m_sessions, &EdgeSessions::listChanged, this, [this] {
        beginResetModel();
        m_rows = static_cast<int>(m_sessions.all().size());
        endResetModel();
    });
    for (const auto change : {&EdgeSessions::stateChanged, &EdgeSessions::progressed})
        connect(&m_sessions, change, this, [this] {
            if (m_rows > 0)
                Q_EMIT dataChanged(index(0, 0), index(m_rows - 1, ColumnCount - 1));
        });
}

int SessionTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int SessionTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant SessionTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const EdgeSession& session = *m_sessions.all()[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return isText(column) ? textOf(session, column) : shown(valueOf(session, column), infoOf(column));
    case ValueRole:
        return isText(column) ? QVariant(textOf(session, column)) : QVariant(valueOf(session, column));
    case NumberRole:
        return session.number;
    case Qt::ToolTipRole:
        if (session.end.problem)
            return QString::fromStdString(describe(*session.end.problem));
        return shownSource(session.setup) + u'\n' + session.setup.devices.join(u", "_s);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (isText(column) ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

QVariant SessionTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    return heading(role, infoOf(section).title, infoOf(section).help.text(), isText(section));
}

} // namespace cobench::ui
