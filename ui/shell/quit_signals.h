// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace cobench::ui {

/// SIGTERM, SIGINT and SIGHUP as a Qt signal, so that ending a desktop session closes the window properly. One per
/// process.
class QuitSignals : public QObject
{
    Q_OBJECT
public:
    explicit QuitSignals(QObject* parent = nullptr);

Q_SIGNALS:
    void quitWanted();
};

} // namespace cobench::ui
