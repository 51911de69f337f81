// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/settings.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <unistd.h>

namespace cobench::ui {

namespace {

constexpr qint64 kMaxBytes = 4 << 20;
constexpr int kMaxThreads = 1024;
constexpr int kMaxMemoryGb = 1 << 16;
const std::pair<ThemeChoice, QLatin1String> kThemes[] = {{ThemeChoice::System, QLatin1String("system")},
    {ThemeChoice::Light, QLatin1String("light")},
    {ThemeChoice::Dark, QLatin1String("dark")}};

/// Dock states are opaque to us and trusted by Qt, so a checksum decides whether they are what was written.
QString packed(const QByteArray& bytes)
{
    return bytes.isEmpty() ? QString()
                           : QStringLiteral("%1:%2").arg(qChecksum(bytes)).arg(QLatin1String(bytes.toBase64()));
}

QByteArray unpacked(const QJsonValue& value)
{
    const QString text = value.toString();
    const qsizetype colon = text.indexOf(QLatin1Char(':'));
    const auto bytes
        = QByteArray::fromBase64Encoding(text.mid(colon + 1).toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (colon <= 0 || !bytes || text.left(colon).toUInt() != qChecksum(*bytes))
        return {};
    return *bytes;
}

QJsonObject layoutToJson(const Layout& layout)
{
    QJsonObject pages;
    for (auto page = layout.pages.begin(); page != layout.pages.end(); ++page)
        pages.insert(page.key(), packed(page.value()));
    return {{QStringLiteral("geometry"), packed(layout.geometry)},
        {QStringLiteral("window"), packed(layout.window)},
        {QStringLiteral("pages"), pages}};
}

Layout layoutFromJson(const QJsonObject& json)
{
    Layout layout{.geometry = unpacked(json[QLatin1String("geometry")]),
        .window = unpacked(json[QLatin1String("window")]),
        .pages = {}};
    const QJsonObject pages = json[QLatin1String("pages")].toObject();
    for (auto page = pages.begin(); page != pages.end(); ++page)
        if (const QByteArray bytes = unpacked(page.value()); !bytes.isEmpty())
            layout.pages.insert(page.key(), bytes);
    return layout;
}

Settings fromJson(const QJsonObject& json)
{
    Settings settings;
    for (const auto& [theme, name] : kThemes)
        if (json[QLatin1String("theme")].toString() == name)
            settings.theme = theme;
    if (json[QLatin1String("palette")].toString() == QLatin1String("cividis"))
        settings.palette = QStringLiteral("cividis");
    settings.threads = qBound(0, json[QLatin1String("threads")].toInt(), kMaxThreads);
    settings.memoryGb = qBound(0, json[QLatin1String("memoryGb")].toInt(), kMaxMemoryGb);
    settings.notify = json[QLatin1String("notify")].toBool(true);
    const QJsonArray recent = json[QLatin1String("recent")].toArray();
    for (const auto& path : recent)
        if (path.isString() && settings.recent.size() < Settings::kMaxRecent)
            settings.recent << path.toString();
    settings.lastProject = json[QLatin1String("lastProject")].toString();
    settings.lastPage = json[QLatin1String("lastPage")].toString();
    settings.layout = layoutFromJson(json[QLatin1String("layout")].toObject());
    const QJsonObject saved = json[QLatin1String("savedLayouts")].toObject();
    for (auto layout = saved.begin(); layout != saved.end(); ++layout)
        settings.savedLayouts.insert(layout.key(), layoutFromJson(layout.value().toObject()));
    const QJsonObject views = json[QLatin1String("views")].toObject();
    for (auto view = views.begin(); view != views.end(); ++view)
        settings.views.insert(view.key(), view.value().toObject());
    return settings;
}

} // namespace

std::uint64_t machineMemory()
{
    const long pages = ::sysconf(_SC_PHYS_PAGES);
    const long size = ::sysconf(_SC_PAGESIZE);
    return pages > 0 && size > 0 ? static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(size) : 0;
}

std::uint64_t Settings::memoryBytes() const
{
    return memoryGb > 0 ? static_cast<std::uint64_t>(memoryGb) << 30U : machineMemory() / 2;
}

void Settings::addRecent(const QString& path)
{
    recent.removeAll(path);
    recent.prepend(path);
    while (recent.size() > kMaxRecent)
        recent.removeLast();
}

QByteArray toJson(const Settings& settings)
{
    QJsonObject saved;
    for (auto layout = settings.savedLayouts.begin(); layout != settings.savedLayouts.end(); ++layout)
        saved.insert(layout.key(), layoutToJson(layout.value()));
    QJsonObject views;
    for (auto view = settings.views.begin(); view != settings.views.end(); ++view)
        views.insert(view.key(), view.value());
    QJsonObject json{{QStringLiteral("views"), views},
        {QStringLiteral("palette"), settings.palette},
        {QStringLiteral("threads"), settings.threads},
        {QStringLiteral("memoryGb"), settings.memoryGb},
        {QStringLiteral("notify"), settings.notify},
        {QStringLiteral("recent"), QJsonArray::fromStringList(settings.recent)},
        {QStringLiteral("lastProject"), settings.lastProject},
        {QStringLiteral("lastPage"), settings.lastPage},
        {QStringLiteral("layout"), layoutToJson(settings.layout)},
        {QStringLiteral("savedLayouts"), saved}};
    for (const auto& [theme, name] : kThemes)
        if (settings.theme == theme)
            json.insert(QStringLiteral("theme"), name);
    return QJsonDocument(json).toJson();
}

SettingsFile::SettingsFile(QString path)
    : m_path(std::move(path))
{
}

Settings SettingsFile::load()
{
    const QFileInfo info(m_path);
    if (!info.exists())
        return {};
    QFile file(m_path);
    if (!info.isFile() || info.size() > kMaxBytes || !file.open(QIODevice::ReadOnly)) {
        setAside();
        return {};
    }
    m_onDisk = file.readAll();
    const QJsonDocument document = QJsonDocument::fromJson(m_onDisk);
    if (!document.isObject()) {
        setAside();
        return {};
    }
    return fromJson(document.object());
}

void SettingsFile::setAside()
{
    const QString bad = m_path + QStringLiteral(".bad");
    QFile::remove(bad);
    m_onDisk.clear();
    if (QFile::rename(m_path, bad))
        m_notice = QCoreApplication::translate("Settings",
            "The settings file was damaged. CoBench starts with defaults "
            "and kept the old file as %1.")
                       .arg(bad);
    else
        m_notice
            = QCoreApplication::translate("Settings", "The settings in %1 cannot be read. CoBench uses defaults.")
                  .arg(m_path);
}

bool SettingsFile::save(const Settings& settings)
{
    const QByteArray json = toJson(settings);
    if (json == m_onDisk)
        return true;
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit())
        return false;
    m_onDisk = json;
    return true;
}

} // namespace cobench::ui
