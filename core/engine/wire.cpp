// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/wire.h"

namespace cobench::engine {

void toWire(const Error& error, wire::Failure& failure)
{
    failure.set_code(static_cast<std::uint32_t>(error.code));
    failure.set_subject(error.subject);
    failure.set_place(error.place);
    failure.set_detail(error.cause ? error.detail + " (" + describe(*error.cause) + ")" : error.detail);
    failure.set_cure(error.cure);
}

Error fromWire(const wire::Failure& failure)
{
    const bool known = failure.code() <= static_cast<std::uint32_t>(ErrorCode::Cancelled);
    return {known ? static_cast<ErrorCode>(failure.code()) : ErrorCode::Internal,
        failure.subject(),
        failure.place(),
        failure.detail(),
        failure.cure()};
}

void toWire(const RunInfo& run, wire::Run& message)
{
    message.set_id(run.id.value);
    message.set_config(train::toJson(run.config));
    message.set_state(static_cast<std::uint32_t>(run.state));
    message.set_message(run.message);
    message.set_batch(run.batch);
}

Result<RunInfo> fromWire(const wire::Run& message)
{
    auto config = train::configFromJson(message.config());
    if (!config)
        return std::move(config).error();
    if (message.state() > static_cast<std::uint32_t>(RunState::Interrupted))
        return Error{ErrorCode::Corrupt, "engine", {}, "a run has an unknown state", {}};
    return RunInfo{{message.id()},
        std::move(*config),
        static_cast<RunState>(message.state()),
        message.message(),
        message.batch()};
}

} // namespace cobench::engine
