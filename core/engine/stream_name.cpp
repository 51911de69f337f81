// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/stream_name.h"

#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <algorithm>
#include <cctype>
#include <charconv>

namespace cobench::engine {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kCamera = "camera:";
constexpr std::string_view kDevices = "/dev/";
constexpr std::string_view kVideo = "video"; // its files' names begin so
constexpr std::string_view kAddress = "rtsp://";
constexpr std::string_view kSchemeEnd = "://";
constexpr std::string_view kPasswords[]{"password=", "passwd=", "pwd=", "pass="};
constexpr unsigned kVideoMajor = 81; // of Video4Linux

std::optional<unsigned> numberOf(std::string_view text)
{
    unsigned number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

bool isCamera(const fs::path& file)
{
    struct stat status = {};
    return stat(file.c_str(), &status) == 0 && S_ISCHR(status.st_mode) && major(status.st_rdev) == kVideoMajor;
}

/// Where the value of a password among an address's parameters begins; npos: there is none from `from` on.
std::size_t passwordValue(const std::string& address, std::size_t from)
{
    std::string lower = address;
    std::ranges::transform(
        lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    std::size_t first = std::string::npos;
    for (const std::string_view key : kPasswords)
        if (const std::size_t at = lower.find(key, from); at != std::string::npos)
            first = std::min(first, at + key.size());
    return first;
}

Error noCamera(const std::string& source)
{
    std::string known;
    for (const fs::path& camera : cameras())
        known += (known.empty() ? "" : ", ") + camera.string();
    return {.code = ErrorCode::NotFound,
        .subject = source,
        .detail = "there is no such camera",
        .cure = known.empty() ? "no camera is connected to this machine (/dev/video*)" : "one of " + known};
}

} // namespace

bool isStream(std::string_view source)
{
    return source.starts_with(kCamera) || source.starts_with(kDevices) || source.starts_with(kAddress);
}

Result<FollowStreamMessage> findStream(const std::string& source)
{
    if (source.starts_with(kAddress)) {
        const std::string_view rest = std::string_view(source).substr(kAddress.size());
        const std::string_view host = rest.substr(0, rest.find('/'));
        const bool isUsable = !host.empty() && host.back() != '@'
            && std::ranges::all_of(source, [](unsigned char letter) { return letter > ' ' && letter < 0x7F; });
        if (!isUsable)
            return Error{.code = ErrorCode::Usage,
                .subject = withoutPassword(source),
                .detail = "is no address of a stream",
                .cure = "such as rtsp://HOST:554/PATH"};
        return FollowStreamMessage{.target = source};
    }
    fs::path device = source;
    if (source.starts_with(kCamera)) {
        const auto number = numberOf(std::string_view(source).substr(kCamera.size()));
        if (!number)
            return Error{.code = ErrorCode::Usage,
                .subject = source,
                .detail = "names no camera",
                .cure = "camera:N of /dev/videoN, such as camera:0"};
        device = fs::path(kDevices) / (std::string(kVideo) + std::to_string(*number));
    }
    if (!isCamera(device))
        return noCamera(source);
    return FollowStreamMessage{.target = device.string(), .isCamera = true};
}

std::vector<fs::path> cameras()
{
    std::vector<std::pair<unsigned, fs::path>> found;
    std::error_code failed;
    for (fs::directory_iterator at(kDevices, failed), end; !failed && at != end; at.increment(failed)) {
        const std::string name = at->path().filename().string();
        if (!name.starts_with(kVideo) || !isCamera(at->path()))
            continue;
        if (const auto number = numberOf(std::string_view(name).substr(kVideo.size())))
            found.emplace_back(*number, at->path());
    }
    std::ranges::sort(found);
    std::vector<fs::path> files;
    files.reserve(found.size());
    for (auto& [number, file] : found)
        files.push_back(std::move(file));
    return files;
}

std::string withoutPassword(std::string source)
{
    const std::size_t scheme = source.find(kSchemeEnd);
    if (scheme == std::string::npos)
        return source;
    const std::size_t host = scheme + kSchemeEnd.size();
    std::size_t user = source.rfind('@'); // a password may hold others, and slashes
    for (std::size_t value = passwordValue(source, host); value != std::string::npos;
         value = passwordValue(source, value)) {
        const std::size_t end = std::min(source.find('&', value), source.size());
        if (user != std::string::npos && user >= value)
            user = user < end ? value : user - (end - value);
        source.erase(value, end - value);
    }
    if (user == std::string::npos || user < host)
        return source;
    const std::size_t colon = source.find(':', host);
    return colon < user ? source.erase(colon, user - colon) : source;
}

} // namespace cobench::engine
