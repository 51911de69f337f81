-- SPDX-FileCopyrightText: 2026 The CoBench authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- SQLite does not notice a flipped bit: every row carries the CRC-32 of its other columns. -1 = not sealed yet.
ALTER TABLE pool ADD COLUMN crc INTEGER NOT NULL DEFAULT -1;
ALTER TABLE class_name ADD COLUMN crc INTEGER NOT NULL DEFAULT -1;
ALTER TABLE split ADD COLUMN crc INTEGER NOT NULL DEFAULT -1;
ALTER TABLE member ADD COLUMN crc INTEGER NOT NULL DEFAULT -1;
ALTER TABLE prediction ADD COLUMN crc INTEGER NOT NULL DEFAULT -1;
ALTER TABLE pool_source ADD COLUMN crc INTEGER NOT NULL DEFAULT -1;
ALTER TABLE note ADD COLUMN crc INTEGER NOT NULL DEFAULT -1;

UPDATE pool SET crc = row_crc(id, name, classes, licence, source, imported_at, hidden);
UPDATE class_name SET crc = row_crc(pool, position, name);
UPDATE split SET crc = row_crc(id, pool, position, name, condition, samples, truth);
UPDATE member
   SET crc = row_crc(id, pool, position, name, excluded, hidden, source, parameters, flops, latency_ms);
UPDATE prediction SET crc = row_crc(member, split, kind, array);
UPDATE pool_source SET crc = row_crc(pool, position, path, bytes, sha256);
UPDATE note SET crc = row_crc(key, value);
