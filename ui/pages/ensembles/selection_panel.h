// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/selection_presenter.h"
#include "ui/pages/ensembles/selection_statistics_table.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QScrollArea;
class QTableView;
class QToolButton;

namespace cobench::ui {

class SelectionForm;

/// Choosing teams: how, the figures of what was chosen, what the choice cost. Chooses while it is visible.
class SelectionPanel : public QWidget
{
    Q_OBJECT
public:
    explicit SelectionPanel(SelectionPresenter& presenter, QWidget* parent = nullptr);

    SelectionForm& form() { return *m_form; }
    SelectionStatisticsTable& statistics() { return m_statistics; }
    QLabel& status() { return *m_status; }
    QLabel& warning() { return *m_warning; }
    QLabel& outcome() { return *m_outcome; }
    QLabel& notes() { return *m_notes; }
    QPushButton& selectButton() { return *m_select; }
    QPushButton& cancelButton() { return *m_cancel; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void setupUi();
    QWidget* makeButtons();
    void connectAll();
    void showRequest();
    void showAnswer();
    void stateChanged();
    void showState();
    void followLink(const QString& link);
    QString statusText() const;

    SelectionPresenter& m_presenter;
    SelectionStatisticsTable m_statistics;
    QTimer m_patience; // a quick answer comes without a word of waiting
    QScrollArea* m_scroll;
    QWidget* m_content;
    SelectionForm* m_form;
    QLabel* m_status;
    QLabel* m_warning;
    QPushButton* m_cancel;
    QPushButton* m_select;
    QToolButton* m_more;
    QTableView* m_table;
    QLabel* m_outcome;
    QLabel* m_notes;
};

} // namespace cobench::ui
