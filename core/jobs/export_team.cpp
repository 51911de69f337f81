// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/export_team.h"

#include "core/io/atomic_file.h"
#include "core/io/npy_writer.h"

#include <algorithm>
#include <charconv>

namespace cobench::jobs {

namespace {

using ensemble::Members;
using ensemble::TeamPrediction;

std::vector<std::string> namesOf(const data::Pool& pool, const Members& team)
{
    std::vector<std::string> names;
    for (const std::uint32_t member : team)
        names.push_back(pool.models[member].name);
    return names;
}

/// numpy's fixed-width byte strings: UTF-8, zeros behind.
struct TextArray {
    explicit TextArray(const std::vector<std::string>& texts)
        : count(texts.size())
    {
        for (const std::string& text : texts)
            width = std::max(width, text.size());
        for (const std::string& text : texts)
            bytes += text + std::string(width - text.size(), '\0');
    }
    io::NpyArray named(std::string name) const
    {
        return {std::move(name), "|S" + std::to_string(width), {count}, std::as_bytes(std::span(bytes))};
    }

    std::size_t count;
    std::size_t width = 1;
    std::string bytes;
};

Result<void> writeArchive(const std::filesystem::path& file,
    const TeamSplits& splits,
    const Members& team,
    const ensemble::TeamRule& rule,
    const TeamPrediction& prediction)
{
    const std::uint64_t samples = splits.report->samples();
    std::vector<std::uint16_t> members(team.begin(), team.end());
    const TextArray names(namesOf(*splits.pool, team));
    const TextArray ruleName({std::string(ensemble::id(rule.rule))});
    return io::writeNpz(file,
        {prediction.probabilities.empty()
                ? io::npyArray("predictions", prediction.labels, {samples})
                : io::npyArray("predictions", prediction.probabilities, {samples, splits.report->classes()}),
            io::npyArray("labels", splits.report->truth(), {samples}),
            io::npyArray("members", members, {team.size()}),
            names.named("member_names"),
            ruleName.named("rule")});
}

/// One line, whatever the names hold.
std::string csvComment(const TeamSplits& splits, const Members& team, const ensemble::TeamRule& rule)
{
    std::string text = "# team " + ensemble::toString(team) + " of " + splits.pool->name + ":";
    for (const std::string& name : namesOf(*splits.pool, team))
        text += (text.back() == ':' ? " " : ", ") + name;
    text += "; rule " + std::string(ensemble::id(rule.rule)) + "; split " + splits.report->split().title();
    std::ranges::replace(text, '\n', ' ');
    std::ranges::replace(text, '\r', ' ');
    return text + "\n";
}

void appendFloat(std::string& text, float value)
{
    char digits[32];
    text.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

Result<void> writeRows(io::AtomicFile& file,
    const ensemble::PreparedSplit& split,
    const TeamPrediction& prediction,
    const CancelToken& cancel)
{
    constexpr std::size_t kBlock = std::size_t{1} << 16;
    const std::size_t classes = prediction.probabilities.empty() ? 0 : split.classes();
    std::string text = "label";
    for (std::size_t c = 0; c < classes; ++c)
        text += ",p" + std::to_string(c);
    text += classes == 0 ? ",prediction\n" : "\n";
    for (std::size_t n = 0; n < split.samples(); ++n) {
        text += std::to_string(split.truth()[n]);
        if (classes == 0)
            text += "," + std::to_string(prediction.labels[n]);
        for (std::size_t c = 0; c < classes; ++c)
            appendFloat(text += ',', prediction.probabilities[n * classes + c]);
        text += '\n';
        if (text.size() < kBlock && n + 1 < split.samples())
            continue;
        if (cancel.isCancelled())
            return cancelled();
        if (auto written = file.write(text); !written)
            return written;
        text.clear();
    }
    return {};
}

Result<void> writeTable(const std::filesystem::path& path,
    const TeamSplits& splits,
    const Members& team,
    const ensemble::TeamRule& rule,
    const TeamPrediction& prediction,
    const CancelToken& cancel)
{
    auto file = io::AtomicFile::create(path);
    if (!file)
        return file.error();
    if (auto written = file->write(csvComment(splits, team, rule)); !written)
        return written;
    if (auto written = writeRows(*file, *splits.report, prediction, cancel); !written)
        return written;
    return file->commit();
}

} // namespace

Result<void> exportTeam(const std::filesystem::path& file,
    const TeamSplits& splits,
    const Members& team,
    const ensemble::TeamRule& rule,
    Progress& progress,
    const CancelToken& cancel)
{
    const std::string suffix = file.extension().string();
    if (suffix != ".npz" && suffix != ".csv")
        return Error{.code = ErrorCode::Usage,
            .subject = file.string(),
            .detail = "is neither .npz nor .csv",
            .cure = "name the file TEAM.npz or TEAM.csv"};
    progress.beginStage("writing the team's predictions");
    const auto prediction = ensemble::predictTeam(*splits.report, team, rule, cancel);
    if (cancel.isCancelled())
        return cancelled();
    if (const auto open = std::ranges::count(prediction.abstains, true); open > 0)
        return Error{.code = ErrorCode::Unsupported,
            .subject = std::string(ensemble::id(rule.rule)),
            .detail = "abstains on " + std::to_string(open) + " samples, which a prediction file cannot say",
            .cure = "export plurality instead"};
    return suffix == ".npz" ? writeArchive(file, splits, team, rule, prediction)
                            : writeTable(file, splits, team, rule, prediction, cancel);
}

} // namespace cobench::jobs
