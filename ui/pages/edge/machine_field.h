// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QLabel;

namespace cobench::ui {

class MachineBook;

/// Which of the paired machines, and whether it answers.
class MachineField : public QWidget
{
    Q_OBJECT
public:
    explicit MachineField(QWidget* parent = nullptr);

    /// Offers the machines of that book, which must outlive the field.
    void follow(MachineBook& book);
    QString address() const { return m_address; }
    /// Also one that is not paired.
    void setAddress(const QString& address);

Q_SIGNALS:
    void chosen();

protected:
    void resizeEvent(QResizeEvent* event) override;
    /// Looks which machines there are.
    void showEvent(QShowEvent* event) override;

private:
    void giveRoom();
    void refresh();

    MachineBook* m_book = nullptr;
    QComboBox* m_machine;
    QLabel* m_state;
    QString m_address;
};

} // namespace cobench::ui
