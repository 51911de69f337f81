// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/checkpoint_folder.h"

#include "tests/support/verify_ok.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

using namespace cobench;
using engine::CheckpointFolder;
using train::Checkpoint;

namespace {

/// Every value is the iteration, so that a mixture of two would show.
Checkpoint numbered(
    std::uint64_t iterations, std::size_t values = 100, std::optional<double> bestLoss = std::nullopt)
{
    return {.config = "{}",
        .loop = {.iterations = iterations, .bestLoss = bestLoss},
        .backend
        = {iterations, {{"weights", {values}, std::vector<float>(values, static_cast<float>(iterations))}}}};
}

} // namespace

class CheckpointFolderTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::vector<std::string> m_told;
    std::filesystem::path root() const { return std::filesystem::path(m_folder->path().toStdString()) / "run"; }
    CheckpointFolder folder(const engine::KeepRule& rule = {})
    {
        return CheckpointFolder(root(), rule, [this](const std::string& line) { m_told.push_back(line); });
    }
    void damage(const char* name) const
    {
        std::fstream file(root() / name, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(-1, std::ios::end).put('\x55');
    }
    std::set<std::string> names() const
    {
        std::set<std::string> found;
        for (const auto& entry : std::filesystem::directory_iterator(root()))
            found.insert(entry.path().filename().string());
        return found;
    }
    std::uint64_t best() const
    {
        const auto checkpoint = engine::readCheckpoint(root() / "best.safetensors");
        return checkpoint ? checkpoint->loop.iterations : 0;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_told.clear();
    }

    void two_generations_are_kept_and_the_newest_is_read()
    {
        CheckpointFolder folder(root());
        QVERIFY(!folder.newest()->has_value());
        for (const std::uint64_t iterations : {9, 10, 100})
            VERIFY_OK(folder.save(numbered(iterations)));
        QCOMPARE(std::distance(std::filesystem::directory_iterator(root()), {}), 2);
        QCOMPARE((*folder.newest())->loop.iterations, std::uint64_t{100});
    }

    void a_damaged_generation_is_passed_over_and_told()
    {
        CheckpointFolder kept = folder();
        VERIFY_OK(kept.save(numbered(1)));
        VERIFY_OK(kept.save(numbered(2)));
        damage("000000000002.safetensors");
        QCOMPARE((*kept.newest())->loop.iterations, std::uint64_t{1});
        QCOMPARE(m_told.size(), std::size_t{1});
        QVERIFY(m_told[0].find("000000000002.safetensors") != std::string::npos);
    }

    void one_that_cannot_be_read_for_another_reason_is_an_error()
    {
        CheckpointFolder kept = folder();
        VERIFY_OK(kept.save(numbered(1)));
        std::filesystem::create_directory(root() / "000000000002.safetensors"); // reading it is refused
        const auto newest = kept.newest();
        QVERIFY(!newest.ok());
        QCOMPARE(newest.error().code, ErrorCode::Forbidden);
    }

    /// The new ones have smaller numbers than the damaged ones, which are set aside and not in their way.
    void where_none_is_whole_the_new_ones_stay()
    {
        {
            CheckpointFolder kept = folder();
            VERIFY_OK(kept.save(numbered(7740)));
            VERIFY_OK(kept.save(numbered(8600)));
        }
        damage("000000007740.safetensors");
        damage("000000008600.safetensors");
        CheckpointFolder kept = folder();
        QVERIFY(!kept.newest()->has_value());
        QCOMPARE(m_told.size(), std::size_t{3});
        QVERIFY(m_told[2].find("anew") != std::string::npos);
        for (const std::uint64_t iterations : {860, 1720})
            VERIFY_OK(kept.save(numbered(iterations)));
        QCOMPARE((*folder().newest())->loop.iterations, std::uint64_t{1720});
        QCOMPARE(names(),
            (std::set<std::string>{"000000000860.safetensors",
                "000000001720.safetensors",
                "000000007740.damaged",
                "000000008600.damaged"}));
    }

    void where_no_generation_is_whole_the_best_one_counts()
    {
        const engine::KeepRule rule{.newest = 1, .best = true};
        VERIFY_OK(folder(rule).save(numbered(1, 100, 0.5)));
        VERIFY_OK(CheckpointFolder(root(), {.newest = 1}).save(numbered(2, 100, 0.5)));
        damage("000000000002.safetensors");
        QCOMPARE((*folder(rule).newest())->loop.iterations, std::uint64_t{1});
    }

    void the_best_one_is_kept_though_a_kill_came_before()
    {
        const engine::KeepRule rule{.best = true};
        VERIFY_OK(folder(rule).save(numbered(1, 100, 0.5)));
        VERIFY_OK(CheckpointFolder(root()).save(numbered(2, 100, 0.25))); // as if killed before it became the best
        QCOMPARE(best(), std::uint64_t{1});
        CheckpointFolder resumed = folder(rule);
        VERIFY_OK(resumed.newest());
        QCOMPARE(best(), std::uint64_t{2});
        VERIFY_OK(resumed.save(numbered(3, 100, 0.25))); // its weights are later ones
        QCOMPARE(best(), std::uint64_t{2});
        VERIFY_OK(resumed.save(numbered(4, 100, 0.125)));
        QCOMPARE(best(), std::uint64_t{4});
    }

    void what_a_killed_process_was_writing_is_removed()
    {
        std::filesystem::create_directory(root());
        for (const char* name : {".000000000001.safetensors.77-0.part", ".best.new"})
            std::ofstream(root() / name) << "half of it";
        VERIFY_OK(folder().save(numbered(1)));
        QCOMPARE(names(), (std::set<std::string>{"000000000001.safetensors"}));
    }

    void a_folder_that_cannot_be_written_is_an_error()
    {
        std::ofstream(root()) << "a file";
        CheckpointFolder folder(root());
        QVERIFY(!folder.save(numbered(1)).ok());
    }

    /// A child saves one after the other as fast as it can and is killed in the middle of it, 200 times.
    void killed_while_saving_200_times_the_newest_loads_200_times()
    {
        const auto start = std::chrono::steady_clock::now();
        for (std::uint64_t i = 1; i <= 3; ++i)
            VERIFY_OK(CheckpointFolder(root().parent_path() / "timed").save(numbered(i, 200000)));
        const std::chrono::microseconds oneSave = std::clamp(
            std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start) / 3,
            std::chrono::microseconds(4000),
            std::chrono::microseconds(200000));
        int loaded = 0;
        for (int attempt = 0; loaded < 200; ++attempt) {
            QVERIFY(attempt < 400);
            const pid_t child = fork();
            if (child == 0) {
                CheckpointFolder folder(root());
                for (std::uint64_t i = 1;; ++i)
                    if (!folder.save(numbered(1000U * static_cast<std::uint64_t>(attempt) + i, 200000)))
                        _exit(1);
            }
            std::this_thread::sleep_for(oneSave + oneSave * (attempt % 97) / 12); // one save to nine
            kill(child, SIGKILL);
            waitpid(child, nullptr, 0);
            const auto newest = CheckpointFolder(root()).newest();
            VERIFY_OK(newest);
            if (!newest->has_value()) {
                QCOMPARE(loaded, 0); // killed before the first was complete
                continue;
            }
            ++loaded;
            const auto iterations = static_cast<float>((*newest)->loop.iterations);
            const auto& values = (*newest)->backend.tensors.front().values;
            QCOMPARE(std::ranges::count(values, iterations), std::ptrdiff_t{200000});
        }
    }
};

QTEST_APPLESS_MAIN(CheckpointFolderTest)
#include "checkpoint_folder_test.moc"
