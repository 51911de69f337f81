// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/reports/block_view.h"

#include <QMap>
#include <QScrollArea>

class QLabel;
class QVBoxLayout;

namespace cobench::ui {

/// The chosen report as it will be, block by block.
class ReportPreview : public QScrollArea
{
    Q_OBJECT
public:
    ReportPreview(ReportPresenter& presenter, QWidget* parent = nullptr);

    /// Outlines this block and brings it into view; 0 = none.
    void setCurrent(std::int64_t id);
    /// nullptr when there is no such block.
    BlockView* view(std::int64_t id) const { return m_views.value(id); }

Q_SIGNALS:
    void chosen(qint64 id);

private:
    void refresh();
    void refreshHeader();
    BlockView* viewFor(std::int64_t id);

    ReportPresenter& m_presenter;
    std::optional<ReportId> m_shown;
    std::int64_t m_current = 0;
    QLabel* m_title;
    QLabel* m_meta;
    QLabel* m_hint;
    QVBoxLayout* m_column;
    QMap<std::int64_t, BlockView*> m_views;
};

} // namespace cobench::ui
