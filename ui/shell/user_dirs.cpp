// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/user_dirs.h"

#include <QDir>
#include <QFile>

namespace cobench::ui {

namespace {

/// XDG variables count only when absolute. QStandardPaths 6.4 knows no state directory, so all three are done here.
QString made(const char* variable, const QString& fallback)
{
    QString base = qEnvironmentVariable(variable);
    if (!QDir::isAbsolutePath(base))
        base = QDir::homePath() + QLatin1Char('/') + fallback;
    QString path = base + QStringLiteral("/cobench");
    QDir().mkpath(path);
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
}

} // namespace

QString configDir()
{
    return made("XDG_CONFIG_HOME", QStringLiteral(".config"));
}

QString dataDir()
{
    return made("XDG_DATA_HOME", QStringLiteral(".local/share"));
}

QString stateDir()
{
    return made("XDG_STATE_HOME", QStringLiteral(".local/state"));
}

} // namespace cobench::ui
