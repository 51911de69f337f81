// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace cobench::ui {

/// A choice as wide as minimumContentsLength() letters and an icon, however long its entries are. What
/// QComboBox::AdjustToMinimumContentsLengthWithIcon gives, too, but Qt makes the list that pops up for it at once,
/// two milliseconds each, which a page of them is late by.
class NarrowBox : public QComboBox
{
    Q_OBJECT
public:
    explicit NarrowBox(QWidget* parent = nullptr)
        : QComboBox(parent)
    {
    }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
};

} // namespace cobench::ui
