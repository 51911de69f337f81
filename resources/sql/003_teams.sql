-- SPDX-FileCopyrightText: 2026 The CoBench authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Teams that somebody named. members: ids of member rows, ascending, separated by commas; a member that was cleaned
-- away stays listed, so that the team does not become another one.
CREATE TABLE team (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pool INTEGER NOT NULL REFERENCES pool ON DELETE CASCADE,
  name TEXT NOT NULL,
  members TEXT NOT NULL,
  hidden INTEGER NOT NULL,
  crc INTEGER NOT NULL DEFAULT -1
) STRICT;
CREATE UNIQUE INDEX team_by_name ON team (pool, name) WHERE hidden = 0;
