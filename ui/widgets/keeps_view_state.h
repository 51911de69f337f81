// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

namespace cobench::ui {

/// A widget that remembers beyond a session how it shows things: columns, sliders, modes.
class KeepsViewState
{
public:
    virtual ~KeepsViewState() = default;

    virtual QJsonObject viewState() const = 0;
    /// What viewState() gave, or an empty object.
    virtual void restoreViewState(const QJsonObject& state) = 0;
};

} // namespace cobench::ui
