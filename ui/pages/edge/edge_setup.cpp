// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/edge_setup.h"

#include "core/engine/find_model.h"
#include "core/engine/remote_pairings.h"
#include "core/engine/session_settings.h"
#include "core/engine/stream_name.h"
#include "ui/pages/reports/commands.h"
#include "ui/pages/reports/phrases.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>
#include <iterator>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using Pace = EdgeSetup::Pace;
using Clock = EdgeSetup::Clock;

QString tr(const char* text)
{
    return QCoreApplication::translate("EdgeSetup", text);
}

bool isSynthetic(const QString& source)
{
    return source.startsWith("synthetic"_L1);
}

QString said(const Error& error)
{
    return QString::fromStdString(describe(error));
}

void findLiveProblems(const EdgeSetup& setup, QStringList& problems)
{
    if (const auto stream = engine::findStream(setup.source.toStdString()); !stream)
        problems += said(stream.error());
    if (setup.pace == Pace::Given)
        problems += tr("Frames of a live source come when they come: take them at the source's own rate.");
    if (setup.clock == Clock::Simulated)
        problems += tr("A live source keeps to the real clock.");
}

void findSourceProblems(const EdgeSetup& setup, QStringList& problems)
{
    const QString& source = setup.source;
    if (source.isEmpty()) {
        problems += tr("Choose a source: a video file, a folder of pictures, a camera, or synthetic frames.");
    } else if (setup.isLive()) {
        findLiveProblems(setup, problems);
    } else if (isSynthetic(source)) {
        if (setup.maxFrames == 0)
            problems += tr("Synthetic frames have no end: say how many (Frames).");
        if (setup.pace == Pace::Native)
            problems += tr("Synthetic frames have no rate of their own: give one, or take them as they are taken.");
    } else if (source.contains("://"_L1)) {
        problems += tr("%1: this address cannot be a source; choose rtsp://, a camera, a file or folder.")
                        .arg(shownSource(setup));
    } else if (const QFileInfo file(source); !file.exists()) {
        problems += tr("%1: there is no such file or folder.").arg(source);
    } else if (!file.isReadable()) {
        problems += tr("%1 cannot be read: its permissions forbid it.").arg(source);
    } else if (file.isDir() && setup.pace == Pace::Native) {
        problems += tr("A folder of pictures has no rate of its own: give one, or take them as they are taken.");
    }
}

void findModelProblems(
    const EdgeSetup& setup, const std::vector<detect::DeviceSpec>& devices, QStringList& problems)
{
    QStringList names;
    for (const detect::DeviceSpec& device : devices)
        if (!device.remote) // whose models are over there
            names += device.model.empty() ? setup.model : QString::fromStdString(device.model);
    names.removeDuplicates();
    for (const QString& name : names) {
        const auto model = engine::findModel(name.toStdString(), setup.models.toStdString());
        if (!model)
            problems += said(model.error());
        else if (setup.source == "synthetic"_L1 && model->family != "null")
            problems
                += tr("Synthetic frames without a size have no picture for %1: choose synthetic:640x480, or the "
                      "model null.")
                       .arg(name);
    }
}

void findMachineProblems(const std::vector<detect::DeviceSpec>& devices, QStringList& problems)
{
    const bool isAnyRemote
        = std::ranges::any_of(devices, [](const auto& device) { return device.remote.has_value(); });
    const auto pairings = isAnyRemote ? engine::readPairings() : engine::Pairings();
    if (!pairings)
        problems += said(pairings.error());
    else
        for (const detect::DeviceSpec& device : devices)
            if (device.remote && !pairings->machineAt(device.remote->address))
                problems += tr("No machine is paired at %1: Add ▸ Other machines…")
                                .arg(toQString(device.remote->address));
    problems.removeDuplicates();
}

template <typename Choice, std::size_t count>
void readChoice(const QJsonValue& value, const std::string_view (&ids)[count], Choice& choice)
{
    const auto* found = std::ranges::find(ids, value.toString().toStdString());
    if (found != std::end(ids))
        choice = static_cast<Choice>(found - std::begin(ids));
}

template <typename Choice, std::size_t count>
QString idOf(Choice choice, const std::string_view (&ids)[count])
{
    return toQString(ids[static_cast<std::size_t>(choice)]);
}

} // namespace

bool EdgeSetup::isLive() const
{
    return engine::isStream(source.toStdString());
}

QString shownSource(const EdgeSetup& setup)
{
    return QString::fromStdString(engine::withoutPassword(setup.source.toStdString()));
}

int usualBuffer(bool isLive)
{
    return isLive ? 1 : EdgeSetup().buffer;
}

EdgeSetup referenceOf(EdgeSetup setup)
{
    QString device = u"cpu"_s;
    const auto devices = detect::parseDevices(setup.devices.join(u',').toStdString());
    if (devices && !devices->empty()) {
        const auto real = std::ranges::find_if(*devices, [](const auto& one) { return !one.emulation; });
        const detect::DeviceSpec& model = real == devices->end() ? devices->front() : *real;
        if (!model.model.empty())
            device += u'=' + QString::fromStdString(model.model);
    }
    setup.devices = {device};
    setup.pace = EdgeSetup::Pace::AsTaken;
    setup.schedule = detect::Schedule::Fcfs;
    setup.clock = EdgeSetup::Clock::Real;
    return setup;
}

Result<engine::DetectionRequest> requestOf(const EdgeSetup& setup)
{
    auto devices = detect::parseDevices(setup.devices.join(u',').toStdString());
    if (!devices)
        return std::move(devices).error();
    engine::DetectionRequest request{.source = setup.source.toStdString(),
        .model = setup.model.toStdString(),
        .models = setup.models.toStdString(),
        .devices = std::move(*devices),
        .clock = setup.clock,
        .pace = setup.pace};
    request.pipeline.rate = setup.pace == Pace::Given ? setup.rate : 0.0;
    request.pipeline.maxFrames = static_cast<std::uint64_t>(setup.maxFrames);
    request.pipeline.seed = static_cast<std::uint64_t>(setup.seed);
    request.pipeline.dispatch = {.schedule = setup.schedule,
        .drop = setup.dropInForce(),
        .buffer = static_cast<std::size_t>(setup.buffer),
        .deadline = detect::fromSeconds(1e-3 * setup.deadlineMs)};
    return request;
}

QStringList findProblems(const EdgeSetup& setup)
{
    QStringList problems;
    findSourceProblems(setup, problems);
    std::vector<detect::DeviceSpec> all;
    for (const QString& text : setup.devices) {
        const auto devices = detect::parseDevices(text.toStdString());
        if (devices)
            all.insert(all.end(), devices->begin(), devices->end());
        else
            problems += said(devices.error());
    }
    if (!setup.models.isEmpty() && !QFileInfo(setup.models).isDir())
        problems += tr("Model cards: there is no folder %1.").arg(setup.models);
    if (setup.devices.isEmpty())
        problems += tr("There is no device: add at least one.");
    findModelProblems(setup, all, problems);
    findMachineProblems(all, problems);
    if (!setup.truth.isEmpty() && !QFileInfo::exists(setup.truth))
        problems += tr("Ground truth: there is no %1.").arg(setup.truth);
    return problems;
}

QString detectCommand(const EdgeSetup& setup)
{
    QString command = u"cobench-cli detect run --source %1 --devices %2"_s.arg(
        quoted(shownSource(setup)), quoted(setup.devices.join(u',')));
    const EdgeSetup usual;
    if (setup.model != usual.model)
        command += u" --model "_s + quoted(setup.model);
    if (!setup.models.isEmpty())
        command += u" --models "_s + quoted(setup.models);
    if (setup.schedule != usual.schedule)
        command += u" --schedule "_s + idOf(setup.schedule, detect::kSchedules);
    if (setup.schedule == detect::Schedule::Deadline && setup.deadlineMs != usual.deadlineMs)
        command += u" --deadline %1"_s.arg(setup.deadlineMs);
    if (setup.isPaced())
        command += u" --rate "_s + (setup.pace == Pace::Native ? u"native"_s : QString::number(setup.rate));
    if (setup.mayDrop() && setup.drop != detect::DropPolicy::Oldest)
        command += u" --drop "_s + idOf(setup.drop, detect::kDropPolicies);
    if (setup.buffer != usualBuffer(setup.isLive()))
        command += u" --buffer %1"_s.arg(setup.buffer);
    if (setup.maxFrames > 0)
        command += u" --frames %1"_s.arg(setup.maxFrames);
    if (setup.clock != usual.clock)
        command += u" --clock simulated"_s;
    if (setup.seed != usual.seed)
        command += u" --seed %1"_s.arg(setup.seed);
    return command;
}

QJsonObject toJson(const EdgeSetup& setup)
{
    return {{u"source"_s, shownSource(setup)},
        {u"truth"_s, setup.truth},
        {u"model"_s, setup.model},
        {u"models"_s, setup.models},
        {u"devices"_s, QJsonArray::fromStringList(setup.devices)},
        {u"pace"_s, idOf(setup.pace, engine::kPaces)},
        {u"rate"_s, setup.rate},
        {u"schedule"_s, idOf(setup.schedule, detect::kSchedules)},
        {u"drop"_s, idOf(setup.drop, detect::kDropPolicies)},
        {u"buffer"_s, setup.buffer},
        {u"deadline"_s, setup.deadlineMs},
        {u"clock"_s, idOf(setup.clock, engine::kClocks)},
        {u"frames"_s, setup.maxFrames},
        {u"seed"_s, setup.seed}};
}

EdgeSetup setupFromJson(const QJsonObject& json, EdgeSetup base)
{
    base.source = json["source"_L1].toString(base.source);
    base.truth = json["truth"_L1].toString(base.truth);
    base.model = json["model"_L1].toString(base.model);
    base.models = json["models"_L1].toString(base.models);
    if (json["devices"_L1].isArray()) {
        base.devices.clear();
        for (const auto& device : json["devices"_L1].toArray())
            base.devices += device.toString();
    }
    readChoice(json["pace"_L1], engine::kPaces, base.pace);
    base.rate = json["rate"_L1].toDouble(base.rate);
    readChoice(json["schedule"_L1], detect::kSchedules, base.schedule);
    readChoice(json["drop"_L1], detect::kDropPolicies, base.drop);
    base.buffer = json["buffer"_L1].toInt(base.buffer);
    base.deadlineMs = json["deadline"_L1].toDouble(base.deadlineMs);
    readChoice(json["clock"_L1], engine::kClocks, base.clock);
    base.maxFrames = json["frames"_L1].toInt(base.maxFrames);
    base.seed = json["seed"_L1].toInt(base.seed);
    return base;
}

QStringList sampleVideos()
{
    QStringList found;
    for (const QString& name : {u"vtest.avi"_s, u"Megamind.avi"_s})
        for (const QString& folder :
            {u"/usr/share/doc/opencv-doc/examples/data/"_s, u"/usr/share/opencv4/samples/data/"_s})
            if (QFileInfo::exists(folder + name)) {
                found += folder + name;
                break;
            }
    return found;
}

QString sourceTitle(const QString& source)
{
    if (source.isEmpty() || isSynthetic(source))
        return source;
    if (const std::string text = source.toStdString(); engine::isStream(text) || source.contains("://"_L1))
        return QString::fromStdString(engine::withoutPassword(text));
    const QString name = QFileInfo(source).fileName();
    return name.isEmpty() ? source : name;
}

QString titleOf(detect::Schedule schedule)
{
    switch (schedule) {
    case detect::Schedule::Fcfs:
        return tr("First come, first served");
    case detect::Schedule::RoundRobin:
        return tr("Round robin");
    case detect::Schedule::WeightedRoundRobin:
        return tr("Weighted round robin");
    case detect::Schedule::Proportional:
        return tr("Performance-aware proportional");
    case detect::Schedule::ShortestExpectedCompletion:
        return tr("Shortest expected completion");
    case detect::Schedule::Deadline:
        return tr("Deadline");
    }
    return {};
}

} // namespace cobench::ui
