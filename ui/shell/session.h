// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include <memory>
#include <optional>

namespace cobench::ui {

/// What this window has open, on disk while it lives, so that the next start can offer it after a crash. The file
/// is locked by its process: a file without an owner belonged to one that did not end by itself.
class Session
{
public:
    /// Takes (and removes) the newest abandoned session of `directory`, if any.
    static std::optional<QJsonObject> takeAbandoned(const QString& directory);

    explicit Session(const QString& directory);
    ~Session(); // a proper end: the file goes
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// Small and without fsync: it must survive a killed process, not a power cut.
    void write(const QJsonObject& state);

private:
    QString m_path;
    int m_file = -1;
    QByteArray m_written;
};

} // namespace cobench::ui
