// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/export_pool.h"

#include "core/io/atomic_file.h"
#include "core/io/file_source.h"
#include "core/io/npy_writer.h"
#include "core/io/pool_json.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <fcntl.h>
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

/// Through symbolic links, without a slash at its end.
fs::path placeOf(const fs::path& directory)
{
    std::error_code code;
    fs::path place = fs::weakly_canonical(directory, code);
    if (code)
        place = fs::absolute(directory).lexically_normal();
    return place.has_filename() ? place : place.parent_path();
}

/// For file systems that cannot exchange two names at once.
Result<void> renameTwice(const fs::path& built, const fs::path& target)
{
    std::error_code code;
    const fs::path old = built.string() + ".old";
    fs::remove_all(old, code); // of an export that was killed
    fs::rename(target, old, code);
    if (code)
        return fileError(code, target, "putting it aside");
    fs::rename(built, target, code);
    if (code) {
        std::error_code ignored;
        fs::rename(old, target, ignored);
        return fileError(code, target, "giving it its name");
    }
    fs::remove_all(old, code);
    return {};
}

/// A directory that was there takes the workshop's place and goes with it.
Result<void> takePlace(const fs::path& built, const fs::path& target)
{
    std::error_code code;
    if (fs::exists(target, code)) {
        if (::renameat2(AT_FDCWD, built.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE) == 0)
            return {};
        return renameTwice(built, target);
    }
    fs::rename(built, target, code);
    return code ? fileError(code, target, "giving it its name") : Result<void>();
}

Error notOurs(const fs::path& target, std::string detail)
{
    return {.code = ErrorCode::Conflict,
        .subject = target.string(),
        .detail = std::move(detail),
        .cure = "name a new or an empty folder, or one that holds nothing but an exported pool"};
}

Result<io::PoolDescription> descriptionIn(const fs::path& target)
{
    const fs::path path = target / "pool.json";
    std::error_code ignored;
    if (!fs::exists(path, ignored))
        return notOurs(target, "is a folder with other files than those of an exported pool");
    Progress silent;
    const auto bytes = io::readFile(path, silent, {}, io::kMaxPoolJsonBytes);
    if (!bytes)
        return bytes.error();
    const io::ReadContext context(path.string(), bytes->size(), {});
    return io::parsePoolJson({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, context);
}

bool isOfExport(const fs::directory_entry& entry, const io::PoolDescription& pool)
{
    std::error_code ignored;
    if (entry.symlink_status(ignored).type() != fs::file_type::regular)
        return false;
    const std::string name = entry.path().filename().string();
    return name == "pool.json"
        || (name.ends_with(".npz") && std::ranges::any_of(pool.models, [&](const auto& model) {
               return name.starts_with(model.file + ".");
           }));
}

} // namespace

Result<void> checkExportPlace(const fs::path& directory, std::string_view poolName)
{
    const fs::path target = placeOf(directory);
    std::error_code code;
    if (!fs::exists(target, code))
        return {};
    if (!fs::is_directory(target, code))
        return notOurs(target, "is no folder");
    if (fs::is_empty(target, code))
        return {};
    const auto described = descriptionIn(target);
    if (!described)
        return described.error();
    if (!poolName.empty() && described->name != poolName)
        return notOurs(target, "holds another pool: " + described->name);
    fs::directory_iterator entries(target, code);
    for (; !code && entries != fs::directory_iterator(); entries.increment(code))
        if (!isOfExport(*entries, *described))
            return notOurs(target, "holds more than an exported pool: " + entries->path().filename().string());
    return code ? fileError(code, target, "reading it") : Result<void>();
}

Result<void> exportPool(
    const data::Pool& pool, const fs::path& directory, Progress& progress, const CancelToken& cancel)
{
    if (auto checked = checkExportPlace(directory); !checked)
        return checked;
    const fs::path target = placeOf(directory);
    const Workshop workshop(target);
    std::error_code code;
    fs::remove_all(workshop.folder, code);
    fs::create_directories(workshop.folder, code);
    if (code)
        return fileError(code, workshop.folder, "making the folder");
    if (auto written = writeFiles(pool, workshop.folder, progress, cancel); !written)
        return written;
    return takePlace(workshop.folder, target);
}

} // namespace cobench::jobs
