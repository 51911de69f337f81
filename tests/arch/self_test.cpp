// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/arch/rules.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace fs = std::filesystem;

namespace {

/// One file planted in a tree, and the rule that must (or must not) report it.
struct Case {
    const char* path;
    const char* include;
    const char* rule; // nullptr = allowed
};

constexpr Case kCases[] = {
    {"core/io/a.cpp", "<QString>", "qt-in-core"},
    {"core/io/a.cpp", "<QtCore/QString>", "qt-in-core"},
    {"app/cli/a.cpp", "<QString>", "qt-in-cli"},
    {"ui/shell/a.cpp", "<QString>", nullptr},
    {"core/ensemble/a.cpp", "<torch/torch.h>", "torch"},
    {"core/train/a.cpp", "<ATen/ATen.h>", "torch"},
    {"core/train/torch/a.cpp", "<c10/util/Exception.h>", nullptr},
    {"ui/bridge/a.cpp", "<grpcpp/grpcpp.h>", "rpc"},
    {"core/jobs/a.cpp", "<google/protobuf/message.h>", "rpc"},
    {"ui/bridge/a.cpp", "\"core/engine/engine.pb.h\"", "rpc"},
    {"core/engine/a.cpp", "<grpcpp/grpcpp.h>", nullptr},
    {"core/data/a.cpp", "<opencv2/core.hpp>", "opencv"},
    {"core/detect/opencv/a.cpp", "<opencv2/core.hpp>", nullptr},
    {"core/data/opencv/a.cpp", "<opencv2/core.hpp>", nullptr},
    {"ui/pages/a.cpp", "<qcustomplot.h>", "qcustomplot"},
    {"plots/a.cpp", "<qcustomplot.h>", nullptr},
    {"core/jobs/a.cpp", "<sqlite3.h>", "sqlite"},
    {"ui/bridge/a.cpp", "<SQLiteCpp/Database.h>", "sqlite"},
    {"core/store/a.cpp", "<sqlite3.h>", nullptr},
    {"plots/a.cpp", "\"core/ensemble/metric.h\"", "arrow"},
    {"plots/a.cpp", "\"ui/shell/page.h\"", "arrow"},
    {"core/jobs/a.cpp", "\"ui/shell/page.h\"", "arrow"},
    {"core/jobs/a.cpp", "\"plots/heatmap.h\"", "arrow"},
    {"core/jobs/a.cpp", "\"app/cli/context.h\"", "arrow"},
    {"ui/shell/a.cpp", "\"app/services.h\"", "arrow"},
    {"ui/shell/a.cpp", "\"tests/support/x.h\"", "arrow"},
    {"app/a.cpp", "\"ui/shell/page.h\"", nullptr},
    {"ui/bridge/a.cpp", "\"core/jobs/job_runner.h\"", nullptr},
    {"core/lr/a.cpp", "\"core/ensemble/metric.h\"", "arrow"},
    {"core/ensemble/a.cpp", "\"core/io/load_pool.h\"", "arrow"},
    {"core/common/a.cpp", "\"core/data/pool.h\"", "arrow"},
    {"core/jobs/a.cpp", "\"core/engine/client.h\"", "arrow"},
    {"core/unheard/a.cpp", "\"core/common/error.h\"", "arrow"},
    {"core/train/a.cpp", "\"core/lr/policy.h\"", nullptr},
    {"core/study/a.cpp", "\"core/lr/policy.h\"", nullptr},
    {"core/detect/a.cpp", "\"core/ensemble/metric.h\"", nullptr},
    {"core/jobs/a.cpp", "\"core/io/load_pool.h\"", nullptr},
    {"tests/ui/a.cpp", "\"ui/shell/page.h\"", nullptr},
    {"core/io/a.cpp", "\"sibling.h\"", "rooted-include"},
};

const char* const kHeader = "// SPDX-"
                            "FileCopyrightText: 2026 Somebody\n// SPDX-"
                            "License-Identifier: MIT\n";

int g_failures = 0;

void expect(bool holds, const std::string& what)
{
    if (holds)
        return;
    std::printf("FAIL: %s\n", what.c_str());
    ++g_failures;
}

std::vector<std::string> rulesBrokenBy(const std::string& path, const std::string& text)
{
    std::vector<std::string> rules;
    for (const arch::Finding& finding : arch::check({arch::parse(path, text)}))
        rules.push_back((finding.isWarning ? "warning:" : "") + finding.rule);
    return rules;
}

void everyPlantedIncludeIsJudged()
{
    for (const Case& planted : kCases) {
        const auto broken
            = rulesBrokenBy(planted.path, std::string(kHeader) + "#include " + planted.include + "\n");
        const std::vector<std::string> expected
            = planted.rule ? std::vector<std::string>{planted.rule} : std::vector<std::string>{};
        expect(broken == expected, std::string(planted.path) + " with " + planted.include);
    }
}

void fileHygieneIsJudged()
{
    const std::string header = kHeader;
    const auto lines = [](int count) {
        std::string text;
        for (int i = 0; i < count; ++i)
            text += "x\n";
        return text;
    };
    using Rules = std::vector<std::string>;
    expect(rulesBrokenBy("core/io/a.cpp", header + lines(398)).empty(), "400 lines pass");
    expect(rulesBrokenBy("core/io/a.cpp", header + lines(399)) == Rules{"warning:size"}, "401 lines warn");
    expect(rulesBrokenBy("core/io/a.cpp", header + lines(499)) == Rules{"size"}, "501 lines fail");
    expect(rulesBrokenBy("core/io/a.cpp", "int x;\n") == Rules{"licence", "licence"}, "a missing licence fails");
    expect(rulesBrokenBy("core/io/a.h", header) == Rules{"pragma-once"}, "a missing guard fails");
    expect(rulesBrokenBy("core/io/a.cpp",
               header
                   + "\"/"
                     "work/data\"\n")
            == Rules{"machine-path"},
        "machine path");
    expect(rulesBrokenBy("core/io/a.cpp",
               header
                   + "\"net"
                     "work/data\"\n")
               .empty(),
        "a word that ends alike passes");
}

/// The same through a real folder, as CTest runs it.
void aPlantedTreeIsRead(const fs::path& root)
{
    fs::create_directories(root / "core/io");
    fs::create_directories(root / "core/build");
    std::ofstream(root / "core/io/bad.cpp") << kHeader << "  #  include <QString>\n";
    std::ofstream(root / "core/io/good.cpp") << kHeader << "// #include <QString> is only spoken of\n";
    std::ofstream(root / "core/build/made.cpp") << "#include <QString>\n";
    const auto files = arch::readTree(root);
    expect(files.size() == 2, "two files are read, the build folder is not");
    const auto findings = arch::check(files);
    expect(findings.size() == 1 && findings[0].rule == "qt-in-core" && findings[0].line == 3
            && findings[0].path == "core/io/bad.cpp",
        "the planted include is found at its line");
}

} // namespace

int main()
{
    std::string pattern = (fs::temp_directory_path() / "arch-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr)
        return 2;
    everyPlantedIncludeIsJudged();
    fileHygieneIsJudged();
    aPlantedTreeIsRead(pattern);
    fs::remove_all(pattern);
    std::printf("%d failures\n", g_failures);
    return g_failures == 0 ? 0 : 1;
}
