// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/error.h"

#include <cerrno>
#include <system_error>

namespace cobench {

namespace {

std::string phrase(
    const std::string& subject, const std::string& place, const std::string& detail, const std::string& cure)
{
    std::string text;
    for (const std::string* part : {&subject, &place, &detail}) {
        if (part->empty())
            continue;
        if (!text.empty())
            text += ": ";
        text += *part;
    }
    if (!cure.empty())
        text += "; " + cure;
    return text;
}

ErrorCode codeFor(int errorNumber)
{
    switch (errorNumber) {
    case ENOENT:
    case ENOTDIR:
        return ErrorCode::NotFound;
    case ENOSPC:
    case EDQUOT:
        return ErrorCode::DiskFull;
    case EROFS:
        return ErrorCode::ReadOnly;
    default:
        return ErrorCode::Unreadable;
    }
}

} // namespace

std::string describe(const Error& error)
{
    std::string text = phrase(error.subject, error.place, error.detail, error.cure);
    if (error.cause)
        text += " (" + describe(*error.cause) + ")";
    return text;
}

std::string describe(const Warning& warning)
{
    return phrase(warning.subject, warning.place, warning.detail, warning.cure);
}

Error systemError(int errorNumber, std::string subject, std::string action)
{
    return {.code = codeFor(errorNumber),
        .subject = std::move(subject),
        .detail = std::move(action) + ": " + std::generic_category().message(errorNumber)};
}

Error cancelled()
{
    return {.code = ErrorCode::Cancelled, .detail = "cancelled"};
}

} // namespace cobench
