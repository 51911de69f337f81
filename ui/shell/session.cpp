// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/session.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace cobench::ui {

namespace {

constexpr qint64 kMaxBytes = 1 << 20;

int openLocked(const QString& path, int flags)
{
    const int file = open(QFile::encodeName(path).constData(), flags | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file >= 0 && flock(file, LOCK_EX | LOCK_NB) == 0)
        return file;
    if (file >= 0)
        close(file);
    return -1;
}

} // namespace

std::optional<QJsonObject> Session::takeAbandoned(const QString& directory)
{
    std::optional<QJsonObject> newest;
    const QDir dir(directory);
    for (const QString& name : dir.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Time)) {
        const int lock = openLocked(dir.filePath(name), O_RDWR);
        if (lock < 0)
            continue; // its window lives
        QFile file(dir.filePath(name));
        if (!newest && file.size() <= kMaxBytes && file.open(QIODevice::ReadOnly)) {
            const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
            if (document.isObject() && !document.object().isEmpty())
                newest = document.object();
        }
        file.remove();
        close(lock);
    }
    return newest;
}

Session::Session(const QString& directory)
    : m_path(QStringLiteral("%1/%2.json").arg(directory).arg(getpid()))
{
    QDir().mkpath(directory);
    m_file = openLocked(m_path, O_RDWR | O_CREAT);
}

Session::~Session()
{
    if (m_file < 0)
        return;
    QFile::remove(m_path);
    close(m_file);
}

void Session::write(const QJsonObject& state)
{
    const QByteArray json = QJsonDocument(state).toJson(QJsonDocument::Compact);
    if (m_file < 0 || json == m_written)
        return;
    // Padded to the longest so far and cut afterwards, so that a kill between the two calls leaves readable JSON.
    const QByteArray padded = json.leftJustified(m_written.size(), ' ');
    if (pwrite(m_file, padded.constData(), static_cast<std::size_t>(padded.size()), 0) != padded.size()
        || ftruncate(m_file, json.size()) != 0)
        return;
    m_written = json;
}

} // namespace cobench::ui
