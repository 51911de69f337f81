// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/told_detection.h"

namespace cobench::cli {

void writeFigures(JsonWriter& json, const detect::RunFigures& figures)
{
    json.member("frames", figures.counts.read).member("processed", figures.counts.processed);
    json.key("dropped").beginObject();
    for (std::size_t cause = 0; cause < detect::kDropCauses; ++cause)
        json.member(detect::id(static_cast<detect::DropCause>(cause)), figures.counts.dropped[cause]);
    json.endObject().member("lambda", figures.lambda).member("sigma", figures.sigma).key("mu").beginObject();
    for (const auto& device : figures.devices)
        json.member(device.name, device.rate);
    json.endObject().key("latency_ms").beginObject();
    json.member("p50", 1e3 * figures.latency50).member("p90", 1e3 * figures.latency90);
    json.member("p99", 1e3 * figures.latency99).member("p999", 1e3 * figures.latency999).endObject();
    json.member("seconds", figures.seconds);
    json.key("age").beginObject().member("mean", figures.meanAge).member("max", figures.maxAge).endObject();
    json.key("devices").beginArray();
    for (const auto& device : figures.devices) {
        json.beginObject().member("name", device.name).member("processed", device.processed);
        json.member("utilisation", device.utilisation).key("service_ms").beginObject();
        json.member("p50", 1e3 * device.service50).member("p90", 1e3 * device.service90);
        json.member("p99", 1e3 * device.service99).member("p999", 1e3 * device.service999).endObject().endObject();
    }
    json.endArray();
}

void writeEvents(JsonWriter& json, const std::vector<detect::RunEvent>& events)
{
    json.key("events").beginArray();
    for (const detect::RunEvent& event : events) {
        json.beginObject().member("at", detect::seconds(event.at));
        json.member("kind", detect::kRunEvents[static_cast<std::size_t>(event.kind)]);
        json.member("detail", event.detail).endObject();
    }
    json.endArray();
}

Table deviceTable(const detect::RunFigures& figures)
{
    Table table{.columns
        = {{"device"}, {"processed"}, {"mu [1/s]", 2}, {"utilisation"}, {"service p50 [ms]", 2}, {"p99 [ms]", 2}}};
    for (const auto& device : figures.devices)
        table.rows.push_back({device.name,
            device.processed,
            device.rate,
            device.utilisation,
            1e3 * device.service50,
            1e3 * device.service99});
    return table;
}

std::string figuresText(const detect::RunFigures& figures)
{
    Table totals{.columns = {{"frames"},
                     {"processed"},
                     {"dropped"},
                     {"lambda [1/s]", 2},
                     {"sigma [1/s]", 2},
                     {"latency p50 [ms]", 2},
                     {"p99 [ms]", 2},
                     {"mean age", 2}}};
    totals.rows.push_back({figures.counts.read,
        figures.counts.processed,
        figures.counts.droppedInAll(),
        figures.lambda,
        figures.sigma,
        1e3 * figures.latency50,
        1e3 * figures.latency99,
        figures.meanAge});
    std::string text = toText(totals);
    for (std::size_t cause = 0; cause < detect::kDropCauses; ++cause)
        if (figures.counts.dropped[cause] > 0)
            text += "dropped, " + std::string(detect::id(static_cast<detect::DropCause>(cause))) + ": "
                + grouped(figures.counts.dropped[cause]) + "\n";
    return text + "\n" + toText(deviceTable(figures));
}

} // namespace cobench::cli
