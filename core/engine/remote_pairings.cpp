// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/remote_pairings.h"

#include "core/common/data_home.h"
#include "core/engine/runtime_directory.h"
#include "core/io/atomic_file.h"
#include "core/io/bounded_reader.h"
#include "core/io/file_source.h"
#include "core/store/file_lock.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

namespace cobench::engine {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::uint64_t kMaxFileBytes = 1U << 20;
constexpr std::size_t kLongestName = 64;
constexpr int kLockTries = 100; // of kLockPeriod: whoever holds it writes one small file
constexpr std::chrono::milliseconds kLockPeriod{20};

bool isFingerprint(const std::string& text)
{
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::optional<std::vector<Pairing>> readList(const Json& json, const char* key)
{
    std::vector<Pairing> list;
    for (const Json& entry : json.at(key)) {
        Pairing pairing{.name = cleanName(entry.at("name").get<std::string>()),
            .address = entry.at("address"),
            .fingerprint = entry.at("fingerprint"),
            .pairedAt = entry.at("paired_at")};
        if (!isFingerprint(pairing.fingerprint))
            return std::nullopt;
        list.push_back(std::move(pairing));
    }
    return list;
}

std::optional<Pairings> parsePairings(std::string_view text)
{
    try {
        const Json json = Json::parse(text);
        auto machines = readList(json, "machines");
        auto clients = readList(json, "clients");
        if (machines && clients)
            return Pairings{std::move(*machines), std::move(*clients)};
    } catch (const Json::exception&) { // told below
    }
    return std::nullopt;
}

Json toJson(const std::vector<Pairing>& list)
{
    Json json = Json::array();
    for (const Pairing& pairing : list)
        json.push_back({{"name", pairing.name},
            {"address", pairing.address},
            {"fingerprint", pairing.fingerprint},
            {"paired_at", pairing.pairedAt}});
    return json;
}

Result<Pairings> readFrom(const fs::path& file)
{
    std::error_code ignored;
    if (!fs::exists(file, ignored))
        return Pairings();
    Progress progress;
    const auto bytes = io::readFile(file, progress, {}, kMaxFileBytes);
    if (!bytes)
        return bytes.error();
    auto pairings = parsePairings(io::asText({bytes->data(), bytes->size()}));
    if (!pairings)
        return Error{.code = ErrorCode::Corrupt,
            .subject = file.string(),
            .detail = "holds no pairings",
            .cure = "remove it and pair again"};
    return std::move(*pairings);
}

Result<store::FileLock> lockIn(const fs::path& folder)
{
    for (int tries = 0;; ++tries) {
        auto lock = store::FileLock::acquire(folder / "pairings.lock", "the list of paired machines");
        if (lock || tries == kLockTries || lock.error().code != ErrorCode::Locked)
            return lock;
        std::this_thread::sleep_for(kLockPeriod);
    }
}

} // namespace

const Pairing* Pairings::machineAt(const std::string& address) const
{
    const auto found = std::ranges::find(machines, address, &Pairing::address);
    return found == machines.end() ? nullptr : &*found;
}

bool Pairings::isClient(const std::string& fingerprint) const
{
    return std::ranges::find(clients, fingerprint, &Pairing::fingerprint) != clients.end();
}

Result<fs::path> openPairingFolder()
{
    const fs::path home = dataHome();
    if (home.empty())
        return Error{.code = ErrorCode::NotFound,
            .subject = "pairings",
            .detail = "there is no home to keep them in",
            .cure = "set XDG_DATA_HOME"};
    const fs::path folder = home / "cobench/pairing";
    std::error_code error;
    fs::create_directories(folder.parent_path(), error);
    if (error)
        return systemError(error.value(), folder.string(), "create");
    if (auto opened = openPrivateFolder(folder, "chmod 700, or remove it and pair again"); !opened)
        return std::move(opened).error();
    return folder;
}

Result<Pairings> readPairings()
{
    const fs::path home = dataHome();
    return home.empty() ? Result<Pairings>(Pairings()) : readFrom(home / "cobench/pairing/pairings.json");
}

Result<void> changePairings(const std::function<void(Pairings&)>& change)
{
    const auto folder = openPairingFolder();
    if (!folder)
        return folder.error();
    const auto lock = lockIn(*folder);
    if (!lock)
        return lock.error();
    const fs::path file = *folder / "pairings.json";
    auto pairings = readFrom(file);
    if (!pairings)
        return std::move(pairings).error();
    change(*pairings);
    const Json json{{"machines", toJson(pairings->machines)}, {"clients", toJson(pairings->clients)}};
    return io::writeFile(file, json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

Result<std::size_t> forgetPairing(const std::string& who)
{
    std::size_t forgotten = 0;
    const auto isIt = [&](const Pairing& pairing) {
        return pairing.name == who || pairing.fingerprint == who || (!who.empty() && pairing.address == who);
    };
    auto changed = changePairings([&](Pairings& pairings) {
        forgotten = std::erase_if(pairings.machines, isIt) + std::erase_if(pairings.clients, isIt);
    });
    if (!changed)
        return std::move(changed).error();
    return forgotten;
}

std::string cleanName(std::string_view told)
{
    std::string name;
    for (const char c : told.substr(0, kLongestName))
        name += c > ' ' && c < '\x7f' ? c : '_';
    return name.empty() ? "unnamed" : name;
}

} // namespace cobench::engine
