// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/bundle.h"
#include "core/store/runs.h"
#include "core/store/zip_reader.h"
#include "tests/support/open_project.h"

#include <QTest>

#include <cstdlib>
#include <fstream>
#include <random>

using namespace cobench;
using namespace cobench::store;
namespace fs = std::filesystem;

class TestStoreBundle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aBundleCarriesTheWholeProject();
    void aBundleUnpacksWithAnyUnzip();
    void anImportNeverReplacesAProject();
    void aCancelledExportKeepsTheOldBundle();
    void aFlippedBitIsRefusedOrHarmless();
    void aBundleCutShortIsRefusedAndLeavesNothing();
    void aBundleCutShortWhileItIsUnpackedIsRefusedAndLeavesNothing();
    void aStrangeNameIsRefused();
    void entriesThatOverlapAreRefused();

private:
    Result<void> importTo(const fs::path& target);
    void requireWhole(const fs::path& imported);
    fs::path bundle() const { return m_project->folder() / "P.cobenchz"; }
    fs::path imported() const { return m_project->folder() / "Q.cobench"; }
    std::string content() const;
    void writeBundle(const std::string& bytes) const;

    std::unique_ptr<test::OpenProject> m_project;
    data::Pool m_pool = test::samplePool(1);
    data::Pool m_single = test::samplePool(2).withModels({0});
};

void TestStoreBundle::init()
{
    m_project = std::make_unique<test::OpenProject>();
    m_project->add(m_pool, "one");
    VERIFY_OK((*m_project)->setText("a", "kept"));
    const auto runs = RunStore::open(m_project->path(), RunStore::Role::Writer);
    VERIFY_OK(runs);
    const auto run = (*runs)->createRun({.name = "run", .state = "finished"});
    VERIFY_OK((*runs)->setPredictions(*run, m_single));
    VERIFY_OK(exportBundle(*m_project->operator->(), bundle(), m_project->progress, CancelToken()));
}

std::string TestStoreBundle::content() const
{
    std::ifstream file(bundle(), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void TestStoreBundle::writeBundle(const std::string& bytes) const
{
    std::ofstream(bundle(), std::ios::binary | std::ios::trunc) << bytes;
}

Result<void> TestStoreBundle::importTo(const fs::path& target)
{
    return importBundle(bundle(), target, m_project->progress, CancelToken());
}

void TestStoreBundle::requireWhole(const fs::path& path)
{
    const auto opened = Project::open(path, OpenMode::ReadWrite);
    VERIFY_OK(opened);
    QCOMPARE(test::difference(m_pool, **(*opened)->loadPool(*(*opened)->findPool("one"))), std::string());
    QCOMPARE(**(*opened)->text("a"), std::string("kept"));
    const auto runs = RunStore::open(path, RunStore::Role::Reader);
    VERIFY_OK(runs);
    QCOMPARE(test::difference(m_single, **(*runs)->predictions(RunId{1})), std::string());
}

void TestStoreBundle::aBundleCarriesTheWholeProject()
{
    QVERIFY(!fs::exists(bundle().string() + ".unfinished"));
    VERIFY_OK(importTo(imported()));
    requireWhole(imported());
}

void TestStoreBundle::aBundleUnpacksWithAnyUnzip()
{
    const fs::path target = m_project->folder() / "unzipped";
    const std::string list = "python3 -m zipfile -t '" + bundle().string() + "' > /dev/null 2>&1";
    if (std::system("python3 -c '' > /dev/null 2>&1") != 0)
        QSKIP("no other program for zip files here");
    QCOMPARE(std::system(list.c_str()), 0);
    const std::string unpack = "python3 -m zipfile -e '" + bundle().string() + "' '" + target.string() + "'";
    QCOMPARE(std::system(unpack.c_str()), 0);
    requireWhole(target / "project.cobench");
}

void TestStoreBundle::anImportNeverReplacesAProject()
{
    m_project->close();
    const auto outcome = importTo(m_project->path());
    QVERIFY(!outcome && outcome.error().code == ErrorCode::Conflict);
    requireWhole(m_project->path());
}

void TestStoreBundle::aCancelledExportKeepsTheOldBundle()
{
    const std::string before = content();
    CancelSource source;
    source.cancel();
    const auto outcome = exportBundle(*m_project->operator->(), bundle(), m_project->progress, source.token());
    QVERIFY(!outcome && outcome.error().isCancelled());
    QVERIFY(content() == before);
    QVERIFY(!fs::exists(bundle().string() + ".unfinished"));
}

void TestStoreBundle::aFlippedBitIsRefusedOrHarmless()
{
    const std::string original = content();
    std::mt19937_64 random(5);
    for (int trial = 0; trial < 200; ++trial) {
        std::string bytes = original;
        // Half of the flips hit the directory at the end, where the structure is.
        const std::size_t tail = std::min<std::size_t>(bytes.size(), 1500);
        const std::size_t place = trial % 2 == 0 ? random() % bytes.size() : bytes.size() - tail + random() % tail;
        bytes[place] = static_cast<char>(bytes[place] ^ (1 << (random() % 8)));
        writeBundle(bytes);
        if (importTo(imported()))
            requireWhole(imported());
        QVERIFY(!fs::exists(imported().string() + ".unfinished"));
        fs::remove_all(imported().string() + ".d");
        fs::remove(imported());
    }
}

void TestStoreBundle::aBundleCutShortIsRefusedAndLeavesNothing()
{
    const std::string original = content();
    for (std::size_t size = 0; size < original.size(); size += original.size() / 40) {
        writeBundle(original.substr(0, size));
        const auto outcome = importTo(imported());
        QVERIFY(!outcome && outcome.error().code == ErrorCode::Corrupt);
        QVERIFY(!fs::exists(imported()) && !fs::exists(imported().string() + ".d"));
    }
}

void TestStoreBundle::aBundleCutShortWhileItIsUnpackedIsRefusedAndLeavesNothing()
{
    const std::string original = content();
    for (int moment = 0; moment < 3; ++moment) {
        writeBundle(original);
        int steps = 0;
        Progress progress(
            [&](const ProgressState& state) {
                if (state.stage == "unpacking" && steps++ == moment)
                    fs::resize_file(bundle(), 100);
            },
            std::chrono::milliseconds(0));
        const auto outcome = importBundle(bundle(), imported(), progress, CancelToken());
        QVERIFY(steps > moment);
        QVERIFY(!outcome && outcome.error().code == ErrorCode::Corrupt);
        QVERIFY(outcome.error().detail.find("became shorter") != std::string::npos);
        QVERIFY(!fs::exists(imported()) && !fs::exists(imported().string() + ".d"));
    }
}

void TestStoreBundle::aStrangeNameIsRefused()
{
    const std::string original = content();
    for (const std::string& name : {std::string("../../../xy.cobench"), std::string("/etc/passwd.dat")}) {
        std::string bytes = original;
        const std::string known = "project.cobench";
        for (std::size_t at = bytes.find(known); at != std::string::npos; at = bytes.find(known, at + 1))
            bytes.replace(at, known.size(), name.substr(0, known.size()));
        writeBundle(bytes);
        const auto outcome = importTo(imported());
        QVERIFY(!outcome && outcome.error().code == ErrorCode::Corrupt);
        QVERIFY(outcome.error().detail.find("does not belong") != std::string::npos);
    }
}

void TestStoreBundle::entriesThatOverlapAreRefused()
{
    const std::string original = content();
    QVERIFY(readZip(InputFile(bundle())));
    // Every entry of the directory repeated: the same bytes claimed twice.
    std::string bytes = original;
    const std::size_t directory = bytes.find("PK\x01\x02");
    const std::size_t end = bytes.find("PK\x06\x06");
    const std::string entries = bytes.substr(directory, end - directory);
    bytes.insert(end, entries);
    const auto add = [&](std::size_t at, std::uint64_t more) {
        std::uint64_t value = 0;
        std::memcpy(&value, bytes.data() + at, sizeof value);
        value += more;
        std::memcpy(bytes.data() + at, &value, sizeof value);
    };
    const std::size_t record = end + entries.size();
    std::uint64_t count = 0;
    std::memcpy(&count, bytes.data() + record + 32, sizeof count);
    add(record + 24, count);
    add(record + 32, count);
    add(record + 40, entries.size());
    add(record + 56 + 8, entries.size());
    writeBundle(bytes);
    QVERIFY(!readZip(InputFile(bundle())));
}

QTEST_APPLESS_MAIN(TestStoreBundle)
#include "bundle_test.moc"
