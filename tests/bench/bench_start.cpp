// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project.h"
#include "tests/bench/started_program.h"
#include "tests/core/ensemble/random_pool.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <unistd.h>

using namespace cobench;
using namespace cobench::bench;

namespace {

/// A person's folders with one project in it of the demo's shape: 10 models, 10,000 samples, 10 classes. The
/// window was left on the page with the diversity matrix.
class StartKit
{
public:
    StartKit()
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "cobench-start-XXXXXX").string();
        if (!mkdtemp(pattern.data()))
            std::abort();
        m_folder = pattern;
        writeProject();
        m_small = m_folder / "small.csv";
        std::ofstream(m_small) << "label,a,b\n0,0,1\n1,1,1\n1,0,1\n";
        std::filesystem::create_directories(m_folder / "config/cobench");
        std::ofstream(m_folder / "config/cobench/settings.json") << R"({"lastPage": "ensembles"})";
    }
    ~StartKit()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }

    std::string project() const { return (m_folder / "p.cobench").string(); }
    std::string smallPool() const { return m_small.string(); }
    std::filesystem::path arrays() const { return m_folder / "p.cobench.d"; }
    std::vector<std::string> environment(const VirtualDisplay& display) const
    {
        const std::string folder = m_folder.string();
        return {"DISPLAY=" + display.name(),
            "WAYLAND_DISPLAY=",
            "QT_QPA_PLATFORM=xcb",
            "XDG_RUNTIME_DIR=" + folder,
            "XDG_CONFIG_HOME=" + folder + "/config",
            "XDG_DATA_HOME=" + folder + "/share",
            "XDG_STATE_HOME=" + folder + "/state"};
    }

private:
    void writeProject() const
    {
        data::Pool pool{.name = "demo", .classes = 10};
        pool.splits.push_back(
            ensemble::test::randomSplit({.models = 10, .samples = 10000, .classes = 10, .skill = 3.0}));
        for (int model = 0; model < 10; ++model)
            pool.models.push_back({.name = "model " + std::to_string(model)});
        auto project = store::Project::open(this->project(), store::OpenMode::Create);
        Progress progress;
        if (!project || !(*project)->addPool(pool, "demo", {}, progress, {}))
            std::abort();
    }

    std::filesystem::path m_folder;
    std::filesystem::path m_small;
};

const StartKit& kit()
{
    static const StartKit kit;
    return kit;
}

struct Frame {
    double ms = 0.0; // from before fork and exec until the display had the frame
    double cpuMs = 0.0; // processor time of all threads until then
    double rssMb = 0.0;
};

/// One start of the window, measured by the program itself except for the wall clock, which is ours.
bool startWindow(const VirtualDisplay& display, Frame& frame)
{
    const ProgramRun run
        = runProgram({COBENCH_PROGRAM, "--measure-start", kit().project()}, kit().environment(display));
    double own = 0.0;
    frame.ms = run.firstLineMs;
    return run.status == 0
        && std::sscanf(
               run.output.c_str(), "first_frame_ms %lf cpu_ms %lf rss_mb %lf", &own, &frame.cpuMs, &frame.rssMb)
        == 3;
}

double median(std::vector<double> values)
{
    if (values.empty())
        return 0.0;
    std::ranges::sort(values);
    return values[values.size() / 2];
}

constexpr double kWarmMs = 150.0;
constexpr double kColdMs = 400.0;
constexpr double kMemoryMb = 80.0;
constexpr double kCommandMs = 20.0;

/// Asks the kernel to forget the pages of what a start reads: programs, libraries, fonts, the project. Pages that
/// another program has mapped stay, so this is a start after a while, not after a boot.
void forgetPages()
{
    static const std::vector<std::string> files = [] {
        std::vector<std::string> all{COBENCH_PROGRAM, kit().project()};
        for (const char* folder :
            {"/usr/lib", "/usr/share/fonts", "/usr/share/fontconfig", "/var/cache/fontconfig"})
            for (const auto& entry : std::filesystem::recursive_directory_iterator(
                     folder, std::filesystem::directory_options::skip_permission_denied))
                if (entry.is_regular_file())
                    all.push_back(entry.path().string());
        for (const auto& entry : std::filesystem::recursive_directory_iterator(kit().arrays()))
            if (entry.is_regular_file())
                all.push_back(entry.path().string());
        return all;
    }();
    sync(); // dirty pages cannot be forgotten
    for (const std::string& file : files) {
        const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor < 0)
            continue;
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED);
        close(descriptor);
    }
}

/// From exec to the first frame with the diversity matrix, and the memory then. "of_limit" = share of the goal.
void firstFrame(benchmark::State& state, bool cold)
{
    const VirtualDisplay display;
    Frame frame;
    if (display.name().empty() || !startWindow(display, frame))
        return state.SkipWithError("no Xvfb, or the window did not start");
    std::vector<double> ms;
    std::vector<double> cpu;
    std::vector<double> memory;
    for (auto _ : state) {
        if (cold)
            forgetPages();
        if (!startWindow(display, frame))
            return state.SkipWithError("the window did not start");
        state.SetIterationTime(frame.ms / 1e3);
        ms.push_back(frame.ms);
        cpu.push_back(frame.cpuMs);
        memory.push_back(frame.rssMb);
    }
    state.counters["median_ms"] = median(ms);
    state.counters["cpu_ms"] = median(cpu);
    state.counters["rss_MB"] = median(memory);
    state.counters["of_limit"] = median(ms) / (cold ? kColdMs : kWarmMs);
    state.counters["rss_of_limit"] = median(memory) / kMemoryMb;
}

BENCHMARK_CAPTURE(firstFrame, warm, false)->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(15);
BENCHMARK_CAPTURE(firstFrame, cold, true)->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(5);

/// What a script pays for one call.
void command(benchmark::State& state, const std::vector<std::string>& arguments)
{
    std::vector<std::string> words{COBENCH_CLI};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<double> ms;
    for (auto _ : state) {
        const ProgramRun run = runProgram(words);
        if (run.status != 0)
            return state.SkipWithError("the command failed");
        state.SetIterationTime(run.endMs / 1e3);
        ms.push_back(run.endMs);
    }
    state.counters["median_ms"] = median(ms);
    state.counters["of_limit"] = median(ms) / kCommandMs;
}

void version(benchmark::State& state)
{
    command(state, {"--version"});
}

void poolInfo(benchmark::State& state)
{
    command(state, {"pool", "info", kit().smallPool()});
}

BENCHMARK(version)->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(30);
BENCHMARK(poolInfo)->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(30);

} // namespace

BENCHMARK_MAIN();
