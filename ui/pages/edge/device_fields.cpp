// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/device_fields.h"

#include "core/detect/device_text.h"

#include <QRegularExpression>
#include <QStringList>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using Law = detect::Emulation::Law;

QString idOf(Law law)
{
    return law == Law::Normal ? u"normal"_s : law == Law::Exponential ? u"exponential"_s : u"uniform"_s;
}

/// "10-20" or "10", as they were written.
QString failuresIn(const QString& text)
{
    static const QRegularExpression failure(u":fail=([^:=]*)"_s);
    QStringList found;
    for (auto all = failure.globalMatch(text); all.hasNext();)
        found += all.next().captured(1);
    return found.join(u", "_s);
}

} // namespace

QString deviceText(const DeviceFields& fields)
{
    QString text = fields.count > 1 ? u"%1*"_s.arg(fields.count) : QString();
    if (fields.isRemote) {
        text += u"remote:"_s + fields.address;
        if (fields.quality == 0)
            text += u":raw"_s;
        else if (fields.quality != DeviceFields().quality)
            text += u":jpeg=%1"_s.arg(fields.quality);
    } else if (!fields.target.isEmpty()) {
        text += fields.target;
    } else if (!fields.isEmulated) {
        text += u"cpu"_s;
        if (!fields.cores.trimmed().isEmpty())
            text += u':' + fields.cores.trimmed();
    } else {
        text += u"emulated:%1"_s.arg(fields.rate, 0, 'g', 10);
        if (fields.jitter > 0.0)
            text += u":jitter=%1"_s.arg(fields.jitter, 0, 'g', 10);
        if (fields.law != Law::Uniform)
            text += u":law="_s + idOf(fields.law);
        for (const QString& failure : fields.failures.split(QRegularExpression(u"[,;\\s]+"_s), Qt::SkipEmptyParts))
            text += u":fail="_s + failure;
    }
    if (!fields.model.trimmed().isEmpty())
        text += u'=' + fields.model.trimmed();
    return text;
}

std::optional<DeviceFields> deviceFields(const QString& text)
{
    const auto devices = detect::parseDevices(text.toStdString());
    if (!devices || devices->empty() || text.contains(u','))
        return std::nullopt;
    const detect::DeviceSpec& device = devices->front();
    const QString body = QString::fromStdString(device.text);
    DeviceFields fields{.count = static_cast<int>(devices->size()),
        .isEmulated = device.emulation.has_value(),
        .isRemote = device.remote.has_value(),
        .target = QString::fromStdString(device.target),
        .model = QString::fromStdString(device.model)};
    if (device.emulation) {
        fields.rate = device.emulation->rate;
        fields.jitter = device.emulation->jitter;
        fields.law = device.emulation->law;
        fields.failures = failuresIn(body);
    } else if (device.remote) {
        fields.address = QString::fromStdString(device.remote->address);
        fields.quality = static_cast<int>(device.remote->quality);
    } else if (device.target.empty()) {
        fields.cores = body.mid(4); // "cpu:"
    }
    return fields;
}

} // namespace cobench::ui
