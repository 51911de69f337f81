// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/diversity_help.h"
#include "ui/pages/ensembles/ensemble_presenter.h"

#include <QObject>

#include <memory>

namespace cobench::ui {

struct HelpAnswer {
    Subject subject;
    ensemble::HelpOptions options; // as they were fitted to the pool
    ensemble::HelpReport report; // without a null until it was asked for

    bool isCompared() const { return options.permutations > 0; }
};

/// Does diversity help here? Correlations come at once; the comparison with shuffled pools when it is cheap or
/// asked for. Follows the page's metric, samples, pool and split. Asleep until somebody looks. GUI thread only.
class HelpPresenter : public QObject
{
    Q_OBJECT
public:
    explicit HelpPresenter(EnsemblePresenter& page, QObject* parent = nullptr);

    void setActive(bool active);
    std::uint32_t permutations() const { return m_permutations; }
    std::uint64_t seed() const { return m_seed; }
    /// Shuffles anew when a comparison is shown or cheap.
    void setNull(std::uint32_t permutations, std::uint64_t seed);
    /// Compares with chance whatever it costs; cancelled from the status bar.
    void compare();
    bool isComparing() const { return m_comparing; }
    const std::shared_ptr<const HelpAnswer>& answer() const { return m_answer; }
    /// Teams scored in all by a comparison.
    std::size_t comparisonCost() const;
    EnsemblePresenter& page() const { return m_page; }

Q_SIGNALS:
    void answerChanged(); // also when a comparison begins or ends
    void unavailable(const QString& reason);

private:
    void questionChanged();
    void ask(std::uint32_t permutations);
    void adopt(Result<HelpAnswer> answer);

    EnsemblePresenter& m_page;
    bool m_active = false;
    bool m_comparing = false;
    std::uint32_t m_permutations = ensemble::HelpOptions().permutations;
    std::uint64_t m_seed = ensemble::HelpOptions().seed;
    Subject m_subject;
    ensemble::HelpOptions m_question; // metric and samples
    std::shared_ptr<const HelpAnswer> m_answer;
};

} // namespace cobench::ui
