// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/data/idx_file.h"
#include "tests/ui/window_kit.h"
#include "ui/bridge/sample_images.h"

#include <QDir>
#include <QTest>

using namespace cobench;
using namespace cobench::ui;

namespace {

constexpr std::uint32_t kSamples = 12;
constexpr std::uint32_t kClasses = 10;

std::shared_ptr<const data::Split> splitOf(const std::string& name, std::uint32_t shift)
{
    std::vector<data::Label> labels;
    for (std::uint32_t n = 0; n < kSamples; ++n)
        labels.push_back(static_cast<data::Label>((n + shift) % kClasses));
    auto split = std::make_shared<data::Split>();
    split->name = name;
    split->truth = labels;
    split->members.push_back({.probabilities = {}, .labels = labels});
    return split;
}

/// "test" has the labels of the images beside the project, "val" others.
QString makeProject(const QString& file)
{
    data::Pool pool;
    pool.classes = kClasses;
    pool.models.push_back({.name = "net", .cost = {}, .source = "test"});
    pool.splits = {splitOf("test", 0), splitOf("val", 1)};
    Progress progress;
    auto project = store::Project::open(file.toStdString(), store::OpenMode::Create);
    if (!project || !(*project)->addPool(pool, "digits", {}, progress, {}))
        qFatal("no project");
    return file;
}

void writeImages(const std::filesystem::path& folder)
{
    std::string labels;
    for (std::uint32_t n = 0; n < kSamples; ++n)
        labels += static_cast<char>(n % kClasses);
    for (const std::string name : {"train", "t10k"}) {
        writeBytes(folder / (name + "-images-idx3-ubyte"),
            idxBytes({kSamples, 28, 28}, std::string(std::size_t{kSamples} * 28 * 28, 'x')));
        writeBytes(folder / (name + "-labels-idx1-ubyte"), idxBytes({kSamples}, labels));
    }
}

} // namespace

class TestSampleImages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void picturesOfAnotherSplitAreNotShown();
};

void TestSampleImages::picturesOfAnotherSplitAreNotShown()
{
    test::WindowKit kit;
    const QString folder = kit.path(QStringLiteral("datasets/mnist"));
    QVERIFY(QDir().mkpath(folder));
    writeImages(folder.toStdString());
    kit.openWindow();
    kit.openProject(makeProject(kit.path(QStringLiteral("p.cobench"))));
    Workspace& workspace = kit.bench->workspace;
    QCOMPARE(workspace.splitTitle(), QStringLiteral("test"));
    SampleImages images(workspace);
    images.find();
    kit.settle();
    QVERIFY(!images.image(3).isNull());
    bool isNull = false;
    connect(&workspace, &Workspace::splitChanged, &images, [&] { isNull = images.image(3).isNull(); });
    workspace.selectSplit(QStringLiteral("val"));
    kit.settle();
    QCOMPARE(workspace.splitTitle(), QStringLiteral("val"));
    QVERIFY(isNull);
}

QTEST_MAIN(TestSampleImages)
#include "test_sample_images.moc"
