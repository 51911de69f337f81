// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/group_place.h"

#include "tests/support/verify_ok.h"

#include <QTest>

#include <map>

using namespace cobench;
using namespace cobench::train;

namespace {

Result<std::optional<GroupPlace>> placeIn(const std::map<std::string, std::string>& variables)
{
    return groupPlace([&](const char* name) {
        const auto found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional(found->second);
    });
}

} // namespace

class GroupPlaceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_process_on_its_own_has_none()
    {
        QVERIFY(!placeIn({})->has_value());
        QVERIFY(!placeIn({{"WORLD_SIZE", "1"}, {"RANK", "0"}})->has_value());
        QVERIFY(!placeIn({{"SLURM_NTASKS", "4"}, {"SLURM_PROCID", "0"}})->has_value()); // sbatch alone
    }

    void torchrun_s_variables_are_understood()
    {
        const auto place
            = placeIn({{"MASTER_ADDR", "10.0.0.7"}, {"MASTER_PORT", "1234"}, {"RANK", "2"}, {"WORLD_SIZE", "4"}});
        VERIFY_OK(place);
        QVERIFY(**place == (GroupPlace{.address = "10.0.0.7", .port = 1234, .rank = 2, .size = 4}));
        QCOMPARE(
            (*placeIn({{"MASTER_ADDR", "h"}, {"RANK", "0"}, {"WORLD_SIZE", "2"}}))->port, std::uint16_t{29500});
    }

    void the_local_rank_is_told_where_it_is_known()
    {
        std::map<std::string, std::string> two{{"MASTER_ADDR", "h"}, {"RANK", "3"}, {"WORLD_SIZE", "4"}};
        QVERIFY(!(*placeIn(two))->localRank);
        two["LOCAL_RANK"] = "1";
        QCOMPARE((*placeIn(two))->localRank, std::optional(1U));
        two["LOCAL_RANK"] = "4";
        QCOMPARE(placeIn(two).error().subject, std::string("LOCAL_RANK"));
        QCOMPARE(
            (*placeIn({{"SLURM_PROCID", "1"}, {"SLURM_STEP_NUM_TASKS", "2"}, {"SLURM_LOCALID", "0"}}))->localRank,
            std::optional(0U));
    }

    void tasks_of_a_slurm_step_meet_at_its_first_host()
    {
        const std::map<std::string, std::string> step{{"SLURM_JOB_ID", "40003"},
            {"SLURM_PROCID", "1"},
            {"SLURM_STEP_NUM_TASKS", "3"},
            {"SLURM_STEP_NODELIST", "node[07-09,12],other"}};
        const auto place = placeIn(step);
        VERIFY_OK(place);
        QVERIFY(**place == (GroupPlace{.address = "node07", .port = 20003, .rank = 1, .size = 3}));
        auto named = step;
        named["SLURM_STEP_NODELIST"] = "alone";
        QCOMPARE((*placeIn(named))->address, std::string("alone"));
        named["MASTER_ADDR"] = "10.1.1.1";
        QCOMPARE((*placeIn(named))->address, std::string("10.1.1.1"));
    }

    void contradictions_name_the_variable()
    {
        const std::map<std::string, std::string> good{
            {"MASTER_ADDR", "h"}, {"MASTER_PORT", "1"}, {"RANK", "0"}, {"WORLD_SIZE", "2"}};
        for (const auto& [name, value] : {std::pair("RANK", "2"),
                 std::pair("RANK", "x"),
                 std::pair("RANK", ""),
                 std::pair("WORLD_SIZE", "0"),
                 std::pair("MASTER_PORT", "70000"),
                 std::pair("MASTER_ADDR", "")}) {
            auto wrong = good;
            wrong[name] = value;
            const auto place = placeIn(wrong);
            QVERIFY(!place.ok());
            QCOMPARE(place.error().code, ErrorCode::Usage);
            QCOMPARE(place.error().subject, std::string(name));
        }
        QCOMPARE(placeIn({{"RANK", "1"}}).error().subject, std::string("WORLD_SIZE"));
    }
};

QTEST_APPLESS_MAIN(GroupPlaceTest)
#include "group_place_test.moc"
