// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/raw_sqlite.h"

#include <cstdio>
#include <cstdlib>
#include <sqlite3.h>

namespace cobench::test {

namespace {

int keepFirst(void* result, int columns, char** values, char**)
{
    auto& text = *static_cast<std::string*>(result);
    if (text.empty() && columns > 0 && values[0])
        text = values[0];
    return 0;
}

} // namespace

void runRawSql(const std::filesystem::path& file, const std::string& sql)
{
    (void)rawText(file, sql);
}

std::string rawText(const std::filesystem::path& file, const std::string& sql)
{
    sqlite3* handle = nullptr;
    std::string text;
    const int opened = sqlite3_open(file.c_str(), &handle);
    sqlite3_busy_timeout(handle, 30000); // whoever writes there lets go soon
    const int ran = opened == SQLITE_OK ? sqlite3_exec(handle, sql.c_str(), keepFirst, &text, nullptr) : opened;
    if (ran != SQLITE_OK) {
        std::fprintf(stderr, "%s: %s\n", sql.c_str(), sqlite3_errmsg(handle));
        std::abort();
    }
    sqlite3_close(handle);
    return text;
}

} // namespace cobench::test
