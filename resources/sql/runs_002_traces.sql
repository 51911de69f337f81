-- SPDX-FileCopyrightText: 2026 The CoBench authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Resource traces in blocks, a series in a few numbers, and texts about a run.

-- of all attempts; NULL = not a number. A series without an intact row here is summed up from its blocks.
CREATE TABLE series_summary (
  series INTEGER PRIMARY KEY REFERENCES series ON DELETE CASCADE,
  points INTEGER NOT NULL,
  last_step INTEGER NOT NULL,
  last REAL,
  low REAL,
  high REAL,
  crc INTEGER NOT NULL DEFAULT -1
) STRICT;

-- blocks: how many trace_block rows there must be
CREATE TABLE trace (
  run INTEGER PRIMARY KEY REFERENCES run ON DELETE CASCADE,
  blocks INTEGER NOT NULL,
  crc INTEGER NOT NULL DEFAULT -1
) STRICT;

-- missing: why there are no values, empty where there are
CREATE TABLE trace_lane (
  run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  unit TEXT NOT NULL,
  missing TEXT NOT NULL,
  crc INTEGER NOT NULL DEFAULT -1,
  PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;

-- data: u32 samples, u32 lanes, then zlib of: f64 time[samples], f32 value[lanes][samples]; little-endian.
-- A later block may have more lanes than an earlier one, never fewer.
CREATE TABLE trace_block (
  run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  sequence INTEGER NOT NULL,
  first_time REAL NOT NULL,
  last_time REAL NOT NULL,
  data BLOB NOT NULL,
  crc INTEGER NOT NULL DEFAULT -1,
  PRIMARY KEY (run, sequence)
) STRICT, WITHOUT ROWID;

-- "source", "tags", "note": what the run itself does not say
CREATE TABLE run_text (
  run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  crc INTEGER NOT NULL DEFAULT -1,
  PRIMARY KEY (run, key)
) STRICT, WITHOUT ROWID;
