// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/condition_table.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QStackedWidget;
class QTableView;

namespace cobench::ui {

class EmptyState;

/// Robustness: accuracy and diversity under attack and corruption, or how to add such predictions.
class ConditionPanel : public QWidget
{
    Q_OBJECT
public:
    /// `import` asks for files.
    ConditionPanel(EnsemblePresenter& page, QAction& import, QWidget* parent = nullptr);

    ConditionPresenter& presenter() { return m_presenter; }
    ConditionTable& table() { return m_table; }
    QTableView& view() { return *m_view; }
    QComboBox& show() { return *m_show; }
    QLabel& note() { return *m_note; }
    bool isEmptyShown() const;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeTableSide();
    QWidget* makeEmptyState(QAction& import);
    void connectAll();
    void answerChanged();
    void pushSelection();
    QString noteText() const;
    QString command() const;

    ConditionPresenter m_presenter;
    ConditionTable m_table;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QComboBox* m_show;
    QLabel* m_note;
    QTableView* m_view;
};

} // namespace cobench::ui
