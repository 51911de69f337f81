// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/workspace.h"
#include "ui/pages/ensembles/ensemble_answers.h"
#include "ui/pages/ensembles/ensemble_query.h"

#include <QObject>

#include <memory>
#include <optional>
#include <utility>

namespace cobench::ui {

/// Keeps the answers of the Ensembles page in step with its query and the workspace. All counting happens on
/// workers; an answer to an older question is dropped. GUI thread only.
class EnsemblePresenter : public QObject
{
    Q_OBJECT
public:
    explicit EnsemblePresenter(Workspace& workspace, QObject* parent = nullptr);

    const EnsembleQuery& query() const { return m_query; }
    /// A focal model that the pool does not have becomes the disagreement samples.
    void setQuery(const EnsembleQuery& query);
    /// Asks for the two models side by side, as selecting just them does; equal ones, or one that the pool does not
    /// have, close the comparison.
    void comparePair(std::size_t first, std::size_t second);
    const std::optional<std::pair<std::size_t, std::size_t>>& wantedPair() const { return m_wantedPair; }

    /// nullptr until the first answer, also after the models became others, and while there are fewer than two.
    const std::shared_ptr<const MatrixAnswer>& matrix() const { return m_matrix; }
    /// Of many teams first those that are scored already (PoolTeams::isPart).
    const std::shared_ptr<const TeamsAnswer>& teams() const { return m_teams; }
    const std::shared_ptr<const PairAnswer>& pair() const { return m_pair; }
    /// Why there are no teams to show; empty when there are, or will be.
    const QString& teamsProblem() const { return m_teamsProblem; }
    Workspace& workspace() { return m_workspace; }

Q_SIGNALS:
    void queryChanged();
    void matrixChanged();
    void teamsChanged();
    void pairChanged();

private:
    using MemberId = std::int64_t;

    void modelsSelected();
    void subjectChanged();
    void followMembers(const Subject& before);
    void askMatrix();
    void askTeams();
    jobs::PartSink partSink(const ensemble::SampleSet& samples);
    void adoptTeams(std::shared_ptr<const TeamsAnswer> answer);
    void askPair();
    void forgetAnswers();
    EnsembleQuery valid(EnsembleQuery query) const;

    Workspace& m_workspace;
    EnsembleQuery m_query;
    Subject m_subject;
    std::optional<std::pair<std::size_t, std::size_t>> m_wantedPair;
    std::shared_ptr<const MatrixAnswer> m_matrix;
    std::shared_ptr<const TeamsAnswer> m_teams;
    int m_asked = 0; // number of the newest question for teams
    QString m_teamsProblem;
    std::shared_ptr<const PairAnswer> m_pair;
};

} // namespace cobench::ui
