// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz_entries.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

using namespace cobench;

namespace {

const std::filesystem::path kCorpus = COBENCH_SOURCE_DIR "/tests/fuzz/corpus";
constexpr qint64 kMaxMilliseconds = 2000; // for one input; the whole corpus takes seconds

std::string contentOf(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
}

} // namespace

/// Everything the fuzzers started from and whatever once broke a reader goes through the same entry functions
/// again.
class ReplayTest : public QObject
{
    Q_OBJECT

private slots:
    void torch_files_come_back() { replay("pt", fuzz::readTorch); }
    void numpy_files_come_back() { replay("npy", fuzz::readNumpy); }
    void texts_come_back() { replay("csv", fuzz::readText); }
    void projects_come_back()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        replay("project", [&](fuzz::Input input) { fuzz::openProject(input, path); });
    }

private:
    static void replay(const char* target, const std::function<void(fuzz::Input)>& entry);
};

void ReplayTest::replay(const char* target, const std::function<void(fuzz::Input)>& entry)
{
    std::size_t count = 0;
    for (const auto& file : std::filesystem::directory_iterator(kCorpus / target)) {
        const std::string content = contentOf(file.path());
        QElapsedTimer timer;
        timer.start();
        entry(std::as_bytes(std::span(content)));
        QVERIFY2(timer.elapsed() < kMaxMilliseconds, file.path().c_str());
        ++count;
    }
    QVERIFY(count >= 5);
}

QTEST_APPLESS_MAIN(ReplayTest)
#include "replay_test.moc"
