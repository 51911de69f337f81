// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/reports/block_choices.h"

#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QWidget>

class QLineEdit;
class QPushButton;
class QTreeView;

namespace cobench::ui {

/// Every view and table of the project, by pool and kind, to be added by button, Enter, double click or dragging.
class ViewPicker : public QWidget
{
    Q_OBJECT
public:
    explicit ViewPicker(QWidget* parent = nullptr);

    void setChoices(const std::vector<BlockChoice>& choices);
    /// False greys the ways to add.
    void setUsable(bool usable);

    QTreeView& tree() { return *m_tree; }
    QLineEdit& filter() { return *m_filter; }
    QPushButton& addButton() { return *m_add; }

Q_SIGNALS:
    void wanted(const cobench::store::BlockEntry& block);

private:
    /// A tree of titles whose leaves can be dragged.
    class Model : public QStandardItemModel
    {
    public:
        using QStandardItemModel::QStandardItemModel;
        QStringList mimeTypes() const override;
        QMimeData* mimeData(const QModelIndexList& indexes) const override;
    };

    void setupUi();
    void refreshButton();
    void addCurrent();
    QStandardItem* group(QStandardItem* parent, const QString& title);

    Model m_model;
    QSortFilterProxyModel m_proxy;
    QLineEdit* m_filter;
    QTreeView* m_tree;
    QPushButton* m_add;
    bool m_usable = false;
};

} // namespace cobench::ui
