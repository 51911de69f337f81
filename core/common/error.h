// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

namespace cobench {

enum class ErrorCode {
    Internal, // a defect of CoBench
    Usage, // the caller asked for something that does not exist (CLI exit 2)
    NotFound,
    Unreadable, // the file system refused
    Empty,
    Truncated,
    Corrupt, // checksum or structure broken
    Unsupported, // well-formed, but not something we read
    Forbidden, // names code, a device, or another thing an import must not touch
    TooLarge, // asks for more than the file justifies
    Shape, // dimensions do not fit
    Value, // NaN, label out of range, unnormalised row
    Conflict, // members disagree with each other
    Locked, // another process owns it
    ReadOnly,
    DiskFull,
    NewerVersion, // written by a later CoBench
    Disconnected, // a process or device went away
    Cancelled, // an outcome, not a failure; carried here so that Result has one exit
};

/// Whatever a user can provoke. The fields are the parameters of one message: which file or object, where in it,
/// what was found, and what would be right. Views and the command line phrase them with describe().
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string subject; // file, model or object; may be empty
    std::string place; // "row 17", "record data/0", "line 3, column 5"; may be empty
    std::string detail; // what was found
    std::string cure; // what would be right, or what to do; may be empty
    std::shared_ptr<const Error> cause = nullptr;

    bool isCancelled() const { return code == ErrorCode::Cancelled; }
};

/// A note that comes with a usable value: an import that kept most of a folder, a member that looks like another.
struct Warning {
    std::string subject;
    std::string place;
    std::string detail;
    std::string cure;
};

/// "subject: place: detail; cure (cause)" with the empty parts left out.
std::string describe(const Error& error);
std::string describe(const Warning& warning);

/// An error for errno-style failures: picks the code (NotFound, DiskFull, ReadOnly, Unreadable) from `errorNumber`.
Error systemError(int errorNumber, std::string subject, std::string action);

Error cancelled();

} // namespace cobench
