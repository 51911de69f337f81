// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/figure_table.h"

#include "ui/models/figure_help.h"
#include "ui/pages/reports/phrases.h"

#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

QString tr(const char* text)
{
    return FigureTable::tr(text);
}

QString perSecond(double value)
{
    return std::isnan(value) ? fixed(value, 2) : fixed(value, value < 100.0 ? 2 : 0) + tr(" /s");
}

QString milliseconds(double seconds)
{
    return std::isnan(seconds) ? fixed(seconds, 1) : fixed(1e3 * seconds, 1) + tr(" ms");
}

QString share(double fraction)
{
    return std::isnan(fraction) ? fixed(fraction, 1) : percent(fraction, 1);
}

QString causeName(detect::DropCause cause)
{
    switch (cause) {
    case detect::DropCause::Queue:
        return tr("Dropped: queue full");
    case detect::DropCause::Deadline:
        return tr("Dropped: past deadline");
    case detect::DropCause::DeviceLost:
        return tr("Dropped: device lost");
    case detect::DropCause::SourceLate:
        return tr("Dropped: source late");
    case detect::DropCause::Network:
        return tr("Dropped: link failed");
    case detect::DropCause::Decode:
        return tr("Dropped: not decodable");
    }
    return {};
}

FigureHelp helpOf(const QString& name)
{
    const QString higher = tr("higher is better");
    const QString lower = tr("lower is better");
    const QString positive = tr("0 …");
    if (name.startsWith(u"λ"))
        return {
            name, tr("Frames that come in each second"), tr("(frames − 1) / (last − first capture)"), positive, {}};
    if (name.startsWith(u"Σ"))
        return {name,
            tr("What all devices could do together, each working without a pause"),
            tr("Σ 1 / mean service time of device d"),
            positive,
            higher};
    if (name.startsWith(u"σ / "))
        return {name,
            tr("How much of the best possible rate was reached"),
            tr("σ / min(λ, Σ μ_d)"),
            tr("0 … 100 %"),
            higher};
    if (name.startsWith(u"σ"))
        return {name,
            tr("Frames that come out processed each second"),
            tr("processed / (last output − first capture)"),
            positive,
            higher};
    if (name.startsWith(tr("AP50 lost")) || name == tr("AP50 missed anyway"))
        return {name,
            tr("Where AP50 against the ground truth went: frames dropped before any result, stale boxes, other "
               "boxes "
               "than the offline reference's in processed frames, and what the reference misses, too"),
            tr("1 = shown + dropped + stale + processed + missed; boxes are replaced by the reference's in this "
               "order"),
            tr("−1 … 1"),
            lower};
    if (name == tr("Speed-up"))
        return {name,
            tr("As many devices' worth of work as was done"),
            tr("σ / mean μ_d"),
            tr("0 … number of devices"),
            higher};
    if (name.startsWith(tr("Dropped")))
        return {name,
            tr("Frames that were read and not processed; each repeats the newest earlier boxes"),
            tr("by cause; frames = processed + dropped"),
            positive,
            lower};
    if (name.startsWith(tr("Latency")))
        return {name,
            tr("From capture to output in frame order, of processed frames; nearest rank"),
            {},
            positive,
            lower};
    if (name.startsWith(tr("Age")))
        return {name,
            tr("How many frames ago the shown boxes were true"),
            tr("mean over all shown frames, 0 for processed ones"),
            positive,
            lower};
    if (name.startsWith(u"AP"))
        return {name,
            tr("COCO's average precision of what a viewer saw at every frame, stale boxes included"),
            {},
            tr("0 … 1"),
            higher};
    if (name == tr("Longest queue"))
        return {name, tr("Frames that waited at most, known at the end"), {}, positive, lower};
    return {name, tr("Frames of the source so far"), {}, {}, {}};
}

} // namespace

std::vector<FigureTable::Row> FigureTable::rowsOf(const EdgeSession& session)
{
    const detect::RunFigures& figures = session.end.figures;
    const RunSums sums = session.sums();
    std::vector<Row> rows;
    const auto add = [&rows](const QString& name, double value, const QString& shown) {
        rows.push_back({name, helpOf(name).text(), value, shown});
    };
    add(tr("λ, frames in"), figures.lambda, perSecond(figures.lambda));
    add(tr("Σ μ, all devices"), sums.mu, perSecond(sums.mu));
    add(tr("σ, processed"), figures.sigma, perSecond(figures.sigma));
    add(tr("σ / ideal"), sums.idealShare, share(sums.idealShare));
    add(tr("Speed-up"),
        sums.speedUp,
        std::isnan(sums.speedUp) ? fixed(sums.speedUp, 2) : fixed(sums.speedUp, 2) + u" ×"_s);
    add(tr("Frames"), static_cast<double>(figures.counts.read), count(figures.counts.read));
    add(tr("Dropped"), sums.droppedShare, share(sums.droppedShare));
    for (std::size_t cause = 0; cause < detect::kDropCauses; ++cause)
        if (figures.counts.dropped[cause] > 0)
            add(causeName(static_cast<detect::DropCause>(cause)),
                static_cast<double>(figures.counts.dropped[cause]),
                count(figures.counts.dropped[cause]));
    add(tr("Latency p50"), 1e3 * figures.latency50, milliseconds(figures.latency50));
    add(tr("Latency p90"), 1e3 * figures.latency90, milliseconds(figures.latency90));
    add(tr("Latency p99"), 1e3 * figures.latency99, milliseconds(figures.latency99));
    add(tr("Latency p99.9"), 1e3 * figures.latency999, milliseconds(figures.latency999));
    add(tr("Age of boxes, mean"),
        figures.meanAge,
        std::isnan(figures.meanAge) ? fixed(figures.meanAge, 2) : fixed(figures.meanAge, 2) + tr(" frames"));
    if (session.state == EdgeSession::State::Finished) // of others it is not known
        add(tr("Longest queue"), static_cast<double>(session.end.longestQueue), count(session.end.longestQueue));
    for (const auto& [name, precision] : {std::pair(tr("ground truth"), &session.end.againstTruth),
             std::pair(tr("reference"), &session.end.againstReference)}) {
        if (std::isnan(precision->ap))
            continue;
        add(u"AP50, %1"_s.arg(name), precision->ap50, fixed(precision->ap50, 3));
        add(u"AP .5:.95, %1"_s.arg(name), precision->ap, fixed(precision->ap, 3));
    }
    const detect::LostAccuracy& lost = session.end.lost;
    for (const auto& [name, value] : {std::pair(tr("AP50 lost: dropped"), lost.dropped),
             std::pair(tr("AP50 lost: stale"), lost.stale),
             std::pair(tr("AP50 lost: processed"), lost.processed),
             std::pair(tr("AP50 missed anyway"), lost.missed)})
        if (!std::isnan(value))
            add(name, value, fixed(value, 3));
    return rows;
}

void FigureTable::setSession(const EdgeSession* session)
{
    std::vector<Row> rows = session ? rowsOf(*session) : std::vector<Row>();
    const bool sameRows = rows.size() == m_rows.size();
    if (!sameRows)
        beginResetModel();
    m_rows = std::move(rows);
    if (!sameRows)
        endResetModel();
    else if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int FigureTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int FigureTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant FigureTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const bool isName = index.column() == NameColumn;
    switch (role) {
    case Qt::DisplayRole:
        return isName ? row.name : row.shown;
    case ValueRole:
        return isName ? QVariant(row.name) : QVariant(row.value);
    case Qt::ToolTipRole:
    case Qt::WhatsThisRole:
        return row.help;
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (isName ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

QVariant FigureTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Figure") : tr("Value");
}

} // namespace cobench::ui
