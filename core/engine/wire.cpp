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

namespace {

Error corruptEdit(const char* detail)
{
    return {ErrorCode::Corrupt, "engine", {}, detail, {}};
}

void toWire(const AppendToRun& more, wire::Recorded& message)
{
    for (const store::ScalarRow& row : more.scalars) {
        const int last = message.scalars_size() - 1;
        wire::Scalars* of = last >= 0 && message.scalars(last).tag() == row.tag ? message.mutable_scalars(last)
                                                                                : message.add_scalars();
        of->set_tag(row.tag);
        of->add_steps(row.step);
        of->add_times(row.time);
        of->add_values(row.value);
        of->add_attempts(row.attempt);
    }
    for (const data::TraceLane& lane : more.trace.lanes) {
        wire::Lane* of = message.add_lanes();
        of->set_name(lane.name);
        of->set_unit(lane.unit);
        of->set_missing(lane.missing);
    }
    message.mutable_times()->Add(more.trace.times.begin(), more.trace.times.end());
    message.mutable_values()->Add(more.trace.values.begin(), more.trace.values.end());
}

Result<AppendToRun> fromWire(const wire::Recorded& message)
{
    AppendToRun more;
    for (const wire::Scalars& of : message.scalars()) {
        if (of.tag().empty() || of.times_size() != of.steps_size() || of.values_size() != of.steps_size()
            || of.attempts_size() != of.steps_size())
            return corruptEdit("scalars have no name, or columns of different lengths");
        for (int i = 0; i < of.steps_size(); ++i)
            more.scalars.push_back({of.tag(), of.steps(i), of.times(i), of.values(i), of.attempts(i)});
    }
    for (const wire::Lane& lane : message.lanes())
        more.trace.lanes.push_back({lane.name(), lane.unit(), lane.missing()});
    if (message.values_size() != message.times_size() * message.lanes_size())
        return corruptEdit("samples have the wrong size");
    more.trace.times.assign(message.times().begin(), message.times().end());
    more.trace.values.assign(message.values().begin(), message.values().end());
    return more;
}

void toWire(const store::RunRow& row, wire::NewRun& message)
{
    message.set_batch(row.batch);
    message.set_name(row.name);
    message.set_config(row.configJson);
    message.set_created_at(row.createdAt);
}

store::RunRow fromWire(const wire::NewRun& message)
{
    return {.batch = message.batch(),
        .name = message.name(),
        .configJson = message.config(),
        .createdAt = message.created_at()};
}

void toWire(const AddRuns& added, wire::AddedRuns& message)
{
    for (const store::WholeRun& run : added.runs) {
        wire::WholeRun& whole = *message.add_runs();
        toWire(run.row, *whole.mutable_run());
        toWire(AppendToRun{run.scalars, {}}, *whole.mutable_recorded());
        for (const auto& [key, value] : run.texts) {
            wire::TextEdit& text = *whole.add_texts();
            text.set_key(key);
            text.set_value(value);
        }
        whole.mutable_end()->set_state(run.row.state);
        whole.mutable_end()->set_message(run.row.message);
    }
}

Result<RunEdit> fromWire(const wire::AddedRuns& message)
{
    AddRuns added;
    for (const wire::WholeRun& whole : message.runs()) {
        auto recorded = fromWire(whole.recorded());
        if (!recorded)
            return std::move(recorded).error();
        store::WholeRun run{.row = fromWire(whole.run()), .scalars = std::move(recorded->scalars), .texts = {}};
        run.row.state = whole.end().state();
        run.row.message = whole.end().message();
        for (const wire::TextEdit& text : whole.texts())
            run.texts[text.key()] = text.value();
        added.runs.push_back(std::move(run));
    }
    return added.runs.empty() ? corruptEdit("no run is to be added") : Result<RunEdit>(std::move(added));
}

} // namespace

void toWire(const RunEdit& edit, wire::EditRequest& message)
{
    if (const auto* pause = std::get_if<PauseRun>(&edit)) {
        message.set_paused(pause->isPaused);
    } else if (const auto* text = std::get_if<SetRunText>(&edit)) {
        message.mutable_text()->set_key(text->key);
        message.mutable_text()->set_value(text->value);
    } else if (std::holds_alternative<DeleteRun>(edit)) {
        message.set_erased(true);
    } else if (const auto* create = std::get_if<CreateRun>(&edit)) {
        toWire(create->row, *message.mutable_created());
    } else if (const auto* more = std::get_if<AppendToRun>(&edit)) {
        toWire(*more, *message.mutable_recorded());
    } else if (const auto* end = std::get_if<EndRun>(&edit)) {
        message.mutable_ended()->set_state(end->state);
        message.mutable_ended()->set_message(end->message);
    } else if (const auto* added = std::get_if<AddRuns>(&edit)) {
        toWire(*added, *message.mutable_added());
    }
}

Result<RunEdit> fromWire(const wire::EditRequest& message)
{
    switch (message.edit_case()) {
    case wire::EditRequest::kPaused:
        return RunEdit(PauseRun{message.paused()});
    case wire::EditRequest::kText:
        if (message.text().key().empty())
            return corruptEdit("a text has no key");
        return RunEdit(SetRunText{message.text().key(), message.text().value()});
    case wire::EditRequest::kErased:
        return RunEdit(DeleteRun{});
    case wire::EditRequest::kCreated:
        return RunEdit(CreateRun{fromWire(message.created())});
    case wire::EditRequest::kRecorded: {
        auto more = fromWire(message.recorded());
        return more ? Result<RunEdit>(*std::move(more)) : Result<RunEdit>(std::move(more).error());
    }
    case wire::EditRequest::kAdded:
        return fromWire(message.added());
    case wire::EditRequest::kEnded:
        return RunEdit(EndRun{message.ended().state(), message.ended().message()});
    case wire::EditRequest::EDIT_NOT_SET:
        break;
    }
    return corruptEdit("an edit says nothing");
}

} // namespace cobench::engine
