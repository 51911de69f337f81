// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/attack.h"
#include "core/train/corruption.h"
#include "core/train/evaluate.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace cobench::train {

/// What is done to the pictures of a split before a network sees them. The monostate leaves them as they are.
using Condition = std::variant<std::monostate, Attack, Corruption>;

/// As data::Split::condition: "", "fgsm-0.03", "pgd-0.03", "pgd-0.03-40" (other than ten steps), "noise-3".
std::string conditionName(const Condition& condition);
/// "fgsm pgd", "noise blur contrast": the first parts of those names.
std::vector<std::string> attackNames();
std::vector<std::string> corruptionNames();
/// One of those with the defaults of its kind; Usage for an unknown name.
Result<Condition> conditionNamed(std::string_view name);

std::vector<Error> findProblems(const Condition& condition);

std::string toJson(const Condition& condition);
/// Corrupt for anything else than what toJson writes, or what has problems.
Result<Condition> conditionFromJson(std::string_view text);

/// A network and how its inputs are made.
struct Subject {
    Backend& backend;
    const Normalizer& normalizer;
};

/// What `victim` answers on the first `samples` of a split under a condition; attacks follow the gradient of
/// `attacker`, which is the victim itself in a white-box attack. Unsupported for conditions on what is no picture.
/// `onBatch` hears the samples done so far.
Result<Evaluation> evaluateUnder(const Condition& condition,
    const Subject& victim,
    const Subject& attacker,
    const data::ImageSplit& split,
    const data::Dataset& dataset,
    std::size_t samples,
    const CancelToken& cancel,
    const std::function<void(std::size_t)>& onBatch = {});

} // namespace cobench::train
