// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/workbench.h"
#include "ui/widgets/banner_stack.h"

namespace cobench::ui {

class MainWindow;

/// Puts what a person must know into words: failures, a lost engine, a damaged settings file, an earlier crash.
class Notices : public QObject
{
    Q_OBJECT
public:
    Notices(Workbench& bench, BannerStack& banners, MainWindow& window);

private:
    void engineLost(const Error& error);
    void engineChanged();
    void engineTroubled(const QString& why);
    void tellAbandoned();
    void runEnded(RunId run, engine::RunState state);
    void jobFinished(const QString& title, double seconds, bool ok);
    void importFinished(const ImportReport& report);
    void fail(const QString& what, const Error& error);

    Workbench& m_bench;
    BannerStack& m_banners;
    MainWindow& m_window;
};

} // namespace cobench::ui
