// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/edge_session.h"

#include "core/detect/change_text.h"
#include "ui/bridge/counted.h"
#include "ui/pages/reports/commands.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using State = EdgeSession::State;

QString tr(const char* text)
{
    return QCoreApplication::translate("EdgeSession", text);
}

QStringList listOf(const std::vector<std::string>& texts)
{
    QStringList list;
    for (const std::string& text : texts)
        list += QString::fromStdString(text);
    return list;
}

/// What the last change of a kind came to; empty where there was none.
std::string lastOf(const std::vector<detect::RunEvent>& events, detect::RunEvent::Kind kind)
{
    const auto last = std::find_if(
        events.rbegin(), events.rend(), [kind](const detect::RunEvent& event) { return event.kind == kind; });
    return last == events.rend() ? std::string() : last->detail;
}

QString modelOf(const EdgeSetup& setup)
{
    const auto request = requestOf(setup);
    return request ? commonModel(*request) : QString();
}

} // namespace

QString commonModel(const engine::DetectionRequest& request)
{
    QStringList models;
    for (const detect::DeviceSpec& device : request.devices)
        models += QString::fromStdString(device.model.empty() ? request.model : device.model);
    return models.removeDuplicates(), models.size() == 1 ? models.front() : QString();
}

QString detectCommand(const EdgeSession& session)
{
    QString command = detectCommand(session.setup);
    for (const detect::RunEvent& event : session.events)
        if (const std::string change = detect::changeText(event); !change.empty())
            command += u" --at "_s + quoted(QString::fromStdString(change));
    return command;
}

EdgeEnd endOf(const jobs::SessionEnd& end)
{
    const detect::SessionRecord& record = end.record;
    EdgeEnd told{.figures = record.figures,
        .longestQueue = static_cast<std::size_t>(record.longestQueue),
        .rate = record.rate,
        .losses = listOf(record.losses),
        .links = listOf(end.links),
        .againstTruth = {record.againstTruth, QString::fromStdString(end.truthProblem)},
        .againstReference = {record.againstReference, QString::fromStdString(end.referenceProblem)},
        .lost = record.lost};
    if (record.end == detect::SessionRecord::End::Stopped)
        told.problem = cancelled();
    if (record.end == detect::SessionRecord::End::Failed)
        told.problem = Error{.code = ErrorCode::Internal, .detail = record.problem};
    return told;
}

State stateOf(detect::SessionRecord::End end)
{
    return static_cast<State>(static_cast<int>(State::Finished) + static_cast<int>(end));
}

const detect::Outcome* EdgeSession::at(detect::FrameNumber frame) const
{
    if (outcomes.empty() || frame < outcomes.front().number || frame > outcomes.back().number)
        return nullptr;
    return &outcomes[frame - outcomes.front().number]; // numbers have no gap
}

bool EdgeSession::isEmulated() const
{
    return setup.devices.join(u',').contains("emulated"_L1);
}

std::unique_ptr<EdgeSession> sessionOf(const jobs::StoredSession& stored)
{
    const detect::SessionRecord& record = stored.record;
    auto session = std::make_unique<EdgeSession>();
    session->number = static_cast<int>(stored.entry.id.value);
    session->kept = stored.entry.id;
    session->name = QString::fromStdString(stored.entry.name);
    session->setup = setupFromJson(QJsonDocument::fromJson(QByteArray::fromStdString(record.settings)).object());
    session->isReference = record.isReference;
    session->model = modelOf(session->setup);
    session->state = stateOf(record.end);
    session->end = endOf({.record = record});
    session->events = record.events;
    return session;
}

const detect::RunEvent* EdgeSession::lostSignal() const
{
    using Kind = detect::RunEvent::Kind;
    const auto isOfSource = [](const detect::RunEvent& event) {
        return event.kind == Kind::SourceStale || event.kind == Kind::SourceBack;
    };
    const auto newest = std::find_if(events.rbegin(), events.rend(), isOfSource);
    const bool isLost = !isOver() && newest != events.rend() && newest->kind == Kind::SourceStale;
    return isLost ? &*newest : nullptr;
}

detect::Schedule EdgeSession::scheduleNow() const
{
    const std::string changed = lastOf(events, detect::RunEvent::Kind::Schedule);
    const auto* const found = std::ranges::find(detect::kSchedules, changed);
    return found == std::end(detect::kSchedules)
        ? setup.schedule
        : static_cast<detect::Schedule>(found - std::begin(detect::kSchedules));
}

double EdgeSession::rateNow() const
{
    const QString changed = QString::fromStdString(lastOf(events, detect::RunEvent::Kind::Rate));
    if (!changed.isEmpty())
        return changed.section(u' ', 0, 0).toDouble(); // "20 frames/s"
    return setup.pace == EdgeSetup::Pace::Given ? setup.rate : end.figures.lambda;
}

EdgeSession::Presence EdgeSession::presenceOf(const std::string& device) const
{
    using Kind = detect::RunEvent::Kind;
    Presence presence = Presence::There;
    for (const detect::RunEvent& event : events) {
        if (event.detail != device)
            continue;
        if (event.kind == Kind::DeviceUnplugged)
            presence = Presence::Unplugged;
        else if (event.kind == Kind::DevicePluggedIn)
            presence = Presence::There;
        else if (event.kind == Kind::DeviceRemoved)
            presence = Presence::Removed;
    }
    return presence;
}

QString EdgeSession::title() const
{
    if (!name.isEmpty())
        return u"#%1 %2"_s.arg(QString::number(number), name);
    const QString what = isReference ? tr("offline reference") : titleOf(setup.schedule);
    return u"#%1 %2, %3"_s.arg(QString::number(number), what, counted(devices(), tr("device"), tr("devices")));
}

} // namespace cobench::ui
