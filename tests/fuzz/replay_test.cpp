// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz_targets.h"
#include "tests/support/patience.h"
#include "tests/support/quick_folder.h"
#include "tests/support/source_tree.h"

#include <QElapsedTimer>
#include <QTest>
#include <fstream>
#include <string>

using namespace cobench;

namespace {

const std::filesystem::path kCorpus = cobench::test::sourceTree("tests/fuzz/corpus");
constexpr qint64 kMaxMilliseconds = test::patient(2000); // for one input; the whole corpus takes seconds

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
    void every_input_of_the_corpus_comes_back_data();
    void every_input_of_the_corpus_comes_back();
};

void ReplayTest::every_input_of_the_corpus_comes_back_data()
{
    QTest::addColumn<std::size_t>("index");
    for (std::size_t i = 0; i < fuzz::targets().size(); ++i)
        QTest::newRow(fuzz::targets()[i].name.data()) << i;
}

void ReplayTest::every_input_of_the_corpus_comes_back()
{
    QFETCH(const std::size_t, index);
    const fuzz::Target& target = fuzz::targets()[index];
    const test::QuickFolder folder;
    std::size_t count = 0;
    for (const auto& file : std::filesystem::directory_iterator(kCorpus / target.name)) {
        const std::string content = contentOf(file.path());
        QElapsedTimer timer;
        timer.start();
        target.run(std::as_bytes(std::span(content)), folder.path());
        QVERIFY2(timer.elapsed() < kMaxMilliseconds, file.path().c_str());
        ++count;
    }
    QVERIFY(count >= 5);
}

QTEST_APPLESS_MAIN(ReplayTest)
#include "replay_test.moc"
