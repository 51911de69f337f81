// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <QTest>

// Stops the test with the error's own words.
#define VERIFY_OK(expression)                                                                                      \
    do {                                                                                                           \
        const auto& outcome = (expression);                                                                        \
        QVERIFY2(outcome.ok(), outcome.ok() ? "" : ::cobench::describe(outcome.error()).c_str());                  \
    } while (false)
