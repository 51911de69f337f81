// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_list.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <set>

namespace cobench::ui {

namespace {

constexpr auto kLossTag = "train/loss";
constexpr auto kAccuracyTag = "val/accuracy";

QString lastValue(const RunTrack& track, const char* tag, double scale, int decimals)
{
    const auto curve = track.curves.find(tag);
    if (curve == track.curves.end() || curve->second.values.empty())
        return {};
    return QLocale().toString(curve->second.values.back() * scale, 'f', decimals);
}

double fractionOf(const RunTrack& track)
{
    if (track.info.state == engine::RunState::Finished)
        return 1.0;
    return track.total == 0 ? 0.0 : static_cast<double>(track.done) / static_cast<double>(track.total);
}

/// What events had told since `track` was read.
void addLater(RunTrack& track, const RunTrack& heard)
{
    if (track.done < heard.done) {
        track.stage = heard.stage;
        track.done = heard.done;
        track.total = heard.total;
    }
    for (const auto& [tag, later] : heard.curves) {
        RunCurve& curve = track.curves[tag];
        const double last = curve.steps.empty() ? -1.0 : curve.steps.back();
        for (auto i = static_cast<std::size_t>(std::ranges::upper_bound(later.steps, last) - later.steps.begin());
             i < later.steps.size();
             ++i) {
            curve.steps.push_back(later.steps[i]);
            curve.times.push_back(later.times[i]);
            curve.values.push_back(later.values[i]);
        }
    }
}

} // namespace

bool isActive(engine::RunState state)
{
    return state == engine::RunState::Queued || state == engine::RunState::Running
        || state == engine::RunState::Paused;
}

QString stateText(engine::RunState state)
{
    const auto tr = [](const char* text) { return QCoreApplication::translate("RunState", text); };
    switch (state) {
    case engine::RunState::Queued:
        return tr("queued");
    case engine::RunState::Running:
        return tr("running");
    case engine::RunState::Paused:
        return tr("paused");
    case engine::RunState::Finished:
        return tr("finished");
    case engine::RunState::Failed:
        return tr("failed");
    case engine::RunState::Cancelled:
        return tr("cancelled");
    case engine::RunState::Interrupted:
        return tr("interrupted");
    }
    return {};
}

RunList::RunList(QObject* parent)
    : QAbstractTableModel(parent)
{
}

int RunList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

int RunList::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunList::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Run");
    case StateColumn:
        return tr("State");
    case ProgressColumn:
        return tr("Progress");
    case LossColumn:
        return tr("Training loss");
    case AccuracyColumn:
        return tr("Accuracy, val [%]");
    default:
        return {};
    }
}

QVariant RunList::display(const RunTrack& track, int column) const
{
    switch (column) {
    case NameColumn:
        return QString::fromStdString(track.info.config.name);
    case StateColumn:
        return stateText(track.info.state);
    case ProgressColumn:
        return tr("%1 %").arg(static_cast<int>(fractionOf(track) * 100.0));
    case LossColumn:
        return lastValue(track, kLossTag, 1.0, 3);
    case AccuracyColumn:
        return lastValue(track, kAccuracyTag, 100.0, 1);
    default:
        return {};
    }
}

QVariant RunList::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RunTrack& track = m_runs[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return display(track, index.column());
    case Qt::ToolTipRole:
        return track.info.message.empty() ? track.stage : QString::fromStdString(track.info.message);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(index.column() >= ProgressColumn ? Qt::AlignRight | Qt::AlignVCenter
                                                                    : Qt::AlignLeft | Qt::AlignVCenter);
    case FractionRole:
        return fractionOf(track);
    case RunningRole:
        return isActive(track.info.state);
    default:
        return {};
    }
}

void RunList::setRuns(std::vector<engine::RunInfo> runs)
{
    std::ranges::sort(runs, {}, &engine::RunInfo::id);
    beginResetModel();
    std::vector<RunTrack> tracks;
    for (auto& info : runs) {
        const int old = rowOf(info.id);
        RunTrack track = old < 0 ? RunTrack{} : std::move(m_runs[static_cast<std::size_t>(old)]);
        track.info = std::move(info);
        tracks.push_back(std::move(track));
    }
    m_runs = std::move(tracks);
    endResetModel();
}

void RunList::setTracks(std::vector<RunTrack> tracks)
{
    for (RunTrack& track : tracks)
        if (const int old = rowOf(track.info.id); old >= 0)
            addLater(track, m_runs[static_cast<std::size_t>(old)]);
    beginResetModel();
    m_runs = std::move(tracks);
    endResetModel();
}

void RunList::applyOne(RunTrack& track, const engine::Event& event)
{
    switch (event.kind) {
    case engine::Event::Kind::RunState:
        track.info.state = event.state;
        track.info.message = event.text;
        break;
    case engine::Event::Kind::Progress:
        track.stage = QString::fromStdString(event.text);
        track.done = event.step;
        track.total = event.total;
        break;
    case engine::Event::Kind::Scalar: {
        RunCurve& curve = track.curves[event.text];
        if (!curve.steps.empty() && static_cast<double>(event.step) <= curve.steps.back())
            break; // told before; a later attempt starts where the earlier one was saved
        curve.steps.push_back(static_cast<double>(event.step));
        curve.times.push_back(event.time);
        curve.values.push_back(event.value);
        break;
    }
    case engine::Event::Kind::Log:
    case engine::Event::Kind::Heartbeat:
    case engine::Event::Kind::Changed:
        break;
    }
}

void RunList::apply(const std::vector<engine::Event>& events)
{
    std::set<int> changed;
    std::set<int> grown;
    std::vector<const engine::Event*> ended;
    bool isOld = false;
    for (const auto& event : events) {
        const int row = rowOf(event.run);
        const bool isState = event.kind == engine::Event::Kind::RunState;
        const bool comesBack = isState && isActive(event.state)
            && (row < 0 || !isActive(m_runs[static_cast<std::size_t>(row)].info.state));
        isOld = isOld || event.kind == engine::Event::Kind::Changed || (row < 0 && isState) || comesBack;
        if (row < 0)
            continue;
        applyOne(m_runs[static_cast<std::size_t>(row)], event);
        changed.insert(row);
        if (event.kind == engine::Event::Kind::Scalar)
            grown.insert(row);
        if (event.kind == engine::Event::Kind::RunState && !isActive(event.state))
            ended.push_back(&event);
    }
    for (const int row : changed)
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    for (const int row : grown)
        Q_EMIT curvesGrew(row);
    for (const auto* event : ended)
        Q_EMIT runEnded(event->run, event->state);
    if (isOld)
        Q_EMIT listIsOld();
}

void RunList::interruptAll()
{
    for (auto& run : m_runs)
        if (isActive(run.info.state))
            run.info.state = engine::RunState::Interrupted;
    if (!m_runs.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

bool RunList::hasActive() const
{
    return std::ranges::any_of(m_runs, [](const auto& run) { return isActive(run.info.state); });
}

int RunList::rowOf(RunId run) const
{
    const auto found = std::ranges::find_if(m_runs, [&](const auto& track) { return track.info.id == run; });
    return found == m_runs.end() ? -1 : static_cast<int>(found - m_runs.begin());
}

} // namespace cobench::ui
