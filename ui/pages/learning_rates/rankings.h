// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/compose_job.h"
#include "core/jobs/recorded_rankings.h"
#include "ui/bridge/engine_trainer.h"
#include "ui/bridge/live_job.h"
#include "ui/bridge/workspace.h"

#include <QTimer>

#include <optional>
#include <vector>

namespace cobench::ui {

/// The rankings that the project's runs are, and those that are trained in this window: each on a worker of its own
/// meanwhile, with news ten times a second. GUI thread only.
class Rankings : public QObject
{
    Q_OBJECT
public:
    struct Entry {
        std::string project;
        std::string batch; // its runs were submitted as
        train::TrainConfig config;
        std::vector<RunId> runs; // recorded so far
        std::size_t policies = 0;
        std::size_t seeds = 0;
        std::optional<jobs::Ranking> seen; // nothing until it is read
        std::optional<Error> problem; // why it did not come to its end, or cannot be read
        std::optional<data::Pool> attacked; // answers of attackedRuns under an attack; with the window only
        std::vector<RunId> attackedRuns;
        double epsilon = 0.0; // strength of the attack
        std::optional<jobs::ComposedPolicy> composed; // of its best parts, in this window
        ProgressState progress;
        bool isOwn = false; // begun in this window
        bool isCurrent = false; // `seen` is what the project's runs tell

        bool isRunning() const { return training || composing || attacking; }
        QString title() const;

        std::unique_ptr<LiveJob<jobs::Ranking>> training;
        std::unique_ptr<LiveJob<jobs::ComposedPolicy>> composing;
        std::unique_ptr<LiveJob<data::Pool>> attacking;
    };

    Rankings(Workspace& workspace, PrepareTrainer prepare, QObject* parent = nullptr);
    /// Stops what runs and waits for it.
    ~Rankings() override;

    /// The newest first.
    const std::vector<std::unique_ptr<Entry>>& entries() const { return m_entries; }
    /// `name` tells the runs of this ranking from others; a number is added where it is taken.
    void start(jobs::RankOptions options, const QString& name);
    /// What was trained stays in the project.
    void stop(Entry& entry);
    /// Composes the best of so many intervals of its finished runs and trains it with their seeds.
    void compose(Entry& entry, std::size_t intervals);
    /// Asks the finished runs' networks what they answer under FGSM of this strength.
    void attack(Entry& entry, double epsilon);
    /// Asks the project which rankings it has.
    void reload();
    /// Reads what its runs tell, if that is not known.
    void read(Entry& entry);

Q_SIGNALS:
    void listChanged();
    void changed(); // what one is or has
    void progressed();

private:
    jobs::JobRunner& runner();
    void takeList(const std::string& project, std::vector<jobs::RecordedRanking> recorded);
    void takeRead(const std::string& project,
        const std::string& batch,
        const std::vector<RunId>& runs,
        Result<jobs::Ranking> ranking);
    bool drainTraining(Entry& entry);
    bool drainComposing(Entry& entry);
    bool drainAttacking(Entry& entry);
    void drain();
    std::string freeName(const QString& name) const;

    Workspace& m_workspace;
    PrepareTrainer m_prepare;
    QTimer m_timer;
    std::unique_ptr<jobs::JobRunner> m_runner; // made with the first work; joined after the entries are cancelled
    std::vector<std::unique_ptr<Entry>> m_entries;
};

} // namespace cobench::ui
