// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"

#include <QAbstractListModel>
#include <QString>

#include <vector>

namespace cobench::ui {

/// Long work a person may watch and cancel, oldest first. GUI thread only.
class JobList : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { StageRole = Qt::UserRole, FractionRole, RateRole, SecondsLeftRole };

    explicit JobList(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    void add(quint64 id, const QString& title, const CancelSource& cancel);
    /// It goes on when the window closes.
    void setLasting(quint64 id);
    /// The oldest that does not; empty = there is none.
    QString endingWithWindow() const;
    void update(quint64 id, const ProgressState& state);
    /// Removes the row; does nothing for an id that was never added.
    void finish(quint64 id, bool ok);
    void cancel(int row);
    void cancelAll();
    bool isEmpty() const { return m_jobs.empty(); }

Q_SIGNALS:
    /// Work that a person could see ended after `seconds`; for desktop notifications.
    void finished(const QString& title, double seconds, bool ok);

private:
    struct Job {
        quint64 id = 0;
        QString title;
        CancelSource cancel;
        ProgressState state;
        std::chrono::steady_clock::time_point begin = std::chrono::steady_clock::now();
        bool cancelling = false;
        bool isLasting = false;
    };
    int rowOf(quint64 id) const;
    static QString rateText(const Job& job);

    std::vector<Job> m_jobs;
};

} // namespace cobench::ui
