// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lr/import_code.h"
#include "ui/pages/learning_rates/composer.h"
#include "ui/widgets/keeps_view_state.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace cobench::ui {

/// What is composed as code of other libraries, to copy; code that is pasted over it is read at once and composed.
/// What cannot be read stays, with its fault underlined and what would be right below.
class CodePanel : public QWidget, public KeepsViewState
{
    Q_OBJECT
public:
    explicit CodePanel(Composer& composer, QWidget* parent = nullptr);

    QComboBox& format() { return *m_format; }
    QPlainTextEdit& code() { return *m_code; }
    QLabel& note() { return *m_note; }

    QJsonObject viewState() const override;
    void restoreViewState(const QJsonObject& state) override;

private:
    void setupUi();
    lr::CodeFormat chosen() const;
    void pull();
    void push();
    void tell(const QString& words, bool isFault);
    void mark(const Error& error);
    void copy();

    Composer& m_composer;
    QComboBox* m_format;
    QPlainTextEdit* m_code;
    QLabel* m_note;
    QPushButton* m_copy;
    QPushButton* m_again;
    bool m_writing = false; // the text is ours
    bool m_reading = false; // what is composed comes from the text
};

} // namespace cobench::ui
