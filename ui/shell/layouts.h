// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/settings.h"

#include <QMap>
#include <QMenu>

namespace cobench::ui {

class MainWindow;
class Page;

/// Docks and geometry: as left last time, saved by name, or as they are at first.
class Layouts : public QObject
{
    Q_OBJECT
public:
    static constexpr int kVersion = 1; // raise when docks are renamed: older states are then ignored

    Layouts(Settings& settings, MainWindow& window);

    void fillMenu(QMenu& menu);
    void restoreLast();
    void rememberCurrent();
    /// A page that was just made takes the docks it had.
    void restorePage(const QString& id, Page& page);
    void save(const QString& name);
    void apply(const QString& name);
    void remove(const QString& name);
    void reset();

private:
    Layout current() const;
    void show(const Layout& layout);
    void askName();
    void fillSaved();

    Settings& m_settings;
    MainWindow& m_window;
    QMenu* m_saved = nullptr;
};

} // namespace cobench::ui
