// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>

namespace cobench::ui {

/// Holds a widget that is made when it is first shown or asked for: a window does not start with what nobody looks
/// at.
class LazyPane : public QWidget
{
    Q_OBJECT
public:
    using Make = std::function<QWidget*(QWidget* parent)>;

    explicit LazyPane(Make make, QWidget* parent = nullptr);

    QWidget& content();

protected:
    void showEvent(QShowEvent* event) override;

private:
    Make m_make;
    QWidget* m_content = nullptr;
};

} // namespace cobench::ui
