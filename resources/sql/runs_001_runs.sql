-- SPDX-FileCopyrightText: 2026 The CoBench authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Runs, their scalars in checksummed blocks, the numbered events, and final predictions as one-model pools.
CREATE TABLE run (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  batch TEXT NOT NULL,
  name TEXT NOT NULL,
  config TEXT NOT NULL,
  state TEXT NOT NULL,
  message TEXT NOT NULL,
  worker_pid INTEGER NOT NULL,
  created_at REAL NOT NULL,
  heartbeat_at REAL NOT NULL,
  predictions INTEGER NOT NULL,
  crc INTEGER NOT NULL DEFAULT -1
) STRICT;

-- blocks: how many scalar_block rows there must be, so that a lost one shows
CREATE TABLE series (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  tag TEXT NOT NULL,
  blocks INTEGER NOT NULL,
  crc INTEGER NOT NULL DEFAULT -1
) STRICT;
CREATE UNIQUE INDEX series_by_tag ON series (run, tag);

-- data: little-endian records of 28 bytes: u64 step, f64 time, f64 value, u32 attempt
CREATE TABLE scalar_block (
  series INTEGER NOT NULL REFERENCES series ON DELETE CASCADE,
  sequence INTEGER NOT NULL,
  first_step INTEGER NOT NULL,
  last_step INTEGER NOT NULL,
  data BLOB NOT NULL,
  crc INTEGER NOT NULL,
  PRIMARY KEY (series, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
  number INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  payload BLOB NOT NULL,
  crc INTEGER NOT NULL
) STRICT;

CREATE TABLE pool (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  classes INTEGER NOT NULL,
  licence TEXT NOT NULL,
  source TEXT NOT NULL,
  imported_at TEXT NOT NULL,
  hidden INTEGER NOT NULL,
  crc INTEGER NOT NULL DEFAULT -1
) STRICT;
CREATE UNIQUE INDEX pool_by_name ON pool (name) WHERE hidden = 0;

CREATE TABLE class_name (
  pool INTEGER NOT NULL REFERENCES pool ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  crc INTEGER NOT NULL DEFAULT -1,
  PRIMARY KEY (pool, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE split (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pool INTEGER NOT NULL REFERENCES pool ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  condition TEXT NOT NULL,
  samples INTEGER NOT NULL,
  truth TEXT NOT NULL,
  crc INTEGER NOT NULL DEFAULT -1
) STRICT;
CREATE UNIQUE INDEX split_by_title ON split (pool, name, condition);

CREATE TABLE member (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pool INTEGER NOT NULL REFERENCES pool ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  excluded INTEGER NOT NULL,
  hidden INTEGER NOT NULL,
  source TEXT NOT NULL,
  parameters REAL,
  flops REAL,
  latency_ms REAL,
  crc INTEGER NOT NULL DEFAULT -1
) STRICT;
CREATE INDEX member_by_pool ON member (pool, position);
CREATE UNIQUE INDEX member_by_name ON member (pool, name) WHERE hidden = 0;

-- kind: 0 = probabilities [N][C], 1 = labels [N]
CREATE TABLE prediction (
  member INTEGER NOT NULL REFERENCES member ON DELETE CASCADE,
  split INTEGER NOT NULL REFERENCES split ON DELETE CASCADE,
  kind INTEGER NOT NULL,
  array TEXT NOT NULL,
  crc INTEGER NOT NULL DEFAULT -1,
  PRIMARY KEY (member, split)
) STRICT, WITHOUT ROWID;
CREATE INDEX prediction_by_split ON prediction (split);
