// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/reports/report_presenter.h"

#include <QFrame>

class QVBoxLayout;

namespace cobench::ui {

/// One block in the preview. Is made again only when there is something else to show.
class BlockView : public QFrame
{
    Q_OBJECT
public:
    explicit BlockView(QWidget* parent = nullptr);

    /// `composed` is nullptr while the block is being worked out.
    void show(
        const store::BlockEntry& block, const ReportPresenter::Composed& composed, const QString& projectPath);
    void setCurrent(bool current);
    const store::BlockEntry& block() const { return m_block; }
    /// The command line of the figure in it; empty when there is none.
    QString command() const;

Q_SIGNALS:
    void chosen(qint64 id);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void refill(const QString& projectPath);

    store::BlockEntry m_block;
    ReportPresenter::Composed m_composed;
    bool m_filled = false;
    QVBoxLayout* m_column;
};

} // namespace cobench::ui
