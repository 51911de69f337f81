// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/tree_search.h"

#include "plots/tree.h"
#include "ui/bridge/counted.h"
#include "ui/pages/ensembles/team_table.h"
#include "ui/pages/reports/phrases.h"
#include "ui/style/icons.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

#include <algorithm>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

QToolButton* stepButton(const QString& iconName, const QString& help, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setIcon(icon(iconName));
    button->setToolTip(help);
    button->setAccessibleName(help);
    return button;
}

} // namespace

TreeSearch::TreeSearch(TreePresenter& presenter, plots::Tree& tree, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_tree(tree)
    , m_field(new QLineEdit(this))
    , m_note(new QLabel(this))
    , m_previous(stepButton(u"previous"_s, tr("Previous team found (Shift+Enter)"), this))
    , m_next(stepButton(u"next"_s, tr("Next team found (Enter)"), this))
{
    m_field->setPlaceholderText(tr("Find teams by members: 0,3 or lenet"));
    m_field->setAccessibleName(tr("Members of the teams to find"));
    m_field->setClearButtonEnabled(true);
    m_field->installEventFilter(this);
    m_note->setProperty("role", u"dim"_s);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_field, 1);
    row->addWidget(m_previous);
    row->addWidget(m_next);
    row->addWidget(m_note);
    connect(m_field, &QLineEdit::textChanged, this, &TreeSearch::search);
    connect(m_previous, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { step(1); });
    tell();
}

bool TreeSearch::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            step(key->modifiers().testFlag(Qt::ShiftModifier) ? -1 : 1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void TreeSearch::findTeamsWith(const ensemble::Members& members)
{
    m_field->setText(QString::fromStdString(ensemble::toString(members)));
}

void TreeSearch::refresh()
{
    const auto current = m_current;
    const auto before = m_hits;
    search();
    if (current && m_hits == before) {
        m_current = current;
        mark();
        tell();
    }
}

void TreeSearch::search()
{
    m_hits.clear();
    m_current.reset();
    m_unknown.clear();
    if (const auto& answer = m_presenter.answer()) {
        const ensemble::Members wanted = parseMembers(m_field->text(), *answer->pool->active, &m_unknown);
        const auto& nodes = answer->pruned->tree.nodes;
        for (std::size_t i = 0; !wanted.empty() && i < nodes.size(); ++i)
            if (std::ranges::includes(nodes[i].members, wanted))
                m_hits.push_back(answer->pruned->names.size() + i);
    }
    mark();
    tell();
}

void TreeSearch::step(int by)
{
    if (m_hits.empty())
        return;
    const auto count = static_cast<std::ptrdiff_t>(m_hits.size());
    const std::ptrdiff_t now = m_current ? static_cast<std::ptrdiff_t>(*m_current) + by : by > 0 ? 0 : -1;
    m_current = static_cast<std::size_t>((now + count) % count);
    m_tree.reveal(m_hits[*m_current]);
    mark();
    tell();
}

void TreeSearch::mark()
{
    m_tree.setFound(m_hits, m_current ? std::optional(m_hits[*m_current]) : std::nullopt);
}

void TreeSearch::tell()
{
    for (QToolButton* button : {m_previous, m_next})
        button->setEnabled(!m_hits.empty());
    m_note->setVisible(!m_field->text().isEmpty());
    if (!m_unknown.isEmpty())
        return m_note->setText(tr("No single model fits: %1").arg(m_unknown.join(u", "_s)));
    if (!m_current)
        return m_note->setText(
            m_hits.empty() ? tr("No team here") : counted(m_hits.size(), tr("team"), tr("teams")));
    const ensemble::TreeNode& team = *m_presenter.answer()->teamAt(m_hits[*m_current]);
    m_note->setText(tr("%1 of %2 · %3")
                        .arg(ui::count(*m_current + 1),
                            ui::count(m_hits.size()),
                            QString::fromStdString(ensemble::toString(team.members))));
}

} // namespace cobench::ui
