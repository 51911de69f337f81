// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/theme_switch.h"

#include <QByteArray>
#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>

namespace cobench::ui {

/// Window geometry and docks, as QMainWindow gives them; per page under the page's id.
struct Layout {
    QByteArray geometry;
    QByteArray window;
    QMap<QString, QByteArray> pages;
    bool operator==(const Layout&) const = default;
};

/// What a person prefers. Documents are projects; nothing of them lies here.
struct Settings {
    ThemeChoice theme = ThemeChoice::System;
    QString palette = QStringLiteral("viridis"); // magnitudes: viridis or cividis
    int threads = 0; // 0 = all cores but one for the window
    int memoryGb = 0; // most that one import may hold; 0 = half of the machine's
    bool notify = true; // desktop notification when long work ends
    QStringList recent; // newest first
    QString lastProject;
    QString lastPage;
    Layout layout;
    QMap<QString, Layout> savedLayouts;
    QMap<QString, QJsonObject> views; // Page::viewState() by page
    bool operator==(const Settings&) const = default;

    std::uint64_t memoryBytes() const; // what memoryGb means here; 0 = no limit

    static constexpr qsizetype kMaxRecent = 10;
    void addRecent(const QString& path);
};

/// Bytes of main memory; 0 when the system does not tell.
std::uint64_t machineMemory();

/// JSON file of the settings. A damaged one is kept as FILE.bad and replaced by defaults; single values that make
/// no sense fall back on their own.
class SettingsFile
{
public:
    explicit SettingsFile(QString path);

    /// What had to be done about a damaged file, for the person; empty when all was well.
    const QString& notice() const { return m_notice; }
    Settings load();
    /// Atomic and durable; writes nothing when the content is as on disk.
    bool save(const Settings& settings);

private:
    void setAside();

    QString m_path;
    QString m_notice;
    QByteArray m_onDisk;
};

QByteArray toJson(const Settings& settings);

} // namespace cobench::ui
