// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>

/// Pictures of 4 x 4 grey pixels in three classes, as IDX files: pixel c of the first row is bright in class c.
inline bool writeSmallPictures(const QString& folder)
{
    const auto number = [](quint32 value) {
        QByteArray bytes;
        for (int shift = 24; shift >= 0; shift -= 8)
            bytes += static_cast<char>(value >> shift);
        return bytes;
    };
    const auto write = [&](const char* name, const QByteArray& content) {
        QFile file(folder + QLatin1Char('/') + QLatin1String(name));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    };
    bool isWritten = QDir().mkpath(folder);
    for (const auto& [prefix, count] : {std::pair("train", 600U), std::pair("t10k", 300U)}) {
        QByteArray images = number(0x803) + number(count) + number(4) + number(4);
        QByteArray labels = number(0x801) + number(count);
        for (quint32 n = 0; n < count; ++n) {
            for (quint32 pixel = 0; pixel < 16; ++pixel)
                images += static_cast<char>(pixel == n % 3 ? 150 + n % 50 : (n * 7 + pixel * 13) % 60);
            labels += static_cast<char>(n % 3);
        }
        isWritten = isWritten && write((QByteArray(prefix) + "-images-idx3-ubyte").constData(), images)
            && write((QByteArray(prefix) + "-labels-idx1-ubyte").constData(), labels);
    }
    return isWritten;
}
