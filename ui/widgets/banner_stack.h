// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QHash>
#include <QString>

#include <functional>
#include <vector>

namespace cobench::ui {

/// A message that stays until it is closed or no longer true.
struct Banner {
    enum class Level { Info, Warning, Error };
    struct Action {
        QString text;
        std::function<void()> run; // the banner closes first
    };
    Level level = Level::Info;
    QString text;
    std::vector<Action> actions = {};
};

/// The messages above the pages, newest first, one per key.
class BannerStack : public QWidget
{
    Q_OBJECT
public:
    explicit BannerStack(QWidget* parent = nullptr);

    /// Replaces what has the same key.
    void post(const QString& key, const Banner& banner);
    void remove(const QString& key);
    bool contains(const QString& key) const { return m_frames.contains(key); }
    QString text(const QString& key) const;

private:
    QFrame* makeFrame(const QString& key, const Banner& banner);

    QHash<QString, QFrame*> m_frames; // children
};

} // namespace cobench::ui
