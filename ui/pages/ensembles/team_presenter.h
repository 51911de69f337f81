// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/team_detail.h"
#include "core/jobs/team_sketch.h"
#include "ui/pages/ensembles/ensemble_presenter.h"

#include <QObject>

#include <map>
#include <memory>
#include <optional>

namespace cobench::ui {

/// What is asked about one team. A value; model indices are those of the subject's pool.
struct TeamQuery {
    ensemble::Members team; // empty = no team is chosen
    jobs::RuleChoice rule;
    ensemble::SampleSet samples; // that diversity counts on
    ensemble::Convention convention = ensemble::Convention::Corrected;

    bool operator==(const TeamQuery&) const = default;
};

/// The part that follows every tick of a member.
struct TeamSketchAnswer {
    Subject subject;
    jobs::TeamSplits splits;
    TeamQuery query;
    jobs::TeamSketch sketch;
    std::shared_ptr<const jobs::FocalBasis> basis; // nullptr: there is no FQ, and
    std::optional<Error> unscaled; // this is why
};

struct TeamDetailAnswer {
    Subject subject;
    jobs::TeamSplits splits;
    TeamQuery query;
    jobs::TeamDetail detail;
};

/// The same with the selection split prepared: "val" where the pool has it and another split is reported, else that
/// one. For workers.
jobs::TeamSplits withSelection(jobs::TeamSplits splits);

/// Keeps what is told of one team, the one selected last, in step with the shared selection and the page's sample
/// set and convention: first a sketch, then everything, then what has to be fitted. Chosen on "val" where the pool
/// has it and another split is shown. Asks nothing while nobody looks. GUI thread only.
class TeamPresenter : public QObject
{
    Q_OBJECT
public:
    explicit TeamPresenter(EnsemblePresenter& page, QObject* parent = nullptr);

    /// The metrics of all answers, in the order of kAllMetrics.
    static jobs::FocalOptions focalOptions(ensemble::Convention convention);

    const TeamQuery& query() const { return m_query; }
    /// What figures come from; without a report split while there is no pool, without a selection split until some
    /// worker has prepared it: withSelection().
    const jobs::TeamSplits& splits() const { return m_splits; }
    void setRule(const jobs::RuleChoice& rule);
    /// The team with or without this model becomes the selected one.
    void toggleMember(std::uint32_t model);
    /// Whether anybody looks.
    void setActive(bool active);
    /// Writes what the team answers by the rule of the moment, or the one told in its stead, as a prediction file;
    /// failures go to the workspace.
    void exportTo(const QString& path);

    /// The last answers, maybe to an older question; nullptr when there is none.
    const std::shared_ptr<const TeamSketchAnswer>& sketch() const { return m_sketch; }
    const std::shared_ptr<const TeamDetailAnswer>& detail() const { return m_detail; }
    /// Those to the question of the moment, else nullptr.
    const TeamSketchAnswer* currentSketch() const;
    const TeamDetailAnswer* currentDetail() const;
    /// Why there is no detail of a chosen team; empty when there is, or will be.
    const QString& problem() const { return m_problem; }
    Workspace& workspace() { return m_page.workspace(); }

Q_SIGNALS:
    void queryChanged();
    void ruleChanged(); // query().rule; also queryChanged
    void sketchChanged();
    void detailChanged(); // also problem()
    void rulesChanged(); // a rule has joined the detail; all else in it is as it was

private:
    void subjectChanged();
    void follow();
    void setQuery(TeamQuery query);
    void ask();
    void askDetail();
    void askStacking();
    void forget();
    void keep(const TeamSketchAnswer& answer);
    bool isUsable() const;

    EnsemblePresenter& m_page;
    Subject m_subject;
    TeamQuery m_query;
    bool m_active = false;
    bool m_isAsked = false; // for the query of the moment
    jobs::TeamSplits m_splits; // selection is nullptr until a worker has prepared it
    std::map<std::size_t, std::shared_ptr<const jobs::FocalBasis>>
        m_bases; // [team size], of m_splits and the query's convention
    std::shared_ptr<const TeamSketchAnswer> m_sketch;
    std::shared_ptr<const TeamDetailAnswer> m_detail;
    QString m_problem;
};

} // namespace cobench::ui
