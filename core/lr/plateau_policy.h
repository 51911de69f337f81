// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/lr/plateau.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace cobench::lr {

/// A policy that follows what is measured after each epoch, beside those that follow the step.
struct PlateauPolicy {
    std::variant<ReduceOnPlateauOptions, ChangeOnPlateauOptions> options;
    std::string monitor = "val/loss"; // val/loss, val/accuracy, train/epoch_loss, train/epoch_accuracy
};

inline constexpr std::string_view kPlateauKey = "lrPlateau_";
/// Whether a text is meant as one: begins with kPlateauKey.
bool isPlateauText(std::string_view text);

/// In the manner of a policy text: lrPlateau_REDUCE+k0_0.1+factor_0.2+patience_2+monitor_val/loss, and
/// lrPlateau_CHANGE+start_4+cooldown_3+threshold_0.001+n_3+monitor_val/accuracy-lrPolicy_…-lrPolicy_…, the policies
/// from large rates to small ones. All keys but k0 may be left out; the direction follows from the monitored value.
/// A REDUCE's threshold is a share of the best value unless +mode_abs is there.
std::string format(const PlateauPolicy& policy);
/// What a text may follow: Trained is what every training run measures after an epoch, Any whatever was recorded.
enum class Monitors { Trained, Any };
/// Usage, naming the column.
Result<PlateauPolicy> parsePlateau(std::string_view text, Monitors monitors = Monitors::Trained);
/// Follows another value; its direction is that of the options.
void setDirection(PlateauPolicy& policy, Direction direction);

/// One training under such a policy.
class PlateauRun
{
public:
    explicit PlateauRun(const PlateauPolicy& policy);

    /// For the iteration that comes after `done` ones. A switch does not restart time.
    double rate(std::uint64_t done) const;
    /// After an epoch. A reduction is Smaller.
    PlateauAction observe(double value, std::uint64_t iterationsDone, std::uint64_t iterationsTotal);
    /// Index of the policy that holds, or the number of reductions so far.
    std::size_t index() const;

private:
    std::variant<ReduceOnPlateau, ChangeOnPlateau> m_run;
    std::size_t m_reductions = 0;
};

} // namespace cobench::lr
