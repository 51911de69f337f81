// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/group_place.h"

#include <charconv>

namespace cobench::train {

namespace {

constexpr unsigned kMaxSize = 65536;
constexpr std::uint16_t kFirstPort = 20000; // of Slurm jobs: 20,000 of them, above what systems reserve
constexpr std::uint64_t kPorts = 20000;
constexpr const char* kUsualPort = "29500"; // torchrun's

Error wrong(const char* name, std::string detail, std::string cure)
{
    return {ErrorCode::Usage, name, {}, std::move(detail), std::move(cure)};
}

Result<std::uint64_t> numberIn(const char* name, const std::string& text, std::uint64_t first, std::uint64_t last)
{
    std::uint64_t value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc() || end != text.data() + text.size() || value < first || value > last)
        return wrong(name, "is " + text, "a number from " + std::to_string(first) + " to " + std::to_string(last));
    return value;
}

/// "node[07-09,12],other" begins with node07.
std::string firstHost(const std::string& list)
{
    const auto bracket = list.find_first_of("[,");
    std::string host = list.substr(0, bracket);
    if (bracket != std::string::npos && list[bracket] == '[')
        host += list.substr(bracket + 1, list.find_first_of("-,]", bracket) - bracket - 1);
    return host;
}

Result<GroupPlace> makePlace(const char* rankName,
    const std::string& rank,
    const char* sizeName,
    const std::string& size,
    std::string address,
    const std::string& port)
{
    const auto members = numberIn(sizeName, size, 1, kMaxSize);
    if (!members)
        return members.error();
    const auto place = numberIn(rankName, rank, 0, *members - 1);
    if (!place)
        return place.error();
    const auto number = numberIn("MASTER_PORT", port, 1, 65535);
    if (!number)
        return number.error();
    if (address.empty())
        return wrong("MASTER_ADDR", "is not set", "the address of the process with rank 0");
    return GroupPlace{.address = std::move(address),
        .port = static_cast<std::uint16_t>(*number),
        .rank = static_cast<unsigned>(*place),
        .size = static_cast<unsigned>(*members)};
}

Result<GroupPlace> slurmPlace(const Environment& environment, const std::string& tasks)
{
    const auto job = numberIn("SLURM_JOB_ID", environment("SLURM_JOB_ID").value_or("0"), 0, ~std::uint64_t{0});
    if (!job)
        return job.error();
    const std::string hosts = environment("SLURM_STEP_NODELIST").value_or("127.0.0.1");
    return makePlace("SLURM_PROCID",
        environment("SLURM_PROCID").value_or(""),
        "SLURM_STEP_NUM_TASKS",
        tasks,
        environment("MASTER_ADDR").value_or(firstHost(hosts)),
        environment("MASTER_PORT").value_or(std::to_string(kFirstPort + *job % kPorts)));
}

/// Into `place`.
Result<void> readLocalRank(const Environment& environment, const char* name, GroupPlace& place)
{
    const auto text = environment(name);
    if (!text)
        return {};
    const auto rank = numberIn(name, *text, 0, place.size - 1);
    if (!rank)
        return rank.error();
    place.localRank = static_cast<unsigned>(*rank);
    return {};
}

} // namespace

Result<std::optional<GroupPlace>> groupPlace(const Environment& environment)
{
    const auto size = environment("WORLD_SIZE");
    const auto tasks = environment("SLURM_STEP_NUM_TASKS"); // srun sets it, sbatch alone does not
    if (!size && !tasks) {
        if (environment("RANK"))
            return wrong("WORLD_SIZE", "is not set, but RANK is", "the number of processes");
        return std::optional<GroupPlace>();
    }
    auto place = size ? makePlace("RANK",
                     environment("RANK").value_or(""),
                     "WORLD_SIZE",
                     *size,
                     environment("MASTER_ADDR").value_or(*size == "1" ? "127.0.0.1" : ""),
                     environment("MASTER_PORT").value_or(kUsualPort))
                      : slurmPlace(environment, *tasks);
    if (!place)
        return std::move(place).error();
    if (auto read = readLocalRank(environment, size ? "LOCAL_RANK" : "SLURM_LOCALID", *place); !read)
        return std::move(read).error();
    return place->size > 1 ? std::optional(std::move(*place)) : std::nullopt;
}

} // namespace cobench::train
