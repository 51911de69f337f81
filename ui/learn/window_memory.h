// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/selection.h"

#include <QByteArray>
#include <QJsonObject>
#include <QMap>
#include <QString>

#include <optional>

namespace cobench::ui {

class MainWindow;

/// What a person had in front of them before a lesson, to be given back after it: page, docks, what pages look at,
/// selection. GUI thread only.
class WindowMemory
{
public:
    explicit WindowMemory(MainWindow& window)
        : m_window(window)
    {
    }

    void remember();
    /// Pages that were not visited before: as they are when first shown. Call before they are changed.
    void rememberPage(const QString& id);
    /// The selection only where its pool is still open.
    void restore();

private:
    struct PageState {
        QByteArray docks;
        QJsonObject view;
    };
    std::optional<std::int64_t> openPool() const;

    MainWindow& m_window;
    QString m_page;
    QMap<QString, PageState> m_pages;
    std::optional<std::int64_t> m_pool;
    Selection::Indices m_models;
    Selection::SharedTeams m_teams = std::make_shared<const Selection::Teams>();
    Selection::Indices m_samples;
};

} // namespace cobench::ui
