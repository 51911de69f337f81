// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sqlite_error.h"

#include <cerrno>
#include <sqlite3.h>

namespace cobench::store {

namespace {

Error withCure(ErrorCode code, const std::string& subject, std::string detail, std::string cure)
{
    return {.code = code, .subject = subject, .detail = std::move(detail), .cure = std::move(cure)};
}

Error diskFull(const std::string& subject)
{
    return withCure(ErrorCode::DiskFull, subject, "the disk is full", "free some space and try again");
}

Error fromSystem(sqlite3* handle, const std::string& subject, const char* action)
{
    const int number = sqlite3_system_errno(handle);
    return number == ENOSPC ? diskFull(subject) : systemError(number == 0 ? EIO : number, subject, action);
}

} // namespace

Error sqliteError(sqlite3* handle, int code, const std::string& subject)
{
    const std::string detail = handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
    switch (code & 0xff) {
    case SQLITE_FULL:
        return diskFull(subject);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return withCure(ErrorCode::Locked, subject, "another program works in it", "close it there");
    case SQLITE_READONLY:
        return withCure(ErrorCode::ReadOnly, subject, "cannot be written", "save it under another name");
    case SQLITE_CORRUPT:
        return withCure(ErrorCode::Corrupt, subject, "is damaged: " + detail, "put back a copy of it");
    case SQLITE_NOTADB:
        return withCure(ErrorCode::Corrupt, subject, "is not a CoBench file", "choose a *.cobench file");
    case SQLITE_CONSTRAINT:
        return {.code = ErrorCode::Conflict, .subject = subject, .detail = detail};
    case SQLITE_TOOBIG:
    case SQLITE_NOMEM:
        return {.code = ErrorCode::TooLarge, .subject = subject, .detail = detail};
    case SQLITE_CANTOPEN:
        return fromSystem(handle, subject, "opening");
    case SQLITE_IOERR:
        return fromSystem(handle, subject, "reading or writing");
    default:
        return {.code = ErrorCode::Internal, .subject = subject, .detail = detail};
    }
}

} // namespace cobench::store
