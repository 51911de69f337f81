// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lr/import_code.h"
#include "core/lr/python_reader.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace cobench::lr {

/// The arguments of a scheduler's call: by position as `names` orders them, or by keyword. What is missing or wrong
/// is kept as the first error.
class CallArguments
{
public:
    CallArguments(const PythonValue& called, std::span<const char* const> names);

    const PythonValue* find(const std::string& name) const; // nullptr also for None
    double number(const std::string& name); // 0 and an error when it is missing
    double number(const std::string& name, double otherwise);
    std::string text(const std::string& name, const std::string& otherwise);
    std::vector<double> numbers(const std::string& name);
    void fail(std::string detail, std::string cure);
    const std::optional<Error>& error() const { return m_error; }

private:
    const PythonValue& m_call;
    std::map<std::string, const PythonValue*> m_values;
    std::optional<Error> m_error;
};

/// What schedulers need besides their own arguments.
struct ImportContext {
    double base = 0.0; // the optimiser's rate
    bool hasBase = false;
    const std::map<std::string, PythonValue>* variables = nullptr;
};

struct ReadScheduler {
    Schedule schedule;
    std::vector<std::string> notes;
};

/// One scheduler of a library: its name, its arguments, and what makes the schedule of them.
struct KnownScheduler {
    const char* name;
    std::vector<const char*> arguments;
    bool needsBase;
    ReadScheduler (*read)(CallArguments& arguments, const ImportContext& context);
};

std::span<const KnownScheduler> pytorchSchedulers();
std::span<const KnownScheduler> kerasSchedulers();
std::span<const KnownScheduler> huggingFaceSchedulers();
/// Of any library, by the name that was called; nullptr = none.
const KnownScheduler* findScheduler(const std::string& name);
/// The call read with the arguments its library declares. Errors name the place in the code by offset: "offset 17".
Result<ReadScheduler> readScheduler(const PythonValue& called, const ImportContext& context);
/// transformers' "cosine" and the like with TrainingArguments' or get_scheduler's numbers.
Result<ReadScheduler> readHuggingFace(
    const std::string& type, const PythonValue& called, const ImportContext& context);

/// transformers.get_scheduler(name, optimizer, num_warmup_steps, num_training_steps, scheduler_specific_kwargs)
Result<ReadScheduler> readGetScheduler(const PythonValue& called, const ImportContext& context);
/// transformers.TrainingArguments(lr_scheduler_type=…, learning_rate=…, warmup_steps=…, max_steps=…, …)
Result<ReadScheduler> readTrainingArguments(const PythonValue& called, ImportContext context);

/// A keyword argument; nullptr when it is not there.
const PythonValue* argumentOf(const PythonValue& called, std::string_view name);
ReadScheduler single(Policy policy);
Policy formulaPolicy(std::string expression);
/// Policies that follow each other; those that last no step are left out. lengths = all but the last's.
Schedule sequence(const std::vector<Policy>& policies, const std::vector<double>& lengths);

Result<ImportedSchedule> fromCaffe(std::string_view text);
Result<ImportedSchedule> fromJson(std::string_view text);

} // namespace cobench::lr
