// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/family_delegate.h"

#include "ui/pages/learning_rates/composition.h"

#include <QComboBox>

namespace cobench::ui {

QWidget* FamilyDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex&) const
{
    auto* box = new QComboBox(parent);
    box->setAccessibleName(tr("Policy"));
    for (const lr::FamilyInfo& known : lr::allFamilies()) {
        box->addItem(nameOf(known.family));
        box->setItemData(box->count() - 1, formulaOf(known.family), Qt::ToolTipRole);
    }
    box->setMaxVisibleItems(20);
    box->setMinimumContentsLength(10);
    connect(box, &QComboBox::activated, box, &QWidget::clearFocus); // which commits
    return box;
}

void FamilyDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    auto& box = static_cast<QComboBox&>(*editor);
    box.setCurrentText(index.data(Qt::EditRole).toString());
}

void FamilyDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const
{
    model->setData(index, static_cast<QComboBox*>(editor)->currentText(), Qt::EditRole);
}

} // namespace cobench::ui
