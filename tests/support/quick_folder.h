// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QTemporaryDir>

#include <filesystem>

namespace cobench::test {

/// A temporary folder in memory where there is such a place: for tests that sync thousands of times and mean the
/// order of the calls, not the disk.
class QuickFolder
{
public:
    std::filesystem::path path() const { return m_folder.path().toStdString(); }

private:
    static QString pattern()
    {
        const QString memory = QStringLiteral("/dev/shm");
        return (QDir(memory).exists() ? memory : QDir::tempPath()) + QStringLiteral("/cobench-XXXXXX");
    }
    QTemporaryDir m_folder{pattern()};
};

} // namespace cobench::test
