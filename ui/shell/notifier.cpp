// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/notifier.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QStringList>
#include <QVariantMap>

namespace cobench::ui {

void notifyDesktop(const QString& title, const QString& text)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    auto call = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.Notifications"),
        QStringLiteral("/org/freedesktop/Notifications"),
        QStringLiteral("org.freedesktop.Notifications"),
        QStringLiteral("Notify"));
    constexpr uint kReplacesNothing = 0;
    constexpr int kDefaultTimeout = -1;
    call << QStringLiteral("CoBench") << kReplacesNothing << QStringLiteral("org.cobench.CoBench") << title << text
         << QStringList() << QVariantMap() << kDefaultTimeout;
    bus.asyncCall(call);
}

} // namespace cobench::ui
