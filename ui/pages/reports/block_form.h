// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/reports/report_presenter.h"

#include <QTimer>
#include <QWidget>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace cobench::ui {

/// The words of one block: what is typed is stored after a short pause, and when the field is left. Everything
/// typed into a field in one go is one step of undo.
class BlockForm : public QWidget
{
    Q_OBJECT
public:
    BlockForm(ReportPresenter& presenter, QWidget* parent = nullptr);

    /// 0 = none.
    void setBlock(std::int64_t id);
    std::int64_t block() const { return m_id; }
    /// Puts the cursor into the first field.
    void edit();
    /// Stores what is still waiting.
    void commit();

    QLineEdit& line() { return *m_line; } // title, view, table
    QPlainTextEdit& text() { return *m_text; }
    QPlainTextEdit& caption() { return *m_caption; }
    QPushButton& acceptButton() { return *m_accept; }

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setupUi();
    void refresh();
    void refreshProblem(const store::BlockEntry& block);
    void typed();
    void startSession();
    void acceptData();
    const store::BlockEntry* entry() const;
    /// As the fields say.
    store::BlockEntry edited() const;

    ReportPresenter& m_presenter;
    std::int64_t m_id = 0;
    std::optional<ReportId> m_report; // that the block is of
    QTimer m_pause;
    QString m_session; // of typing
    int m_sessions = 0;
    bool m_filling = false;
    bool m_unfinished = false; // what is typed names no view or table yet
    QFormLayout* m_form;
    QLineEdit* m_line;
    QPlainTextEdit* m_text;
    QPlainTextEdit* m_caption;
    QLabel* m_problem;
    QLabel* m_hint;
    QPushButton* m_accept;
};

} // namespace cobench::ui
