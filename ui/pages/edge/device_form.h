// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/edge/device_fields.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace cobench::ui {

class MachineBook;
class MachineField;

/// One device of the list by its parts.
class DeviceForm : public QWidget
{
    Q_OBJECT
public:
    /// Offers the machines of that book.
    explicit DeviceForm(MachineBook& book, QWidget* parent = nullptr);

    /// Fields for what can be read; else why there are none.
    void setText(const QString& text);
    QSpinBox& count() { return *m_count; }
    QDoubleSpinBox& rate() { return *m_rate; }
    QSpinBox& jitter() { return *m_jitter; }
    QLineEdit& failures() { return *m_failures; }
    QComboBox& target() { return *m_target; }

Q_SIGNALS:
    void edited(const QString& text);

private:
    enum Kind { ProcessorKind, EmulatedKind, RemoteKind, CardKind };

    void addRemoteRows(MachineBook& book);
    void addCardRows();
    void commit();
    void refreshRows(Kind kind);

    QFormLayout* m_form;
    QLabel* m_note;
    QComboBox* m_kind;
    QComboBox* m_model;
    QSpinBox* m_count;
    QLineEdit* m_cores;
    QDoubleSpinBox* m_rate;
    QSpinBox* m_jitter; // percent
    QComboBox* m_law;
    QLineEdit* m_failures;
    MachineField* m_machine;
    QSpinBox* m_quality; // of JPEG; 0 = raw
    QComboBox* m_target; // of OpenCV
    QLabel* m_risk;
    QString m_edited; // the text that the fields stand for
    bool m_isShowing = false; // fields are being filled
};

/// A field that offers the built-in models and the cards that come along, and takes any other name.
QComboBox* modelField(QWidget* parent);

} // namespace cobench::ui
