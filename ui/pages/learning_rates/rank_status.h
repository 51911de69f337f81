// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/learning_rates/rank_figures.h"
#include "ui/pages/learning_rates/rankings.h"

#include <QWidget>

class QLabel;
class QProgressBar;

namespace cobench::ui {

/// What there is to say of a ranking: how far it is, who is first and by how much, what went wrong.
class RankStatus : public QWidget
{
    Q_OBJECT
public:
    explicit RankStatus(QWidget* parent = nullptr);

    /// nullptr = no ranking. `shown` is what it has seen, in the view's order.
    void tell(const Rankings::Entry* entry, const jobs::Ranking& shown, const RankView& view);
    void showProgress(const Rankings::Entry* entry);
    QString text() const;

private:
    QProgressBar* m_progress;
    QLabel* m_done; // in words
    QLabel* m_fault;
    QLabel* m_words;
};

} // namespace cobench::ui
