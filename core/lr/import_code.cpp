// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/import_code.h"

#include "core/lr/import_forms.h"
#include "core/lr/policy_text.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace cobench::lr {

namespace {

constexpr std::size_t kLongest = 1 << 20;

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kBlanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(kBlanks);
    return begin == std::string_view::npos ? std::string_view()
                                           : text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

/// "offset 17" as "line 2, column 5".
Error withLine(Error error, std::string_view text)
{
    constexpr std::string_view kOffset = "offset ";
    std::size_t offset = 0;
    if (!error.place.starts_with(kOffset))
        return error;
    std::from_chars(error.place.data() + kOffset.size(), error.place.data() + error.place.size(), offset);
    const std::string_view before = text.substr(0, std::min(offset, text.size()));
    const std::size_t lineStart = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    error.place = "line " + std::to_string(1 + std::ranges::count(before, '\n')) + ", column "
        + std::to_string(before.size() - lineStart + 1);
    return error;
}

Result<ImportedSchedule> fromPolicyText(std::string_view text)
{
    auto schedule = parse(text);
    if (!schedule)
        return std::move(schedule).error();
    return ImportedSchedule{.schedule = *std::move(schedule), .source = "policy text"};
}

/// What exportCode wrote above its code.
Result<ImportedSchedule> fromComment(std::string_view code, std::size_t at)
{
    std::string_view line = code.substr(at + kPolicyComment.size());
    line = line.substr(0, line.find('\n'));
    const std::size_t unit = line.rfind(" (t in ");
    auto read = fromPolicyText(trimmed(line.substr(0, unit)));
    if (read && unit != std::string_view::npos && line.substr(unit).starts_with(" (t in epochs)"))
        read->unit = Unit::Epoch;
    return read;
}

/// The last call in it (or inside) that answers to `matches`.
template <typename Matches>
void findCalls(const PythonValue& value, const Matches& matches, std::vector<const PythonValue*>& found)
{
    if (value.isCall() && matches(value)) {
        found.push_back(&value);
        return;
    }
    for (const PythonValue& item : value.items)
        findCalls(item, matches, found);
    for (const auto& [name, item] : value.named)
        findCalls(item, matches, found);
}

template <typename Matches>
std::vector<const PythonValue*> findCalls(const PythonCode& code, const Matches& matches)
{
    std::vector<const PythonValue*> found;
    for (const PythonValue& value : code.values)
        findCalls(value, matches, found);
    return found;
}

bool isScheduler(const PythonValue& called)
{
    return findScheduler(called.text) || called.text == "get_scheduler" || called.text == "TrainingArguments";
}

/// The rate of an optimiser made in the code: lr=, learning_rate=, or a second number by position.
ImportContext contextOf(const PythonCode& code, const ImportOptions& options)
{
    ImportContext context{.variables = &code.variables};
    const auto keep = [&](double rate) {
        context.base = rate;
        context.hasBase = true;
    };
    if (options.baseRate)
        keep(*options.baseRate);
    for (const PythonValue* made :
        findCalls(code, [](const PythonValue& called) { return !isScheduler(called); })) {
        for (const char* name : {"lr", "learning_rate"})
            if (const PythonValue* rate = argumentOf(*made, name); rate && rate->isNumber())
                keep(rate->number);
        if (made->items.size() > 1 && made->items[1].isNumber()
            && (made->text == "SGD" || made->text.starts_with("Ada")))
            keep(made->items[1].number);
    }
    return context;
}

Result<ImportedSchedule> fromPython(std::string_view text, const ImportOptions& options)
{
    const PythonCode code = readPython(text);
    const ImportContext context = contextOf(code, options);
    const auto found = findCalls(code, isScheduler);
    if (found.empty())
        return Error{.code = ErrorCode::Unsupported,
            .subject = "code",
            .detail = "there is no scheduler in it that is known",
            .cure = "name one of PyTorch, Keras or transformers, or paste a policy text (lrPolicy_…)"};
    const PythonValue& called = *found.back();
    auto read = called.text == "get_scheduler" ? readGetScheduler(called, context)
        : called.text == "TrainingArguments"   ? readTrainingArguments(called, context)
                                               : readScheduler(called, context);
    if (!read)
        return withLine(std::move(read).error(), text);
    return ImportedSchedule{
        .schedule = std::move(read->schedule), .source = called.text, .notes = std::move(read->notes)};
}

} // namespace

Result<ImportedSchedule> importCode(std::string_view given, const ImportOptions& options)
{
    const std::string_view text = trimmed(given);
    if (text.size() > kLongest)
        return Error{
            ErrorCode::TooLarge, "schedule", {}, "the text is longer than 1 MiB", "paste the schedule alone"};
    if (text.empty())
        return Error{ErrorCode::Usage, "schedule", {}, "there is no text", "paste code or a policy text"};
    const auto is = [&](CodeFormat format, bool looksLikeIt) {
        return options.format ? *options.format == format : looksLikeIt;
    };
    if (is(CodeFormat::Json, text.front() == '{'))
        return fromJson(text);
    if (is(CodeFormat::Caffe, text.find("lr_policy:") != std::string_view::npos))
        return fromCaffe(text);
    if (const std::size_t at = text.find(kPolicyComment); at != std::string_view::npos)
        return fromComment(text, at);
    const bool isPolicy = text.find_first_of("(\n") == std::string_view::npos || text.starts_with("lrPolicy_");
    if (!options.format && isPolicy)
        return fromPolicyText(text);
    return fromPython(given, options);
}

std::vector<std::string> importableNames(CodeFormat format)
{
    std::vector<std::string> names;
    const auto addAll = [&](std::span<const KnownScheduler> schedulers) {
        for (const KnownScheduler& each : schedulers)
            names.emplace_back(each.name);
    };
    switch (format) {
    case CodeFormat::PyTorch:
        addAll(pytorchSchedulers());
        break;
    case CodeFormat::Keras:
        addAll(kerasSchedulers());
        break;
    case CodeFormat::HuggingFace:
        addAll(huggingFaceSchedulers());
        names.insert(names.end(), {"get_scheduler", "TrainingArguments"});
        break;
    case CodeFormat::Caffe:
        names = {"fixed", "step", "multistep", "exp", "inv", "poly", "sigmoid"};
        break;
    case CodeFormat::Json:
        break;
    }
    return names;
}

} // namespace cobench::lr
