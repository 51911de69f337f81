// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/theme_switch.h"

#include "ui/style/workbench_style.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QLabel>
#include <QToolTip>

namespace cobench::ui {

namespace {

const QString kPortal = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPortalPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kPortalSettings = QStringLiteral("org.freedesktop.portal.Settings");
const QString kAppearance = QStringLiteral("org.freedesktop.appearance");
const QString kColourScheme = QStringLiteral("color-scheme");
constexpr uint kPreferDark = 1;

/// The portal wraps the value in one variant or, in older versions of Read, in two.
uint unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>() && value.userType() == qMetaTypeId<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value.toUInt();
}

/// A label keeps the colour that links had when its text was set.
void renewLinks()
{
    const auto widgets = QApplication::allWidgets();
    for (QWidget* widget : widgets) {
        auto* label = qobject_cast<QLabel*>(widget);
        if (label == nullptr || !label->text().contains(QStringLiteral("href=")))
            continue;
        const QString text = label->text();
        label->clear();
        label->setText(text);
    }
}

} // namespace

ThemeSwitch::ThemeSwitch(QApplication& application, ThemeChoice choice, QObject* parent)
    : QObject(parent)
    , m_application(application)
    , m_choice(choice)
{
    m_application.setStyle(new WorkbenchStyle); // the application owns it
    m_desktopDark = m_application.palette().color(QPalette::Window).lightness() < 128;
    apply();
}

void ThemeSwitch::setChoice(ThemeChoice choice)
{
    if (std::exchange(m_choice, choice) != choice)
        apply();
}

void ThemeSwitch::followDesktop()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(kPortal,
        kPortalPath,
        kPortalSettings,
        QStringLiteral("SettingChanged"),
        this,
        SLOT(portalSettingChanged(QString, QString, QDBusVariant)));
    auto call = QDBusMessage::createMethodCall(kPortal, kPortalPath, kPortalSettings, QStringLiteral("Read"));
    call << kAppearance << kColourScheme;
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isValid())
            setDesktopScheme(unwrapped(reply.value().variant()));
        watcher->deleteLater();
    });
}

void ThemeSwitch::portalSettingChanged(const QString& group, const QString& key, const QDBusVariant& value)
{
    if (group == kAppearance && key == kColourScheme)
        setDesktopScheme(unwrapped(value.variant()));
}

void ThemeSwitch::setDesktopScheme(uint scheme)
{
    m_desktopDark = scheme == kPreferDark;
    apply();
}

void ThemeSwitch::apply()
{
    const bool dark = m_choice == ThemeChoice::System ? m_desktopDark : m_choice == ThemeChoice::Dark;
    if (m_applied && dark == m_dark)
        return;
    m_dark = dark;
    m_applied = true;
    const QPalette palette = paletteOf(colours());
    m_application.setPalette(palette);
    QToolTip::setPalette(palette);
    m_application.setStyleSheet(styleSheetOf(colours()));
    renewLinks();
    Q_EMIT changed();
}

} // namespace cobench::ui
