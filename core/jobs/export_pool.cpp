// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/export_pool.h"

#include "core/io/atomic_file.h"
#include "core/io/npy_writer.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <set>

namespace fs = std::filesystem;

namespace cobench::jobs {

namespace {

Error fileError(const std::error_code& code, const fs::path& path, const char* action)
{
    return systemError(code.value(), path.string(), action);
}

/// The model's name as far as every file system takes it, without dots, which divide file names into parts.
std::string fileStem(const std::string& name)
{
    std::string stem;
    for (const char character : name) {
        const auto byte = static_cast<unsigned char>(character);
        stem += std::isalnum(byte) || character == '-' || character == '_' ? character : '_';
    }
    return stem.empty() ? "model" : stem;
}

std::vector<std::string> fileStems(const data::Pool& pool)
{
    std::vector<std::string> stems;
    std::set<std::string> taken;
    for (const data::Model& model : pool.models) {
        std::string stem = fileStem(model.name);
        for (int number = 2; !taken.insert(stem).second; ++number)
            stem = fileStem(model.name) + "-" + std::to_string(number);
        stems.push_back(stem);
    }
    return stems;
}

std::string describePool(const data::Pool& pool, const std::vector<std::string>& stems)
{
    nlohmann::ordered_json json{{"name", pool.name}};
    for (std::size_t i = 0; i < pool.size(); ++i) {
        const data::Model& model = pool.models[i];
        nlohmann::ordered_json entry{{"file", stems[i]}, {"name", model.name}};
        if (model.cost.parameters)
            entry["parameters"] = *model.cost.parameters;
        if (model.cost.flops)
            entry["flops"] = *model.cost.flops;
        if (model.cost.latencyMs)
            entry["latency_ms"] = *model.cost.latencyMs;
        json["models"].push_back(std::move(entry));
    }
    if (!pool.classNames.empty())
        json["class_names"] = pool.classNames;
    json["splits"] = nlohmann::ordered_json::array();
    for (const auto& split : pool.splits)
        json["splits"].push_back(split->name);
    if (!pool.licence.empty())
        json["licence"] = pool.licence;
    if (!pool.source.empty())
        json["source"] = pool.source;
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

Result<void> writeMember(const fs::path& file, const data::Split& split, std::size_t model, std::uint32_t classes)
{
    const data::MemberPredictions& member = split.members[model];
    const auto labels = io::npyArray("labels", split.truth.view(), {split.samples()});
    const auto predictions = member.isLabelOnly()
        ? io::npyArray("predictions", member.labels.view(), {split.samples()})
        : io::npyArray("predictions", member.probabilities.view(), {split.samples(), classes});
    return io::writeNpz(file, {predictions, labels});
}

/// Removes what was built when it does not get its name.
struct Workshop {
    explicit Workshop(const fs::path& target)
        : folder(target.parent_path() / ("." + target.filename().string() + ".part"))
    {
    }
    ~Workshop()
    {
        std::error_code ignored;
        fs::remove_all(folder, ignored);
    }
    Workshop(const Workshop&) = delete;
    Workshop& operator=(const Workshop&) = delete;

    fs::path folder;
};

Result<void> writeFiles(
    const data::Pool& pool, const fs::path& folder, Progress& progress, const CancelToken& cancel)
{
    const std::vector<std::string> stems = fileStems(pool);
    progress.beginStage("writing the pool", pool.size() * pool.splits.size());
    for (const auto& split : pool.splits) {
        for (std::size_t model = 0; model < pool.size(); ++model) {
            if (cancel.isCancelled())
                return cancelled();
            const fs::path file = folder / (stems[model] + "." + split->title() + ".npz");
            if (auto written = writeMember(file, *split, model, pool.classes); !written)
                return written;
            progress.advance();
        }
    }
    return io::writeFile(folder / "pool.json", describePool(pool, stems));
}

/// The old directory, if any, goes to the workshop's place and away with it.
Result<void> takePlace(const fs::path& built, const fs::path& target)
{
    std::error_code code;
    const fs::path old = built.string() + ".old";
    const bool isReplacing = fs::exists(target, code);
    if (isReplacing)
        fs::rename(target, old, code);
    if (code)
        return fileError(code, target, "putting it aside");
    fs::rename(built, target, code);
    if (code)
        return fileError(code, target, "giving it its name");
    fs::remove_all(old, code);
    return {};
}

} // namespace

Result<void> exportPool(
    const data::Pool& pool, const fs::path& directory, Progress& progress, const CancelToken& cancel)
{
    const fs::path target = fs::absolute(directory).lexically_normal();
    const Workshop workshop(target.has_filename() ? target : target.parent_path());
    std::error_code code;
    fs::remove_all(workshop.folder, code);
    fs::create_directories(workshop.folder, code);
    if (code)
        return fileError(code, workshop.folder, "making the folder");
    if (auto written = writeFiles(pool, workshop.folder, progress, cancel); !written)
        return written;
    return takePlace(workshop.folder, target.has_filename() ? target : target.parent_path());
}

} // namespace cobench::jobs
