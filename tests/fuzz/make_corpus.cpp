// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the seed corpus: make_fuzz_corpus tests/fuzz/corpus.
#include "tests/fuzz/corpus_seeds.h"

#include <cstdio>

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return 2;
    }
    cobench::fuzz::writePredictionSeeds(argv[1]);
    cobench::fuzz::writeStoreSeeds(argv[1]);
    cobench::fuzz::writeTrainingSeeds(argv[1]);
    cobench::fuzz::writeRunSeeds(argv[1]);
    cobench::fuzz::writeDetectionSeeds(argv[1]);
}
