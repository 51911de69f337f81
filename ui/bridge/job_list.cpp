// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/job_list.h"

#include <QLocale>

#include <algorithm>

namespace cobench::ui {

JobList::JobList(QObject* parent)
    : QAbstractListModel(parent)
{
}

int JobList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_jobs.size());
}

QString JobList::rateText(const Job& job)
{
    if (job.state.elapsedSeconds < 0.2 || job.state.done == 0)
        return {};
    const double perSecond = static_cast<double>(job.state.done) / job.state.elapsedSeconds;
    return tr("%1/s").arg(QLocale().toString(perSecond, 'f', perSecond < 10 ? 1 : 0));
}

QVariant JobList::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Job& job = m_jobs[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return job.title;
    case StageRole:
        return job.cancelling ? tr("cancelling") : QString::fromStdString(job.state.stage);
    case FractionRole:
        return job.state.total == 0 ? -1.0
                                    : static_cast<double>(job.state.done) / static_cast<double>(job.state.total);
    case RateRole:
        return rateText(job);
    case SecondsLeftRole:
        return secondsLeft(job.state);
    default:
        return {};
    }
}

void JobList::add(quint64 id, const QString& title, const CancelSource& cancel)
{
    const int row = static_cast<int>(m_jobs.size());
    beginInsertRows({}, row, row);
    m_jobs.push_back({.id = id, .title = title, .cancel = cancel});
    endInsertRows();
}

void JobList::setLasting(quint64 id)
{
    if (const int row = rowOf(id); row >= 0)
        m_jobs[static_cast<std::size_t>(row)].isLasting = true;
}

QString JobList::endingWithWindow() const
{
    const auto ending = std::ranges::find(m_jobs, false, &Job::isLasting);
    return ending == m_jobs.end() ? QString() : ending->title;
}

void JobList::update(quint64 id, const ProgressState& state)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    m_jobs[static_cast<std::size_t>(row)].state = state;
    Q_EMIT dataChanged(index(row), index(row));
}

void JobList::finish(quint64 id, bool ok)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    const Job job = m_jobs[static_cast<std::size_t>(row)];
    beginRemoveRows({}, row, row);
    m_jobs.erase(m_jobs.begin() + row);
    endRemoveRows();
    const std::chrono::duration<double> lasted = std::chrono::steady_clock::now() - job.begin;
    Q_EMIT finished(job.title, lasted.count(), ok);
}

void JobList::cancel(int row)
{
    Job& job = m_jobs.at(static_cast<std::size_t>(row));
    job.cancel.cancel();
    job.cancelling = true;
    Q_EMIT dataChanged(index(row), index(row));
}

void JobList::cancelAll()
{
    for (int row = 0; row < rowCount(); ++row)
        cancel(row);
}

int JobList::rowOf(quint64 id) const
{
    const auto found = std::ranges::find(m_jobs, id, &Job::id);
    return found == m_jobs.end() ? -1 : static_cast<int>(found - m_jobs.begin());
}

} // namespace cobench::ui
