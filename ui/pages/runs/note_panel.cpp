// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/note_panel.h"

#include "ui/bridge/counted.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/quantity_names.h"

#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array kTiming{"time/data_ms", "time/forward_ms", "time/backward_ms", "time/step_ms"};

double last(const study::Run& run, const char* tag)
{
    const auto found = run.figures.find(tag);
    return found == run.figures.end() ? std::nan("") : found->second.last;
}

QString row(const QString& title, const QString& value)
{
    return u"<tr><td>%1&nbsp;&nbsp;</td><td align=right><b>%2</b></td></tr>"_s.arg(
        title.toHtmlEscaped(), value.toHtmlEscaped());
}

QString timingRows(const study::Run& run)
{
    double whole = 0.0;
    for (const char* tag : kTiming)
        whole += std::isnan(last(run, tag)) ? 0.0 : last(run, tag);
    QString rows;
    for (const char* tag : kTiming)
        if (const double ms = last(run, tag); !std::isnan(ms))
            rows += row(quantityTitle(tag),
                u"%1 (%2 %)"_s.arg(fixed(ms, 2), fixed(whole > 0.0 ? 100.0 * ms / whole : 0.0, 0)));
    return rows;
}

} // namespace

NotePanel::NotePanel(RunCatalog& catalog, RunEditor& editor, QWidget* parent)
    : QWidget(parent)
    , m_catalog(catalog)
    , m_editor(editor)
    , m_title(new QLabel(this))
    , m_tags(new QLineEdit(this))
    , m_note(new QPlainTextEdit(this))
    , m_facts(new QLabel(this))
{
    setupUi();
    connect(m_tags, &QLineEdit::editingFinished, this, &NotePanel::commit);
    connect(&catalog, &RunCatalog::listChanged, this, &NotePanel::refresh);
    connect(&catalog, &RunCatalog::changed, this, &NotePanel::refreshFacts);
    m_note->installEventFilter(this);
    refresh();
}

NotePanel::~NotePanel()
{
    m_note->removeEventFilter(this); // it loses the focus now, when nothing is left to commit to
}

void NotePanel::setupUi()
{
    m_title->setProperty("role", u"dim"_s);
    m_title->setWordWrap(true);
    m_tags->setPlaceholderText(tr("Tags: baseline, paper"));
    m_tags->setAccessibleName(tr("Tags"));
    m_tags->setToolTip(tr("Words of your own. In filters: tags ~ baseline"));
    m_note->setPlaceholderText(tr("Note"));
    m_note->setAccessibleName(tr("Note"));
    m_note->setTabChangesFocus(true);
    m_facts->setTextFormat(Qt::RichText);
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts->setAccessibleName(tr("What the run took"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 6, 8, 8);
    column->addWidget(m_title);
    column->addWidget(m_tags);
    column->addWidget(m_note, 1);
    column->addWidget(m_facts);
}

const std::string& NotePanel::textOf(const study::Run& run, const std::string& key)
{
    return key == "tags" ? run.tags : run.note;
}

/// Empty where the runs differ.
QString NotePanel::common(const std::string& key) const
{
    const study::Run* first = m_runs.empty() ? nullptr : m_catalog.find(m_runs.front());
    if (!first)
        return {};
    const bool isSame = std::ranges::all_of(m_runs, [&](RunId id) {
        const study::Run* run = m_catalog.find(id);
        return !run || textOf(*run, key) == textOf(*first, key);
    });
    return isSame ? QString::fromStdString(textOf(*first, key)) : QString();
}

void NotePanel::setRuns(const std::vector<RunId>& runs)
{
    if (runs == m_runs)
        return;
    commit();
    m_runs = runs;
    m_tags->setModified(false);
    m_note->document()->setModified(false);
    refresh();
}

/// What is being typed stays.
void NotePanel::refresh()
{
    const study::Run* first = m_runs.empty() ? nullptr : m_catalog.find(m_runs.front());
    const bool canEdit = first && !m_catalog.workspace().isReadOnly();
    m_tags->setEnabled(canEdit);
    m_note->setEnabled(canEdit);
    m_title->setText(!first      ? tr("Select a run to read and write what is known of it")
            : m_runs.size() == 1 ? QString::fromStdString(first->name)
                                 : tr("%1: what is written here becomes that of all of them")
                                       .arg(counted(m_runs.size(), tr("run"), tr("runs"))));
    if (!m_tags->isModified())
        m_tags->setText(common("tags"));
    if (!m_note->document()->isModified()) {
        m_note->setPlainText(common("note"));
        m_note->document()->setModified(false);
    }
    refreshFacts();
}

void NotePanel::refreshFacts()
{
    const study::Run* run = m_runs.size() == 1 ? m_catalog.find(m_runs.front()) : nullptr;
    if (!run)
        return m_facts->clear();
    QString rows;
    if (const double seconds = study::secondsOf(*run); !std::isnan(seconds))
        rows += row(columnTitle("seconds"), fixed(seconds, 1));
    if (const double rate = last(*run, "run/samples_per_second"); rate > 0.0)
        rows += row(quantityTitle("run/samples_per_second"), fixed(rate, 0));
    if (const double share = last(*run, "run/wait_share"); !std::isnan(share))
        rows += row(quantityTitle("run/wait_share"), percent(share, 1));
    rows += timingRows(*run);
    m_facts->setText(rows.isEmpty() ? QString() : u"<table>%1</table>"_s.arg(rows));
}

QString NotePanel::facts() const
{
    return m_facts->text();
}

void NotePanel::commit()
{
    if (m_tags->isModified()) {
        m_tags->setModified(false);
        commitText("tags", m_tags->text().simplified(), tr("Tag %1"));
    }
    if (m_note->document()->isModified()) {
        m_note->document()->setModified(false);
        commitText("note", m_note->toPlainText().trimmed(), tr("Write a note to %1"));
    }
}

void NotePanel::commitText(const std::string& key, const QString& text, const QString& title)
{
    std::vector<RunTextChange> changes;
    for (const RunId id : m_runs)
        if (const study::Run* run = m_catalog.find(id))
            changes.push_back({.run = id, .before = textOf(*run, key), .after = text.toStdString()});
    const QString what = title.arg(counted(changes.size(), tr("run"), tr("runs")));
    m_editor.setTexts(what, key, std::move(changes));
}

bool NotePanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_note && event->type() == QEvent::FocusOut)
        commit();
    return QWidget::eventFilter(watched, event);
}

} // namespace cobench::ui
