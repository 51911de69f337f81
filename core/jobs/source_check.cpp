// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/source_check.h"

#include "core/io/file_source.h"
#include "core/jobs/import_recipe.h"

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <sys/stat.h>

namespace cobench::jobs {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kSecond = 1'000'000'000;
// Clocks of file servers differ, and file systems round: a file this young at the import is read again.
constexpr std::int64_t kMargin = 5 * kSecond;

/// Nanoseconds since the epoch; 0, so that every file counts as younger, when the text is no time.
std::int64_t timeOf(const std::string& utc)
{
    std::tm parts = {};
    const char* end = ::strptime(utc.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return end && *end == '\0' ? static_cast<std::int64_t>(::timegm(&parts)) * kSecond : 0;
}

bool isGone(int errorNumber)
{
    return errorNumber == ENOENT || errorNumber == ENOTDIR;
}

/// One check of several files: what its steps share.
class Check
{
public:
    Check(std::int64_t importedAt,
        SourceReading reading,
        KnownHashes& known,
        Progress& progress,
        const CancelToken& cancel)
        : m_importedAt(importedAt)
        , m_reading(reading)
        , m_known(known)
        , m_progress(progress)
        , m_cancel(cancel)
    {
    }

    SourceStatus statusOf(const store::PoolSource& source)
    {
        SourceStatus status{.source = source, .state = SourceState::Unchanged, .reason = {}};
        struct stat now {
        };
        if (::stat(source.path.c_str(), &now) != 0) {
            status.state = isGone(errno) ? SourceState::Missing : SourceState::Unreadable;
            if (!isGone(errno))
                status.reason = systemError(errno, {}, "cannot be read").detail;
            return status;
        }
        if (S_ISREG(now.st_mode) && static_cast<std::uint64_t>(now.st_size) != source.bytes)
            status.state = SourceState::Changed;
        else
            compareContent(status, now);
        return status;
    }

private:
    void compareContent(SourceStatus& status, const struct stat& now)
    {
        const std::int64_t changedAt = now.st_mtim.tv_sec * kSecond + now.st_mtim.tv_nsec;
        const auto bytes = static_cast<std::uint64_t>(now.st_size);
        const bool isOld = S_ISREG(now.st_mode) && changedAt + kMargin < m_importedAt;
        if (isOld && m_reading == SourceReading::WhenNeeded && !knownHash(status.source.path, bytes, changedAt))
            return;
        const auto hash = hashOf(status.source.path, bytes, changedAt);
        if (!hash) {
            status.state = SourceState::Unreadable;
            status.reason = hash.error().detail;
        } else if (*hash != status.source.sha256) {
            status.state = SourceState::Changed;
        }
    }

    const std::string* knownHash(const std::string& path, std::uint64_t bytes, std::int64_t changedAt) const
    {
        const auto known = m_known.byPath.find(path);
        const bool isSame
            = known != m_known.byPath.end() && known->second.bytes == bytes && known->second.changedAt == changedAt;
        return isSame ? &known->second.sha256 : nullptr;
    }

    Result<std::string> hashOf(const std::string& path, std::uint64_t bytes, std::int64_t changedAt)
    {
        const std::string* known = knownHash(path, bytes, changedAt);
        if (known && m_reading == SourceReading::WhenNeeded)
            return *known;
        const auto hash = io::hashFile(path, m_progress, m_cancel);
        if (!hash)
            return hash.error();
        m_known.byPath[path] = {.bytes = hash->bytes, .changedAt = changedAt, .sha256 = hash->sha256};
        return hash->sha256;
    }

    std::int64_t m_importedAt;
    SourceReading m_reading;
    KnownHashes& m_known;
    Progress& m_progress;
    const CancelToken& m_cancel;
};

struct Move {
    std::string from;
    std::string to;
};

/// What is left of both paths when the components they end with alike are taken away; "" for the root.
Move moveOf(fs::path from, fs::path to)
{
    while (from.has_relative_path() && to.has_relative_path() && from.filename() == to.filename()) {
        from = from.parent_path();
        to = to.parent_path();
    }
    const auto text = [](const fs::path& path) { return path.has_relative_path() ? path.string() : std::string(); };
    return {text(from), text(to)};
}

bool liesIn(const std::string& path, const std::string& folder)
{
    return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

/// Every path of "val=PATH,test=PATH" that lies in `move.from`, moved.
std::string moved(const std::string& input, const Move& move)
{
    std::string result;
    for (std::size_t at = 0; at < input.size();) {
        const bool begins = at == 0 || input[at - 1] == '=';
        const std::size_t end = at + move.from.size();
        const bool fits = begins && input.compare(at, move.from.size(), move.from) == 0
            && (end == input.size() || input[end] == '/' || input[end] == ',');
        result += fits ? move.to : std::string();
        at = fits ? end : at;
        if (at < input.size())
            result += input[at++];
    }
    return result;
}

void moveInputs(io::LoadPoolOptions& options, const Move& move)
{
    for (std::string& input : options.inputs)
        input = moved(input, move);
    if (options.labels)
        options.labels = moved(options.labels->string(), move);
}

std::string movedRecipe(const std::string& recipe, const Move& move)
{
    auto options = fromRecipe(recipe);
    if (!options)
        return recipe;
    moveInputs(*options, move);
    return toRecipe(*options);
}

Move moveTo(const std::string& old, const fs::path& place)
{
    return moveOf(fs::path(old), fs::absolute(place).lexically_normal());
}

bool isMissing(const std::string& path)
{
    struct stat status {
    };
    return ::stat(path.c_str(), &status) != 0 && isGone(errno);
}

Error otherContent(const std::string& place, const std::string& old)
{
    return {.code = ErrorCode::Conflict,
        .subject = place,
        .detail = "holds something else than " + old + " did when it was imported",
        .cure = "import it as a pool of its own"};
}

} // namespace

Result<std::vector<SourceStatus>> checkSources(const std::vector<store::PoolSource>& sources,
    const std::string& importedAt,
    SourceReading reading,
    KnownHashes& known,
    Progress& progress,
    const CancelToken& cancel)
{
    std::uint64_t bytes = 0;
    for (const store::PoolSource& source : sources)
        bytes += source.bytes;
    progress.beginStage("checking the sources", reading == SourceReading::Always ? bytes : 0);
    Check check(timeOf(importedAt), reading, known, progress, cancel);
    std::vector<SourceStatus> all;
    for (const store::PoolSource& source : sources) {
        all.push_back(check.statusOf(source));
        if (cancel.isCancelled())
            return cancelled();
    }
    return all;
}

io::LoadPoolOptions readingAgain(const store::PoolOrigin& origin)
{
    if (auto options = fromRecipe(origin.recipe))
        return *options;
    io::LoadPoolOptions options;
    for (const store::PoolSource& source : origin.sources)
        options.inputs.push_back(source.path);
    return options;
}

io::LoadPoolOptions readingAgain(const store::PoolOrigin& origin, const std::string& old, const fs::path& place)
{
    io::LoadPoolOptions options = readingAgain(origin);
    moveInputs(options, moveTo(old, place));
    return options;
}

Result<Relinking> relinkSource(const store::PoolOrigin& origin,
    const std::string& old,
    const fs::path& place,
    Progress& progress,
    const CancelToken& cancel)
{
    const Move move = moveTo(old, place);
    progress.beginStage("comparing the sources");
    Relinking result{.origin = origin};
    for (store::PoolSource& source : result.origin.sources) {
        const bool isNamed = source.path == old;
        if (!isNamed && !(liesIn(source.path, move.from) && isMissing(source.path)))
            continue;
        const std::string now = move.to + source.path.substr(move.from.size());
        const auto hash = io::hashFile(now, progress, cancel);
        if (!hash && (isNamed || hash.error().isCancelled()))
            return hash.error();
        if (!hash || hash->sha256 != source.sha256) {
            if (isNamed)
                return otherContent(now, old);
            continue;
        }
        source.path = now;
        ++result.files;
    }
    result.origin.recipe = movedRecipe(origin.recipe, move);
    return result;
}

} // namespace cobench::jobs
