-- SPDX-FileCopyrightText: 2026 The CoBench authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Detection sessions: what was run and what came of it. record: settings, end and figures, JSON of the detection
-- module; it does not change. A name need not be unique, and may be empty.
CREATE TABLE session (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  made_at TEXT NOT NULL,
  record TEXT NOT NULL,
  frames INTEGER NOT NULL,
  hidden INTEGER NOT NULL,
  crc INTEGER NOT NULL DEFAULT -1
) STRICT;

-- What came of each frame, some thousand frames a block; number counts from 0 without a gap.
CREATE TABLE session_block (
  session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
  number INTEGER NOT NULL,
  data BLOB NOT NULL,
  crc INTEGER NOT NULL DEFAULT -1,
  PRIMARY KEY (session, number)
) STRICT;
