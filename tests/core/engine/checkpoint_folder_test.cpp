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
#include <thread>

using namespace cobench;
using engine::CheckpointFolder;
using train::Checkpoint;

namespace {

/// Every value is the iteration, so that a mixture of two would show.
Checkpoint numbered(std::uint64_t iterations, std::size_t values = 100)
{
    return {.config = "{}",
        .loop = {.iterations = iterations},
        .backend
        = {iterations, {{"weights", {values}, std::vector<float>(values, static_cast<float>(iterations))}}}};
}

} // namespace

class CheckpointFolderTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path root() const { return std::filesystem::path(m_folder->path().toStdString()) / "run"; }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void two_generations_are_kept_and_the_newest_is_read()
    {
        CheckpointFolder folder(root());
        QVERIFY(!folder.newest()->has_value());
        for (const std::uint64_t iterations : {9, 10, 100})
            VERIFY_OK(folder.save(numbered(iterations)));
        QCOMPARE(std::distance(std::filesystem::directory_iterator(root()), {}), 2);
        QCOMPARE((*folder.newest())->loop.iterations, std::uint64_t{100});
    }

    void a_damaged_generation_is_passed_over()
    {
        CheckpointFolder folder(root());
        VERIFY_OK(folder.save(numbered(1)));
        VERIFY_OK(folder.save(numbered(2)));
        std::fstream file(root() / "000000000002.safetensors", std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(-1, std::ios::end).put('\x55');
        file.close();
        QCOMPARE((*folder.newest())->loop.iterations, std::uint64_t{1});
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
