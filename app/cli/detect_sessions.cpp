// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/detect_commands.h"
#include "app/cli/run_project.h"
#include "app/cli/told_detection.h"
#include "core/engine/session_settings.h"
#include "core/jobs/detection_sessions.h"

#include <CLI/CLI.hpp>
#include <cmath>
#include <functional>
#include <limits>

namespace cobench::cli {

namespace {

using jobs::StoredSession;
using Project = std::unique_ptr<store::Project>;

struct Arguments {
    std::string project;
    std::string session; // number or name
    std::string name;
    std::string truth; // file or folder, to judge by
    std::string reference; // session: every frame
    ResultArguments result;
};

struct Listing {
    std::string project;
    std::vector<StoredSession> sessions;
};

Result<Project> openProject(const Arguments& arguments, store::OpenMode mode)
{
    return store::Project::open(runProject(arguments.project), mode);
}

Result<Listing> list(Context&, const Arguments& arguments)
{
    const auto project = openProject(arguments, store::OpenMode::ReadOnly);
    if (!project)
        return project.error();
    auto sessions = jobs::listSessions(**project);
    if (!sessions)
        return std::move(sessions).error();
    return Listing{.project = (*project)->path().string(), .sessions = std::move(*sessions)};
}

/// By the truth that is named, and where the accuracy went against the session that is named.
Result<void> judge(Context& context, store::Project& project, const Arguments& arguments, StoredSession& session)
{
    const auto reference = jobs::findSession(project, arguments.reference);
    if (!reference)
        return reference.error();
    auto lost = jobs::lostAccuracy(project, session, *reference, arguments.truth, context.progress, context.cancel);
    if (!lost)
        return std::move(lost).error();
    session.record.lost = *lost;
    return {};
}

Result<StoredSession> show(Context& context, const Arguments& arguments)
{
    const auto project = openProject(arguments, store::OpenMode::ReadOnly);
    if (!project)
        return project.error();
    auto session = jobs::findSession(**project, arguments.session);
    if (!session || arguments.truth.empty())
        return session;
    if (auto judged = judge(context, **project, arguments, *session); !judged)
        return std::move(judged).error();
    return session;
}

void writePrecision(JsonWriter& json, const char* key, const detect::ShownPrecision& precision)
{
    json.key(key).beginObject().member("ap", precision.ap).member("ap50", precision.ap50).endObject();
}

void writeLost(JsonWriter& json, const detect::LostAccuracy& lost)
{
    json.key("lost_accuracy").beginObject().member("shown", lost.shown).member("dropped", lost.dropped);
    json.member("stale", lost.stale).member("processed", lost.processed).member("missed", lost.missed).endObject();
}

void writeSession(JsonWriter& json, const StoredSession& session)
{
    const detect::SessionRecord& record = session.record;
    const engine::SettingsSummary settings = engine::summaryOf(record.settings);
    json.beginObject().member("id", session.entry.id.value).member("name", session.entry.name);
    json.member("made", session.entry.madeAt);
    json.member("end", detect::kSessionEnds[static_cast<std::size_t>(record.end)])
        .member("problem", record.problem);
    json.member("source", settings.source).member("model", settings.model).member("schedule", settings.schedule);
    json.member("reference", record.isReference).member("rate", record.rate);
    writeFigures(json, record.figures);
    if (record.end == detect::SessionRecord::End::Finished)
        json.member("longest_queue", record.longestQueue);
    else
        json.member("longest_queue", std::numeric_limits<double>::quiet_NaN()); // not known
    writePrecision(json, "against_truth", record.againstTruth);
    writePrecision(json, "against_reference", record.againstReference);
    writeLost(json, record.lost);
    writeEvents(json, record.events);
    json.endObject();
}

void writeListing(JsonWriter& json, const Listing& listing)
{
    json.beginObject().member("project", listing.project).key("sessions").beginArray();
    for (const StoredSession& session : listing.sessions)
        writeSession(json, session);
    json.endArray().endObject();
}

Table listingTable(const Listing& listing)
{
    Table table{.columns = {{"session"},
                    {"name"},
                    {"end"},
                    {"source"},
                    {"model"},
                    {"schedule"},
                    {"devices"},
                    {"frames"},
                    {"lambda [1/s]", 2},
                    {"sigma [1/s]", 2},
                    {"dropped"},
                    {"p99 [ms]", 2},
                    {"ap50"}}};
    for (const StoredSession& session : listing.sessions) {
        const detect::RunFigures& figures = session.record.figures;
        const engine::SettingsSummary settings = engine::summaryOf(session.record.settings);
        table.rows.push_back({static_cast<std::uint64_t>(session.entry.id.value),
            session.entry.name,
            std::string(detect::kSessionEnds[static_cast<std::size_t>(session.record.end)]),
            std::filesystem::path(settings.source).filename().string(),
            settings.model,
            session.record.isReference ? "reference" : settings.schedule,
            std::uint64_t{figures.devices.size()},
            figures.counts.read,
            figures.lambda,
            figures.sigma,
            figures.counts.droppedInAll(),
            1e3 * figures.latency99,
            session.record.againstTruth.ap50});
    }
    return table;
}

std::string listingText(const Listing& listing)
{
    return listing.sessions.empty() ? "No detection sessions in " + listing.project + "\n"
                                    : toText(listingTable(listing));
}

Table sessionTable(const StoredSession& session)
{
    return deviceTable(session.record.figures);
}

std::string sessionText(const StoredSession& session)
{
    std::string text = figuresText(session.record.figures);
    if (const detect::LostAccuracy& lost = session.record.lost; !std::isnan(lost.shown)) {
        Table table{.columns = {{"AP50 shown", 3},
                        {"lost: dropped", 3},
                        {"lost: stale", 3},
                        {"lost: processed", 3},
                        {"missed anyway", 3}}};
        table.rows.push_back({lost.shown, lost.dropped, lost.stale, lost.processed, lost.missed});
        text += "\n" + toText(table);
    }
    for (const std::string& loss : session.record.losses)
        text += loss + "\n";
    for (const detect::RunEvent& event : session.record.events)
        text += detect::describe(event) + "\n";
    return text;
}

using Edit = std::function<Result<void>(store::Project&, store::SessionId)>;

Result<void> editSession(const Arguments& arguments, const Edit& edit)
{
    const auto project = openProject(arguments, store::OpenMode::ReadWrite);
    if (!project)
        return project.error();
    const auto session = jobs::findSession(**project, arguments.session);
    return session ? edit(**project, session->entry.id) : Result<void>(session.error());
}

Result<void> removeSession(Context& context, const Arguments& arguments)
{
    return editSession(arguments, [&](store::Project& project, store::SessionId session) -> Result<void> {
        if (auto removed = project.deleteSession(session); !removed)
            return removed;
        context.note("deleted session " + std::to_string(session.value) + "; project clean frees what it took");
        return {};
    });
}

Result<void> renameSession(const Arguments& arguments)
{
    return editSession(arguments, [&](store::Project& project, store::SessionId session) {
        return project.renameSession(session, arguments.name);
    });
}

CLI::App* addVerb(
    CLI::App& parent, const char* name, const char* help, const std::shared_ptr<Arguments>& arguments, bool isOfOne)
{
    CLI::App* command = parent.add_subcommand(name, help);
    if (isOfOne)
        command->add_option("SESSION", arguments->session, "Its number or name")->required();
    addRunProject(*command, arguments->project);
    return command;
}

} // namespace

void addDetectSessions(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* listed = addVerb(parent, "list", "Detection sessions that a project keeps", arguments, false);
    addResultArguments(*listed, arguments->result);
    listed->callback([arguments, &chosen] {
        chosen = answering<Arguments, Listing>(
            arguments, list, {.json = writeListing, .text = listingText, .table = listingTable});
    });
    CLI::App* shown = addVerb(parent, "show", "The figures of one session", arguments, true);
    auto* truth = shown->add_option("--truth",
        arguments->truth,
        "True boxes: tells where the accuracy went, by AP50 (COCO's at IoU .5), with --reference");
    truth->type_name("PATH");
    shown->add_option("--reference", arguments->reference, "Session of the same detector on every frame")
        ->needs(truth)
        ->type_name("SESSION");
    truth->needs("--reference");
    addResultArguments(*shown, arguments->result);
    shown->footer("1 = shown + lost (dropped before any result, stale boxes, other boxes than the reference's in\n"
                  "processed frames) + missed by the reference, too.");
    shown->callback([arguments, &chosen] {
        chosen = answering<Arguments, StoredSession>(
            arguments, show, {.json = writeSession, .text = sessionText, .table = sessionTable});
    });
    CLI::App* renamed = addVerb(parent, "rename", "Give a session a name", arguments, true);
    renamed->add_option("NAME", arguments->name, "Its new name")->required();
    renamed->callback(
        [arguments, &chosen] { chosen = [arguments](Context&) { return renameSession(*arguments); }; });
    CLI::App* removed = addVerb(parent, "delete", "Delete a session", arguments, true);
    removed->callback([arguments, &chosen] {
        chosen = [arguments](Context& context) { return removeSession(context, *arguments); };
    });
}

} // namespace cobench::cli
