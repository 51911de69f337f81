// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project.h"
#include "core/store/runs.h"
#include "tests/support/quick_folder.h"
#include "tests/support/sample_pool.h"

#include <QTest>

#include <fstream>
#include <random>

using namespace cobench;
using namespace cobench::store;
namespace fs = std::filesystem;

/// One flipped bit in a database: refused, reported, or without effect. Never a silently different value.
class TestStoreBitFlip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aFlippedBitInAProjectIsNeverSilent();
    void aFlippedBitInTheRunsIsNeverSilent();

private:
    /// Calls `isSilentlyDifferent` for each of many flips; returns how many were.
    int countSilent(const fs::path& file, const std::function<bool()>& isSilentlyDifferent);
    fs::path project() const { return m_folder->path() / "P.cobench"; }

    std::unique_ptr<test::QuickFolder> m_folder;
};

namespace {

constexpr int kFlips = 600;

/// Everything a reader can learn, in words; `isReported` when anything said that something is wrong.
struct Reading {
    std::string content;
    bool isReported = false;

    template <typename T>
    const T* take(const Result<T>& result)
    {
        if (!result)
            isReported = true;
        return result ? &*result : nullptr;
    }
    void add(const std::string& text) { content += text + "\n"; }
};

void readPool(Reading& reading, const Project& project, PoolId id)
{
    const auto members = project.members(id);
    if (reading.take(members))
        for (const MemberEntry& member : *members)
            reading.add(member.name + (member.excluded ? " excluded" : ""));
    const auto origin = project.origin(id);
    if (reading.take(origin)) {
        reading.add(origin->recipe);
        for (const PoolSource& source : origin->sources)
            reading.add(source.path + std::to_string(source.bytes) + source.sha256);
    }
    const auto loaded = project.loadPool(id, true);
    if (reading.take(loaded))
        reading.add(test::difference(test::samplePool(1), **loaded));
}

void readTexts(Reading& reading, const Project& project)
{
    const auto keys = project.textKeys("");
    if (!reading.take(keys))
        return;
    for (const std::string& key : *keys) {
        const auto text = project.text(key);
        if (reading.take(text))
            reading.add(key + "=" + text->value_or("?"));
    }
}

void readTeams(Reading& reading, const Project& project, PoolId pool)
{
    const auto teams = project.teams(pool);
    if (!reading.take(teams))
        return;
    for (const TeamEntry& team : *teams) {
        reading.add(team.name);
        for (const std::int64_t member : team.members)
            reading.add(std::to_string(member));
    }
}

void readReports(Reading& reading, const Project& project)
{
    const auto reports = project.reports();
    if (!reading.take(reports))
        return;
    for (const ReportEntry& report : *reports) {
        reading.add(report.name);
        const auto blocks = project.blocks(report.id);
        if (!reading.take(blocks))
            continue;
        for (const BlockEntry& block : *blocks)
            reading.add(std::to_string(block.id) + std::to_string(int(block.kind)) + block.content + block.caption
                + block.dataHash);
    }
}

Reading readProject(const fs::path& path, OpenMode mode)
{
    Reading reading;
    const auto opened = Project::open(path, mode);
    if (!reading.take(opened))
        return reading;
    const Project& project = **opened;
    const auto pools = project.pools();
    if (reading.take(pools))
        for (const PoolEntry& entry : *pools) {
            reading.add(entry.name + entry.importedAt + std::to_string(entry.models) + " "
                + std::to_string(entry.samples) + " " + std::to_string(entry.classes));
            readPool(reading, project, entry.id);
            readTeams(reading, project, entry.id);
        }
    readReports(reading, project);
    readTexts(reading, project);
    Progress progress;
    const auto damage = project.damage(progress, CancelToken());
    reading.isReported = reading.isReported || !damage || !damage->empty();
    return reading;
}

void readRun(Reading& reading, const RunStore& store, const RunRow& run)
{
    reading.isReported = reading.isReported || run.state != "running";
    reading.add(run.name + run.configJson + run.state + std::to_string(run.createdAt));
    for (const char* tag : {"train/loss", "val/accuracy"}) {
        const auto rows = store.scalars(run.id, tag);
        if (reading.take(rows))
            for (const ScalarRow& row : *rows)
                reading.add(row.tag + std::to_string(row.step) + " " + std::to_string(row.value));
    }
    const auto gaps = store.scalarGaps(run.id);
    reading.isReported = reading.isReported || !gaps || !gaps->empty();
    const auto predictions = store.predictions(run.id);
    if (reading.take(predictions))
        reading.add(test::difference(test::samplePool(1).withModels({0}), **predictions));
}

Reading readRuns(const fs::path& path)
{
    Reading reading;
    const auto opened = RunStore::open(path, RunStore::Role::Writer);
    if (!reading.take(opened))
        return reading;
    const RunStore& store = **opened;
    const auto runs = store.runs();
    if (reading.take(runs))
        for (const RunRow& run : *runs)
            readRun(reading, store, run);
    const auto events = store.eventsAfter(0, 1000);
    if (reading.take(events))
        for (std::uint64_t number = 1; const EventRow& event : *events) {
            reading.isReported = reading.isReported || event.number != number++; // a hole in the numbers
            reading.add(std::to_string(event.number) + event.payload);
        }
    return reading;
}

void flip(const fs::path& file, std::uint64_t bit)
{
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(bit / 8));
    const int byte = stream.get();
    stream.seekp(static_cast<std::streamoff>(bit / 8));
    stream.put(static_cast<char>(byte ^ (1 << (bit % 8))));
}

} // namespace

void TestStoreBitFlip::init()
{
    m_folder = std::make_unique<test::QuickFolder>();
}

int TestStoreBitFlip::countSilent(const fs::path& file, const std::function<bool()>& isSilentlyDifferent)
{
    const fs::path original = m_folder->path() / "original";
    fs::copy_file(file, original);
    const std::uint64_t bits = fs::file_size(file) * 8;
    std::mt19937_64 random(600);
    int silent = 0;
    for (int trial = 0; trial < kFlips; ++trial) {
        for (const char* suffix : {"", "-wal", "-shm", "-journal"})
            fs::remove(file.string() + suffix);
        fs::copy_file(original, file);
        flip(file, random() % bits);
        silent += isSilentlyDifferent() ? 1 : 0;
    }
    return silent;
}

void TestStoreBitFlip::aFlippedBitInAProjectIsNeverSilent()
{
    {
        const auto made = Project::open(project(), OpenMode::Create);
        Progress progress;
        const PoolOrigin origin = {.sources = {{"/data/one", 12345, "abcdef"}}, .recipe = "input /data/one"};
        const auto pool = (*made)->addPool(test::samplePool(1), "one", origin, progress, CancelToken());
        QVERIFY(pool);
        QVERIFY((*made)->addTeam(*pool, std::string(300, 't'), {1, 2, 3}));
        const BlockEntry block{.id = 1, .content = std::string(900, 'r'), .caption = "caption", .dataHash = "ff"};
        QVERIFY((*made)->addReport("report", {block}));
        for (int index = 0; index < 60; ++index) // so that a good part of the file is rows
            QVERIFY((*made)->setText("layout/" + std::to_string(index), std::string(150, 'x')));
    }
    const std::string truth = readProject(project(), OpenMode::ReadWrite).content;
    const int silent = countSilent(project(), [&] {
        for (const OpenMode mode : {OpenMode::ReadOnly, OpenMode::ReadWrite}) {
            const Reading reading = readProject(project(), mode);
            if (!reading.isReported && reading.content != truth)
                return true;
        }
        return false;
    });
    QCOMPARE(silent, 0);
}

void TestStoreBitFlip::aFlippedBitInTheRunsIsNeverSilent()
{
    {
        const auto made = RunStore::open(project(), RunStore::Role::Writer);
        for (int number = 0; number < 3; ++number) {
            const auto run = (*made)->createRun({.name = "run", .configJson = "{}", .state = "running"});
            QVERIFY((*made)->setPredictions(*run, test::samplePool(1).withModels({0})));
            for (std::uint64_t step = 0; step < 40; ++step) {
                std::vector<EventRow> events = {{.payload = std::string(20, 'e')}};
                QVERIFY((*made)->append(*run,
                    {{.tag = "train/loss", .step = step, .value = 1.0},
                        {.tag = "val/accuracy", .step = step, .value = 0.5}},
                    events));
            }
        }
    }
    const Reading truth = readRuns(project());
    QVERIFY(!truth.isReported);
    const int silent = countSilent(fs::path(project().string() + ".d") / "runs.sqlite", [&] {
        const Reading reading = readRuns(project());
        return !reading.isReported && reading.content != truth.content;
    });
    QCOMPARE(silent, 0);
}

QTEST_APPLESS_MAIN(TestStoreBitFlip)
#include "bit_flip_test.moc"
