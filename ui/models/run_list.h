// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/error.h"
#include "core/engine/client.h"

#include <QAbstractTableModel>

#include <map>
#include <string>
#include <vector>

namespace cobench::ui {

/// A scalar of a run so far.
struct RunCurve {
    std::vector<double> steps; // ascending
    std::vector<double> times; // seconds since the epoch
    std::vector<double> values;
};

/// One training run as far as its events have told.
struct RunTrack {
    engine::RunInfo info;
    QString stage;
    std::uint64_t done = 0;
    std::uint64_t total = 0;
    std::map<std::string, RunCurve> curves; // by tag
};

/// Training runs of the open project, in the order of their ids. GUI thread only.
class RunList : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, StateColumn, ProgressColumn, LossColumn, AccuracyColumn, ColumnCount };
    enum Role { FractionRole = Qt::UserRole, RunningRole };

    explicit RunList(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// What is known of runs that were there before stays.
    void setRuns(std::vector<engine::RunInfo> runs);
    /// All of them anew, by id.
    void setTracks(std::vector<RunTrack> tracks);
    /// Events of unknown runs are dropped. One change signal per run and call.
    void apply(const std::vector<engine::Event>& events);
    /// What was queued or running has lost its engine.
    void interruptAll();

    const std::vector<RunTrack>& runs() const { return m_runs; }
    bool hasActive() const;

Q_SIGNALS:
    /// Points were appended to curves of this row.
    void curvesGrew(int row);
    void runEnded(cobench::RunId run, cobench::engine::RunState state);
    /// Events told of runs that came, went or have other texts now.
    void listIsOld();

private:
    int rowOf(RunId run) const;
    void applyOne(RunTrack& track, const engine::Event& event);
    QVariant display(const RunTrack& track, int column) const;

    std::vector<RunTrack> m_runs;
};

bool isActive(engine::RunState state);
QString stateText(engine::RunState state);

} // namespace cobench::ui
