// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace cobench::ui {

class MachineBook;

/// The machines that are paired, with whether they answer; pairs another one, forgets one.
class PairingDialog : public QDialog
{
    Q_OBJECT
public:
    explicit PairingDialog(MachineBook& book, QWidget* parent = nullptr);

    QLineEdit& address() { return *m_address; }
    QLineEdit& code() { return *m_code; }
    QPushButton& pairButton() { return *m_pair; }
    QListWidget& list() { return *m_list; }
    QLabel& note() { return *m_note; }

private:
    QLayout* makeList();
    QLayout* makeForm();
    void refreshList();
    void refreshButtons();
    void pair();
    void forget();
    void tell(const QString& text, const QString& role);

    MachineBook& m_book;
    QListWidget* m_list;
    QPushButton* m_forget;
    QLineEdit* m_address;
    QLineEdit* m_code;
    QPushButton* m_pair;
    QLabel* m_note;
    bool m_isPairing = false;
};

} // namespace cobench::ui
