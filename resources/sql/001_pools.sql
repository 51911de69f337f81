-- SPDX-FileCopyrightText: 2026 The CoBench authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Prediction pools: rows name arrays by the SHA-256 of their file in P.cobench.d/arrays.
CREATE TABLE pool (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  classes INTEGER NOT NULL,
  licence TEXT NOT NULL,
  source TEXT NOT NULL,
  imported_at TEXT NOT NULL,
  hidden INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX pool_by_name ON pool (name) WHERE hidden = 0;

CREATE TABLE class_name (
  pool INTEGER NOT NULL REFERENCES pool ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (pool, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE split (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pool INTEGER NOT NULL REFERENCES pool ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  condition TEXT NOT NULL,
  samples INTEGER NOT NULL,
  truth TEXT NOT NULL
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
  latency_ms REAL
) STRICT;
CREATE INDEX member_by_pool ON member (pool, position);
CREATE UNIQUE INDEX member_by_name ON member (pool, name) WHERE hidden = 0;

-- kind: 0 = probabilities [N][C], 1 = labels [N]
CREATE TABLE prediction (
  member INTEGER NOT NULL REFERENCES member ON DELETE CASCADE,
  split INTEGER NOT NULL REFERENCES split ON DELETE CASCADE,
  kind INTEGER NOT NULL,
  array TEXT NOT NULL,
  PRIMARY KEY (member, split)
) STRICT, WITHOUT ROWID;
CREATE INDEX prediction_by_split ON prediction (split);

CREATE TABLE pool_source (
  pool INTEGER NOT NULL REFERENCES pool ON DELETE CASCADE,
  position INTEGER NOT NULL,
  path TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (pool, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE note (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
