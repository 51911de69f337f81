// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/async.h"
#include "ui/pages/reports/report_writer.h"

#include <QTimer>

#include <functional>
#include <memory>

namespace cobench::ui {

/// Writes a document into a file while the window stays usable: one part in each turn of the event loop, the file
/// on a worker. A new export ends an unfinished one. GUI thread only.
class ReportExport : public QObject
{
    Q_OBJECT
public:
    explicit ReportExport(Async& async, QObject* parent = nullptr);

    /// To HTML, or to PDF when the path ends so.
    void start(std::shared_ptr<const ReportDocument> document, const QString& path);
    bool isRunning() const { return m_writer != nullptr; }

Q_SIGNALS:
    void written(const QString& path);
    void failed(const QString& problem);

private:
    void step();
    void save(const QByteArray& bytes);

    Async& m_async;
    QTimer m_turn;
    std::shared_ptr<const ReportDocument> m_document; // outlives the writer
    std::unique_ptr<ReportWriter> m_writer;
    QString m_path;
};

} // namespace cobench::ui
