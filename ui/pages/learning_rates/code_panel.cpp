// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/code_panel.h"

#include "core/common/error.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/policy_figure.h"
#include "ui/style/icons.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QJsonObject>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QStyle>
#include <QTextBlock>

#include <algorithm>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

/// "line 3, column 7" or "column 7" as positions from 0.
std::pair<int, int> placeOf(const Error& error)
{
    static const QRegularExpression kLine(u"line (\\d+)"_s);
    static const QRegularExpression kColumn(u"column (\\d+)"_s);
    const QString place = QString::fromStdString(error.place);
    const auto line = kLine.match(place);
    const auto column = kColumn.match(place);
    return {line.hasMatch() ? line.captured(1).toInt() - 1 : 0,
        column.hasMatch() ? column.captured(1).toInt() - 1 : -1};
}

} // namespace

CodePanel::CodePanel(Composer& composer, QWidget* parent)
    : QWidget(parent)
    , m_composer(composer)
    , m_format(new QComboBox(this))
    , m_code(new QPlainTextEdit(this))
    , m_note(new QLabel(this))
    , m_copy(new QPushButton(icon(u"copy"_s), tr("Cop&y"), this))
    , m_again(new QPushButton(tr("Show what is composed"), this))
{
    setupUi();
    connect(m_format, &QComboBox::currentIndexChanged, this, &CodePanel::pull);
    connect(m_code, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_writing)
            push();
    });
    connect(m_copy, &QPushButton::clicked, this, &CodePanel::copy);
    connect(m_again, &QPushButton::clicked, this, &CodePanel::pull);
    connect(&m_composer, &Composer::changed, this, [this] {
        if (!m_reading)
            pull();
    });
    pull();
}

void CodePanel::setupUi()
{
    for (const std::string_view id : lr::codeFormatIds())
        m_format->addItem(toQString(lr::title(*lr::codeFormatFromId(id))), toQString(id));
    m_format->setAccessibleName(tr("Form of the code"));
    m_format->setToolTip(tr("Where the schedule is taken to. What is pasted below may be any of these, whatever is "
                            "chosen here."));
    m_code->setAccessibleName(tr("Code"));
    m_code->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_code->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_code->setPlaceholderText(
        tr("Paste PyTorch, Keras or Hugging Face code, Caffe solver fields, JSON or a policy text"));
    m_code->setTabChangesFocus(true);
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    auto* row = new QHBoxLayout;
    row->addWidget(m_format, 1);
    row->addWidget(m_copy);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->addLayout(row);
    column->addWidget(m_code, 1);
    column->addWidget(m_note);
    column->addWidget(m_again, 0, Qt::AlignLeft);
}

lr::CodeFormat CodePanel::chosen() const
{
    return *lr::codeFormatFromId(m_format->currentData().toString().toStdString());
}

void CodePanel::pull()
{
    const auto code = lr::exportCode(m_composer.schedule(),
        chosen(),
        {.unit = m_composer.draft().composition.unit, .convention = m_composer.convention()});
    m_writing = true;
    m_code->setPlainText(code ? QString::fromStdString(*code) : QString());
    m_writing = false;
    m_code->setExtraSelections({});
    m_copy->setEnabled(code.ok());
    m_again->hide();
    if (code)
        tell(tr("Code that is pasted here is read at once; nothing of it is run."), false);
    else
        tell(QString::fromStdString(describe(code.error())), true);
}

void CodePanel::push()
{
    m_again->show();
    m_code->setExtraSelections({});
    const std::string code = m_code->toPlainText().toStdString();
    auto read = lr::importCode(code);
    QStringList words;
    if (!read) {
        const double base = m_composer.highRate();
        if (auto based = lr::importCode(code, {.baseRate = base})) {
            read = std::move(based);
            words << tr("The code names no optimiser: taken to start from %1, the highest rate until now")
                         .arg(shortNumber(base));
        }
    }
    if (!read) {
        tell(QString::fromStdString(describe(read.error())), true);
        return mark(read.error());
    }
    words.prepend(tr("Read: %1").arg(QString::fromStdString(read->source)));
    for (const std::string& note : read->notes)
        words << QString::fromStdString(note);
    tell(words.join(u'\n'), false);
    Composer::Draft draft = m_composer.draft();
    if (draft.composition.schedule == read->schedule && draft.composition.unit == read->unit)
        return;
    draft.composition = {.schedule = read->schedule, .unit = read->unit};
    draft.steps = naturalLength(read->schedule);
    m_reading = true;
    m_composer.edit(draft, tr("Read %1").arg(QString::fromStdString(read->source)), u"code"_s);
    m_reading = false;
}

void CodePanel::tell(const QString& words, bool isFault)
{
    m_note->setText(words);
    m_note->setProperty("role", isFault ? u"error"_s : u"dim"_s);
    m_note->style()->polish(m_note);
}

void CodePanel::mark(const Error& error)
{
    const auto [line, column] = placeOf(error);
    const QTextBlock block = m_code->document()->findBlockByNumber(line);
    if (column < 0 || !block.isValid())
        return;
    QTextEdit::ExtraSelection fault;
    fault.cursor = QTextCursor(block);
    fault.cursor.setPosition(block.position() + std::clamp(column, 0, std::max(0, block.length() - 2)));
    fault.cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
    fault.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    fault.format.setUnderlineColor(Qt::red);
    fault.format.setForeground(Qt::red);
    m_code->setExtraSelections({fault});
}

void CodePanel::copy()
{
    QApplication::clipboard()->setText(m_code->toPlainText());
}

QJsonObject CodePanel::viewState() const
{
    return {{u"format"_s, m_format->currentData().toString()}};
}

void CodePanel::restoreViewState(const QJsonObject& state)
{
    m_format->setCurrentIndex(std::max(0, m_format->findData(state["format"_L1].toString())));
}

} // namespace cobench::ui
