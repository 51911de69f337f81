-- SPDX-FileCopyrightText: 2026 The CoBench authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Learning-rate policies that somebody named. Versions are added and never changed; policy.version names the one that
-- counts. tags: one a line.
CREATE TABLE policy (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  tags TEXT NOT NULL,
  position INTEGER NOT NULL,
  version INTEGER NOT NULL,
  hidden INTEGER NOT NULL,
  crc INTEGER NOT NULL DEFAULT -1
) STRICT;
CREATE UNIQUE INDEX policy_by_name ON policy (name) WHERE hidden = 0;

-- unit: 0 = t counts iterations, 1 = epochs
CREATE TABLE policy_version (
  policy INTEGER NOT NULL REFERENCES policy ON DELETE CASCADE,
  number INTEGER NOT NULL,
  text TEXT NOT NULL,
  unit INTEGER NOT NULL,
  saved_at TEXT NOT NULL,
  crc INTEGER NOT NULL DEFAULT -1,
  PRIMARY KEY (policy, number)
) STRICT, WITHOUT ROWID;
