// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A planted race: two threads write one number that nothing guards. ThreadSanitizer has to report it.
#include <barrier>
#include <cstdio>
#include <thread>

namespace {

int unguarded = 0;

[[gnu::noinline]] void plantedRace(std::barrier<>& start)
{
    start.arrive_and_wait();
    ++unguarded;
}

} // namespace

int main()
{
    std::barrier start(2);
    std::thread other([&] { plantedRace(start); });
    plantedRace(start);
    other.join();
    std::printf("%d\n", unguarded);
}
