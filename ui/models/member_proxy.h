// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/nan_last_proxy.h"

namespace cobench::ui {

/// Sorts members by their figures, unknown ones always last, and filters by name.
class MemberProxy : public NanLastProxy
{
    Q_OBJECT
public:
    explicit MemberProxy(QObject* parent = nullptr);

    void setNameFilter(const QString& text);
    /// Rows stand as in the pool, so dragging them makes sense.
    bool showsPoolOrder() const;
};

} // namespace cobench::ui
