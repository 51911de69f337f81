// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/edge/setup_draft.h"

#include <QAbstractListModel>

namespace cobench::ui {

/// The devices of the set-up by their text, which may be edited in place; what is wrong with one is its tooltip.
class DeviceList : public QAbstractListModel
{
    Q_OBJECT
public:
    explicit DeviceList(SetupDraft& draft, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    /// Below `row`; -1 = at the end. Its row.
    int insert(const QString& device, int row = -1);
    void remove(int row);
    QString text(int row) const { return m_shown.value(row); }

private:
    void follow();
    void commit();

    SetupDraft& m_draft;
    QStringList m_shown;
};

} // namespace cobench::ui
