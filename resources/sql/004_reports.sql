-- SPDX-FileCopyrightText: 2026 The CoBench authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Reports: documents of chosen views with text. A block says what to show; the numbers are worked out when it is shown.
CREATE TABLE report (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  hidden INTEGER NOT NULL,
  crc INTEGER NOT NULL DEFAULT -1
) STRICT;
CREATE UNIQUE INDEX report_by_name ON report (name) WHERE hidden = 0;

-- kind: 0 = title, 1 = text, 2 = view, 3 = table
CREATE TABLE report_block (
  report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
  id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  content TEXT NOT NULL,
  caption TEXT NOT NULL,
  data_hash TEXT NOT NULL,
  crc INTEGER NOT NULL DEFAULT -1,
  PRIMARY KEY (report, id)
) STRICT, WITHOUT ROWID;
