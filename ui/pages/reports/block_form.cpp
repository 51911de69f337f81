// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/block_form.h"

#include "ui/pages/reports/block_phrases.h"

#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

#include <algorithm>

namespace cobench::ui {

namespace {

using store::BlockEntry;
using store::BlockKind;

constexpr int kPauseMs = 400; // of typing, after which it is stored
constexpr int kTextLines = 7;
constexpr int kCaptionLines = 3;

bool hasCaption(BlockKind kind)
{
    return kind == BlockKind::View || kind == BlockKind::Table;
}

/// Setting equal text would lose the cursor's place.
void fill(QPlainTextEdit& field, const std::string& text)
{
    if (const QString wanted = QString::fromStdString(text); field.toPlainText() != wanted)
        field.setPlainText(wanted);
}

void setLines(QPlainTextEdit& field, int lines)
{
    field.setFixedHeight(field.fontMetrics().lineSpacing() * lines + 16);
    field.setTabChangesFocus(true);
}

} // namespace

BlockForm::BlockForm(ReportPresenter& presenter, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_form(new QFormLayout(this))
    , m_line(new QLineEdit(this))
    , m_text(new QPlainTextEdit(this))
    , m_caption(new QPlainTextEdit(this))
    , m_problem(new QLabel(this))
    , m_hint(new QLabel(tr("Choose a block to edit its words."), this))
    , m_accept(new QPushButton(tr("The text still fits the changed data"), this))
{
    setupUi();
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &BlockForm::commit);
    connect(m_line, &QLineEdit::textEdited, this, &BlockForm::typed);
    connect(m_text, &QPlainTextEdit::textChanged, this, &BlockForm::typed);
    connect(m_caption, &QPlainTextEdit::textChanged, this, &BlockForm::typed);
    connect(m_accept, &QPushButton::clicked, this, &BlockForm::acceptData);
    connect(&m_presenter, &ReportPresenter::reportChanged, this, &BlockForm::refresh);
    connect(&m_presenter, &ReportPresenter::composedChanged, this, &BlockForm::refresh);
    refresh();
}

void BlockForm::setupUi()
{
    m_form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    m_form->setContentsMargins(8, 8, 8, 8);
    m_form->addRow(m_hint);
    m_form->addRow(tr("&Title"), m_line);
    m_form->addRow(m_problem);
    m_form->addRow(tr("Te&xt"), m_text);
    m_form->addRow(tr("&Caption"), m_caption);
    m_form->addRow(m_accept);
    setLines(*m_text, kTextLines);
    setLines(*m_caption, kCaptionLines);
    m_text->setPlaceholderText(tr("A blank line begins a paragraph."));
    m_caption->setPlaceholderText(tr("What a reader should see in it."));
    m_problem->setProperty("role", QStringLiteral("error"));
    m_hint->setProperty("role", QStringLiteral("dim"));
    for (QLabel* label : {m_problem, m_hint})
        label->setWordWrap(true);
    for (QWidget* field :
        {static_cast<QWidget*>(m_line), static_cast<QWidget*>(m_text), static_cast<QWidget*>(m_caption)})
        field->installEventFilter(this);
}

const BlockEntry* BlockForm::entry() const
{
    const OpenReport* report = m_report ? m_presenter.editor().find(*m_report) : nullptr;
    if (!report || m_id == 0)
        return nullptr;
    const auto found = std::ranges::find(report->blocks, m_id, &BlockEntry::id);
    return found == report->blocks.end() ? nullptr : &*found;
}

void BlockForm::setBlock(std::int64_t id)
{
    const OpenReport* report = m_presenter.report();
    const auto owner = report ? std::optional(report->entry.id) : std::nullopt;
    if (id == m_id && owner == m_report)
        return;
    commit();
    m_id = id;
    m_report = owner;
    m_unfinished = false;
    startSession();
    refresh();
}

void BlockForm::startSession()
{
    m_session = QStringLiteral("%1/%2").arg(m_id).arg(++m_sessions);
}

void BlockForm::edit()
{
    const BlockEntry* block = entry();
    if (!block)
        return;
    if (block->kind == BlockKind::Text)
        m_text->setFocus();
    else if (block->kind == BlockKind::Title)
        m_line->setFocus();
    else
        m_caption->setFocus();
}

BlockEntry BlockForm::edited() const
{
    BlockEntry block = *entry();
    const std::string content
        = (block.kind == BlockKind::Text ? m_text->toPlainText() : m_line->text().trimmed()).toStdString();
    if (hasCaption(block.kind)) {
        block.caption = m_caption->toPlainText().toStdString();
        if (content != block.content)
            block.dataHash.clear(); // of something else
    }
    block.content = content;
    return block;
}

void BlockForm::typed()
{
    if (m_filling || !entry())
        return;
    refreshProblem(edited());
    m_unfinished = !m_problem->text().isEmpty();
    m_pause.start();
}

void BlockForm::commit()
{
    m_pause.stop();
    if (!entry() || m_filling)
        return;
    const BlockEntry block = edited();
    if (blockProblem(block).isEmpty())
        m_presenter.editor().changeBlock(*m_report, block, m_session);
}

void BlockForm::refreshProblem(const BlockEntry& block)
{
    const QString problem = blockProblem(block);
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

void BlockForm::refresh()
{
    if (m_pause.isActive() || m_unfinished)
        return; // what is being typed is newer
    m_filling = true;
    const BlockEntry* block = entry();
    const BlockKind kind = block ? block->kind : BlockKind::Text;
    const auto show = [this](QWidget* field, bool shown) {
        field->setVisible(shown);
        if (QWidget* label = m_form->labelForField(field))
            label->setVisible(shown);
    };
    m_hint->setVisible(!block);
    show(m_line, block && kind != BlockKind::Text);
    show(m_text, block && kind == BlockKind::Text);
    show(m_caption, block && hasCaption(kind));
    m_accept->setVisible(block && m_presenter.staleBlocks().contains(m_id));
    m_problem->hide();
    if (block) {
        auto* label = static_cast<QLabel*>(m_form->labelForField(m_line));
        label->setText(kind == BlockKind::Title ? tr("&Title")
                : kind == BlockKind::View       ? tr("&View")
                                                : tr("&Table"));
        label->setMinimumWidth(label->sizeHint().width()); // the form keeps that of the text it had before
        m_line->setAccessibleName(label->text().remove(QLatin1Char('&')));
        if (const QString content = QString::fromStdString(block->content); m_line->text() != content)
            m_line->setText(content);
        fill(*m_text, kind == BlockKind::Text ? block->content : std::string());
        fill(*m_caption, block->caption);
        refreshProblem(*block);
    }
    setEnabled(m_presenter.editor().canEdit());
    m_filling = false;
}

void BlockForm::acceptData()
{
    const ReportEditor::Hashes stale = m_presenter.staleBlocks();
    if (const auto hash = stale.constFind(m_id); hash != stale.constEnd())
        m_presenter.editor().acceptData(*m_report, {{m_id, *hash}});
}

bool BlockForm::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusOut) {
        commit();
        if (std::exchange(m_unfinished, false))
            refresh(); // what cannot be stored is given up
    } else if (event->type() == QEvent::FocusIn) {
        startSession();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace cobench::ui
