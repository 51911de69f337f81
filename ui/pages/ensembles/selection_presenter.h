// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/select_teams.h"
#include "ui/pages/ensembles/ensemble_presenter.h"
#include "ui/pages/ensembles/selection_request.h"

#include <QHash>
#include <QObject>

#include <memory>
#include <optional>

namespace cobench::ui {

struct SelectionAnswer {
    std::shared_ptr<const PoolSnapshot> pool;
    SelectionRequest request;
    QString selectSplit; // titles
    QString reportSplit;
    std::shared_ptr<const ensemble::PreparedSplit> select;
    jobs::TeamSelection selection;
    double seconds = 0.0;

    const data::Pool& models() const { return *pool->active; }
    const jobs::SelectionMethodInfo& method() const { return jobs::info(selection.options.method); }
};

/// Keeps a selection of teams in step with what is asked, the page's convention and the workspace's pool. Choosing
/// happens on workers, the newest question wins. Asks only while active. GUI thread only.
class SelectionPresenter : public QObject
{
    Q_OBJECT
public:
    explicit SelectionPresenter(EnsemblePresenter& page, QObject* parent = nullptr);

    const SelectionRequest& request() const { return m_request; }
    void setRequest(const SelectionRequest& request);
    /// Inactive, there is no answer.
    void setActive(bool active);

    /// nullptr until the first answer, when there is none, and while another pool's is worked out.
    const std::shared_ptr<const SelectionAnswer>& answer() const { return m_answer; }
    /// Why there is no answer; empty when there is one, or will be.
    const QString& problem() const { return m_problem; }
    bool isRunning() const { return m_running; }
    /// What an exact search has found until now, or until it was cancelled.
    const std::optional<ensemble::BestTeam>& bestSoFar() const { return m_best; }
    /// Of the selection split; 0 without one.
    std::size_t selectSamples() const;
    /// Drops the question and the answer; the best so far stays.
    void cancel();

    /// Makes the chosen teams the shared selection.
    void selectChosen();
    /// Numbers of the chosen teams among the page's teams; those it does not hold are left out.
    const std::vector<std::uint32_t>& chosenTeams() const;
    /// The command line that chooses the same; empty without a pool.
    QString command() const;

    EnsemblePresenter& page() { return m_page; }

Q_SIGNALS:
    void requestChanged();
    void answerChanged();
    void stateChanged(); // running, problem, best so far

private:
    using Splits = QHash<QString, std::shared_ptr<const SplitSnapshot>>;
    struct Worked {
        SelectionAnswer answer;
        Splits splits;
    };
    struct Question;
    static Result<Worked> workOut(const Question& question, Progress& progress, const CancelToken& cancel);

    void poolChanged();
    void followPage();
    void ask();
    void adopt(Result<Worked> worked);
    void forget(const QString& problem);
    void stop(const QString& problem);
    void letGo();
    void letChosenGo();
    std::function<void(const ensemble::BestTeam&)> bestSink();

    EnsemblePresenter& m_page;
    SelectionRequest m_request;
    bool m_active = false;
    bool m_running = false;
    int m_asked = 0; // number of the newest question
    ensemble::Convention m_convention = ensemble::Convention::Corrected; // of the newest question
    std::shared_ptr<const PoolSnapshot> m_pool;
    Splits m_splits; // of m_pool, prepared before
    std::shared_ptr<jobs::SelectionMemory> m_memory; // of m_pool
    std::shared_ptr<const SelectionAnswer> m_answer;
    /// chosenTeams() of two answers.
    struct Chosen {
        std::shared_ptr<const SelectionAnswer> by;
        std::shared_ptr<const TeamsAnswer> among;
        std::vector<std::uint32_t> teams;
    };
    mutable Chosen m_chosen;
    std::optional<ensemble::BestTeam> m_best;
    QString m_problem;
};

} // namespace cobench::ui
