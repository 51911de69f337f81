// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/policy_field.h"

#include "core/common/error.h"
#include "core/lr/policy_text.h"
#include "ui/pages/reports/policy_figure.h"
#include "ui/style/icons.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QTextCharFormat>
#include <QVBoxLayout>

#include <utility>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

/// Counted from 1; 0 when the error is of the whole.
int columnOf(const Error& error)
{
    constexpr std::string_view kPlace = "column ";
    return error.place.starts_with(kPlace) ? std::atoi(error.place.c_str() + kPlace.size()) : 0;
}

} // namespace

PolicyField::PolicyField(Composer& composer, QWidget* parent)
    : QWidget(parent)
    , m_composer(composer)
    , m_edit(new QLineEdit(this))
    , m_problem(new QLabel(this))
{
    m_edit->setAccessibleName(tr("Policy text"));
    m_edit->setToolTip(tr("LRBench's form: lrPolicy_TRI+k0_0.001+k1_0.006+l_2000; several as A-B-AT-3000. A bare "
                          "number is a constant rate. What is pasted here is read at once."));
    m_edit->setWhatsThis(m_edit->toolTip());
    QAction* copy = m_edit->addAction(icon(u"copy"_s), QLineEdit::TrailingPosition);
    copy->setText(tr("Copy policy text"));
    copy->setToolTip(copy->text());
    connect(copy, &QAction::triggered, this, [this] { QApplication::clipboard()->setText(m_edit->text()); });
    m_problem->setProperty("role", u"error"_s);
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(m_edit);
    column->addWidget(m_problem);
    connect(m_edit, &QLineEdit::textEdited, this, &PolicyField::push);
    connect(m_edit, &QLineEdit::editingFinished, this, [this] {
        if (m_problem->isHidden())
            pull(); // the canonical form
    });
    connect(&m_composer, &Composer::changed, this, &PolicyField::pull);
    pull();
}

void PolicyField::pull()
{
    if (m_pushing)
        return;
    m_edit->setText(QString::fromStdString(lr::format(m_composer.schedule())));
    m_edit->setCursorPosition(0);
    m_problem->hide();
    mark(0);
}

void PolicyField::push()
{
    const QString text = m_edit->text();
    auto schedule = lr::parse(text.trimmed().toStdString());
    const qsizetype cut = text.size() - QStringView(text).trimmed().size();
    m_problem->setVisible(!schedule);
    if (!schedule) {
        m_problem->setText(QString::fromStdString(describe(schedule.error())));
        return mark(columnOf(schedule.error()) + (text.startsWith(u' ') ? static_cast<int>(cut) : 0));
    }
    mark(0);
    Composer::Draft draft = m_composer.draft();
    // A text that brings boundaries of its own is shown as a whole.
    if (schedule->boundaries != draft.composition.schedule.boundaries)
        draft.steps = naturalLength(*schedule);
    draft.composition.schedule = *std::move(schedule);
    m_pushing = true;
    m_composer.edit(draft, tr("Type a policy"), u"policy text"_s);
    m_pushing = false;
}

/// A line edit formats text only as an input method would.
void PolicyField::mark(int column)
{
    QList<QInputMethodEvent::Attribute> attributes;
    if (column > 0) {
        QTextCharFormat fault;
        fault.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        fault.setUnderlineColor(Qt::red);
        fault.setForeground(Qt::red);
        const int at = std::min<int>(column - 1, std::max<int>(0, static_cast<int>(m_edit->text().size()) - 1));
        attributes << QInputMethodEvent::Attribute(
            QInputMethodEvent::TextFormat, at - m_edit->cursorPosition(), 1, fault);
    }
    QInputMethodEvent event(QString(), attributes);
    QApplication::sendEvent(m_edit, &event);
}

} // namespace cobench::ui
