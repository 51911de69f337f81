// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/nccl_sum.h"

#include "tests/support/verify_ok.h"

#include <QTest>

#include <barrier>
#include <thread>
#include <vector>

using namespace cobench;
using namespace cobench::train;

namespace {

constexpr unsigned kSize = 2;

/// Two threads.
struct Room {
    std::barrier<> together{kSize};
    float values[kSize]{};
    std::string told;
    bool isBroken = false;
};

class Member final : public ProcessGroup
{
public:
    Member(Room& room, unsigned rank)
        : m_room(room)
        , m_rank(rank)
    {
    }

    unsigned rank() const override { return m_rank; }
    unsigned size() const override { return kSize; }
    Result<void> sum(float* values, std::size_t count) override
    {
        if (m_room.isBroken || count != 1)
            return Error{ErrorCode::Disconnected, "process group", {}, "another process has gone", {}};
        m_room.values[m_rank] = *values;
        m_room.together.arrive_and_wait();
        const float all = m_room.values[0] + m_room.values[1];
        m_room.together.arrive_and_wait();
        *values = all;
        return {};
    }
    Result<std::string> fromLeader(const std::string& bytes) override
    {
        if (leads())
            m_room.told = bytes;
        m_room.together.arrive_and_wait();
        const std::string told = m_room.told;
        m_room.together.arrive_and_wait();
        return told;
    }

private:
    Room& m_room;
    unsigned m_rank;
};

/// Each of two members does `work(group)` on a thread of its own.
template <typename Work>
void together(Room& room, Work work)
{
    std::vector<std::jthread> threads;
    for (unsigned rank = 0; rank < kSize; ++rank)
        threads.emplace_back([&room, &work, rank] {
            Member member(room, rank);
            work(member);
        });
}

bool atOnce()
{
    return true;
}

} // namespace

/// Against a library that is none of NVIDIA's and sums in ordinary memory.
class NcclSumTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { qunsetenv("COBENCH_FAKE_NCCL"); }

    void both_members_get_the_sum_of_both_time_and_again()
    {
        Room room;
        std::vector<float> sums[kSize];
        together(room, [&](Member& member) {
            std::string reason;
            const auto cards = NcclSum::join(member, reason, COBENCH_FAKE_NCCL_LIBRARY);
            if (!cards || !*cards)
                return;
            for (int round = 0; round < 3; ++round) {
                std::vector<float> values{1.5F * static_cast<float>(member.rank() + 1), static_cast<float>(round)};
                if ((*cards)->sum(values.data(), values.size(), atOnce))
                    sums[member.rank()].insert(sums[member.rank()].end(), values.begin(), values.end());
            }
        });
        const std::vector<float> expected{4.5F, 0.0F, 4.5F, 2.0F, 4.5F, 4.0F};
        QCOMPARE(sums[0], expected);
        QCOMPARE(sums[1], expected);
    }

    void where_one_member_has_no_library_all_do_without()
    {
        Room room;
        std::string reasons[kSize];
        bool joined[kSize]{true, true};
        together(room, [&](Member& member) {
            const char* library = member.leads() ? COBENCH_FAKE_NCCL_LIBRARY : "libnothing.so.0";
            const auto cards = NcclSum::join(member, reasons[member.rank()], library);
            joined[member.rank()] = !cards || *cards;
        });
        QVERIFY(!joined[0] && !joined[1]);
        QCOMPARE(reasons[0], std::string("another process has none"));
        QCOMPARE(reasons[1], std::string("there is no libnothing.so.0"));
    }

    void what_it_refuses_is_done_without_it()
    {
        qputenv("COBENCH_FAKE_NCCL", "refuses");
        Room room;
        std::string reasons[kSize];
        bool joined[kSize]{true, true};
        together(room, [&](Member& member) {
            const auto cards = NcclSum::join(member, reasons[member.rank()], COBENCH_FAKE_NCCL_LIBRARY);
            joined[member.rank()] = !cards || *cards;
        });
        QVERIFY(!joined[0] && !joined[1]);
        QCOMPARE(reasons[1], std::string("invalid usage"));
    }

    void a_group_that_falls_apart_ends_the_sum()
    {
        Room room;
        ErrorCode codes[kSize]{};
        std::barrier joined(kSize);
        together(room, [&](Member& member) {
            std::string reason;
            const auto cards = NcclSum::join(member, reason, COBENCH_FAKE_NCCL_LIBRARY);
            if (member.leads())
                room.isBroken = true;
            joined.arrive_and_wait();
            float value = 1.0F;
            const auto summed = (*cards)->sum(&value, 1, atOnce);
            codes[member.rank()] = summed ? ErrorCode::Internal : summed.error().code;
        });
        QCOMPARE(codes[0], ErrorCode::Disconnected);
        QCOMPARE(codes[1], ErrorCode::Disconnected);
    }
};

QTEST_APPLESS_MAIN(NcclSumTest)
#include "nccl_sum_test.moc"
