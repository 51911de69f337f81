// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/session_spool.h"

#include "core/io/atomic_file.h"
#include "core/store/layout.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <nlohmann/json.hpp>
#include <random>
#include <zlib.h>

namespace cobench::jobs {

namespace {

static_assert(std::endian::native == std::endian::little, "records are little-endian");

using Json = nlohmann::json;

constexpr std::string_view kEnding = ".session";
constexpr std::size_t kMostDevices = 10000;

std::uint32_t crcOf(std::uint32_t kind, std::uint32_t size, std::string_view content)
{
    const auto* const bytes = reinterpret_cast<const Bytef*>(content.data());
    uLong crc = crc32_z(0, reinterpret_cast<const Bytef*>(&kind), sizeof kind);
    crc = crc32_z(crc, reinterpret_cast<const Bytef*>(&size), sizeof size);
    return static_cast<std::uint32_t>(crc32_z(crc, bytes, content.size()));
}

std::string textOf(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Error unreadable(const char* what)
{
    return {.code = ErrorCode::Corrupt, .detail = std::string(what) + " of the session cannot be read"};
}

} // namespace

std::filesystem::path newSpool(const std::filesystem::path& project, store::SessionId number)
{
    char name[64] = {};
    std::random_device random;
    std::snprintf(name, sizeof name, "%06lld-%08x%08x", static_cast<long long>(number.value), random(), random());
    return store::layoutOf(project).sessions / (name + std::string(kEnding));
}

std::vector<std::filesystem::path> spoolsOf(const std::filesystem::path& project)
{
    std::vector<std::filesystem::path> found;
    std::error_code failed;
    std::filesystem::directory_iterator at(store::layoutOf(project).sessions, failed);
    for (const std::filesystem::directory_iterator end; !failed && at != end; at.increment(failed))
        if (at->path().extension() == kEnding)
            found.push_back(at->path());
    std::ranges::sort(found);
    return found;
}

Result<void> createSpool(const std::filesystem::path& path, const SpoolHeader& header)
{
    std::error_code failed;
    std::filesystem::create_directories(path.parent_path(), failed);
    if (failed)
        return systemError(failed.value(), path.parent_path().string(), "make");
    return io::writeFile(path, std::string(kSpoolStart) + spoolRecord(SpoolKind::Header, formatHeader(header)));
}

std::string spoolRecord(SpoolKind kind, std::string_view content)
{
    SpoolPrefix prefix{
        .kind = static_cast<std::uint32_t>(kind), .size = static_cast<std::uint32_t>(content.size())};
    prefix.crc = crcOf(prefix.kind, prefix.size, content);
    std::string bytes(sizeof prefix, '\0');
    std::memcpy(bytes.data(), &prefix, sizeof prefix);
    return bytes.append(content);
}

bool isIntact(const SpoolPrefix& prefix, std::string_view content)
{
    return content.size() == prefix.size && crcOf(prefix.kind, prefix.size, content) == prefix.crc;
}

std::string formatHeader(const SpoolHeader& header)
{
    return textOf({{"number", header.number.value},
        {"name", header.name},
        {"settings", header.settings},
        {"reference", header.isReference},
        {"devices", header.devices}});
}

Result<SpoolHeader> parseHeader(std::string_view text)
{
    try {
        const Json json = Json::parse(text);
        SpoolHeader header{.number = {json.at("number").get<std::int64_t>()},
            .name = json.at("name").get<std::string>(),
            .settings = json.at("settings").get<std::string>(),
            .isReference = json.at("reference").get<bool>(),
            .devices = json.at("devices").get<std::vector<std::string>>()};
        if (header.number.value < 0 || header.devices.size() > kMostDevices)
            return unreadable("the set-up");
        return header;
    } catch (const Json::exception&) {
        return unreadable("the set-up");
    }
}

std::string formatEnd(const SessionEnd& end)
{
    return textOf({{"record", detect::formatSession(end.record)},
        {"links", end.links},
        {"truth_problem", end.truthProblem},
        {"reference_problem", end.referenceProblem}});
}

Result<SessionEnd> parseEnd(std::string_view text)
{
    try {
        const Json json = Json::parse(text);
        auto record = detect::parseSession(json.at("record").get_ref<const std::string&>());
        if (!record)
            return std::move(record).error();
        return SessionEnd{.record = *std::move(record),
            .links = json.at("links").get<std::vector<std::string>>(),
            .truthProblem = json.at("truth_problem").get<std::string>(),
            .referenceProblem = json.at("reference_problem").get<std::string>()};
    } catch (const Json::exception&) {
        return unreadable("the end");
    }
}

} // namespace cobench::jobs
