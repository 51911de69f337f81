// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/colours.h"

#include <QObject>

class QApplication;
class QDBusVariant;

namespace cobench::ui {

enum class ThemeChoice { System, Light, Dark };

/// Light, dark, or what the desktop says (its settings portal; without one, light). A change reaches every window
/// at once. GUI thread only.
class ThemeSwitch : public QObject
{
    Q_OBJECT
public:
    explicit ThemeSwitch(
        QApplication& application, ThemeChoice choice = ThemeChoice::System, QObject* parent = nullptr);

    ThemeChoice choice() const { return m_choice; }
    bool isDark() const { return m_dark; }
    const Colours& colours() const { return m_dark ? darkColours() : lightColours(); }
    void setChoice(ThemeChoice choice);
    /// Asks the desktop's portal, without waiting; for after the first paint.
    void followDesktop();

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void portalSettingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void setDesktopScheme(uint scheme);
    void apply();

    QApplication& m_application;
    ThemeChoice m_choice = ThemeChoice::System;
    bool m_desktopDark = false;
    bool m_dark = false;
    bool m_applied = false;
};

} // namespace cobench::ui
