// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <exception>
#include <filesystem>
#include <new>
#include <type_traits>

namespace cobench::store {

/// Carries an Error up through this folder. It never leaves it: guarded() turns it back into a Result.
class Failure : public std::exception
{
public:
    explicit Failure(Error error)
        : m_error(std::move(error))
    {
    }
    const Error& error() const { return m_error; }
    const char* what() const noexcept override { return m_error.detail.c_str(); }

private:
    Error m_error;
};

inline void orThrow(Result<void> result)
{
    if (!result)
        throw Failure(std::move(result).error());
}

template <typename T>
T orThrow(Result<T> result)
{
    if (!result)
        throw Failure(std::move(result).error());
    return std::move(result).value();
}

/// Runs `work` and gives what it returns, or the Error of whatever it threw.
template <typename Work>
auto guarded(Work&& work) -> Result<std::invoke_result_t<Work>>
{
    try {
        if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
            work();
            return {};
        } else {
            return work();
        }
    } catch (const Failure& failure) {
        return failure.error();
    } catch (const std::filesystem::filesystem_error& error) {
        return systemError(error.code().value(), error.path1().string(), "looking at it");
    } catch (const std::bad_alloc&) {
        return Error{.code = ErrorCode::TooLarge, .detail = "there is not enough memory for it"};
    }
}

} // namespace cobench::store
