// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/pool_bar.h"

#include "ui/bridge/counted.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>

namespace cobench::ui {

PoolBar::PoolBar(Workspace& workspace, PoolEditor& editor, QWidget* parent)
    : QFrame(parent)
    , m_workspace(workspace)
    , m_editor(editor)
    , m_pools(new QComboBox(this))
    , m_splits(new QComboBox(this))
    , m_facts(new QLabel(this))
    , m_readOnly(new QLabel(tr("Read-only"), this))
{
    setObjectName(QStringLiteral("poolBar"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(8);
    const auto addChooser = [&](const QString& text, QComboBox* box) {
        auto* label = new QLabel(text, this);
        label->setBuddy(box);
        label->setProperty("role", QStringLiteral("dim"));
        box->setAccessibleName(QString(text).remove(QLatin1Char('&')));
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        box->setMinimumContentsLength(8);
        row->addWidget(label);
        row->addWidget(box);
        row->addSpacing(8);
    };
    addChooser(tr("&Pool"), m_pools);
    addChooser(tr("&Split"), m_splits);
    m_facts->setProperty("role", QStringLiteral("dim"));
    row->addWidget(m_facts);
    row->addStretch();
    m_readOnly->setObjectName(QStringLiteral("chip"));
    row->addWidget(m_readOnly);
    connect(&m_workspace, &Workspace::poolsChanged, this, &PoolBar::refreshPools);
    connect(&m_workspace, &Workspace::splitChanged, this, &PoolBar::refreshSplits);
    connect(&m_workspace, &Workspace::projectChanged, this, &PoolBar::refreshFacts);
    connect(m_pools, &QComboBox::activated, this, [this](int index) {
        m_workspace.selectPool({m_pools->itemData(index).toLongLong()});
    });
    connect(m_splits, &QComboBox::textActivated, &m_workspace, &Workspace::selectSplit);
    refreshPools();
    refreshSplits();
}

void PoolBar::refreshPools()
{
    const QSignalBlocker quiet(m_pools);
    m_pools->clear();
    for (const auto& pool : m_workspace.pools())
        m_pools->addItem(QString::fromStdString(pool.name), static_cast<qlonglong>(pool.id.value));
    m_pools->setEnabled(m_pools->count() > 0);
    refreshSplits();
}

void PoolBar::refreshSplits()
{
    const auto pool = m_workspace.currentPool();
    m_pools->setCurrentIndex(pool ? m_pools->findData(static_cast<qlonglong>(pool->value)) : -1);
    m_splits->clear();
    m_splits->addItems(m_workspace.splitTitles());
    m_splits->setCurrentText(m_workspace.splitTitle());
    m_splits->setEnabled(m_splits->count() > 1);
    refreshFacts();
}

void PoolBar::refreshFacts()
{
    m_readOnly->setVisible(m_workspace.isOpen() && !m_editor.canEdit());
    m_readOnly->setToolTip(m_workspace.isCopying()
            ? tr("The project is being copied. Changes are possible again when that is done.")
            : tr("Another program holds this project, or it cannot be written. Changes are not possible."));
    const auto pool = m_workspace.pool();
    const auto split = m_workspace.prepared();
    if (!pool || !split)
        return m_facts->clear();
    QStringList facts{counted(pool->size(), tr("model"), tr("models")),
        counted(split->samples(), tr("sample"), tr("samples")),
        counted(pool->classes, tr("class"), tr("classes"))};
    if (const auto hidden = m_workspace.snapshot()->members.size() - pool->size(); hidden > 0)
        facts << tr("%1 excluded").arg(hidden);
    m_facts->setText(facts.join(QStringLiteral(" · ")));
}

} // namespace cobench::ui
