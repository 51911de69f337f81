// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/log.h"

#include "ui/shell/user_dirs.h"

#include <QDateTime>
#include <QFile>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <mutex>

namespace cobench::ui {

namespace {

constexpr qint64 kMaxBytes = 1 << 20;

// The message handler and the signal handler have no object to belong to.
std::mutex mutex; // guards ring and file
LogRing ring;
std::FILE* file = nullptr;

const char* nameOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "error";
    case QtFatalMsg:
        return "fatal";
    }
    return "";
}

void remember(const QByteArray& line)
{
    char* slot = ring.text[ring.written % LogRing::kLines];
    const auto size = std::min<qsizetype>(line.size(), LogRing::kLineBytes - 2);
    std::memcpy(slot, line.constData(), static_cast<std::size_t>(size));
    slot[size] = '\n';
    slot[size + 1] = '\0';
    ++ring.written;
}

void handle(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    const QString line
        = QStringLiteral("%1 %2 %3%4")
              .arg(QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs),
                  QLatin1String(nameOf(type)),
                  qstrcmp(context.category, "default") == 0 ? QString()
                                                            : QLatin1String(context.category) + QLatin1String(": "),
                  message);
    const QByteArray bytes = line.toUtf8();
    const std::scoped_lock lock(mutex);
    remember(bytes);
    for (std::FILE* out : {file, type == QtDebugMsg ? nullptr : stderr}) {
        if (!out)
            continue;
        std::fprintf(out, "%s\n", bytes.constData());
        std::fflush(out);
    }
}

} // namespace

QString logFile()
{
    return stateDir() + QStringLiteral("/cobench.log");
}

void startLog()
{
    const QString path = logFile();
    if (QFile(path).size() > kMaxBytes) {
        QFile::remove(path + QStringLiteral(".old"));
        QFile::rename(path, path + QStringLiteral(".old"));
    }
    file = std::fopen(QFile::encodeName(path).constData(), "ae");
    qInstallMessageHandler(handle);
}

QStringList lastLogLines()
{
    const std::scoped_lock lock(mutex);
    QStringList lines;
    const unsigned first = ring.written > LogRing::kLines ? ring.written - LogRing::kLines : 0;
    for (unsigned i = first; i < ring.written; ++i)
        lines << QString::fromUtf8(ring.text[i % LogRing::kLines]).trimmed();
    return lines;
}

const LogRing& logRing()
{
    return ring;
}

} // namespace cobench::ui
