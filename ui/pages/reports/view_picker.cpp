// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/view_picker.h"

#include "ui/pages/reports/block_list.h"
#include "ui/pages/reports/block_phrases.h"
#include "ui/style/icons.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace cobench::ui {

namespace {

constexpr int kKindRole = Qt::UserRole;
constexpr int kContentRole = Qt::UserRole + 1;

std::optional<store::BlockEntry> blockAt(const QModelIndex& index)
{
    if (!index.data(kContentRole).isValid())
        return std::nullopt;
    return store::BlockEntry{.kind = static_cast<store::BlockKind>(index.data(kKindRole).toInt()),
        .content = index.data(kContentRole).toString().toStdString()};
}

} // namespace

QStringList ViewPicker::Model::mimeTypes() const
{
    return {QLatin1String(kBlockMime)};
}

QMimeData* ViewPicker::Model::mimeData(const QModelIndexList& indexes) const
{
    const auto block = indexes.isEmpty() ? std::nullopt : blockAt(indexes.front());
    return block ? toMime({.block = *block}) : nullptr;
}

ViewPicker::ViewPicker(QWidget* parent)
    : QWidget(parent)
    , m_filter(new QLineEdit(this))
    , m_tree(new QTreeView(this))
    , m_add(new QPushButton(tr("&Add to the report"), this))
{
    setupUi();
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_proxy.setFilterFixedString(text);
        if (!text.isEmpty())
            m_tree->expandAll();
    });
    connect(m_tree, &QTreeView::activated, this, &ViewPicker::addCurrent);
    connect(m_add, &QPushButton::clicked, this, &ViewPicker::addCurrent);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &ViewPicker::refreshButton);
    refreshButton();
}

void ViewPicker::setupUi()
{
    m_proxy.setSourceModel(&m_model);
    m_proxy.setRecursiveFilteringEnabled(true);
    m_proxy.setAutoAcceptChildRows(true);
    m_proxy.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setPlaceholderText(tr("Find a view"));
    m_filter->setAccessibleName(tr("Find a view"));
    m_filter->setClearButtonEnabled(true);
    m_tree->setModel(&m_proxy);
    m_tree->setHeaderHidden(true);
    m_tree->setDragEnabled(true);
    m_tree->setDragDropMode(QAbstractItemView::DragOnly);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setAccessibleName(tr("Views of the project"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->addWidget(m_filter);
    column->addWidget(m_tree, 1);
    column->addWidget(m_add);
}

QStandardItem* ViewPicker::group(QStandardItem* parent, const QString& title)
{
    for (int row = 0; row < parent->rowCount(); ++row)
        if (parent->child(row)->text() == title && !parent->child(row)->data(kContentRole).isValid())
            return parent->child(row);
    auto* item = new QStandardItem(title);
    item->setToolTip(title);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    parent->appendRow(item);
    return item;
}

void ViewPicker::setChoices(const std::vector<BlockChoice>& choices)
{
    m_model.clear();
    for (const BlockChoice& choice : choices) {
        QStandardItem* pool
            = choice.pool.isEmpty() ? m_model.invisibleRootItem() : group(m_model.invisibleRootItem(), choice.pool);
        auto* item = new QStandardItem(icon(blockIcon(choice.block.kind)), choice.title);
        item->setData(static_cast<int>(choice.block.kind), kKindRole);
        item->setData(QString::fromStdString(choice.block.content), kContentRole);
        item->setToolTip(QString::fromStdString(choice.block.content));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled);
        group(pool, choice.group)->appendRow(item);
    }
    m_tree->expandToDepth(0);
    refreshButton();
}

void ViewPicker::setUsable(bool usable)
{
    m_usable = usable;
    refreshButton();
}

void ViewPicker::refreshButton()
{
    m_add->setEnabled(m_usable && blockAt(m_tree->currentIndex()).has_value());
}

void ViewPicker::addCurrent()
{
    const auto block = blockAt(m_tree->currentIndex());
    if (m_usable && block)
        Q_EMIT wanted(*block);
}

} // namespace cobench::ui
